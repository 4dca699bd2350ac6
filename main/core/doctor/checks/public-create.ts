import { quoteIdent } from "../../sql/quote.ts";
import { type Check, found, ok, type Verdict } from "../check.ts";
import { PUBLIC, type SchemaFacts } from "../facts.ts";
import { aclOf, revoke } from "../fixes.ts";
import { granteeName, holders, namesOf, type Scene } from "../scene.ts";

/** Schemas that names are looked for in, or that hold tenants' rows. */
function concerned(scene: Scene): SchemaFacts[] {
	const holding = new Set(scene.guarded.map(({ relation }) => relation.schema));
	return scene.facts.schemas.filter(({ name }) => holding.has(name) || scene.facts.searchPath.includes(name));
}

function judge(scene: Scene, schema: SchemaFacts): Verdict {
	const object = `schema ${schema.name}`;
	const grants = holders(scene, schema.grants, ["CREATE"], schema.owner);
	const first = grants.find(({ grantee }) => grantee === PUBLIC) ?? grants[0];
	if (!first) return ok(object);
	const from = first.grantee === PUBLIC ? "PUBLIC" : quoteIdent(granteeName(scene, first.grantee));
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
		fix: revoke({
			privileges: ["CREATE"],
			on: `SCHEMA ${quoteIdent(schema.name)}`,
			from,
			acl: aclOf.schema(schema.name),
		}),
	});
}

export const schemaCreate: Check = {
	name: "schema-create",
	asks: "Can neither PUBLIC nor the application make objects in schemas that code looks into?",
	judge: (scene) =>
		concerned(scene)
			.filter(({ pristine }) => !pristine)
			.map((schema) => judge(scene, schema)),
};

/** As initdb left it before 15: the server's, and no schema's. */
export const publicCreate: Check = {
	name: "public-create",
	asks: "Has the server's own CREATE for PUBLIC been taken from the schema public? (Before PostgreSQL 15 it is there from the beginning.)",
	server: true,
	judge: (scene) =>
		concerned(scene)
			.filter(({ pristine }) => pristine)
			.map((schema) => judge(scene, schema)),
};

export const databaseCreate: Check = {
	name: "database-create",
	asks: "Can neither PUBLIC nor the application make schemas in this database?",
	judge: (scene) => {
		const { database } = scene.facts;
		const grants = holders(scene, database.grants, ["CREATE"], database.owner);
		const object = `database ${database.name}`;
		const [first] = grants;
		if (!first) return [ok(object)];
		const from = first.grantee === PUBLIC ? "PUBLIC" : quoteIdent(granteeName(scene, first.grantee));
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
				fix: revoke({ privileges: ["CREATE"], on: `DATABASE ${quoteIdent(database.name)}`, from, acl: aclOf.database }),
			}),
		];
	},
};
