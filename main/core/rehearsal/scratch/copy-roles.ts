/** Roles belong to a whole server: one that is thrown away gets the target's by name, so that owners, grants and policies mean the same. */
import type { ReadSession, Session } from "../../ports.ts";
import { quoteIdent, quoteLiteral } from "../../sql/quote.ts";

const ROLES = `
SELECT rolname AS name, rolsuper::text AS super, rolinherit::text AS inherit, rolcreaterole::text AS createrole,
       rolcreatedb::text AS createdb, rolreplication::text AS replication, rolbypassrls::text AS bypassrls, (oid = 10)::text AS first
  FROM pg_catalog.pg_roles WHERE rolname !~ '^pg_'`;

const MEMBERS = `
SELECT r.rolname AS role, m.rolname AS member, a.admin_option::text AS admin,
       pg_catalog.to_jsonb(a) ->> 'inherit_option' AS inherit, pg_catalog.to_jsonb(a) ->> 'set_option' AS "set"
  FROM pg_catalog.pg_auth_members a JOIN pg_catalog.pg_roles r ON r.oid = a.roleid JOIN pg_catalog.pg_roles m ON m.oid = a.member`;

type Flag = "super" | "inherit" | "createrole" | "createdb" | "replication" | "bypassrls";
type Role = Record<Flag | "name" | "first", string>;
type Member = Record<"role" | "member" | "admin", string> & Record<"inherit" | "set", string | null>;

export interface Roles {
	roles: Role[];
	members: Member[];
}

export async function readRoles(session: ReadSession): Promise<Roles> {
	return { roles: await session.query<Role>(ROLES), members: await session.query<Member>(MEMBERS) };
}

/** The role that initdb made: the name that the target's has. */
export const firstRoleOf = ({ roles }: Roles): string =>
	roles.find(({ first }) => first === "true")?.name ?? "postgres";

const words: Record<Flag, string> = {
	super: "SUPERUSER",
	inherit: "INHERIT",
	createrole: "CREATEROLE",
	createdb: "CREATEDB",
	replication: "REPLICATION",
	bypassrls: "BYPASSRLS",
};

/** Without passwords, and without the right to log in; `login` alone gets both, to run the migrations. Memberships too. */
export async function copyRoles(
	admin: Session,
	{ roles, members }: Roles,
	login: { user: string; password: string },
): Promise<void> {
	const statements = roles
		.filter(({ first }) => first !== "true")
		.map((role) => {
			const flags = Object.entries(words).map(([flag, word]) => (role[flag as Flag] === "true" ? word : `NO${word}`));
			return `CREATE ROLE ${quoteIdent(role.name)} NOLOGIN ${flags.join(" ")}`;
		});
	for (const { role, member, admin: adminOption, inherit, set } of members) {
		const options = [
			`ADMIN ${adminOption === "true"}`,
			...(inherit === null ? [] : [`INHERIT ${inherit}`]),
			...(set === null ? [] : [`SET ${set}`]),
		];
		statements.push(`GRANT ${quoteIdent(role)} TO ${quoteIdent(member)} WITH ${options.join(", ")}`);
	}
	statements.push(`ALTER ROLE ${quoteIdent(login.user)} LOGIN PASSWORD ${quoteLiteral(login.password)}`);
	await admin.execute(statements.join(";\n"));
}
