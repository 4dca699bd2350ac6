import { type Check, found, ok } from "../check.ts";
import { askCatalogue } from "../demonstrations.ts";
import { aclOf, kindOf, signature } from "../fixes.ts";
import { takeBack } from "../grants.ts";
import { callers, label } from "../routines.ts";
import { namesOf } from "../scene.ts";

export const untrustedFunction: Check = {
	name: "untrusted-function",
	asks: "Can the application call no function of this database in a language that is not held back?",
	judge: (scene) =>
		scene.facts.routines
			.filter(({ trusted, extension }) => !trusted && !extension)
			.map((routine) => {
				const object = label(routine);
				const who = callers(scene, routine);
				if (who.length === 0) return ok(object);
				return found(object, {
					severity: "WARN",
					detail: `It is written in ${routine.language}, which nothing holds back, and ${namesOf(scene, who)} may call it.`,
					why: "Such a function runs as the server's own user of the operating system: files, memory and network are open to it, the tables' files too. What it does with what it is given cannot be read here.",
					demonstration: askCatalogue(
						"The server lets it do whatever its own user may.",
						`SELECT p.oid::pg_catalog.regprocedure::pg_catalog.text AS function, l.lanname AS language, l.lanpltrusted AS trusted FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_language l ON l.oid = p.prolang WHERE p.oid = ${routine.oid} AND NOT l.lanpltrusted`,
					),
					fix: takeBack(scene, who, {
						on: `${kindOf(routine)} ${signature(routine)}`,
						acl: aclOf.routine(routine),
					}),
				});
			}),
};
