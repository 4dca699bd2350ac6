/** Privileges that no policy is asked about, and what is given to everybody. */
import { quoteIdent, quoteLiteral } from "../../sql/quote.ts";
import { type Check, type Demonstration, type Fix, found, ok } from "../check.ts";
import { asApplication, askCatalogue } from "../demonstrations.ts";
import { type Grant, PUBLIC, type Relation } from "../facts.ts";
import { aclOf, quoted, revoke } from "../fixes.ts";
import { granteeName, holders, nameOf, namesOf, type Scene } from "../scene.ts";

const OUTSIDE = ["TRUNCATE", "REFERENCES", "TRIGGER", "MAINTAIN"];

export const grantOutside: Check = {
	name: "grant-outside",
	asks: "Has the application no TRUNCATE, REFERENCES, TRIGGER or MAINTAIN on tables with tenants?",
	judge: (scene) =>
		scene.tables.map(({ relation }) => {
			const object = `table ${nameOf(relation)}`;
			const grants = holders(scene, relation.grants, OUTSIDE, relation.owner);
			if (grants.length === 0) return ok(object);
			const privileges = [...new Set(grants.map(({ privilege }) => privilege))];
			return found(object, {
				severity: privileges.includes("TRUNCATE") ? "ERROR" : "WARN",
				detail: `${namesOf(scene, grants)} may ${privileges.join(", ")} ${nameOf(relation)}.`,
				why: "Row-level security judges rows that are read and written. TRUNCATE empties the table of all tenants, TRIGGER puts code into everybody's writes, REFERENCES asks whether a row exists, MAINTAIN locks everybody out.",
				demonstration: privileges.includes("TRUNCATE") ? truncating(scene, relation) : holding(relation, privileges),
				fix: withdrawAll(scene, relation, grants),
			});
		}),
};

function truncating(scene: Scene, relation: Relation): Demonstration {
	const triggers = scene.facts.triggers.filter(({ table }) => table === relation.oid);
	const referenced = scene.facts.foreignKeys.filter(
		({ target, table }) => target === relation.oid && table !== relation.oid,
	);
	const says = `As ${scene.applications[0]?.name ?? "the login"}, tenant A empties ${nameOf(relation)}: rows of B are gone too. It is rolled back.`;
	if (referenced.length > 0)
		return {
			...holding(relation, ["TRUNCATE"]),
			says: `TRUNCATE of ${nameOf(relation)} is allowed, together with the tables that hang on it.`,
		};
	return {
		says,
		writes: true,
		steps: [
			...asApplication(scene),
			{ run: `TRUNCATE TABLE ONLY ${quoted(relation)}` },
			{ tenant: "B" },
			{
				show: `SELECT $2::pg_catalog.text AS tenant, pg_catalog.count(*) AS "rows left" FROM ${quoted(relation)} HAVING pg_catalog.count(*) = 0`,
			},
		],
		...(triggers.length > 0 ? { refused: "A trigger of the table could do what no rollback takes back." } : {}),
		...(relation.kind === "p" ? { refused: "Emptying a partitioned table locks all its parts." } : {}),
	};
}

function holding(relation: Relation, privileges: readonly string[]): Demonstration {
	return askCatalogue(
		`${privileges.join(", ")} on ${nameOf(relation)} is granted.`,
		`SELECT x.grantee::pg_catalog.regrole::pg_catalog.text AS grantee, x.privilege_type AS privilege FROM pg_catalog.pg_class c, pg_catalog.aclexplode(c.relacl) AS x WHERE c.oid = pg_catalog.to_regclass(${quoteLiteral(quoted(relation))}) AND x.grantee <> c.relowner AND x.privilege_type IN (${privileges.map((each) => quoteLiteral(each)).join(", ")})`,
	);
}

