/** Files, in one transaction, together with their entries in the ledger: all are there or nothing is. */
import type { BarrierLeft, JobProgress, StatementResult } from "../../contract/index.ts";
import { findLeaving, type Standing, stepAside } from "../barrier/step-aside.ts";
import { elapsed } from "../elapsed.ts";
import { AppError, DatabaseError } from "../errors.ts";
import type { Clock, Ports, Session } from "../ports.ts";
import { FRESH_SESSION } from "./fresh-session.ts";
import { insertEvent, type KnownLedger, type NewEvent, openWithLedger } from "./ledger.ts";
import type { SourceFile } from "./read/source-file.ts";
import { isLarge, type Statement, type Statements } from "./read/statement.ts";
import { Ahead, canGoAhead } from "./run-ahead.ts";
import { runStatement } from "./run-statement.ts";
import { statementFailure } from "./statement-failure.ts";

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

/** Statements whose times are kept: of a file of data nobody asks for more. */
const KEPT = 2_000;

/** One file of the transaction. */
export interface Part {
	id: string;
	name: string;
	file: SourceFile;
	statements: Statements;
	/** Places of the statements that run, the last one excluded; all when left out. A large script has none. */
	range?: { from: number; to: number };
}

export interface TransactionRun {
	direction: "apply" | "rollback";
	/** One for an apply; a rollback takes all of its files together. */
	parts: readonly Part[];
	/** 1-based place of the first part among all that this job runs, and how many these are. */
	first: number;
	of: number;
	/** Work inside the transaction before the first file; it says where it is, as long as it fails there. */
	prepare?: (at: Place) => Promise<void>;
	/** The ledger's entries, from what the parts took. */
	events: (results: PartResult[], left: BarrierLeft[]) => Promise<NewEvent[]>;
	/** Migrations that this job is done with. */
	before: string[];
	/** A segment of a file: the caller tells beginning and end, and what state a failure leaves. */
	segment?: { state: (caught: unknown) => string };
}

export interface RunDeps extends KnownLedger {
	clock: Clock;
	who: Ports["who"];
	signal: AbortSignal;
	report: (progress: JobProgress) => void;
	/** Asked when the link broke during COMMIT: whether the event is in the ledger. */
	wasRecorded: (event: NewEvent, backendPid: number) => Promise<boolean>;
	/** Tables behind the barrier, and those that this run has taken from there. */
	standing: Standing[];
	left: BarrierLeft[];
}

export interface PartResult {
	id: string;
	ms: number;
	statements: StatementResult[];
}

/** Errors: STATEMENT_FAILED and its kin with the place; CANCELLED; CONNECTION_LOST; OUTCOME_UNKNOWN; REFUSED when the ledger moved. */
export async function runTransaction(session: Session, deps: RunDeps, run: TransactionRun): Promise<PartResult[]> {
	for (let attempt = 1; ; attempt += 1) {
		try {
			return await runOnce(session, deps, run);
		} catch (caught) {
			if (!(caught instanceof AppError && worthAnotherTry.has(caught.data.sqlstate ?? "") && attempt < TRIES))
				throw caught;
			const message = `${caught.message}: another session is in the way. ${idsOf(run)} is rolled back and tried again (${attempt} of ${TRIES} tries).`;
			deps.report({ kind: "notice", severity: "WAITING", message });
			await deps.clock.sleep(PAUSE * attempt * (1 + Math.random() / 2), deps.signal);
		}
	}
}

/** Where the work is, for an error that must name it. */
export interface Place {
	part: Part | undefined;
	statement: Statement | undefined;
}

