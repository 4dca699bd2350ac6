import { AppError } from "../errors.ts";
import type { ReadSession } from "../ports.ts";

/** The connection's own login, as far as it matters for looking through a tenant's eyes. */
export interface LoginFacts {
	name: string;
	superuser: boolean;
	bypassrls: boolean;
	createrole: boolean;
	replication: boolean;
	/** It, or a role that it has the rights of, owns something here. */
	owns: boolean;
	/** Every role that it is a member of, through others too. */
	memberOf: string[];
	standby: boolean;
	/** The session may not write, for another reason. */
	readOnly: boolean;
	/** The application's role: whether there is one, and whether this login may act as it. */
	role: { name: string; settable: boolean; safe: boolean } | undefined;
	/** May make others members of the viewer's role. */
	grantsViewer: boolean;
}

/** $1: the application's role. $2: the viewer's. Membership options are of 16 and later. */
const FACTS = `
WITH me AS (SELECT * FROM pg_catalog.pg_roles WHERE rolname = SESSION_USER),
held AS (SELECT r.oid, r.rolname FROM pg_catalog.pg_roles r CROSS JOIN me WHERE r.oid <> me.oid AND NOT me.rolsuper AND pg_catalog.pg_has_role(me.oid, r.oid, 'MEMBER'))
SELECT me.rolname AS name, me.rolsuper::text AS superuser, me.rolbypassrls::text AS bypassrls, me.rolcreaterole::text AS createrole,
       me.rolreplication::text AS replication,
       EXISTS (SELECT FROM pg_catalog.pg_shdepend d WHERE d.refclassid = 'pg_catalog.pg_authid'::pg_catalog.regclass AND d.deptype = 'o'
                  AND (d.refobjid = me.oid OR d.refobjid IN (SELECT oid FROM held))
                  AND d.dbid IN (0, (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())))::text AS owns,
       (SELECT coalesce(pg_catalog.json_agg(rolname ORDER BY rolname), '[]') FROM held)::text AS "memberOf",
       pg_catalog.pg_is_in_recovery()::text AS standby, pg_catalog.current_setting('transaction_read_only') AS "readOnly",
       role.rolname AS role, (role.oid IS NOT NULL AND pg_catalog.pg_has_role(me.oid, role.oid, $3))::text AS settable,
       (NOT role.rolsuper AND NOT role.rolbypassrls)::text AS safe,
       (me.rolsuper OR me.rolcreaterole AND ($4::int < 160000 OR EXISTS (
		SELECT FROM pg_catalog.pg_auth_members m JOIN pg_catalog.pg_roles v ON v.oid = m.roleid AND v.rolname = $2
		 WHERE m.admin_option AND (m.member = me.oid OR m.member IN (SELECT oid FROM held)))))::text AS "grantsViewer"
  FROM me LEFT JOIN pg_catalog.pg_roles role ON role.rolname = $1`;

type Row = Record<
	| "name"
	| "superuser"
	| "bypassrls"
	| "createrole"
	| "replication"
	| "owns"
	| "memberOf"
	| "standby"
	| "readOnly"
	| "settable"
	| "grantsViewer",
	string
> &
	Record<"role" | "safe", string | null>;

export async function readLogin(
	session: ReadSession,
	{ role, viewer }: { role: string | undefined; viewer: string },
): Promise<LoginFacts> {
	const member = session.serverVersion >= 160_000 ? "SET" : "MEMBER";
	const [row] = await session.query<Row>(FACTS, [role ?? null, viewer, member, session.serverVersion]);
	if (!row) throw new AppError("INTERNAL", "The server does not know the role of this session.");
	const is = (name: keyof Row): boolean => row[name] === "true";
	return {
		...{ name: row.name, superuser: is("superuser"), bypassrls: is("bypassrls"), createrole: is("createrole") },
		...{ replication: is("replication"), owns: is("owns"), standby: is("standby"), readOnly: row.readOnly === "on" },
		memberOf: JSON.parse(row.memberOf) as string[],
		role: row.role === null ? undefined : { name: row.role, settable: is("settable"), safe: is("safe") },
		grantsViewer: is("grantsViewer"),
	};
}

/** Why this login is not bare enough for looks that Bulkhead alone keeps inside; empty where it is. */
export function notBare(login: LoginFacts): string[] {
	const reader = login.role?.name ?? (login.memberOf.length === 1 ? login.memberOf[0] : undefined);
	const more = login.memberOf.filter((name) => name !== reader);
	const attributes = [
		...(login.superuser ? ["SUPERUSER"] : []),
		...(login.bypassrls ? ["BYPASSRLS"] : []),
		...(login.createrole ? ["CREATEROLE"] : []),
		...(login.replication ? ["REPLICATION"] : []),
	];
	return [
		...(attributes.length > 0 ? [`The login ${login.name} has ${attributes.join(", ")}.`] : []),
		...(login.owns ? [`The login ${login.name}, or a role that it is a member of, owns objects here.`] : []),
		...(more.length > 0 ? [`The login ${login.name} is a member of ${more.slice(0, 5).join(", ")} as well.`] : []),
		...(login.role && !login.role.safe ? [`The role ${login.role.name} is not held by policies.`] : []),
	];
}