/** One statement a grantee; columns' grants by their columns. */
export function withdrawAll(scene: Scene, relation: Relation, grants: readonly Grant[]): Fix | undefined {
	const byGrantee = new Map<string, Grant[]>();
	for (const grant of grants) byGrantee.set(grant.grantee, [...(byGrantee.get(grant.grantee) ?? []), grant]);
	const fixes = [...byGrantee].map(([oid, own]) =>
		revoke({
			privileges: own.map(({ privilege, column }) =>
				column === undefined ? privilege : `${privilege} (${quoteIdent(column)})`,
			),
			on: `TABLE ${quoted(relation)}`,
			from: oid === PUBLIC ? "PUBLIC" : quoteIdent(granteeName(scene, oid)),
			acl: aclOf.relation(relation),
			grantable: own.every(({ grantable }) => grantable),
		}),
	);
	const [first] = fixes;
	if (!first) return undefined;
	return {
		...first,
		sql: fixes.map(({ sql }) => sql).join("\n"),
		undo: fixes.map(({ undo }) => undo).join("\n"),
		holds: { ...first.holds, violations: fixes.map(({ holds }) => holds.violations).join(" UNION ALL ") },
	};
}

export const grantPublic: Check = {
	name: "grant-public",
	asks: "Is nothing on tables with tenants granted to PUBLIC?",
	judge: (scene) =>
		scene.tables.map(({ relation }) => {
			const object = `table ${nameOf(relation)}`;
			const grants = relation.grants.filter(
				({ grantee, privilege }) => grantee === PUBLIC && !OUTSIDE.includes(privilege),
			);
			if (grants.length === 0) return ok(object);
			const privileges = [...new Set(grants.map(({ privilege }) => privilege))];
			return found(object, {
				severity: "WARN",
				detail: `PUBLIC has ${privileges.join(", ")} on ${nameOf(relation)}: every login of this server that gets into the database.`,
				why: "The policies are then all that stands between any login and the rows; the first gap in them is everybody's.",
				demonstration: {
					says: `${privileges.join(", ")} on ${nameOf(relation)} is everybody's.`,
					steps: [
						{
							show: `SELECT 'PUBLIC' AS grantee, x.privilege_type AS privilege FROM pg_catalog.pg_class c, LATERAL (SELECT * FROM pg_catalog.aclexplode(c.relacl) UNION ALL SELECT b.* FROM pg_catalog.pg_attribute a, pg_catalog.aclexplode(a.attacl) AS b WHERE a.attrelid = c.oid) AS x WHERE c.oid = pg_catalog.to_regclass(${quoteLiteral(quoted(relation))}) AND x.grantee = 0`,
						},
					],
				},
				fix: withdrawAll(scene, relation, grants),
			});
		}),
};

export const grantOption: Check = {
	name: "grant-option",
	asks: "May the application hand its privileges on tables with tenants to nobody?",
	judge: (scene) =>
		scene.tables.map(({ relation }) => {
			const object = `table ${nameOf(relation)}`;
			const grants = holders(
				scene,
				relation.grants.filter(({ grantable }) => grantable),
				["SELECT", "INSERT", "UPDATE", "DELETE"],
				relation.owner,
			);
			if (grants.length === 0) return ok(object);
			const privileges = [...new Set(grants.map(({ privilege }) => privilege))].join(", ");
			const [first] = grants;
			const who = quoteIdent(granteeName(scene, first?.grantee ?? PUBLIC));
			return found(object, {
				severity: "WARN",
				detail: `${namesOf(scene, grants)} has ${privileges} on ${nameOf(relation)} WITH GRANT OPTION.`,
				why: "Whoever gets SQL into the application's session can open the table for every other login.",
				demonstration: holding(relation, privileges.split(", ")),
				fix: {
					sql: `REVOKE GRANT OPTION FOR ${privileges} ON TABLE ${quoted(relation)} FROM ${who};`,
					undo: `GRANT ${privileges} ON TABLE ${quoted(relation)} TO ${who} WITH GRANT OPTION;`,
					lock: "No table is locked against readers or writers.",
					risk: "Fails where the application has granted it to somebody already; add CASCADE after looking.",
					holds: {
						name: `nobody of the application may hand on ${nameOf(relation)}`,
						violations: `SELECT x.privilege_type FROM pg_catalog.pg_class c, pg_catalog.aclexplode(c.relacl) AS x WHERE c.oid = pg_catalog.to_regclass(${quoteLiteral(quoted(relation))}) AND x.is_grantable AND x.grantee = pg_catalog.to_regrole(${quoteLiteral(who)})`,
					},
				},
			});
		}),
};
