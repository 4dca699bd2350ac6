/** Roles that an application could act as, and what each may do on the tables of tenants. */
import type { ReadSession } from "../ports.ts";

export interface RoleFacts {
	name: string;
	login: boolean;
	/** Bound by row-level security: no superuser, no BYPASSRLS. */
	bound: boolean;
	/** How many of the tables it may read. */
	reads: number;
	/** By being one that may read everything (pg_read_all_data), as monitors and backups are. */
	readsAll: boolean;
	/** How many of them it owns, itself or through a role that it has the privileges of. */
	owns: number;
	/** Logins that may act as it, itself among them. */
	logins: string[];
}

/** Tables that roles are told apart by, and roles that are told: what each may do is asked of every role, and there may be thousands. */
export const TABLES = 50;
const MOST = 100;

const ROLES = `
WITH RECURSIVE wanted AS MATERIALIZED (
	SELECT c.oid, c.relowner, c.relnamespace FROM pg_catalog.json_array_elements_text($1::json) AS x
	  JOIN pg_catalog.pg_class c ON c.oid = x::oid),
reader AS MATERIALIZED (
	SELECT r.oid, r.rolname, r.rolcanlogin, NOT r.rolsuper AND NOT r.rolbypassrls AS bound,
	       (SELECT pg_catalog.count(*) FROM wanted w
	         WHERE pg_catalog.has_schema_privilege(r.oid, w.relnamespace, 'USAGE')
	           AND (pg_catalog.has_table_privilege(r.oid, w.oid, 'SELECT') OR pg_catalog.has_any_column_privilege(r.oid, w.oid, 'SELECT'))) AS reads,
	       (SELECT pg_catalog.count(*) FROM wanted w WHERE pg_catalog.pg_has_role(r.oid, w.relowner, 'USAGE')) AS owns,
	       -- 14 and newer have it.
	       coalesce(NOT r.rolsuper AND pg_catalog.pg_has_role(r.oid, pg_catalog.to_regrole('pg_read_all_data')::oid, 'USAGE'), false) AS readsall
	  FROM pg_catalog.pg_roles r
	 WHERE r.rolname !~ '^pg_' AND r.rolname !~ '^bulkhead_view'),
likely AS MATERIALIZED (SELECT * FROM reader WHERE reads > 0 ORDER BY reads DESC, rolcanlogin, rolname LIMIT ${MOST}),
member AS (
	SELECT l.oid AS role, l.oid AS member FROM likely l
	UNION
	SELECT m.role, a.member FROM member m JOIN pg_catalog.pg_auth_members a ON a.roleid = m.member)
SELECT l.rolname AS name, l.rolcanlogin::text AS login, l.bound::text AS bound, l.reads::text AS reads, l.owns::text AS owns, l.readsall::text AS "readsAll",
       (SELECT coalesce(pg_catalog.json_agg(r.rolname ORDER BY r.rolname), '[]') FROM member m JOIN pg_catalog.pg_roles r ON r.oid = m.member
         WHERE m.role = l.oid AND r.rolcanlogin AND NOT r.rolsuper)::text AS logins
  FROM likely l
 ORDER BY l.rolname COLLATE "C"`;

/** Roles that can read some of these tables, those that can read the most of them. */
export async function readRoles(session: ReadSession, tables: readonly { oid: string }[]): Promise<RoleFacts[]> {
	const oids = tables.slice(0, TABLES).map(({ oid }) => oid);
	const rows = await session.query<Record<keyof RoleFacts, string>>(ROLES, [JSON.stringify(oids)]);
	return rows.map(({ name, login, bound, reads, owns, readsAll, logins }) => ({
		...{ name, login: login === "true", bound: bound === "true", readsAll: readsAll === "true" },
		...{ reads: Number(reads), owns: Number(owns) },
		logins: JSON.parse(logins) as string[],
	}));
}
