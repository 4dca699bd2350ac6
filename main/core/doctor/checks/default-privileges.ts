import { quoteIdent, quoteLiteral } from "../../sql/quote.ts";
import { type Check, found, ok } from "../check.ts";
import { type DefaultGrants, PUBLIC } from "../facts.ts";
import { CATALOGUE } from "../fixes.ts";
import { granteeName, holders, type Scene } from "../scene.ts";

const NOUNS: Readonly<Record<string, string>> = { r: "TABLES", f: "FUNCTIONS" };

export const defaultPrivileges: Check = {
	name: "default-privileges",
	asks: "Are new tables and functions given to nobody before they are guarded?",
	judge: (scene) =>
		scene.facts.defaults.flatMap((entry) => {
			const noun = NOUNS[entry.what];
			if (noun === undefined) return [];
			// EXECUTE for PUBLIC is what every function begins with; only where a schema adds it has somebody asked for it.
			const usual = entry.what === "f" && entry.schema === undefined;
			const grants = holders(
				scene,
				entry.grants,
				["SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "TRIGGER", "EXECUTE"],
				entry.creator,
			).filter(({ grantee }) => !(usual && grantee === PUBLIC) && (entry.what === "r" || grantee === PUBLIC));
			const grantees = [...new Set(grants.map(({ grantee }) => grantee))];
			if (grantees.length === 0) return [ok(objectOf(scene, entry, noun, ""))];
			return grantees.map((oid) => {
				const privileges = [
					...new Set(grants.filter(({ grantee }) => grantee === oid).map(({ privilege }) => privilege)),
				];
				return found(objectOf(scene, entry, noun, oid), told(scene, { entry, noun, oid, privileges }));
			});
		}),
};

function objectOf(scene: Scene, { creator, schema }: DefaultGrants, noun: string, oid: string): string {
	const to = oid === "" ? "" : ` to ${granteeName(scene, oid)}`;
	return `default privileges of ${granteeName(scene, creator)} on ${noun.toLowerCase()}${schema === undefined ? "" : ` in schema ${schema}`}${to}`;
}

interface Given {
	entry: DefaultGrants;
	noun: string;
	oid: string;
	privileges: string[];
}

function told(scene: Scene, { entry, noun, oid, privileges }: Given) {
	const creator = granteeName(scene, entry.creator);
	const to = oid === PUBLIC ? "PUBLIC" : quoteIdent(granteeName(scene, oid));
	const head = `ALTER DEFAULT PRIVILEGES FOR ROLE ${quoteIdent(creator)}${entry.schema === undefined ? "" : ` IN SCHEMA ${quoteIdent(entry.schema)}`}`;
	const schema = entry.schema ?? "public";
	const table = `${quoteIdent(schema)}.bulkhead_try`;
	const make =
		noun === "TABLES"
			? `CREATE TABLE ${table} (id integer)`
			: `CREATE FUNCTION ${table}() RETURNS integer LANGUAGE sql AS 'SELECT 1'`;
	const acl =
		noun === "TABLES"
			? "SELECT c.relacl AS acl FROM pg_catalog.pg_class c"
			: "SELECT c.proacl AS acl FROM pg_catalog.pg_proc c";
	const name = noun === "TABLES" ? "relname" : "proname";
	return {
		severity: "WARN" as const,
		detail: `Every ${noun === "TABLES" ? "table" : "function"} that ${creator} makes${entry.schema === undefined ? "" : ` in ${entry.schema}`} comes with ${privileges.join(", ")} for ${granteeName(scene, oid)}.`,
		why: "A new table has no policy: between its CREATE and its policies, and for ever where somebody forgets them, its rows are open.",
		demonstration: {
			says: `A ${noun === "TABLES" ? "table" : "function"} is made as ${creator}, and comes with the grants. It is rolled back.`,
			writes: true,
			steps: [
				...(creator === scene.login.name ? [] : [{ be: "role" as const, role: creator }]),
				{ run: make },
				{
					show: `SELECT CASE x.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_catalog.pg_get_userbyid(x.grantee) END AS grantee, x.privilege_type AS privilege FROM (${acl} WHERE c.${name} = 'bulkhead_try') AS o, pg_catalog.aclexplode(o.acl) AS x WHERE x.grantee = ${oid === PUBLIC ? "0" : `pg_catalog.to_regrole(${quoteLiteral(to)})`}`,
				},
			],
		},
		fix: {
			sql: `${head} REVOKE ${privileges.join(", ")} ON ${noun} FROM ${to};`,
			undo: `${head} GRANT ${privileges.join(", ")} ON ${noun} TO ${to};`,
			lock: CATALOGUE,
			risk: "What is there already stays granted. New objects have to be granted where they are made, beside their policies.",
			holds: {
				name: `${creator} gives no new ${noun.toLowerCase()} to ${granteeName(scene, oid)}`,
				violations: `SELECT x.privilege_type FROM pg_catalog.pg_default_acl d LEFT JOIN pg_catalog.pg_namespace n ON n.oid = d.defaclnamespace, pg_catalog.aclexplode(d.defaclacl) AS x WHERE d.defaclobjtype = ${quoteLiteral(entry.what)} AND pg_catalog.pg_get_userbyid(d.defaclrole) = ${quoteLiteral(creator)} AND n.nspname IS NOT DISTINCT FROM ${quoteLiteral(entry.schema ?? null)} AND x.grantee = ${oid === PUBLIC ? "0" : `pg_catalog.to_regrole(${quoteLiteral(to)})`}`,
			},
		},
	};
}
