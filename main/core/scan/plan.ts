/** What a scan asks, and how: the same for each tenant. */
import { quoteIdent, quoteLiteral } from "../sql/quote.ts";
import type { Target } from "./read-targets.ts";

export interface ScanPlan {
	/** Taken on in each transaction; undefined: the login asks as itself. */
	role: string | undefined;
	/** Chooses the tenant; `$1` is its id. */
	context: string;
	targets: readonly Target[];
	/** Milliseconds for one statement. */
	timeoutMs: number;
}

/** A tenant to ask as, and its place among all. */
export interface Asked {
	id: string;
	at: number;
}

/** Milliseconds to wait for a lock: who holds it keeps it, and nobody queues behind us for long. */
const LOCK_WAIT = 200;

const CONTEXT = "bulkhead_scan_context";

/** PREPARE takes no CALL. */
export const isPrepared = ({ context }: ScanPlan): boolean => !/^\s*call\b/i.test(context);

/** Once a session. Parallel workers and compiled plans would take more from others than they give to looks this short. */
export function opening(plan: ScanPlan): string {
	const settings = {
		...{ lock_timeout: `${LOCK_WAIT}ms`, statement_timeout: `${plan.timeoutMs}ms` },
		idle_in_transaction_session_timeout: "60s",
		...{ row_security: "on", jit: "off", max_parallel_workers_per_gather: "0", standard_conforming_strings: "on" },
	};
	return [
		...Object.entries(settings).map(([name, value]) => `SET ${name} = ${quoteLiteral(value)}`),
		...(isPrepared(plan) ? [`PREPARE ${CONTEXT} AS ${plan.context}`] : []),
	].join(";\n");
}

/** A transaction as the application's role, in which nothing can be written. */
export function beginning({ role }: ScanPlan): string {
	return `BEGIN ISOLATION LEVEL READ COMMITTED READ ONLY${role === undefined ? "" : `; SET LOCAL ROLE ${quoteIdent(role)}`}`;
}

export const choosing = (tenant: string): string => `EXECUTE ${CONTEXT} (${quoteLiteral(tenant)})`;

/** Whom the context has made of the session. */
export const ASSERTION = "SELECT current_user, pg_catalog.current_setting('transaction_read_only')";

export const ENDING = "ROLLBACK";
