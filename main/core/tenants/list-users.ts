import type { TenantRow, TenantUser } from "../../contract/index.ts";
import { findOne } from "./find-one.ts";
import { readUsers } from "./read-users.ts";
import { requireMembership } from "./require-membership.ts";
import type { Sight } from "./with-tenants.ts";

const MOST = 5_000;

/** Errors: REFUSED where this schema links no users to tenants. */
export async function listUsers(sight: Sight, idOrSlug: string): Promise<{ tenant: TenantRow; users: TenantUser[] }> {
	const { session, tenants } = sight;
	const membership = await requireMembership(session, tenants);
	const tenant = await findOne(sight, idOrSlug);
	return { tenant, users: await readUsers(session, { membership, tenants, limit: MOST }, tenant.id) };
}
