import type { Session } from "../ports.ts";
import { type Access, findAccess, seesEvery } from "./find-access.ts";
import type { Tenancy } from "./model.ts";

/**
 * Looks at the table of tenants in the open transaction: as a support role where row-level security holds the login and it may take one on.
 * Afterwards the transaction is as it was before. `seesAll`: no tenant is hidden from what looks.
 */
export function asSupport<T>(
	session: Session,
	tenancy: Tenancy,
	look: (sight: { seesAll(): Promise<boolean> }) => Promise<T>,
): Promise<T> {
	return inSavepoint(session, async () => {
		const access = tenancy.tenants && (await findAccess(session, tenancy, tenancy.tenants));
		if (access?.role !== undefined)
			await session.query("SELECT pg_catalog.set_config('role', $1, true)::text AS role", [access.role]);
		return look({ seesAll: () => isWhole(session, tenancy, access) });
	});
}

async function isWhole(session: Session, { tenants }: Tenancy, access: Access | undefined): Promise<boolean> {
	if (!tenants || !access) return false;
	return access.role === undefined ? access.all : seesEvery(session, access, tenants);
}

/** Nothing of it stays, whatever comes of it. */
export async function inSavepoint<T>(session: Session, work: () => Promise<T>): Promise<T> {
	await session.execute("SAVEPOINT bulkhead_tenant");
	try {
		return await work();
	} finally {
		await session.execute("ROLLBACK TO SAVEPOINT bulkhead_tenant; RELEASE SAVEPOINT bulkhead_tenant").catch(() => {});
	}
}
