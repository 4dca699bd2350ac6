/** What is asked of the catalogue about each table with tenants before it is scanned: how it is guarded, and how it can be asked. */
import type { ReadSession } from "../ports.ts";
import { HELD, isPrintable } from "../sql/held.ts";
import type { GuardedTable, Tenancy } from "../tenancy/model.ts";

export interface Target extends GuardedTable {
	/** schema.name, for people. */
	label: string;
	rls: boolean;
	forced: boolean;
	owner: string;
	policies: TargetPolicy[];
	/** The tenant's type without domains around it; `trusted` where it is PostgreSQL's own. Of the last table of a path. */
	base: { name: string; trusted: boolean };
	/** pg_class.reltuples; negative where nobody has counted. */
	estimate: number;
	/** A whole index begins with the tenant, or with the first column of the path. */
	tenantIndex: boolean;
	/** A valid foreign key makes each tenant one of the table of tenants. */
	keyed: boolean;
	/** The tenant, or the first column of the path, is NOT NULL. */
	filled: boolean;
	/** The role may read it at all, and its tenant. */
	readable: boolean;
	tenantReadable: boolean;
	/** A policy asks who the session's login is, which is not the application's. */
	asksLogin: boolean;
}

export interface TargetPolicy {
	name: string;
	/** r, a, w, d or *, as pg_policy.polcmd has it. */
	command: string;
	permissive: boolean;
	/** As PostgreSQL prints it; null where it has none. */
	using: string | null;
	/** It counts for the role. */
	holds: boolean;
}

const TARGETS = `
WITH wanted AS MATERIALIZED (
	SELECT * FROM pg_catalog.json_to_recordset($1::json) AS x (at int, oid oid, "column" name, last oid, tenant name)),
${HELD},
policy AS MATERIALIZED (
	SELECT p.*, CASE WHEN ${isPrintable("p")} THEN pg_catalog.pg_get_expr(p.polqual, p.polrelid) END AS printed
	  FROM pg_catalog.pg_policy p WHERE p.polrelid IN (SELECT oid FROM wanted))
SELECT w.at::text AS at, c.relrowsecurity::text AS rls, c.relforcerowsecurity::text AS forced,
       pg_catalog.pg_get_userbyid(c.relowner) AS owner, c.reltuples::bigint::text AS estimate,
       base.typname AS base, (base.typnamespace = 'pg_catalog'::pg_catalog.regnamespace)::text AS trusted,
       a.attnotnull::text AS filled,
       (EXISTS (SELECT FROM pg_catalog.pg_index i WHERE i.indrelid = c.oid AND i.indkey[0] = a.attnum AND i.indisvalid AND i.indpred IS NULL))::text AS indexed,
       (EXISTS (SELECT FROM pg_catalog.pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'f' AND k.convalidated
                   AND k.confrelid = $3::oid AND k.conkey = ARRAY[a.attnum]))::text AS keyed,
       (pg_catalog.has_schema_privilege(r.oid, c.relnamespace, 'USAGE')
        AND (pg_catalog.has_table_privilege(r.oid, c.oid, 'SELECT') OR pg_catalog.has_any_column_privilege(r.oid, c.oid, 'SELECT')))::text AS readable,
       pg_catalog.has_column_privilege(r.oid, c.oid, a.attnum, 'SELECT')::text AS "tenantReadable",
       (EXISTS (SELECT FROM policy p
                 WHERE p.polrelid = c.oid
                   AND (p.printed ~* 'session_user'
                        OR EXISTS (SELECT FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_proc f ON f.oid = d.refobjid
                                    WHERE d.classid = 'pg_catalog.pg_policy'::pg_catalog.regclass AND d.objid = p.oid
                                      AND d.refclassid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND f.prosrc ~* 'session_user'))))::text AS "asksLogin",
       (SELECT coalesce(pg_catalog.json_agg(pg_catalog.json_build_object('name', p.polname, 'command', p.polcmd, 'permissive', p.polpermissive,
                 'using', p.printed,
                 'holds', 0 = ANY (p.polroles) OR EXISTS (SELECT FROM pg_catalog.unnest(p.polroles) AS x (role) WHERE pg_catalog.pg_has_role(r.oid, x.role, 'USAGE')))
                 ORDER BY p.polname), '[]') FROM policy p WHERE p.polrelid = c.oid)::text AS policies
  FROM wanted w
  JOIN pg_catalog.pg_class c ON c.oid = w.oid
  JOIN pg_catalog.pg_roles r ON r.rolname = $2
  JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attname = w."column" AND NOT a.attisdropped
  JOIN pg_catalog.pg_attribute h ON h.attrelid = w.last AND h.attname = w.tenant AND NOT h.attisdropped
  JOIN pg_catalog.pg_type own ON own.oid = h.atttypid
  LEFT JOIN pg_catalog.pg_type under ON under.oid = own.typbasetype
  JOIN pg_catalog.pg_type base ON base.oid = coalesce(nullif(under.typbasetype, 0), nullif(own.typbasetype, 0), own.oid)`;

