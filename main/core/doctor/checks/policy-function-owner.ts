import { quoteIdent, quoteLiteral } from "../../sql/quote.ts";
import { type Check, found, ok } from "../check.ts";
import { alterRoutine, kindOf, signature } from "../fixes.ts";
import { label } from "../routines.ts";
import { granteeName } from "../scene.ts";

export const policyFunctionOwner: Check = {
	name: "policy-function-owner",
	asks: "Can the application replace no function that policies call?",
	judge: (scene) => {
		const called = new Set(scene.tables.flatMap(({ policies }) => policies.flatMap(({ calls }) => calls)));
		return [...called].flatMap((oid) => {
			const routine = scene.routines.get(oid);
			if (!routine || routine.extension) return [];
			const object = label(routine);
			const owner = scene.applications.find(
				(role) =>
					role !== scene.login && !role.superuser && scene.reach(role).some((each) => each.role.oid === routine.owner),
			);
			if (!owner) return [ok(object)];
			const best = scene.roles.get(scene.tables[0]?.relation.owner ?? "");
			return [
				found(object, {
					severity: "ERROR",
					detail: `Policies call it, and it belongs to ${granteeName(scene, routine.owner)}, whom ${owner.name} can act as.`,
					why: "An owner may replace the function by one that answers whatever it likes, and the policies believe it.",
					demonstration: {
						says: `As ${owner.name}, the function is changed, and that is rolled back.`,
						writes: true,
						steps: [
							{ be: "role" as const, role: owner.name },
							{ run: `ALTER ${kindOf(routine)} ${signature(routine)} COST 9999` },
							{
								show: `SELECT p.oid::pg_catalog.regprocedure::pg_catalog.text AS "function", 'changed by ' || CURRENT_USER AS what FROM pg_catalog.pg_proc p WHERE p.oid = ${routine.oid} AND p.procost = 9999`,
							},
						],
					},
					fix:
						best && best.name !== owner.name
							? alterRoutine(
									routine,
									`OWNER TO ${quoteIdent(best.name)}`,
									`OWNER TO ${quoteIdent(granteeName(scene, routine.owner))}`,
									{
										risk: "The application can no longer replace it.",
										violations: `pg_catalog.pg_get_userbyid(p.proowner) = ${quoteLiteral(granteeName(scene, routine.owner))}`,
									},
								)
							: undefined,
				}),
			];
		});
	},
};
