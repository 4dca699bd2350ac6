/** Plans of recorded queries, made in a transaction that only reads: they are explained, and never run. */
import { DatabaseError } from "../../errors.ts";
import type { Session } from "../../ports.ts";
import type { Tenancy } from "../../tenancy/model.ts";
import { explain, type Plan } from "../plans/explain.ts";
import { anyTenant, asApplication, someTenants } from "../plans/take-part.ts";

export interface Part {
	tenancy: Tenancy;
	/** As whom: the application's role where the table's rows belong to tenants; else the login. */
	role: string | undefined;
}

const READ_ONLY =
	"SAVEPOINT bulkhead_plans; SET LOCAL transaction_read_only = on; SET LOCAL plan_cache_mode = force_generic_plan; SET LOCAL jit = off";

/** Whatever the search_path says of it: else the table itself would be meant. */
const TEMPORARY_FIRST =
	"SELECT pg_catalog.set_config('search_path', 'pg_temp, ' || pg_catalog.current_setting('search_path'), true)";

/** One answer a query, in their order; what the server says against one is its answer. Nothing stays. */
export async function planQueries(
	session: Session,
	{ tenancy, role }: Part,
	{ queries, settings = "", copy = false }: { queries: readonly string[]; settings?: string; copy?: boolean },
): Promise<(Plan | DatabaseError)[] | { reason: string }> {
	await session.execute(`${READ_ONLY}${settings === "" ? "" : `; ${settings}`}`);
	try {
		const planAll = async (): Promise<(Plan | DatabaseError)[]> => {
			const plans: (Plan | DatabaseError)[] = [];
			if (copy) await session.query(TEMPORARY_FIRST);
			for (const query of queries) plans.push(await planOne(session, query));
			return plans;
		};
		if (role === undefined) return await planAll();
		const [tenant = anyTenant(tenancy)] = await someTenants(session, tenancy, 1);
		const told = await asApplication(session, { tenancy, role, tenant }, planAll);
		return "reason" in told ? told : told.done;
	} finally {
		await session.execute("ROLLBACK TO SAVEPOINT bulkhead_plans; RELEASE SAVEPOINT bulkhead_plans").catch(() => {});
	}
}

/**
 * With `$1` in it, a prepared statement is planned as for any value. EXPLAIN (GENERIC_PLAN), which 16 and newer have, asks for values in the
 * extended protocol; and only by that one is what was recorded ever sent, for it takes one statement and no more.
 */
function planOne(session: Session, query: string): Promise<Plan | DatabaseError> {
	return /\$\d/.test(query) ? planPrepared(session, query) : explain(session, `EXPLAIN (FORMAT JSON) ${query}`);
}

async function planPrepared(session: Session, query: string): Promise<Plan | DatabaseError> {
	await session.execute("SAVEPOINT bulkhead_prepare");
	try {
		await session.query(`PREPARE bulkhead_what_if AS ${query}`);
	} catch (caught) {
		if (!(caught instanceof DatabaseError)) throw caught;
		await session.execute("ROLLBACK TO SAVEPOINT bulkhead_prepare");
		return caught;
	}
	try {
		const [row] = await session.query<{ count: string }>(
			"SELECT pg_catalog.cardinality(p.parameter_types)::text AS count FROM pg_catalog.pg_prepared_statements p WHERE p.name = 'bulkhead_what_if'",
		);
		const nulls = Array.from({ length: Number(row?.count ?? 0) }, () => "NULL").join(", ");
		return await explain(session, `EXPLAIN (FORMAT JSON) EXECUTE bulkhead_what_if(${nulls})`);
	} finally {
		// It is no part of the transaction, which would take it back.
		await session.query("DEALLOCATE bulkhead_what_if");
	}
}