type Row = Record<
	"at" | "rls" | "forced" | "owner" | "estimate" | "base" | "trusted" | "filled" | "indexed" | "keyed",
	string
> &
	Record<"readable" | "tenantReadable" | "asksLogin" | "policies", string>;

/** `role`: whom the tables are asked as; it is there. */
export async function readTargets(session: ReadSession, tenancy: Tenancy, role: string): Promise<Target[]> {
	const { tables, tenants } = tenancy;
	if (tables.length === 0) return [];
	const byName = new Map(tables.map((table) => [`${table.schema}.${table.name}`, table]));
	const holders = await holdersOf(session, tables, byName);
	const wanted = tables.map((table, at) => ({
		...{ at, oid: table.oid, column: table.path[0]?.column ?? table.tenant.name },
		...{ last: holders.get(holderOf(table)) ?? table.oid, tenant: table.tenant.name },
	}));
	const rows = await session.query<Row>(TARGETS, [JSON.stringify(wanted), role, tenants?.oid ?? "0"]);
	return rows
		.map((row) => ({ row, table: tables[Number(row.at)] }))
		.flatMap(({ row, table }) => (table ? [describe(table, row)] : []))
		.sort((a, b) => (a.label < b.label ? -1 : 1));
}

const holderOf = ({ schema, name, path }: GuardedTable): string => {
	const last = path.at(-1);
	return last ? `${last.schema}.${last.table}` : `${schema}.${name}`;
};

/** Tables at the end of paths need not be among those with tenants. */
async function holdersOf(
	session: ReadSession,
	tables: readonly GuardedTable[],
	known: ReadonlyMap<string, GuardedTable>,
): Promise<Map<string, string>> {
	const found = new Map([...known].map(([name, { oid }]) => [name, oid]));
	const missing = [...new Set(tables.map(holderOf))].filter((name) => !found.has(name));
	if (missing.length === 0) return found;
	const rows = await session.query<{ name: string; oid: string }>(
		`SELECT pg_catalog.concat(n.nspname, '.', c.relname) AS name, c.oid::text AS oid
		   FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
		  WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
		    AND pg_catalog.concat(n.nspname, '.', c.relname) IN (SELECT pg_catalog.json_array_elements_text($1::json))`,
		[JSON.stringify(missing)],
	);
	for (const { name, oid } of rows) found.set(name, oid);
	return found;
}

function describe(table: GuardedTable, row: Row): Target {
	const is = (name: keyof Row): boolean => row[name] === "true";
	return {
		...table,
		label: `${table.schema}.${table.name}`,
		...{ rls: is("rls"), forced: is("forced"), owner: row.owner, estimate: Number(row.estimate) },
		policies: JSON.parse(row.policies) as TargetPolicy[],
		base: { name: row.base, trusted: is("trusted") },
		...{ tenantIndex: is("indexed"), filled: is("filled") },
		keyed: is("keyed") && table.path.length === 0,
		...{ readable: is("readable"), tenantReadable: is("tenantReadable"), asksLogin: is("asksLogin") },
	};
}
