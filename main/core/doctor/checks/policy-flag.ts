import { type Check, found, ok } from "../check.ts";
import { findHoles } from "../judge-policy.ts";
import { policies } from "./policies.ts";
import { effectOf, policyObject, toldOf } from "./policy-told.ts";

export const policyFlag: Check = {
	name: "policy-flag",
	asks: "Is no policy opened by a setting that every session can set, such as app.is_superadmin?",
	ofPolicies: true,
	judge(scene) {
		const holes = findHoles(scene).filter(({ open, settings }) => open !== "true" && settings.length > 0);
		return policies(scene).map((object) => {
			const hole = holes.find((each) => policyObject(each) === object);
			if (!hole) return ok(object);
			return found(
				object,
				toldOf(scene, hole, {
					severity: "ERROR",
					detail: `${hole.arms.join(" OR ")} asks about no tenant and reads the setting ${hole.settings.join(", ")}: with it, any session may ${effectOf(hole)}.`,
					why: "A custom setting is written by whoever has SQL, inside a WHERE too (set_config). It can say which tenant is meant; it must not say who is above all tenants: that is what a role is for.",
				}),
			);
		});
	},
};
