/** Taking the application's part in the open transaction: its role and a tenant, for plans alone. */
import { AppError, DatabaseError } from "../../errors.ts";
import type { Session } from "../../ports.ts";
import { quoteIdent, quoteQualified } from "../../sql/quote.ts";
import { asSupport, inSavepoint } from "../../tenancy/as-support.ts";
import { chooseTenant } from "../../tenancy/choose-tenant.ts";
import type { Tenancy } from "../../tenancy/model.ts";
import { castName } from "../../tenancy/tenant-type.ts";

/** Some tenants of the database, as text; empty where nothing lists them, or where they cannot be read. */
export async function someTenants(session: Session, tenancy: Tenancy, most: number): Promise<string[]> {
	const { tenants } = tenancy;
	if (!tenants) return [];
	const id = quoteIdent(tenants.id.name);
	try {
		const rows = await asSupport(session, tenancy, () =>
			session.query<{ id: string }>(
				`SELECT ${id}::pg_catalog.text AS id FROM ${quoteQualified(tenants.schema, tenants.name)} WHERE ${id} IS NOT NULL ORDER BY ${id} DESC LIMIT ${most}`,
			),
		);
		return rows.map((row) => row.id);
	} catch (caught) {
		if (!(caught instanceof DatabaseError)) throw caught;
		return [];
	}
}

/** An id that the tenant columns can hold, whether there is such a tenant or not: plans do not look. */
export function anyTenant({ tables, tenants }: Tenancy): string {
	const type = castName(tenants?.id.type ?? tables[0]?.tenant.type ?? "text");
	if (type === "uuid") return "00000000-0000-0000-0000-000000000000";
	return ["smallint", "integer", "bigint", "numeric"].includes(type) ? "0" : "bulkhead";
}

/** What every name in a policy's functions is looked up by is the login's own again, in case it was pinned. */
const OWN_PATH =
	"SELECT pg_catalog.set_config('search_path', (SELECT s.reset_val FROM pg_catalog.pg_settings s WHERE s.name = 'search_path'), true)";

export interface As {
	tenancy: Tenancy;
	role: string;
	tenant: string;
	/** Without its tenant it is of no use; the planner alone sees what policies ask without one too. */
	asTenant?: boolean;
}

/**
 * `work` as the application's role, with the tenant chosen as the application does; afterwards the transaction is as it was. Answers with
 * the reason where the role cannot be taken on, or the tenant not be chosen.
 */
export async function asApplication<T>(
	session: Session,
	{ tenancy, role, tenant, asTenant = false }: As,
	work: () => Promise<T>,
): Promise<{ done: T } | { reason: string }> {
	return inSavepoint(session, async () => {
		await session.query(OWN_PATH);
		const choose = (): Promise<string | undefined> => tried(session, () => choosing(session, tenancy, tenant));
		const before = await choose();
		const refused = await tried(session, () => session.query(`SET LOCAL ROLE ${quoteIdent(role)}`));
		if (refused !== undefined) return { reason: `This login may not act as ${role}: ${refused}` };
		// Some functions choose a tenant only for the application itself.
		const unchosen = before === undefined ? undefined : await choose();
		if (asTenant && unchosen !== undefined) return { reason: `The tenant cannot be chosen: ${unchosen}` };
		return { done: await work() };
	});
}

async function choosing(session: Session, tenancy: Tenancy, tenant: string): Promise<void> {
	if (await chooseTenant(session, tenancy, tenant)) return;
	throw new AppError("REFUSED", "nobody knows how the application does it; `context` in the tenancy profile says so.");
}

/** What stands against it; the transaction goes on. */
async function tried(session: Session, work: () => Promise<unknown>): Promise<string | undefined> {
	await session.execute("SAVEPOINT bulkhead_try");
	try {
		await work();
		await session.execute("RELEASE SAVEPOINT bulkhead_try");
		return undefined;
	} catch (caught) {
		if (!(caught instanceof DatabaseError || (caught instanceof AppError && caught.code === "REFUSED"))) throw caught;
		await session.execute("ROLLBACK TO SAVEPOINT bulkhead_try");
		return caught.message;
	}
}