async function runOnce(session: Session, deps: RunDeps, run: TransactionRun): Promise<PartResult[]> {
	const place: Place = { part: run.parts[0], statement: undefined };
	try {
		await openWithLedger(session, BEGIN, deps);
		await run.prepare?.(place);
		const results: PartResult[] = [];
		for (const part of run.parts) {
			place.part = part;
			results.push(await runPart(session, deps, run, part, place));
		}
		deps.signal.throwIfAborted();
		const leaving = await findLeaving(session, deps.standing);
		await stepAside(
			session,
			leaving.filter(({ there }) => there),
		);
		const left = leaving.map((each) => each.left);
		await commit(session, deps, await run.events(results, left));
		deps.left.push(...left);
		const gone = new Set(leaving.map(({ oid }) => oid));
		deps.standing = deps.standing.filter(({ oid }) => !gone.has(oid));
		if (!run.segment) for (const { id, ms } of results) deps.report({ kind: "migration-done", migration: id, ms });
		return results;
	} catch (caught) {
		// A failing ROLLBACK must not replace what went wrong; where the link is gone, the server rolls back by itself.
		if (!isLost(caught)) await session.execute("ROLLBACK").catch(() => {});
		const state = run.segment?.state(caught) ?? stateAfter(caught, idsOf(run));
		throw statementFailure(caught, { ...place, state, before: run.before });
	}
}

async function runPart(
	session: Session,
	deps: RunDeps,
	run: TransactionRun,
	part: Part,
	place: Place,
): Promise<PartResult> {
	const { id, name, statements } = part;
	const startedAt = deps.clock.monotonic();
	const numbered = { index: run.first + run.parts.indexOf(part), of: run.of, statements: statements.length };
	if (!run.segment)
		deps.report({ kind: "migration-started", migration: id, name, direction: run.direction, ...numbered });
	const results: StatementResult[] = [];
	const keep = (result: StatementResult): void => {
		if (results.length < KEPT) results.push(result);
	};
	const began = (statement: Statement): void => {
		place.statement = statement;
	};
	const ahead = new Ahead(session, deps, { migration: id, of: statements.length, began, ended: keep });
	let at = part.range?.from ?? 0;
	for await (const statement of isLarge(statements) ? statements : statements.slice(at, part.range?.to)) {
		at += 1;
		if (canGoAhead(statement)) {
			const sending = ahead.add(statement, at);
			if (sending !== undefined) await sending;
			continue;
		}
		await ahead.settle();
		deps.signal.throwIfAborted();
		began(statement);
		keep(await runStatement(session, deps, statement, { migration: id, index: at, of: statements.length }));
	}
	await ahead.settle();
	place.statement = undefined;
	return { id, ms: elapsed(deps.clock, startedAt), statements: results };
}

const idsOf = ({ parts }: TransactionRun): string => parts.map(({ id }) => id).join(", ");

export const isLost = (caught: unknown): boolean =>
	caught instanceof AppError && (caught.code === "CONNECTION_LOST" || caught.code === "OUTCOME_UNKNOWN");

function stateAfter(caught: unknown, ids: string): string {
	if (caught instanceof AppError && caught.code === "OUTCOME_UNKNOWN") {
		return `Either all of ${ids} was committed, with the entries in the ledger, or nothing of it.`;
	}
	if (isLost(caught)) return `${ids} was not committed: the server rolls it back by itself.`;
	return `${ids} was rolled back: the database is as it was before.`;
}

/** The entries are written by the role that logged in, whatever the files made of themselves; COMMIT must answer COMMIT. */
export async function commit(session: Session, deps: RunDeps, events: NewEvent[]): Promise<void> {
	const inserts = events.map((event) => insertEvent(event, deps.who));
	try {
		const { command } = await session.execute(
			["SET LOCAL SESSION AUTHORIZATION DEFAULT", ...inserts, "COMMIT"].join("; "),
			{ anyTime: true },
		);
		if (command === "COMMIT") return;
		throw new DatabaseError("The server answered COMMIT with ROLLBACK.", { sqlstate: "25P02" });
	} catch (caught) {
		const last = events.at(-1);
		if (!isLost(caught) || !last || !(await deps.wasRecorded(last, session.backendPid))) throw caught;
	}
}
