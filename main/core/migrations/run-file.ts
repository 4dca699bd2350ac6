/** One file, in one transaction, together with its entry in the ledger: both are there or neither is. */
import type { JobProgress, StatementResult } from "../../contract/index.ts";
import { elapsed } from "../elapsed.ts";
import { AppError, DatabaseError } from "../errors.ts";
import type { Clock, Ports, Session, SqlStatement } from "../ports.ts";
import type { SourceFile } from "./catalog.ts";
import { FRESH_SESSION } from "./fresh-session.ts";
import { insertEvent, lockLedger, type NewEvent } from "./ledger.ts";
import { statementFailure } from "./statement-failure.ts";
import { oneLine } from "./statements.ts";

/**
 * row_security: an UPDATE by an owner whom FORCE binds would touch no row and succeed; with `off` it is an error that names the
 * table, and statements that no policy can touch are not affected. lock_timeout: a waiting ALTER queues
 * everybody else behind it, so it gives way after two seconds and tries again. The other limits are for applications.
 */
const BEGIN = `${FRESH_SESSION}; BEGIN; SET LOCAL row_security = off; SET LOCAL lock_timeout = '2s'; SET LOCAL statement_timeout = 0;
SET LOCAL idle_in_transaction_session_timeout = 0`;

/** How often a file is tried when a lock cannot be had, and the pause between two tries (a half more at random), in ms. */
const TRIES = 6;
const PAUSE = 400;
/** lock_not_available, deadlock_detected, serialization_failure: nothing was wrong with the file. */
const worthAnotherTry = new Set(["55P03", "40P01", "40001"]);

export interface FileRun {
	migration: string;
	name: string;
	file: SourceFile;
	statements: readonly SqlStatement[];
	/** Work inside the transaction before the file runs; its answer goes to `event`. */
	prepare?: () => Promise<void>;
	event: (result: { ms: number; statements: StatementResult[] }) => NewEvent;
	/** Migrations that this run is done with. */
	before: string[];
}

export interface RunDeps {
	clock: Clock;
	who: Ports["who"];
	/** The run's id, and the last event of the ledger that its plan knew. */
	run: string;
	lastEvent: string;
	signal: AbortSignal;
	report: (progress: JobProgress) => void;
	/** Asked when the link broke during COMMIT: whether the event is in the ledger. */
	wasRecorded: (event: NewEvent, backendPid: number) => Promise<boolean>;
}

export interface FileResult {
	ms: number;
	statements: StatementResult[];
}

/** Errors: STATEMENT_FAILED and its kin with the place; CANCELLED; CONNECTION_LOST; OUTCOME_UNKNOWN; REFUSED when the ledger moved. */
export async function runFile(session: Session, deps: RunDeps, run: FileRun): Promise<FileResult> {
	for (let attempt = 1; ; attempt += 1) {
		try {
			return await runOnce(session, deps, run);
		} catch (caught) {
			if (!(caught instanceof AppError && worthAnotherTry.has(caught.data.sqlstate ?? "") && attempt < TRIES))
				throw caught;
			const message = `${caught.message}: another session is in the way. ${run.migration} is rolled back and tried again (${attempt} of ${TRIES} tries).`;
			deps.report({ kind: "notice", migration: run.migration, severity: "WAITING", message });
			await deps.clock.sleep(PAUSE * attempt * (1 + Math.random() / 2), deps.signal);
		}
	}
}

async function runOnce(session: Session, deps: RunDeps, run: FileRun): Promise<FileResult> {
	const began = deps.clock.monotonic();
	let current: SqlStatement | undefined;
	try {
		await begin(session, deps);
		await run.prepare?.();
		const statements: StatementResult[] = [];
		for (const [at, statement] of run.statements.entries()) {
			deps.signal.throwIfAborted();
			current = statement;
			statements.push(await runStatement(session, deps, run, statement, at));
		}
		current = undefined;
		deps.signal.throwIfAborted();
		const result = { ms: elapsed(deps.clock, began), statements };
		await commit(session, deps, run.event(result));
		return result;
	} catch (caught) {
		const { migration, file, before } = run;
		// A failing ROLLBACK must not replace what went wrong; where the link is gone, the server rolls back by itself.
		if (!isLost(caught)) await session.execute("ROLLBACK").catch(() => {});
		throw statementFailure(caught, { file, statement: current, state: stateAfter(caught, migration), before });
	}
}

const isLost = (caught: unknown): boolean =>
	caught instanceof AppError && (caught.code === "CONNECTION_LOST" || caught.code === "OUTCOME_UNKNOWN");

function stateAfter(caught: unknown, migration: string): string {
	if (caught instanceof AppError && caught.code === "OUTCOME_UNKNOWN") {
		return `Either all of ${migration} was committed, with its entry in the ledger, or nothing of it.`;
	}
	if (isLost(caught)) return `${migration} was not committed: the server rolls it back by itself.`;
	return `${migration} was rolled back: the database is as it was before it.`;
}

async function begin(session: Session, { run, lastEvent }: RunDeps): Promise<void> {
	const { rows } = await session.execute(`${BEGIN}; ${lockLedger(run)}`);
	if (rows[0]?.[0] === lastEvent) return;
	throw new AppError("REFUSED", "Another runner has changed the ledger since this plan was made.", {
		hint: "Look at the status, then decide anew.",
	});
}

/** Command tags that people expect to do something. */
const touchesRows: ReadonlySet<string> = new Set(["UPDATE", "DELETE", "INSERT", "MERGE"]);

async function runStatement(
	session: Session,
	{ clock, report }: RunDeps,
	{ migration, statements }: FileRun,
	{ line, text }: SqlStatement,
	at: number,
): Promise<StatementResult> {
	const numbered = { migration, index: at + 1, of: statements.length, line };
	report({ kind: "statement-started", ...numbered, text: oneLine(text) });
	const began = clock.monotonic();
	const { command, rowCount } = await session.execute(text, { maxRows: 0 });
	const ms = elapsed(clock, began);
	const rows = rowCount === undefined ? {} : { rows: rowCount };
	report({ kind: "statement-done", ...numbered, ms, ...rows });
	if (rowCount === 0 && touchesRows.has(command)) {
		report({ kind: "notice", migration, severity: "WARNING", message: `${command} in line ${line} touched no rows.` });
	}
	return { line, ms, ...rows, ...(command ? { command } : {}) };
}

/** The entry is written by the role that logged in, whatever the file made of itself; COMMIT must answer COMMIT. */
async function commit(session: Session, deps: RunDeps, event: NewEvent): Promise<void> {
	try {
		const sql = `SET LOCAL SESSION AUTHORIZATION DEFAULT; ${insertEvent(event, deps.who)}; COMMIT`;
		const { command } = await session.execute(sql);
		if (command === "COMMIT") return;
		throw new DatabaseError("The server answered COMMIT with ROLLBACK.", { sqlstate: "25P02" });
	} catch (caught) {
		if (!isLost(caught) || !(await deps.wasRecorded(event, session.backendPid))) throw caught;
	}
}
