/** Who may do what in the database as a whole and in its schema public, before any migration: this no migration makes. */
import type { ReadSession, Session } from "../../ports.ts";
import { quoteIdent } from "../../sql/quote.ts";

const ACCESS = `
SELECT 'DATABASE' AS what, g.rolname AS grantee, a.privilege_type AS privilege, a.is_grantable::text AS grantable
  FROM pg_catalog.pg_database d CROSS JOIN LATERAL pg_catalog.aclexplode(coalesce(d.datacl, pg_catalog.acldefault('d', d.datdba))) a
  LEFT JOIN pg_catalog.pg_roles g ON g.oid = a.grantee
 WHERE d.datname = pg_catalog.current_database()
 UNION ALL
SELECT 'SCHEMA', g.rolname, a.privilege_type, a.is_grantable::text
  FROM pg_catalog.pg_namespace n CROSS JOIN LATERAL pg_catalog.aclexplode(coalesce(n.nspacl, pg_catalog.acldefault('n', n.nspowner))) a
  LEFT JOIN pg_catalog.pg_roles g ON g.oid = a.grantee
 WHERE n.nspname = 'public'`;

const OWNER =
	"SELECT o.rolname AS owner FROM pg_catalog.pg_namespace n JOIN pg_catalog.pg_roles o ON o.oid = n.nspowner WHERE n.nspname = 'public'";

interface Grant extends Record<string, string | null> {
	what: "DATABASE" | "SCHEMA";
	/** Null: everybody. */
	grantee: string | null;
	privilege: string;
	grantable: string;
}

export interface Access {
	grants: Grant[];
	/** Of schema public; undefined where there is none. */
	publicOwner: string | undefined;
}

export async function readAccess(session: ReadSession): Promise<Access> {
	const grants = await session.query<Grant>(ACCESS);
	const [row] = await session.query<{ owner: string }>(OWNER);
	return { grants, publicOwner: row?.owner };
}

/** In the database itself, as a superuser. */
export async function copyAccess(session: Session, { grants, publicOwner }: Access, database: string): Promise<void> {
	const objects = { DATABASE: `DATABASE ${quoteIdent(database)}`, SCHEMA: "SCHEMA public" };
	const statements =
		publicOwner === undefined ? ["DROP SCHEMA public"] : [`ALTER SCHEMA public OWNER TO ${quoteIdent(publicOwner)}`];
	const known = publicOwner === undefined ? grants.filter(({ what }) => what === "DATABASE") : grants;
	for (const what of new Set(known.map((grant) => grant.what))) {
		statements.push(`REVOKE ALL ON ${objects[what]} FROM PUBLIC`);
	}
	if (publicOwner !== undefined) statements.push(`REVOKE ALL ON SCHEMA public FROM ${quoteIdent(publicOwner)}`);
	for (const { what, grantee, privilege, grantable } of known) {
		const to = grantee === null ? "PUBLIC" : quoteIdent(grantee);
		statements.push(
			`GRANT ${privilege} ON ${objects[what]} TO ${to}${grantable === "true" && grantee !== null ? " WITH GRANT OPTION" : ""}`,
		);
	}
	await session.execute(statements.join(";\n"));
}
