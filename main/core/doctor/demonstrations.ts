/** Demonstrations that several checks share. */
import { quoteIdent, quoteLiteral } from "../sql/quote.ts";
import { tenantOf } from "../tenancy/tenant-of.ts";
import type { Demonstration, Step } from "./check.ts";
import type { Relation } from "./facts.ts";
import { quoted } from "./fixes.ts";
import { type Guarded, nameOf, type Scene } from "./scene.ts";

/** Rows that are looked at, so that a large table is not read whole. */
const LOOKED_AT = 10_000;

/** The tenant of a row of this relation, as SQL of a text; undefined where it has none. */
export function tenantSql(scene: Scene, relation: Relation): string | undefined {
	const known = scene.facts.tenancy.tables.find(({ oid }) => oid === relation.oid);
	if (known) return `(${tenantOf(known, "t")})::pg_catalog.text`;
	const column = relation.columns.find(({ name }) => name === scene.facts.tenancy.profile.tenantColumn);
	return column && `(t.${quoteIdent(column.name)})::pg_catalog.text`;
}

/** Rows of other tenants that can be read in this relation, by tenant; where it tells no tenant, how many rows there are. */
export function foreignRows(scene: Scene, relation: Relation): string {
	const tenant = tenantSql(scene, relation);
	if (tenant === undefined) {
		return `SELECT pg_catalog.count(*) AS "rows of all tenants together" FROM (SELECT FROM ${quoted(relation)} AS t LIMIT ${LOOKED_AT}) AS seen HAVING pg_catalog.count(*) > 0`;
	}
	return `SELECT seen.tenant AS "tenant of the rows", pg_catalog.count(*) AS rows
  FROM (SELECT ${tenant} AS tenant FROM ${quoted(relation)} AS t LIMIT ${LOOKED_AT}) AS seen
 WHERE seen.tenant IS DISTINCT FROM $1 GROUP BY seen.tenant ORDER BY pg_catalog.count(*) DESC, seen.tenant LIMIT 20`;
}

export const asApplication = (scene: Scene): Step[] => asRole(scene, scene.applications[0]?.name);

/** As the login itself nothing has to be switched. The tenant is chosen by whoever may: the application's role, else the login. */
export function asRole(scene: Scene, role: string | undefined): Step[] {
	const be = role === undefined || role === scene.login.name ? [] : [{ be: "role" as const, role }];
	return role === scene.applications[0]?.name ? [...be, { tenant: "A" }] : [{ tenant: "A" }, ...be];
}

/** The application, as tenant A, reads this relation. */
export function readAs(scene: Scene, relation: Relation, role = scene.applications[0]?.name): Demonstration {
	return {
		says: `As ${role ?? "the login"}, tenant A reads rows of other tenants in ${nameOf(relation)}.`,
		steps: [...asRole(scene, role), { show: foreignRows(scene, relation) }],
	};
}

/** Rows of A that are tried in the place of B's. */
const TRIED = 200;

/**
 * Whether a row of tenant B, as A might write it, passes this expression. Nothing is written: rows of A are taken, and their tenant is
 * changed; and one that has nothing but the tenant.
 */
export function passesCheck(scene: Scene, guarded: Guarded, expression: string, what: string): Demonstration {
	const { relation, columns } = guarded;
	const table = quoted(relation);
	const changed = `pg_catalog.jsonb_build_object(${quoteLiteral(columns.tenant)}, $2::pg_catalog.text)`;
	return {
		says: `As tenant A, ${scene.applications[0]?.name ?? "the login"} may ${what} that belongs to tenant B in ${nameOf(relation)}.`,
		steps: [
			...asApplication(scene),
			{
				show: `SELECT DISTINCT $1::pg_catalog.text AS "who writes", $2::pg_catalog.text AS "whose row it is", 'the policy lets it through' AS verdict
  FROM (SELECT (pg_catalog.jsonb_populate_record(NULL::${table}, tried.data || ${changed})).*
          FROM (SELECT * FROM (SELECT pg_catalog.to_jsonb(own) AS data FROM ${table} AS own LIMIT ${TRIED}) AS rows UNION ALL SELECT '{}'::pg_catalog.jsonb) AS tried) AS ${quoteIdent(relation.name)}
 WHERE ${expression}`,
			},
		],
	};
}

/** What the catalogue answers, where there are no rows to be shown. */
export function askCatalogue(says: string, sql: string, before: Step[] = []): Demonstration {
	return { says, steps: [...before, { show: sql }] };
}
