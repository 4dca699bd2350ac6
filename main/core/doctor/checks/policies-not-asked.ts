import { type Check, found, ok } from "../check.ts";
import { readAs } from "../demonstrations.ts";
import { secure } from "../fixes.ts";
import { nameOf } from "../scene.ts";

export const policiesOff: Check = {
	name: "policies-not-asked",
	asks: "Is row security on, on every table that has policies?",
	judge: (scene) =>
		scene.facts.relations
			.filter(({ oid, extension }) => !extension && scene.facts.policies.some(({ table }) => table === oid))
			.map((relation) => {
				const guarded = scene.guarded.find((each) => each.relation.oid === relation.oid);
				const name = `table ${nameOf(relation)}`;
				if (relation.secured) return ok(name);
				const count = scene.facts.policies.filter(({ table }) => table === relation.oid).length;
				return found(name, {
					severity: guarded ? "ERROR" : "WARN",
					detail: `${nameOf(relation)} has ${count} ${count === 1 ? "policy" : "policies"}, but its row security is off.`,
					why: "Nothing asks the policies: the table looks guarded, and is open to whoever may read it.",
					demonstration: readAs(scene, relation),
					fix: secure(relation, { force: true }),
				});
			}),
};
