/** One statement that PostgreSQL refuses in a transaction: written down before, looked at after, and nothing invalid left behind. */
import type { StatementResult } from "../../contract/index.ts";
import { elapsed } from "../elapsed.ts";
import { AppError } from "../errors.ts";
import type { Session, Solo } from "../ports.ts";
import { buildPartitioned, type Partitioned } from "./concurrently/build-partitioned.ts";
import { cleanUp, cleanUpPartitioned, patienceAfter } from "./concurrently/clean-up.ts";
import { finishDetach } from "./concurrently/finish-detach.ts";
import { findRelation, unsoundIndexes } from "./concurrently/indexes.ts";
import { judgeTwin } from "./concurrently/judge-twin.ts";
import { FRESH_SESSION } from "./fresh-session.ts";
import type { StepDetails } from "./interruption.ts";
import { type Before, isDone, lookBefore } from "./leftovers.ts";
import type { Statement } from "./read/statement.ts";
import { runStatement } from "./run-statement.ts";
import { isLost, type Part, type RunDeps } from "./run-transaction.ts";
import { sendStatement } from "./send-statement.ts";
import { oneLine } from "./statements.ts";

/** No limit of time: a limit ends a CONCURRENTLY build for any old snapshot on any table, and leaves an invalid index. */
const NO_LIMITS = "SET lock_timeout = 0; SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0";

export interface AloneRun {
	part: Part;
	/** Place of the statement in the part. */
	at: number;
	segment: number;
	statement: Statement;
	solo: Solo;
	/** What the segments before it have set for the session. */
	settings: readonly Statement[];
	/** What was there before an earlier try of it, which was stopped. */
	earlier: Before | undefined;
	record: (step: StepDetails) => Promise<void>;
	/** Filled where it fails: what it leaves all the same, a sentence each. */
	remains: string[];
}

export async function runAlone(session: Session, deps: RunDeps, run: AloneRun): Promise<StatementResult> {
	const { segment, solo, record, earlier } = run;
	await settle(session, run);
	const partitioned = await judge(session, run);
	const before = earlier ?? (await lookBefore(session, solo));
	if (partitioned) partitioned.before = before.indexes;
	// The ledger is written as the role that logged in.
	await session.execute(FRESH_SESSION);
	await record({ segment, state: "running", before, solo, ...(await ownBackend(session)) });
	await settle(session, run);
	try {
		const result = await work(session, deps, run, partitioned);
		await session.execute(FRESH_SESSION);
		if ((await isDone(session, solo, before)) === false) {
			throw new AppError("STATEMENT_FAILED", "The statement ended without an error, and its effect is not there.");
		}
		await tellWhatIsInvalid(session, deps, run, before);
		await record({ segment, state: "done" });
		return result;
	} catch (caught) {
		if (isLost(caught)) throw caught;
		await session.execute(FRESH_SESSION);
		run.remains.push(
			...(partitioned
				? await cleanUpPartitioned(session, deps, partitioned)
				: await cleanUp(session, deps, { solo, before, patience: patienceAfter(deps.signal) })),
		);
		await session.execute(FRESH_SESSION);
		throw caught;
	}
}

/** The session as psql would have it there, but without limits of time, whoever set them. */
async function settle(session: Session, { settings }: AloneRun): Promise<void> {
	await session.execute(FRESH_SESSION);
	for (const setting of settings) await sendStatement(session, setting);
	const newest = session.serverVersion >= 170_000 ? "; SET transaction_timeout = 0" : "";
	await session.execute(`${NO_LIMITS}${newest}`);
}

/** REFUSED where something is in the way of a build. Of a partitioned table, how it is gone about. */
async function judge(session: Session, { solo, earlier }: AloneRun): Promise<Partitioned | undefined> {
	if (solo.kind !== "create-index" || !solo.table) return undefined;
	const table = await findRelation(session, solo.table);
	if (table?.kind === "p" && !solo.only) {
		return { solo, table, before: [], resumed: earlier !== undefined, made: [], attached: 0 };
	}
	const why = table && (await judgeTwin(session, solo, table));
	if (why) throw why;
	return undefined;
}

async function work(
	session: Session,
	deps: RunDeps,
	run: AloneRun,
	partitioned: Partitioned | undefined,
): Promise<StatementResult> {
	const { part, at, statement, solo, earlier } = run;
	const numbered = { migration: part.id, index: at + 1, of: part.statements.length };
	const began = deps.clock.monotonic();
	const inOther = async (use: () => Promise<void>, command: string): Promise<StatementResult> => {
		const { line, text } = statement;
		deps.report({ kind: "statement-started", ...numbered, line, text: oneLine(text) });
		await use();
		const ms = elapsed(deps.clock, began);
		deps.report({ kind: "statement-done", ...numbered, line, ms });
		return { line, ms, command };
	};
	if (partitioned) return inOther(() => buildPartitioned(session, deps, partitioned), "CREATE INDEX");
	const [partition] = solo.kind === "detach-partition" ? (earlier?.tables ?? []) : [];
	if (partition !== undefined && (await finishDetach(session, partition))) {
		return inOther(async () => {}, "ALTER TABLE");
	}
	return runStatement(session, deps, statement, numbered);
}

/** REINDEX passes over what it cannot build, with no more than a warning. */
async function tellWhatIsInvalid(session: Session, deps: RunDeps, { solo }: AloneRun, before: Before): Promise<void> {
	if (solo.kind !== "reindex") return;
	await cleanUp(session, deps, { solo, before, patience: patienceAfter(deps.signal) });
	for (const { schema, name, table } of await unsoundIndexes(session)) {
		if (before.tables && !before.tables.includes(table)) continue;
		const message = `The index ${schema}.${name} is invalid: no query uses it, and every write pays for it.`;
		deps.report({ kind: "notice", severity: "WARNING", message });
	}
}

async function ownBackend(session: Session): Promise<Pick<StepDetails, "pid" | "backendStart">> {
	const [row] = await session.query<{ start: string }>(
		"SELECT backend_start::text AS start FROM pg_catalog.pg_stat_activity WHERE pid = pg_catalog.pg_backend_pid()",
	);
	return { pid: session.backendPid, ...(row ? { backendStart: row.start } : {}) };
}
