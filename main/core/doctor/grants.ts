/** Privileges on tables with tenants: which of them no policy is asked about, how they are shown and taken back. */
import { quoteIdent, quoteLiteral } from "../sql/quote.ts";
import type { Demonstration, Fix } from "./check.ts";
import { askCatalogue } from "./demonstrations.ts";
import { type Grant, PUBLIC, type Relation } from "./facts.ts";
import { aclOf, type Privileges, quoted, revoke } from "./fixes.ts";
import { granteeName, nameOf, type Scene } from "./scene.ts";

export const OUTSIDE = ["TRUNCATE", "REFERENCES", "TRIGGER", "MAINTAIN"];

export function holding(relation: Relation, privileges: readonly string[]): Demonstration {
	return askCatalogue(
		`${privileges.join(", ")} on ${nameOf(relation)} is granted.`,
		`SELECT x.grantee::pg_catalog.regrole::pg_catalog.text AS grantee, x.privilege_type AS privilege FROM pg_catalog.pg_class c, pg_catalog.aclexplode(c.relacl) AS x WHERE c.oid = pg_catalog.to_regclass(${quoteLiteral(quoted(relation))}) AND x.grantee <> c.relowner AND x.privilege_type IN (${privileges.map((each) => quoteLiteral(each)).join(", ")})`,
	);
}

/** Of a table, a view; columns' grants by their columns. */
export const withdrawAll = (scene: Scene, relation: Relation, grants: readonly Grant[]): Fix | undefined =>
	takeBack(scene, grants, { on: `TABLE ${quoted(relation)}`, acl: aclOf.relation(relation) });

/** One statement a grantee. `acl`: as `revoke` has it. */
export function takeBack(
	scene: Scene,
	grants: readonly Grant[],
	{ on, acl }: Pick<Privileges, "on" | "acl">,
): Fix | undefined {
	const byGrantee = new Map<string, Grant[]>();
	for (const grant of grants) byGrantee.set(grant.grantee, [...(byGrantee.get(grant.grantee) ?? []), grant]);
	const fixes = [...byGrantee].map(([oid, own]) =>
		revoke({
			...{ on, acl, grantable: own.every(({ grantable }) => grantable) },
			privileges: own.map(({ privilege, column }) =>
				column === undefined ? privilege : `${privilege} (${quoteIdent(column)})`,
			),
			from: oid === PUBLIC ? "PUBLIC" : quoteIdent(granteeName(scene, oid)),
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
