import { type Check, found } from "../check.ts";
import { alterRoutine } from "../fixes.ts";
import { callers, label } from "../routines.ts";
import { namesOf } from "../scene.ts";

export const leakproof: Check = {
	name: "leakproof-function",
	asks: "Is no function of this database marked LEAKPROOF?",
	judge: (scene) =>
		scene.facts.routines
			.filter((each) => each.leakproof && !each.extension)
			.map((routine) =>
				found(label(routine), {
					severity: callers(scene, routine).length > 0 ? "WARN" : "INFO",
					detail: `It is marked LEAKPROOF${callers(scene, routine).length > 0 ? `, and ${namesOf(scene, callers(scene, routine))} may call it` : ""}.`,
					why: "The planner lets a leakproof function see rows before the policies have judged them. What it raises, writes or stores then tells of other tenants.",
					demonstration: {
						says: "The server takes the function for one that tells nothing.",
						steps: [
							{
								show: `SELECT p.oid::pg_catalog.regprocedure::pg_catalog.text AS function, p.proleakproof AS leakproof FROM pg_catalog.pg_proc p WHERE p.oid = ${routine.oid} AND p.proleakproof`,
							},
						],
					},
					fix: alterRoutine(routine, "NOT LEAKPROOF", "LEAKPROOF", {
						risk: "Conditions with it are tested after the policies: an index on it may serve no longer.",
						violations: "p.proleakproof",
					}),
				}),
			),
};
