import type { ReadSession } from "../ports.ts";
import type { TenantsTable } from "../tenancy/model.ts";
import { findMembership, type Membership } from "./find-membership.ts";
import { refused } from "./refused.ts";

export const noMembership = ({ schema, name }: TenantsTable): string =>
	`No table links users to ${schema}.${name}: one with a foreign key to it and one to a table of users with an e-mail address, unique over both.`;

/** Errors: REFUSED where this schema links no users to tenants. */
export async function requireMembership(session: ReadSession, tenants: TenantsTable): Promise<Membership> {
	const membership = await findMembership(session, tenants);
	if (!membership) throw refused([noMembership(tenants)], "Users are linked where the schema has such a table.");
	return membership;
}

/** Columns that a new link needs and Bulkhead does not know how to fill. */
export function unknownNeeds({ schema, name, columns, tenant, user, role, createdAt }: Membership): string[] {
	const known = [tenant, user, role];
	return columns
		.filter((column) => column.notNull && !column.filled && !column.generated && !known.includes(column.name))
		.filter((column) => column.name !== createdAt)
		.map((column) => `${schema}.${name}.${column.name} needs a value that Bulkhead does not know.`);
}
