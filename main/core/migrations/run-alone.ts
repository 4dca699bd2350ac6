/** One statement that PostgreSQL refuses in a transaction: written down before, looked at after, and nothing invalid left behind. */
import type { StatementResult } from "../../contract/index.ts";
import { AppError } from "../errors.ts";
import type { Session, Solo } from "../ports.ts";
import { FRESH_SESSION } from "./fresh-session.ts";
import type { StepDetails } from "./interruption.ts";
import { type Before, dropLeftovers, invalidTwin, isDone, lookBefore } from "./leftovers.ts";
import type { Statement } from "./read/statement.ts";
import { runStatement } from "./run-statement.ts";
import { isLost, type Part, type RunDeps } from "./run-transaction.ts";

/** No limit of time: a limit ends a CONCURRENTLY build for any old snapshot on any table, and leaves an invalid index. */
const SETTINGS = `${FRESH_SESSION}; SET lock_timeout = 0; SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0`;

export interface AloneRun {
	part: Part;
	/** Place of the statement in the part. */
	at: number;
	segment: number;
	statement: Statement;
	solo: Solo;
	record: (step: StepDetails) => Promise<void>;
}

export async function runAlone(session: Session, deps: RunDeps, run: AloneRun): Promise<StatementResult> {
	const { part, at, segment, statement, solo, record } = run;
	const twin = await invalidTwin(session, solo);
	if (twin !== undefined) {
		throw new AppError("REFUSED", `An index ${twin} is there already, and it is invalid.`, {
			hint: `Drop it (DROP INDEX CONCURRENTLY ${twin}), then go on: IF NOT EXISTS would take it for done.`,
		});
	}
	const before = await lookBefore(session, solo);
	await record({ segment, state: "running", before, ...(await ownBackend(session)) });
	await session.execute(SETTINGS);
	try {
		const place = { migration: part.id, index: at + 1, of: part.statements.length };
		const result = await runStatement(session, deps, statement, place);
		if ((await isDone(session, solo, before)) === false) {
			throw new AppError("STATEMENT_FAILED", "The statement ended without an error, and its effect is not there.");
		}
		await record({ segment, state: "done" });
		return result;
	} catch (caught) {
		if (!isLost(caught)) await cleanUp(session, deps, before);
		throw caught;
	}
}

/** A failed build leaves an invalid index, which costs writes and serves nobody. */
export async function cleanUp(session: Session, deps: Pick<RunDeps, "report">, before: Before): Promise<void> {
	const dropped = await dropLeftovers(session, before);
	for (const name of dropped) {
		deps.report({
			kind: "notice",
			severity: "NOTICE",
			message: `The invalid index ${name}, which was left behind, is dropped.`,
		});
	}
}

async function ownBackend(session: Session): Promise<Pick<StepDetails, "pid" | "backendStart">> {
	const [row] = await session.query<{ start: string }>(
		"SELECT backend_start::text AS start FROM pg_catalog.pg_stat_activity WHERE pid = pg_catalog.pg_backend_pid()",
	);
	return { pid: session.backendPid, ...(row ? { backendStart: row.start } : {}) };
}
