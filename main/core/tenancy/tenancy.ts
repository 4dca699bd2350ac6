/**
 * Which column of a table holds the *tenant* of a row, and what people call a tenant. What a profile says counts; without one it is
 * detected: a column tenant_id, else the one column that the policies of the table ask about.
 */
import type { TenancyProfile } from "../../contract/index.ts";
import type { ReadSession } from "../ports.ts";
import { quoteIdent, quoteQualified } from "../sql/quote.ts";

/** IAFactory's, and the name that most schemas give it. */
const USUAL = "tenant_id";

const COLUMNS = `
SELECT c.oid::text AS oid, n.nspname AS schema, c.relname AS name,
       (SELECT coalesce(pg_catalog.json_agg(a.attname), '[]') FROM pg_catalog.pg_attribute a
         WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)::text AS columns,
       (SELECT coalesce(pg_catalog.json_agg(DISTINCT a.attname), '[]')
          FROM pg_catalog.pg_policy p
          JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_policy'::pg_catalog.regclass AND d.objid = p.oid
           AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.refobjid = p.polrelid AND d.refobjsubid > 0
          JOIN pg_catalog.pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
         WHERE p.polrelid = c.oid OR p.polrelid IN (SELECT relid FROM pg_catalog.pg_partition_ancestors(c.oid)))::text AS asked
  FROM pg_catalog.json_array_elements_text($1::json) AS wanted
  JOIN pg_catalog.pg_class c ON c.oid = wanted::oid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace`;

export interface TenantTable {
	oid: string;
	schema: string;
	name: string;
	column: string;
}

/** Those of these tables that have a tenant column. */
export async function readTenantTables(
	session: ReadSession,
	oids: readonly string[],
	profile: TenancyProfile | undefined,
): Promise<TenantTable[]> {
	if (oids.length === 0) return [];
	const rows = await session.query<Record<"oid" | "schema" | "name" | "columns" | "asked", string>>(COLUMNS, [
		JSON.stringify(oids),
	]);
	return rows.flatMap(({ oid, schema, name, columns, asked }) => {
		const own = JSON.parse(columns) as string[];
		const column = profile ? profiled(profile, schema, name) : detected(own, JSON.parse(asked) as string[]);
		return column !== undefined && own.includes(column) ? [{ oid, schema, name, column }] : [];
	});
}

/** Undefined for a table that reaches its tenant through a foreign key. */
function profiled(
	{ tables = {}, tenants, tenantColumn }: TenancyProfile,
	schema: string,
	name: string,
): string | undefined {
	const named = (written: string): boolean =>
		written === `${schema}.${name}` || (schema === "public" && written === name);
	const special = Object.entries(tables).find(([table]) => named(table));
	if (special) return typeof special[1] === "string" ? special[1] : undefined;
	return tenants && named(tenants.table) ? tenants.id : tenantColumn;
}

function detected(columns: readonly string[], asked: readonly string[]): string | undefined {
	if (columns.includes(USUAL)) return USUAL;
	return asked.length === 1 ? asked[0] : undefined;
}

/** Where tenants are listed. */
export interface TenantList {
	/** Quoted. */
	table: string;
	id: string;
	/** Columns by which people know a tenant, the best first. */
	names: string[];
}

/** The table that most foreign keys on a tenant column alone point to, with those of its columns that name a tenant. */
const LISTS = `
SELECT n.nspname AS schema, c.relname AS name, key.attname AS id,
       (SELECT coalesce(pg_catalog.json_agg(a.attname ORDER BY a.attname), '[]') FROM pg_catalog.pg_attribute a
         WHERE a.attrelid = c.oid AND a.attname IN ('name', 'slug') AND NOT a.attisdropped)::text AS names
  FROM pg_catalog.json_to_recordset($1::json) AS own (oid oid, "column" name)
  JOIN pg_catalog.pg_attribute mine ON mine.attrelid = own.oid AND mine.attname = own."column"
  JOIN pg_catalog.pg_constraint k ON k.conrelid = own.oid AND k.contype = 'f' AND k.conkey = ARRAY[mine.attnum]
  JOIN pg_catalog.pg_class c ON c.oid = k.confrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_catalog.pg_attribute key ON key.attrelid = c.oid AND key.attnum = k.confkey[1]
 GROUP BY c.oid, n.nspname, c.relname, key.attname
 ORDER BY pg_catalog.count(*) DESC, c.oid
 LIMIT 1`;

export async function findTenantList(
	session: ReadSession,
	tables: readonly TenantTable[],
	profile: TenancyProfile | undefined,
): Promise<TenantList | undefined> {
	if (profile) return profile.tenants && fromProfile(profile.tenants);
	const [row] = await session.query<Record<"schema" | "name" | "id" | "names", string>>(LISTS, [
		JSON.stringify(tables),
	]);
	if (!row) return undefined;
	return { table: quoteQualified(row.schema, row.name), id: row.id, names: JSON.parse(row.names) as string[] };
}

function fromProfile({ table, id, name, slug }: NonNullable<TenancyProfile["tenants"]>): TenantList {
	const dot = table.indexOf(".");
	const written = dot < 0 ? quoteQualified("public", table) : quoteQualified(table.slice(0, dot), table.slice(dot + 1));
	return { table: written, id, names: [name, slug].filter((column) => column !== undefined) };
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
