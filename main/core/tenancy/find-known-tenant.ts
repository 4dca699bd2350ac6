import { AppError, DatabaseError } from "../errors.ts";
import type { Session } from "../ports.ts";
import { asSupport, inSavepoint } from "./as-support.ts";
import { contextCall } from "./context.ts";
import { type FoundTenant, findTenant } from "./find-tenant.ts";
import type { Tenancy } from "./model.ts";

/**
 * The tenant that is meant, in the open transaction, of which nothing stays. A login that policies hold sees the table of tenants as a support
 * role, where it may take one on; else as the tenant itself, whose id then has to be given. Errors: NOT_FOUND.
 */
export async function findKnownTenant(session: Session, tenancy: Tenancy, wanted: string): Promise<FoundTenant> {
	try {
		return await asSupport(session, tenancy, () => findTenant(session, tenancy, wanted));
	} catch (caught) {
		const context = contextCall(tenancy, wanted);
		if (!context || !(caught instanceof DatabaseError || isNotFound(caught))) throw caught;
		return inSavepoint(session, async () => {
			// It may refuse a slug, or whoever is no tenant: then the first answer holds.
			await session.query(context.sql, context.values).catch(() => Promise.reject(caught));
			return findTenant(session, tenancy, wanted);
		});
	}
}

const isNotFound = (caught: unknown): boolean => caught instanceof AppError && caught.code === "NOT_FOUND";

/** The same in a transaction of its own, for a session that is in none. */
export async function lookUpTenant(session: Session, tenancy: Tenancy, wanted: string): Promise<FoundTenant> {
	await session.execute("BEGIN READ ONLY");
	try {
		return await findKnownTenant(session, tenancy, wanted);
	} finally {
		await session.execute("ROLLBACK");
	}
}
