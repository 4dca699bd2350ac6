/** Roles that an application could act as, and what each may do on the tables of tenants. */
import type { ReadSession } from "../ports.ts";

export interface RoleFacts {
	name: string;
	login: boolean;
	/** Bound by row-level security: no superuser, no BYPASSRLS. */
	bound: boolean;
	/** How many of the tables it may read. */
	reads: number;
	/** How many of them it owns, itself or through a role that it has the privileges of. */
	owns: number;
	/** Logins that may act as it, itself among them. */
	logins: string[];
}

const ROLES = `
WITH wanted AS MATERIALIZED (
	SELECT c.oid, c.relowner, c.relnamespace FROM pg_catalog.json_array_elements_text($1::json) AS x
	  JOIN pg_catalog.pg_class c ON c.oid = x::oid)
SELECT r.rolname AS name, r.rolcanlogin::text AS login, (NOT r.rolsuper AND NOT r.rolbypassrls)::text AS bound,
       (SELECT pg_catalog.count(*) FROM wanted w
         WHERE pg_catalog.has_schema_privilege(r.oid, w.relnamespace, 'USAGE')
           AND (pg_catalog.has_table_privilege(r.oid, w.oid, 'SELECT') OR pg_catalog.has_any_column_privilege(r.oid, w.oid, 'SELECT')))::text AS reads,
       (SELECT pg_catalog.count(*) FROM wanted w WHERE pg_catalog.pg_has_role(r.oid, w.relowner, 'USAGE'))::text AS owns,
       (SELECT coalesce(pg_catalog.json_agg(l.rolname ORDER BY l.rolname), '[]') FROM pg_catalog.pg_roles l
         WHERE l.rolcanlogin AND NOT l.rolsuper AND pg_catalog.pg_has_role(l.oid, r.oid, 'MEMBER'))::text AS logins
  FROM pg_catalog.pg_roles r
 WHERE r.rolname !~ '^pg_' AND r.rolname !~ '^bulkhead_view'
 ORDER BY r.rolname COLLATE "C"`;

/** Roles that can read one of these tables. `oids`: as many as tell them apart; each is asked of every role. */
export async function readRoles(session: ReadSession, oids: readonly string[]): Promise<RoleFacts[]> {
	if (oids.length === 0) return [];
	const rows = await session.query<Record<keyof RoleFacts, string>>(ROLES, [JSON.stringify(oids)]);
	return rows
		.map(({ name, login, bound, reads, owns, logins }) => ({
			...{ name, login: login === "true", bound: bound === "true", reads: Number(reads), owns: Number(owns) },
			logins: JSON.parse(logins) as string[],
		}))
		.filter(({ reads }) => reads > 0);
}
