import { type Check, found, ok } from "../check.ts";
import { findHoles } from "../judge-policy.ts";
import type { Scene } from "../scene.ts";
import { policies } from "./policies.ts";
import { effectOf, policyObject, toldOf } from "./policy-told.ts";

export const policyAlwaysTrue: Check = {
	name: "policy-always-true",
	asks: "Does no policy let every row through, such as USING (true)?",
	ofPolicies: true,
	judge(scene: Scene) {
		const holes = findHoles(scene).filter(({ open }) => open === "true");
		return policies(scene).map((object) => {
			const hole = holes.find((each) => policyObject(each) === object);
			if (!hole) return ok(object);
			const clause = hole.side === "check" ? "WITH CHECK" : "USING";
			return found(
				object,
				toldOf(scene, hole, {
					severity: "ERROR",
					detail: `${clause} (${hole.expression}) is true for each row${hole.beside ? ", beside a policy that asks about the tenant" : ""}: whoever has the privilege may ${effectOf(hole)}.`,
					why: "Permissive policies are joined by OR: one that is always true takes the meaning from all the others.",
				}),
			);
		});
	},
};
