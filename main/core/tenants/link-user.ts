import type { TenantUser } from "../../contract/index.ts";
import { AppError } from "../errors.ts";
import { quoteIdent, quoteQualified } from "../sql/quote.ts";
import { castName, typedId } from "../tenancy/tenant-type.ts";
import { withValues } from "./bad-value.ts";
import type { Membership } from "./find-membership.ts";
import { findOne } from "./find-one.ts";
import { findUser } from "./find-user.ts";
import { readUser } from "./read-users.ts";
import { refused } from "./refused.ts";
import { requireMembership, unknownNeeds } from "./require-membership.ts";
import type { Sight } from "./with-tenants.ts";

interface LinkRequest {
	tenant: string;
	user: string;
	role?: string | undefined;
}

export type Linked = TenantUser & { before?: { role: string | null } };

/** Links a user to a tenant, or gives one who is linked another role. */
export async function linkUser(sight: Sight, { tenant, user, role }: LinkRequest): Promise<Linked> {
	const { session, tenants } = sight;
	const membership = await requireMembership(session, tenants);
	const { id: tenantId } = await findOne(sight, tenant);
	const userId = await findUser(session, membership, user);
	requireRole(membership, role);
	const link = { membership, tenants };
	const before = await readUser(session, { ...link, lock: true }, { tenantId, userId });
	if (!before || (role !== undefined && role !== before.role))
		await withValues(() => put(sight, membership, { tenantId, userId, role }));
	const now = await readUser(session, link, { tenantId, userId });
	if (!now) throw refused(["A policy of this schema hides the new link."], "Look with a role that sees every tenant.");
	return { ...now, ...(before ? { before: { role: before.role } } : {}) };
}

function requireRole(membership: Membership, role: string | undefined): void {
	const { schema, name, columns } = membership;
	const needs = unknownNeeds(membership);
	if (needs.length > 0) throw refused(needs, "Give these columns a default.");
	const column = columns.find((each) => each.name === membership.role);
	if (role !== undefined && !column)
		throw refused([`${schema}.${name} has no column for a role.`], "Leave the role out.");
	if (role === undefined && column?.notNull && !column.filled)
		throw new AppError("BAD_INPUT", "A role is needed.", { hint: told(column.choices) });
	if (role !== undefined && column?.choices && !column.choices.includes(role))
		throw new AppError("BAD_INPUT", `${role.slice(0, 80)} is no role here.`, { hint: told(column.choices) });
}

const told = (choices: readonly string[] | undefined): string =>
	choices ? `One of ${choices.join(", ")}.` : "Give one that the application knows.";

async function put(
	{ session, tenants }: Sight,
	{ schema, name, tenant, user, role: column, columns, users }: Membership,
	{ tenantId, userId, role }: { tenantId: string; userId: string; role: string | undefined },
): Promise<void> {
	const pair = `${quoteIdent(tenant)}, ${quoteIdent(user)}`;
	const ids = `${typedId("$1", tenants.id.type)}, ${typedId("$2", users.idType)}`;
	const type = castName(columns.find((each) => each.name === column)?.type ?? "text");
	const withRole = column !== undefined && role !== undefined;
	const into = withRole ? `${pair}, ${quoteIdent(column)}` : pair;
	const change = withRole ? `DO UPDATE SET ${quoteIdent(column)} = EXCLUDED.${quoteIdent(column)}` : "DO NOTHING";
	await session.query(
		`INSERT INTO ${quoteQualified(schema, name)} (${into}) VALUES (${ids}${withRole ? `, ($3::text)::${type}` : ""})
		 ON CONFLICT (${pair}) ${change}`,
		withRole ? [tenantId, userId, role] : [tenantId, userId],
	);
}
