import { type Check, found, ok } from "../check.ts";
import { alterRoutine } from "../fixes.ts";
import { callers, definers, label } from "../routines.ts";
import { granteeName, namesOf } from "../scene.ts";

export const definerSearchPath: Check = {
	name: "definer-search-path",
	asks: "Does every SECURITY DEFINER function say where it finds names?",
	judge: (scene) =>
		definers(scene).map((routine) => {
			const object = label(routine);
			const path = routine.config.find((each) => each.startsWith("search_path="));
			if (path !== undefined || callers(scene, routine).length === 0) return ok(object);
			return found(object, {
				severity: "WARN",
				detail: `It runs as ${granteeName(scene, routine.owner)} with the caller's search_path; ${namesOf(scene, callers(scene, routine))} may call it.`,
				why: "Who can make a table, in pg_temp for example, chooses what a name in it means: the caller's code and rows are then taken under the owner's rights.",
				demonstration: {
					says: "With a search_path of its own, the session decides what the function's names mean.",
					steps: [
						{
							show: `SELECT p.oid::pg_catalog.regprocedure::pg_catalog.text AS function, p.prosecdef AS definer, p.proconfig AS settings FROM pg_catalog.pg_proc p WHERE p.oid = ${routine.oid} AND coalesce(pg_catalog.array_to_string(p.proconfig, ','), '') !~ 'search_path'`,
						},
					],
				},
				fix: alterRoutine(routine, "SET search_path = pg_catalog, public, pg_temp", "RESET search_path", {
					risk: "Names of other schemas that it uses without saying so are not found any more. A SQL function can no longer be put into the query that calls it.",
					violations: "NOT coalesce(pg_catalog.array_to_string(p.proconfig, ',') ~ 'search_path=', false)",
				}),
			});
		}),
};
