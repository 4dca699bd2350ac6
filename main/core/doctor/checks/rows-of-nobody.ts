import { type Check, found, ok } from "../check.ts";
import { findHoles } from "../judge-policy.ts";
import { policies } from "./policies.ts";
import { policyObject, toldOf } from "./policy-told.ts";

export const sharedRows: Check = {
	name: "rows-of-nobody",
	asks: "Are rows without a tenant shown to nobody?",
	ofPolicies: true,
	judge(scene) {
		const holes = findHoles(scene).filter(({ open }) => open === "shared");
		return policies(scene).map((object) => {
			const hole = holes.find((each) => policyObject(each) === object);
			if (!hole) return ok(object);
			return found(
				object,
				toldOf(scene, hole, {
					severity: "WARN",
					detail: `Rows whose ${hole.guarded.columns.tenant} is NULL are for everybody: ${hole.expression}.`,
					why: "A row that lost its tenant, by a fault or an import, is then shown to all of them; who may write such a row can speak to every tenant.",
				}),
			);
		});
	},
};
