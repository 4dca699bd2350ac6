import type { PolicyVerdict } from "../../contract/index.ts";
import type { ReadSession } from "../ports.ts";
import { HELD, isPrintable } from "../sql/held.ts";

export interface RowPolicy {
	name: string;
	permissive: boolean;
	command: PolicyVerdict["command"];
	/** `public` for everybody. */
	roles: string[];
	/** For the role that was asked about: it has the rights of one of these. */
	applies: boolean;
	using: string | undefined;
	check: string | undefined;
	/** Another session holds its table, or one that it names: what it says cannot be told now. */
	unread: boolean;
	comment: string | undefined;
}

const COMMANDS = { "*": "ALL", r: "SELECT", a: "INSERT", w: "UPDATE", d: "DELETE" } as const;

/** pg_has_role … USAGE is what the server asks: a NOINHERIT member has no policy of a role before SET ROLE. */
const POLICIES = `
WITH ${HELD}
SELECT p.polname AS name, p.polpermissive::text AS permissive, p.polcmd::text AS command,
       (0 = ANY (p.polroles) OR EXISTS (SELECT FROM pg_catalog.unnest(p.polroles) AS t (role)
          WHERE pg_catalog.pg_has_role($2::name, t.role, 'USAGE')))::text AS applies,
       (SELECT pg_catalog.json_agg(CASE t.role WHEN 0 THEN 'public' ELSE pg_catalog.pg_get_userbyid(t.role)::text END ORDER BY t.role)
          FROM pg_catalog.unnest(p.polroles) AS t (role))::text AS roles,
       CASE WHEN ${isPrintable("p")} THEN pg_catalog.pg_get_expr(p.polqual, p.polrelid) END AS using,
       CASE WHEN ${isPrintable("p")} THEN pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid) END AS "check",
       (NOT ${isPrintable("p")})::text AS unread,
       pg_catalog.obj_description(p.oid, 'pg_policy') AS comment
  FROM pg_catalog.pg_policy p WHERE p.polrelid = $1::oid ORDER BY p.polname`;

type Row = Record<"name" | "permissive" | "applies" | "roles" | "unread", string> & {
	command: keyof typeof COMMANDS;
	using: string | null;
	check: string | null;
	comment: string | null;
};

/** Called where search_path is empty. */
export async function readPolicies(session: ReadSession, oid: string, role: string): Promise<RowPolicy[]> {
	const rows = await session.query<Row>(POLICIES, [oid, role]);
	return rows.map((row) => ({
		name: row.name,
		permissive: row.permissive === "true",
		command: COMMANDS[row.command],
		roles: JSON.parse(row.roles) as string[],
		applies: row.applies === "true",
		using: row.using ?? undefined,
		check: row.check ?? undefined,
		unread: row.unread === "true",
		comment: row.comment ?? undefined,
	}));
}
