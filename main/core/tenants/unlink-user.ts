import type { TenantUser } from "../../contract/index.ts";
import { AppError } from "../errors.ts";
import { quoteIdent, quoteQualified } from "../sql/quote.ts";
import { typedId } from "../tenancy/tenant-type.ts";
import { findOne } from "./find-one.ts";
import { findUser } from "./find-user.ts";
import { readUser } from "./read-users.ts";
import { refused } from "./refused.ts";
import { requireMembership } from "./require-membership.ts";
import type { Sight } from "./with-tenants.ts";

/** Takes the link away and answers with what it was. Errors: NOT_FOUND where there is none. */
export async function unlinkUser(
	sight: Sight,
	{ tenant, user }: { tenant: string; user: string },
): Promise<TenantUser> {
	const { session, tenants } = sight;
	const membership = await requireMembership(session, tenants);
	const { id: tenantId, name: called } = await findOne(sight, tenant);
	const userId = await findUser(session, membership, user);
	const before = await readUser(session, { membership, tenants, lock: true }, { tenantId, userId });
	if (!before) {
		throw new AppError("NOT_FOUND", `${user.slice(0, 80)} is not linked to ${(called ?? tenantId).slice(0, 80)}.`, {
			hint: "`bulkhead tenants users TENANT` shows who is.",
		});
	}
	const gone = await session.query(
		`DELETE FROM ${quoteQualified(membership.schema, membership.name)} AS m
		  WHERE m.${quoteIdent(membership.tenant)} = ${typedId("$1", tenants.id.type)}
		    AND m.${quoteIdent(membership.user)} = ${typedId("$2", membership.users.idType)} RETURNING 'gone' AS gone`,
		[tenantId, userId],
	);
	if (gone.length === 0)
		throw refused(["A policy of this schema keeps this link from being deleted."], "Act with a role that may.");
	return before;
}
