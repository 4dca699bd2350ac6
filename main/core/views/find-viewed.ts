import { AppError, DatabaseError } from "../errors.ts";
import type { Session } from "../ports.ts";
import { contextCall } from "../tenancy/context.ts";
import { type FoundTenant, findTenant } from "../tenancy/find-tenant.ts";
import type { Tenancy } from "../tenancy/model.ts";
import { findAccess } from "../tenants/find-access.ts";

/**
 * The tenant that is meant, in the open transaction, of which nothing stays. A login that policies hold sees the table of tenants as a support
 * role, where it may take one on; else as the tenant itself, whose id then has to be given. Errors: NOT_FOUND.
 */
export async function findViewed(session: Session, tenancy: Tenancy, wanted: string): Promise<FoundTenant> {
	const asSupport = async (): Promise<FoundTenant> => {
		const role = tenancy.tenants && (await findAccess(session, tenancy, tenancy.tenants)).role;
		if (role !== undefined) await session.query("SELECT pg_catalog.set_config('role', $1, true)::text AS role", [role]);
		return findTenant(session, tenancy, wanted);
	};
	try {
		return await inSavepoint(session, asSupport);
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

async function inSavepoint<T>(session: Session, work: () => Promise<T>): Promise<T> {
	await session.execute("SAVEPOINT bulkhead_tenant");
	try {
		return await work();
	} finally {
		await session.execute("ROLLBACK TO SAVEPOINT bulkhead_tenant; RELEASE SAVEPOINT bulkhead_tenant").catch(() => {});
	}
}

/** The same in a transaction of its own, for a session that is in none. */
export async function lookUpViewed(session: Session, tenancy: Tenancy, wanted: string): Promise<FoundTenant> {
	await session.execute("BEGIN READ ONLY");
	try {
		return await findViewed(session, tenancy, wanted);
	} finally {
		await session.execute("ROLLBACK");
	}
}
