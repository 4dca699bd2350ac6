import type { TenantUser } from "../../contract/index.ts";
import type { Cell, ReadSession } from "../ports.ts";
import { quoteIdent, quoteQualified } from "../sql/quote.ts";
import type { TenantsTable } from "../tenancy/model.ts";
import { typedId } from "../tenancy/tenant-type.ts";
import type { Membership } from "./find-membership.ts";
import { toDate } from "./tenant-columns.ts";

type Row = Record<"tenantId" | "userId" | "email" | "name" | "role" | "createdAt", Cell>;

/** Of the aliases m (the link) and u (the user). */
function select({ tenant, user, role, createdAt, users }: Membership): string {
	const text = (column: string | undefined, alias: string): string =>
		column === undefined ? "NULL::text" : `pg_catalog."left"(${alias}.${quoteIdent(column)}::text, 1000)`;
	const since = createdAt === undefined ? "NULL::text" : `pg_catalog.to_json(m.${quoteIdent(createdAt)}) #>> '{}'`;
	return `m.${quoteIdent(tenant)}::text AS "tenantId", m.${quoteIdent(user)}::text AS "userId", ${text(users.email, "u")} AS email,
	        ${text(users.called, "u")} AS name, ${text(role, "m")} AS role, ${since} AS "createdAt"`;
}

/** LEFT JOIN: a user whom a policy hides is linked all the same. */
const from = ({ schema, name, user, users }: Membership): string =>
	`FROM ${quoteQualified(schema, name)} AS m
	 LEFT JOIN ${quoteQualified(users.schema, users.name)} AS u ON u.${quoteIdent(users.id)} = m.${quoteIdent(user)}`;

const ofTenant = ({ tenant }: Membership, { id }: TenantsTable): string =>
	`m.${quoteIdent(tenant)} = ${typedId("$1", id.type)}`;

/** By address. */
export async function readUsers(
	session: ReadSession,
	{ membership, tenants, limit }: { membership: Membership; tenants: TenantsTable; limit: number },
	tenantId: string,
): Promise<TenantUser[]> {
	const rows = await session.query<Row>(
		`SELECT ${select(membership)} ${from(membership)} WHERE ${ofTenant(membership, tenants)}
		  ORDER BY u.${quoteIdent(membership.users.email)}, m.${quoteIdent(membership.user)} LIMIT ${limit}`,
		[tenantId],
	);
	return rows.map(toUser);
}

export async function countUsers(
	session: ReadSession,
	{ membership, tenants }: { membership: Membership; tenants: TenantsTable },
	tenantId: string,
): Promise<number> {
	const { schema, name } = membership;
	const [row] = await session.query<{ users: string }>(
		`SELECT pg_catalog.count(*)::text AS users FROM ${quoteQualified(schema, name)} AS m WHERE ${ofTenant(membership, tenants)}`,
		[tenantId],
	);
	return Number(row?.users ?? 0);
}

/** One link; undefined where there is none. `lock`: nobody else changes it meanwhile. */
export async function readUser(
	session: ReadSession,
	{ membership, tenants, lock = false }: { membership: Membership; tenants: TenantsTable; lock?: boolean },
	{ tenantId, userId }: { tenantId: string; userId: string },
): Promise<TenantUser | undefined> {
	const [row] = await session.query<Row>(
		`SELECT ${select(membership)} ${from(membership)}
		  WHERE ${ofTenant(membership, tenants)} AND m.${quoteIdent(membership.user)} = ${typedId("$2", membership.users.idType)}
		  ${lock ? "FOR UPDATE OF m" : ""}`,
		[tenantId, userId],
	);
	return row && toUser(row);
}

function toUser({ tenantId, userId, email, name, role, createdAt }: Row): TenantUser {
	return { tenantId: tenantId ?? "", userId: userId ?? "", email, name, role, createdAt: toDate(createdAt) };
}
