/** Tables whose row-level security a rollback takes away, and whom that lets read. Found in the catalogue, before and after. */
import type { ExposedTable } from "../../contract/index.ts";
import { DatabaseError } from "../errors.ts";
import type { ReadSession, Session } from "../ports.ts";
import { quoteQualified } from "../sql/quote.ts";
import type { TenantTable } from "../tenancy/tenancy.ts";

/** How a table is guarded. */
export interface Guard {
	oid: string;
	owner: string;
	forced: boolean;
}

const GUARDS = `
SELECT c.oid::text AS oid, c.relowner::text AS owner, c.relforcerowsecurity::text AS forced
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind IN ('r', 'p') AND c.relrowsecurity
   AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'bulkhead') AND n.nspname !~ '^pg_(toast|temp)'`;

export async function readGuards(session: ReadSession): Promise<Guard[]> {
	const rows = await session.query<Record<"oid" | "owner" | "forced", string>>(GUARDS);
	return rows.map((row) => ({ ...row, forced: row.forced === "true" }));
}

/** Roles that are named; the others are counted. */
const NAMED = 20;

/**
 * Of tables that were guarded so: who was bound, may read now, and is bound no longer. A superuser and a role with BYPASSRLS never were.
 * "Owner" is, as row-level security has it, whoever has the owner's privileges.
 */
const FREED = `
WITH was AS MATERIALIZED (SELECT * FROM pg_catalog.json_to_recordset($1::json) AS x (oid oid, owner oid, forced boolean)),
role AS MATERIALIZED (
	SELECT r.oid, r.rolname, r.rolcanlogin FROM pg_catalog.pg_roles r
	 WHERE NOT r.rolsuper AND NOT r.rolbypassrls AND r.rolname !~ '^pg_')
SELECT c.oid::text AS oid, n.nspname AS schema, c.relname AS name, c.relrowsecurity::text AS guarded,
       (EXISTS (SELECT FROM pg_catalog.aclexplode(c.relacl) AS x WHERE x.grantee = 0 AND x.privilege_type = 'SELECT')
        OR EXISTS (SELECT FROM pg_catalog.pg_attribute a, pg_catalog.aclexplode(a.attacl) AS x
                    WHERE a.attrelid = c.oid AND x.grantee = 0 AND x.privilege_type = 'SELECT'))::text AS everyone,
       (SELECT coalesce(pg_catalog.json_agg(r.rolname ORDER BY r.rolcanlogin DESC, r.rolname), '[]') FROM role r
         WHERE (was.forced OR NOT pg_catalog.pg_has_role(r.oid, was.owner, 'USAGE'))
           AND NOT (c.relrowsecurity AND (c.relforcerowsecurity OR NOT pg_catalog.pg_has_role(r.oid, c.relowner, 'USAGE')))
           AND pg_catalog.has_schema_privilege(r.oid, n.oid, 'USAGE')
           AND (pg_catalog.has_table_privilege(r.oid, c.oid, 'SELECT') OR pg_catalog.has_any_column_privilege(r.oid, c.oid, 'SELECT')))::text AS roles
  FROM was JOIN pg_catalog.pg_class c ON c.oid = was.oid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE NOT c.relrowsecurity OR (was.forced AND NOT c.relforcerowsecurity)
 ORDER BY n.nspname, c.relname`;

/** What is known while the rollback's files have run; whether it holds tenants' rows is asked once they are taken back. */
export interface Freed {
	oid: string;
	exposed: Omit<ExposedTable, "column">;
}

/** In the open transaction, after the files have run. Tables without rows lay nothing open. */
export async function findFreed(session: Session, before: readonly Guard[]): Promise<Freed[]> {
	if (before.length === 0) return [];
	const rows = await session.query<Record<"oid" | "schema" | "name" | "guarded" | "everyone" | "roles", string>>(
		FREED,
		[JSON.stringify(before)],
	);
	const filled = await whichHaveRows(
		session,
		rows.map(({ schema, name }) => quoteQualified(schema, name)),
	);
	return rows
		.filter((_, at) => filled[at] ?? true)
		.map(({ oid, schema, name, guarded, everyone, roles }) => {
			const all = JSON.parse(roles) as string[];
			return {
				oid,
				exposed: {
					...{
						table: `${schema}.${name}`,
						how: guarded === "true" ? "unforced" : "off",
						everyone: everyone === "true",
					},
					...{ roles: all.slice(0, NAMED), moreRoles: Math.max(0, all.length - NAMED) },
				},
			};
		});
}

export function exposedTables(freed: readonly Freed[], tenantTables: readonly TenantTable[]): ExposedTable[] {
	return freed.flatMap(({ oid, exposed }) => {
		const tenant = tenantTables.find((table) => table.oid === oid);
		return tenant ? [{ ...exposed, column: tenant.column }] : [];
	});
}

/** A look at the first row of each. What cannot be looked at counts as filled: the warning errs on the safe side. */
async function whichHaveRows(session: Session, tables: readonly string[]): Promise<(boolean | undefined)[]> {
	if (tables.length === 0) return [];
	await session.execute("SAVEPOINT bulkhead_filled; SET LOCAL row_security = off");
	try {
		const looks = tables.map((table) => `EXISTS (SELECT FROM ${table})::text`);
		const { rows } = await session.execute(`SELECT pg_catalog.json_build_array(${looks.join(", ")})::text`);
		return (JSON.parse(rows[0]?.[0] ?? "[]") as string[]).map((text) => text === "true");
	} catch (caught) {
		if (!(caught instanceof DatabaseError)) throw caught;
		return [];
	} finally {
		await session.execute("ROLLBACK TO SAVEPOINT bulkhead_filled").catch(() => {});
	}
}
