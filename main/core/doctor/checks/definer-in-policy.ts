import { type Check, found, ok } from "../check.ts";
import { asApplication } from "../demonstrations.ts";
import { definers, invoker, label } from "../routines.ts";
import { granteeName } from "../scene.ts";

export const definerInPolicy: Check = {
	name: "definer-in-policy",
	asks: "Does no policy ask who the session is through a function that runs as its owner?",
	judge: (scene) => {
		const called = new Set(scene.tables.flatMap(({ policies }) => policies.flatMap(({ calls }) => calls)));
		return definers(scene)
			.filter(({ oid }) => called.has(oid))
			.map((routine) => {
				const object = label(routine);
				if (!/\b(current_user|current_role|user)\b/i.test(routine.body)) return ok(object);
				return found(object, {
					severity: "ERROR",
					detail: `Policies call it, and it asks for CURRENT_USER, which is its owner ${granteeName(scene, routine.owner)} inside of it.`,
					why: "The answer is the same for every session: it tells who owns the function and not who asks.",
					demonstration: {
						says: "Inside the function, CURRENT_USER is not the session's.",
						steps: [
							...asApplication(scene),
							{
								show: `SELECT CURRENT_USER AS "who asks", pg_catalog.pg_get_userbyid(p.proowner) AS "whom it answers for" FROM pg_catalog.pg_proc p WHERE p.oid = ${routine.oid} AND p.prosecdef`,
							},
						],
					},
					fix: invoker(routine),
				});
			});
	},
};
