/** The tenancy of single tables, asked again and again while statements change the catalogue, and what people call a tenant. */
import type { TenancyProfile } from "../../contract/index.ts";
import type { ReadSession } from "../ports.ts";
import { quoteIdent, quoteQualified } from "../sql/quote.ts";
import type { TenantsTable } from "./model.ts";
import { readTables } from "./read-tenancy.ts";

/** What tells one shape of a table from another: its name, its columns and what its policies ask about. */
const SHAPES = `
SELECT c.oid::text AS oid, c.relnamespace::text AS schema, c.relname AS name,
       (SELECT coalesce(pg_catalog.json_agg(a.attname), '[]') FROM pg_catalog.pg_attribute a
         WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)::text AS columns,
       (SELECT coalesce(pg_catalog.json_agg(pg_catalog.json_build_array(p.oid, p.xmin::text)), '[]') FROM pg_catalog.pg_policy p
         WHERE p.polrelid = c.oid OR p.polrelid IN (SELECT relid FROM pg_catalog.pg_partition_ancestors(c.oid)))::text AS policies
  FROM pg_catalog.json_array_elements_text($1::json) AS wanted JOIN pg_catalog.pg_class c ON c.oid = wanted::oid`;

export interface TenantTable {
	oid: string;
	schema: string;
	name: string;
	column: string;
}

/** Of each session, by shape: what was found out; null is a table without a tenant column of its own. */
const found = new WeakMap<ReadSession, Map<string, TenantTable | null>>();

/**
 * Those of these tables that have a tenant column themselves. The whole catalogue is looked at only where a table is met that was not met
 * in this shape before: a file of many thousand statements asks after each.
 */
export async function readTenantTables(
	session: ReadSession,
	oids: readonly string[],
	profile: TenancyProfile | undefined,
): Promise<TenantTable[]> {
	if (oids.length === 0) return [];
	const rows = await session.query<Record<"oid" | "schema" | "name" | "columns" | "policies", string>>(SHAPES, [
		JSON.stringify(oids),
	]);
	const known = found.get(session) ?? new Map<string, TenantTable | null>();
	found.set(session, known);
	const shapes = rows.map((row) => ({ oid: row.oid, shape: JSON.stringify([row, profile ?? null]) }));
	if (shapes.some(({ shape }) => !known.has(shape))) {
		const { tables } = await readTables(session, profile);
		for (const { oid, shape } of shapes) {
			const table = tables.find((each) => each.oid === oid && each.path.length === 0);
			const { schema, name, tenant } = table ?? { schema: "", name: "", tenant: undefined };
			known.set(shape, tenant ? { oid, schema, name, column: tenant.name } : null);
		}
	}
	return shapes.flatMap(({ shape }) => known.get(shape) ?? []);
}

/** Where tenants are listed. */
export interface TenantList {
	/** Quoted. */
	table: string;
	id: string;
	/** Columns by which people know a tenant, the best first. */
	names: string[];
}

export async function findTenantList(
	session: ReadSession,
	profile: TenancyProfile | undefined,
): Promise<TenantList | undefined> {
	const { tenants } = await readTables(session, profile);
	return tenants && listOf(tenants);
}

function listOf({ schema, name, id, columns }: TenantsTable): TenantList {
	const names = [columns.name, columns.slug].filter((column) => column !== undefined);
	return { table: quoteQualified(schema, name), id: id.name, names };
}
/** What tenants are called, by their ids; of these ids, and of those that one of these words names. */
export async function readTenantNames(
	session: ReadSession,
	{ table, id, names }: TenantList,
	{ ids, words }: { ids: readonly string[]; words: readonly string[] },
): Promise<{ id: string; name: string | null; named: boolean }[]> {
	const key = `${quoteIdent(id)}::text`;
	const called = names.map((column) => `${quoteIdent(column)}::text`);
	const rows = await session.query<{ id: string; name: string | null; named: string }>(
		`WITH word AS MATERIALIZED (SELECT pg_catalog.json_array_elements_text($2::json) AS word)
		 SELECT ${key} AS id, ${called[0] ?? "NULL::text"} AS name,
		        (${[key, ...called].map((column) => `${column} IN (SELECT word FROM word)`).join(" OR ")})::text AS named
		   FROM ${table}
		  WHERE ${key} IN (SELECT pg_catalog.json_array_elements_text($1::json))
		     OR ${[key, ...called].map((column) => `${column} IN (SELECT word FROM word)`).join(" OR ")}`,
		[JSON.stringify(ids), JSON.stringify(words)],
	);
	return rows.map((row) => ({ ...row, named: row.named === "true" }));
}
