import { type Check, found, ok } from "../check.ts";
import { findHoles, isWide } from "../judge-policy.ts";
import { policies } from "./policies.ts";
import { effectOf, policyObject, toldOf } from "./policy-told.ts";

export const policyWithoutTenant: Check = {
	name: "policy-without-tenant",
	asks: "Does each policy of a table with tenants ask about the tenant?",
	ofPolicies: true,
	judge(scene) {
		const holes = findHoles(scene).filter(
			(hole) => hole.open === "other" && hole.settings.length === 0 && !isWide(hole),
		);
		return policies(scene).map((object) => {
			const hole = holes.find((each) => policyObject(each) === object);
			if (!hole) return ok(object);
			return found(
				object,
				toldOf(scene, hole, {
					severity: "WARN",
					detail: `${hole.expression} does not compare ${hole.guarded.columns.tenant || "the way to the tenant"} with anything: where it is true, the application may ${effectOf(hole)}.`,
					why: "What a policy does not ask about, it does not guard.",
				}),
			);
		});
	},
};
