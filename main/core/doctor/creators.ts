/** Who may make objects where code looks for names. */
import { quoteIdent } from "../sql/quote.ts";
import { found, ok, type Verdict } from "./check.ts";
import type { SchemaFacts } from "./facts.ts";
import { aclOf } from "./fixes.ts";
import { takeBack } from "./grants.ts";
import { holders, namesOf, type Scene } from "./scene.ts";

/** Schemas that names are looked for in, or that hold tenants' rows. */
export function concerned(scene: Scene): SchemaFacts[] {
	const holding = new Set(scene.guarded.map(({ relation }) => relation.schema));
	return scene.facts.schemas.filter(({ name }) => holding.has(name) || scene.facts.searchPath.includes(name));
}

/** `initial`: those of its grants that initdb made, or all others. */
export function judgeSchema(scene: Scene, schema: SchemaFacts, initial: boolean): Verdict {
	const object = `schema ${schema.name}`;
	const made = schema.grants.filter(
		({ grantee, privilege }) =>
			schema.initial.some((each) => each.grantee === grantee && each.privilege === privilege) === initial,
	);
	const grants = holders(scene, made, ["CREATE"], schema.owner);
	if (grants.length === 0) return ok(object);
	return found(object, {
		severity: "WARN",
		detail: `${namesOf(scene, grants)} may make objects in ${schema.name}.`,
		why: "A table or function of the right name is found before, or instead of, the one that was meant: code of others then runs it with their rights. And a table made there is guarded by nobody.",
		demonstration: {
			says: `As ${scene.applications[0]?.name ?? "the login"}, a table is made in ${schema.name}, and rolled back.`,
			writes: true,
			steps: [
				...(scene.applications[0] && scene.applications[0] !== scene.login
					? [{ be: "role" as const, role: scene.applications[0].name }]
					: []),
				{ run: `CREATE TABLE ${quoteIdent(schema.name)}.bulkhead_try (id integer)` },
				{
					show: `SELECT c.oid::pg_catalog.regclass::pg_catalog.text AS "table", pg_catalog.pg_get_userbyid(c.relowner) AS "made by" FROM pg_catalog.pg_class c WHERE c.relname = 'bulkhead_try'`,
				},
			],
		},
		fix: takeBack(scene, grants, { on: `SCHEMA ${quoteIdent(schema.name)}`, acl: aclOf.schema(schema.name) }),
	});
}
