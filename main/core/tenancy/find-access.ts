/**
 * How far a login sees a table, that of the tenants above all. Row-level security may hold its owner too: then a *support role* helps, for which there is a
 * policy of its own that asks about no row.
 */
import type { ReadSession } from "../ports.ts";
import { HELD, isPrintable } from "../sql/held.ts";
import type { Tenancy, TenantsTable } from "./model.ts";

export interface Access {
	/** Nothing keeps a tenant from it, as far as can be told: no row-level security holds it, or a support role is taken on. */
	all: boolean;
	login: string;
	/** Taken on. */
	role?: string;
	/** Support roles that this login may not take on. */
	missing: string[];
}

const ASKS_NO_COLUMN = `NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
	WHERE d.classid = 'pg_catalog.pg_policy'::pg_catalog.regclass AND d.objid = p.oid AND d.refobjid = p.polrelid AND d.refobjsubid > 0)`;

/**
 * Roles with a permissive policy that asks about no column, and no restrictive one, and roles that no policy holds, where they may read the
 * table.
 */
const QUERY = (may: string) => `
SELECT CURRENT_USER::text AS login, (me.rolsuper OR me.rolbypassrls)::text AS free,
       pg_catalog.row_security_active($1::text::oid)::text AS held,
       (SELECT coalesce(pg_catalog.json_agg(pg_catalog.json_build_object('name', s.rolname,
                 'may', pg_catalog.pg_has_role(CURRENT_USER, s.oid, '${may}')) ORDER BY s.rolbypassrls, s.rolname), '[]')
          FROM pg_catalog.pg_roles s
         WHERE NOT s.rolsuper AND s.rolname <> $2 AND s.rolname <> CURRENT_USER
           AND pg_catalog.has_table_privilege(s.oid, c.oid, 'SELECT') AND pg_catalog.has_schema_privilege(s.oid, c.relnamespace, 'USAGE')
           AND (s.rolbypassrls OR EXISTS (
                SELECT FROM pg_catalog.pg_policy p
                 WHERE p.polrelid = c.oid AND p.polpermissive AND p.polcmd IN ('*', 'r') AND s.oid = ANY (p.polroles)
                   AND ${ASKS_NO_COLUMN}))
             AND (s.rolbypassrls OR NOT EXISTS (
                SELECT FROM pg_catalog.pg_policy p
                 WHERE p.polrelid = c.oid AND NOT p.polpermissive AND p.polcmd IN ('*', 'r')
                   AND (0 = ANY (p.polroles) OR EXISTS (SELECT FROM pg_catalog.unnest(p.polroles) AS held (role)
                          WHERE pg_catalog.pg_has_role(s.oid, held.role, 'USAGE'))))))::text AS roles
  FROM pg_catalog.pg_class c CROSS JOIN pg_catalog.pg_roles me
 WHERE c.oid = $1::text::oid AND me.rolname = CURRENT_USER`;

/** What the policies ask that let a role see the table, as SQL of one truth value; it holds for every row, or for none. */
const OPENING = `
WITH ${HELD}
SELECT coalesce(pg_catalog.string_agg('(' || pg_catalog.pg_get_expr(p.polqual, p.polrelid) || ')', ' OR '), 'false') AS sql
  FROM pg_catalog.pg_policy p JOIN pg_catalog.pg_roles s ON s.rolname = $2
 WHERE p.polrelid = $1::text::oid AND p.polpermissive AND p.polcmd IN ('*', 'r') AND s.oid = ANY (p.polroles) AND ${ASKS_NO_COLUMN}
   AND ${isPrintable("p")}`;

/**
 * Whether the support role that the session has taken on sees every row now: its policies ask about no column, and may still ask about a
 * setting. Leaves the transaction failed where one fails.
 */
export async function seesEvery(session: ReadSession, { role }: Access, { oid }: TenantsTable): Promise<boolean> {
	const [held] = await session.query<{ held: string }>(
		"SELECT pg_catalog.row_security_active($1::text::oid)::text AS held",
		[oid],
	);
	if (held?.held === "false") return true;
	const [opening] = await session.query<{ sql: string }>(OPENING, [oid, role ?? ""]);
	const [open] = await session.query<{ open: string | null }>(`SELECT (${opening?.sql ?? "false"})::text AS open`);
	return open?.open === "true";
}

export async function findAccess(
	session: ReadSession,
	{ profile }: Tenancy,
	{ oid }: { oid: string },
): Promise<Access> {
	// Before 16 every member may.
	const may = session.serverVersion >= 160_000 ? "SET" : "MEMBER";
	const [row] = await session.query<Record<"login" | "free" | "held" | "roles", string>>(QUERY(may), [
		oid,
		profile.role ?? "",
	]);
	if (!row) return { all: false, login: "", missing: [] };
	const { login } = row;
	if (row.free === "true" || row.held === "false") return { all: true, login, missing: [] };
	const roles = JSON.parse(row.roles) as { name: string; may: boolean }[];
	const role = roles.find((each) => each.may)?.name;
	if (role !== undefined) return { all: true, login, role, missing: [] };
	return { all: false, login, missing: roles.map(({ name }) => name) };
}

/** In sentences, for whoever wonders where the others are. */
export function accessNotes({ all, login, missing }: Access, { schema, name }: TenantsTable): string[] {
	if (all) return [];
	const table = `${schema}.${name}`;
	const way =
		missing.length > 0
			? `${listed(missing)} ${missing.length > 1 ? "see" : "sees"} every tenant: GRANT ${missing[0]} TO ${login}.`
			: "No role here has a policy that lets it see every tenant.";
	return [`Row-level security of ${table} holds ${login}: it sees the tenants that the policies let through. ${way}`];
}

const listed = (names: readonly string[]): string => names.slice(0, 3).join(", ");
