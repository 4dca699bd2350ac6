import { quoteIdent } from "../../sql/quote.ts";
import { type Check, found, ok } from "../check.ts";
import { aclOf } from "../fixes.ts";
import { takeBack } from "../grants.ts";
import { holders, namesOf } from "../scene.ts";

export const databaseCreate: Check = {
	name: "database-create",
	asks: "Can neither PUBLIC nor the application make schemas in this database?",
	judge: (scene) => {
		const { database } = scene.facts;
		const grants = holders(scene, database.grants, ["CREATE"], database.owner);
		const object = `database ${database.name}`;
		if (grants.length === 0) return [ok(object)];
		return [
			found(object, {
				severity: "WARN",
				detail: `${namesOf(scene, grants)} may make schemas in ${database.name}, and install trusted extensions.`,
				why: "Who owns a schema decides what is found in it, and puts tables there that nobody guards.",
				demonstration: {
					says: `As ${scene.applications[0]?.name ?? "the login"}, a schema is made, and rolled back.`,
					writes: true,
					steps: [
						...(scene.applications[0] && scene.applications[0] !== scene.login
							? [{ be: "role" as const, role: scene.applications[0].name }]
							: []),
						{ run: "CREATE SCHEMA bulkhead_try" },
						{
							show: `SELECT n.nspname AS schema, pg_catalog.pg_get_userbyid(n.nspowner) AS "made by" FROM pg_catalog.pg_namespace n WHERE n.nspname = 'bulkhead_try'`,
						},
					],
				},
				fix: takeBack(scene, grants, { on: `DATABASE ${quoteIdent(database.name)}`, acl: aclOf.database }),
			}),
		];
	},
};
