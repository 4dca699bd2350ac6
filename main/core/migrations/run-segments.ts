/** A file that cannot run in one transaction: intent first, then each segment with its own entry, then the migration's. */
import type { StatementResult } from "../../contract/index.ts";
import { elapsed } from "../elapsed.ts";
import { AppError, DatabaseError, toAppError } from "../errors.ts";
import type { Session } from "../ports.ts";
import type { MigrationFile } from "./catalog.ts";
import { cleanUp } from "./concurrently/clean-up.ts";
import { FRESH_SESSION } from "./fresh-session.ts";
import type { OpenRun, StartDetails, StepDetails } from "./interruption.ts";
import { insertEvent, LOCK_LEDGER, openWithLedger } from "./ledger.ts";
import { isDone } from "./leftovers.ts";
import type { Statement } from "./read/statement.ts";
import type { Run } from "./run.ts";
import { runAlone } from "./run-alone.ts";
import { isLost, type Part, type PartResult, runTransaction } from "./run-transaction.ts";
import { hashOfSegment, type Segment, statementsOf } from "./segments.ts";
import { sendStatement } from "./send-statement.ts";
import { statementFailure } from "./statement-failure.ts";

export interface SegmentsRun {
	step: MigrationFile;
	part: Part;
	segments: Segment[];
	/** Where an earlier run stopped; undefined to begin. */
	resumed: OpenRun | undefined;
	first: number;
	of: number;
	before: string[];
}

/** While it runs. */
interface Work extends SegmentsRun {
	/** What the statement that failed leaves all the same, a sentence each. */
	remains: string[];
}

/** Errors: INTERRUPTED when something is done and something is not; otherwise as of one transaction. */
export async function runSegments(session: Session, run: Run, asked: SegmentsRun): Promise<PartResult> {
	const work: Work = { ...asked, remains: [] };
	const { part, segments, resumed } = work;
	const { deps } = run;
	const began = deps.clock.monotonic();
	const leftBefore = deps.left.length;
	const numbered = { index: work.first, of: work.of, statements: part.statements.length };
	deps.report({ kind: "migration-started", migration: part.id, name: part.name, direction: "apply", ...numbered });
	if (!resumed) await recordStart(session, run, work);
	const results: StatementResult[] = [];
	for (let at = await firstToRun(session, run, work); at < segments.length; at += 1) {
		try {
			deps.signal.throwIfAborted();
			results.push(...(await runSegment(session, run, work, at)));
		} catch (caught) {
			throw await stopped(session, run, { work, at, caught });
		}
	}
	const ms = elapsed(deps.clock, began);
	const barrier = deps.left.slice(leftBefore);
	const event = await run.event(work.step, "apply", {
		ms,
		details: { statements: results, segments: segments.length, ...(barrier.length > 0 ? { barrier } : {}) },
	});
	await session.execute(`BEGIN; ${LOCK_LEDGER}; ${insertEvent(event, deps.who)}; COMMIT`);
	deps.report({ kind: "migration-done", migration: part.id, ms });
	return { id: part.id, ms, statements: results };
}

async function recordStart(session: Session, run: Run, { step, segments, resumed }: SegmentsRun): Promise<void> {
	const details: StartDetails = {
		segments: segments.map((segment) => {
			const hash = hashOfSegment(segment);
			return { line: segment.line, alone: segment.kind === "alone", ...(hash === undefined ? {} : { hash }) };
		}),
		...(resumed ? { done: resumed.done } : {}),
	};
	const reason = resumed && `resumed with an edited file: ${resumed.done} segments are as they were`;
	const event = await run.event(step, "start", { ms: 0, details, ...(reason === undefined ? {} : { reason }) });
	try {
		await openWithLedger(session, "BEGIN", run.deps);
	} catch (caught) {
		await session.execute("ROLLBACK").catch(() => {});
		throw caught;
	}
	await session.execute(`${insertEvent(event, run.deps.who)}; COMMIT`);
}

/** The first segment that is not done. Of a statement whose end nobody heard, the catalogue tells whether it got there. */
async function firstToRun(session: Session, run: Run, work: SegmentsRun): Promise<number> {
	const { resumed, segments } = work;
	if (!resumed) return 0;
	const segment = segments[resumed.done];
	const { last } = resumed;
	if (last?.before && last.solo) {
		await cleanUp(session, run.deps, { solo: last.solo, before: last.before, patience: 0 });
		await session.execute(FRESH_SESSION);
	}
	if (await isEdited(run, work)) await recordStart(session, run, work);
	if (segment?.kind !== "alone" || !last?.before || !isAsBegun(resumed, segment)) return resumed.done;
	if ((await isDone(session, segment.solo, last.before)) !== true) return resumed.done;
	await record(session, run, work, { segment: resumed.done, state: "done" });
	return resumed.done + 1;
}

