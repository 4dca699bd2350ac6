import { quoteIdent, quoteLiteral } from "../../sql/quote.ts";
import { type Check, found, ok } from "../check.ts";
import { alterRoutine } from "../fixes.ts";
import { granteeName, nameOf } from "../scene.ts";

export const triggerOwner: Check = {
	name: "trigger-owner",
	asks: "Does every trigger of a table with tenants run code of the table's owner?",
	judge: (scene) =>
		scene.facts.triggers.flatMap(({ table, name, routine: oid }) => {
			const guarded = scene.tables.find(({ relation }) => relation.oid === table);
			const routine = scene.routines.get(oid);
			if (!guarded || !routine || routine.extension) return [];
			const object = `trigger ${name} on ${nameOf(guarded.relation)}`;
			const owner = scene.roles.get(routine.owner);
			const strange = routine.owner !== guarded.relation.owner && !owner?.superuser;
			const lends = routine.definer && (owner?.superuser === true || owner?.bypassrls === true);
			if (!strange && !lends) return [ok(object)];
			const tableOwner = granteeName(scene, guarded.relation.owner);
			return [
				found(object, {
					severity: "WARN",
					detail: lends
						? `Its function ${routine.schema}.${routine.name} is SECURITY DEFINER of ${owner?.name}: each write of the application runs it past all policies.`
						: `Its function ${routine.schema}.${routine.name} belongs to ${owner?.name}, the table to ${tableOwner}.`,
					why: "A trigger runs in the session of whoever writes, support's included: the function's owner decides what happens there.",
					demonstration: {
						says: "The trigger's function is another's.",
						steps: [
							{
								show: `SELECT t.tgname AS trigger, p.oid::pg_catalog.regprocedure::pg_catalog.text AS function, pg_catalog.pg_get_userbyid(p.proowner) AS "function of", p.prosecdef AS definer FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_proc p ON p.oid = t.tgfoid WHERE t.tgrelid = ${table} AND t.tgname = ${quoteLiteral(name)}`,
							},
						],
					},
					fix: lends
						? alterRoutine(routine, "SECURITY INVOKER", "SECURITY DEFINER", {
								risk: "The trigger then does what the writer may do.",
								violations: "p.prosecdef",
							})
						: alterRoutine(routine, `OWNER TO ${quoteIdent(tableOwner)}`, `OWNER TO ${quoteIdent(owner?.name ?? "")}`, {
								risk: "The former owner can no longer replace it.",
								violations: `pg_catalog.pg_get_userbyid(p.proowner) <> ${quoteLiteral(tableOwner)}`,
							}),
				}),
			];
		}),
};
