import { type Check, found, ok } from "../check.ts";
import { findHoles, isWide } from "../judge-policy.ts";
import { policies } from "./policies.ts";
import { effectOf, policyObject, toldOf } from "./policy-told.ts";

export const policyWide: Check = {
	name: "policy-wide",
	asks: "Is no policy wider than the tenant's, by an OR of its own or by standing beside it?",
	ofPolicies: true,
	judge(scene) {
		const holes = findHoles(scene).filter(isWide);
		return policies(scene).map((object) => {
			const hole = holes.find((each) => policyObject(each) === object);
			if (!hole) return ok(object);
			return found(
				object,
				toldOf(scene, hole, {
					severity: "WARN",
					detail: `${hole.arms.join(" OR ")} does not ask about the tenant${hole.beside ? ", and is joined by OR to the policies that do" : ""}: where it is true, the application may ${effectOf(hole)}.`,
					why: "Permissive policies, and the arms of an OR, add up. What is for support belongs into a policy TO a role of its own; what narrows a tenant's rights into a RESTRICTIVE one.",
				}),
			);
		});
	},
};