async function isEdited(run: Run, { step, resumed }: SegmentsRun): Promise<boolean> {
	return (await run.event(step, "start", { ms: 0 })).tokenChecksum !== resumed?.tokenChecksum;
}

/** The statement that was stopped is the one that the file has now. */
function isAsBegun({ segments, done }: OpenRun, segment: Segment): boolean {
	return segments[done]?.hash === hashOfSegment(segment);
}

async function runSegment(session: Session, run: Run, work: Work, at: number): Promise<StatementResult[]> {
	const { part, segments } = work;
	const segment = segments[at];
	if (!segment) throw new AppError("INTERNAL", `${part.id} has no segment ${at + 1}.`);
	const { from, to, settings } = segment;
	if (segment.kind === "alone") {
		const [statement] = segment.statements;
		const { resumed } = work;
		const earlier = resumed?.done === at && isAsBegun(resumed, segment) ? resumed.last?.before : undefined;
		try {
			return [
				await runAlone(session, run.deps, {
					...{ part, at: from, segment: at, statement, solo: segment.solo, settings, earlier, remains: work.remains },
					record: (details) => record(session, run, work, details),
				}),
			];
		} catch (caught) {
			throw statementFailure(caught, { part, statement, state: "", before: work.before });
		}
	}
	const own = { ...part, statements: statementsOf(part.statements, segment), range: { from, to } };
	const [result] = await runTransaction(session, run.deps, {
		...{ direction: "apply", parts: [own], first: work.first, of: work.of, before: work.before },
		prepare: () => sayAgain(session, settings),
		segment: { state: () => "" },
		events: async () => [await stepEvent(run, work, { segment: at, state: "done" })],
	});
	return result?.statements ?? [];
}

/** What the segments before have set for the session. */
async function sayAgain(session: Session, settings: readonly Statement[]): Promise<void> {
	for (const setting of settings) await sendStatement(session, setting);
}

function stepEvent(run: Run, { step, segments }: SegmentsRun, details: StepDetails) {
	const reason = `segment ${details.segment + 1} of ${segments.length}: ${details.state}`;
	return run.event(step, "step", { ms: 0, reason, details });
}

async function record(session: Session, run: Run, work: SegmentsRun, details: StepDetails): Promise<void> {
	await session.execute(insertEvent(await stepEvent(run, work, details), run.deps.who));
}

/** Nothing done yet: it is as if it had not been begun. Something done: INTERRUPTED, and the ledger knows how far. */
async function stopped(
	session: Session,
	run: Run,
	{ work, at, caught }: { work: Work; at: number; caught: unknown },
): Promise<AppError> {
	const error = toAppError(caught);
	const { id } = work.part;
	const nothingDone = work.segments.slice(0, at).every((segment) => segment.kind === "together" && segment.setsOnly);
	const clean = nothingDone && !work.resumed && !isLost(caught) && work.remains.length === 0;
	const reason = `${error.message}${error.data.sqlstate ? ` (SQLSTATE ${error.data.sqlstate})` : ""}`.slice(0, 2_000);
	if (clean) {
		const failed = await run.event(work.step, "fail", { ms: 0, reason });
		await session.execute(insertEvent(failed, run.deps.who));
		const state = `Nothing of ${id} was done: the database is as it was before.`;
		return new AppError(error.code, error.message, { ...error.data, data: { ...error.data.data, state } }, caught);
	}
	if (!isLost(caught))
		await record(session, run, work, { segment: at, state: "failed", error: reason }).catch(ignoreDatabase);
	const done = `${id} stopped midway: ${at} of ${work.segments.length} segments are done, and stay done.`;
	const state = [done, ...work.remains].join(" ");
	const hint = `Mend what stopped it, then \`bulkhead migrate --resume\` goes on from there; or roll ${id} back.${error.data.hint ? ` (${error.data.hint})` : ""}`;
	return new AppError(
		"INTERRUPTED",
		error.message,
		{ ...error.data, hint, data: { ...error.data.data, state } },
		caught,
	);
}

/** What stopped the migration is told; that it could not be written down as well is not more important. */
function ignoreDatabase(caught: unknown): void {
	if (!(caught instanceof DatabaseError || caught instanceof AppError)) throw caught;
}
