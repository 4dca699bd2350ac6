/** Migrations in a scratch database run as they do in earnest: by the same runners, committed, with a ledger of its own. */
import { createConnections } from "../../connections/registry.ts";
import { withConnection } from "../../connections/with-connection.ts";
import { AppError } from "../../errors.ts";
import type { JobContext } from "../../jobs.ts";
import type { MigrationFile } from "../../migrations/catalog.ts";
import type { MigrationDeps } from "../../migrations/deps.ts";
import type { Statements } from "../../migrations/read/statement.ts";
import { openRun, type Run } from "../../migrations/run.ts";
import { runSegments } from "../../migrations/run-segments.ts";
import { type Part, type PartResult, runTransaction } from "../../migrations/run-transaction.ts";
import { cutSegments, isOneTransaction } from "../../migrations/segments.ts";
import type { ConnectParams, Session } from "../../ports.ts";

export interface ScratchRun {
	deps: MigrationDeps;
	session: Session;
	run: Run;
	job: JobContext;
}

/** Opens a session on the scratch database, with a connection that only this work knows and a ledger that is empty. */
export async function withScratchRun<T>(
	{ ports, jobs }: MigrationDeps,
	params: ConnectParams,
	job: JobContext,
	use: (scratch: ScratchRun) => Promise<T>,
): Promise<T> {
	const connections = createConnections(ports);
	const { password, applicationName: _, connectTimeoutMs: __, ...settings } = params;
	const card = await connections.open({
		settings: { ...settings, name: "scratch" },
		...(password === undefined ? {} : { password }),
	});
	const deps = { ports, jobs, connections };
	const run = openRun(deps, card.id, job);
	return withConnection(deps, card.id, { signal: job.signal, onNotice: run.onNotice }, async (session) => {
		await run.openLedger(session);
		return use({ deps, session, run, job });
	});
}

export interface Place {
	first: number;
	of: number;
}

export async function runUp(
	{ deps, session, run }: ScratchRun,
	step: MigrationFile,
	statements: Statements,
	place: Place,
): Promise<PartResult> {
	const segments = await cutSegments(deps.ports.sql, statements);
	const part: Part = { id: step.id, name: step.name, file: step.forward, statements };
	if (!isOneTransaction(segments)) {
		return runSegments(session, run, { step, part, segments, resumed: undefined, before: [], ...place });
	}
	const [result] = await runTransaction(session, run.deps, {
		...{ direction: "apply", parts: [part], before: [], ...place },
		events: async ([done]) => [await run.event(step, "apply", { ms: done?.ms ?? 0 })],
	});
	if (!result) throw new AppError("INTERNAL", `${step.id} ended without a result.`);
	return result;
}

export async function runDown({ session, run }: ScratchRun, step: MigrationFile, part: Part): Promise<void> {
	await runTransaction(session, run.deps, {
		...{ direction: "rollback", parts: [part], before: [], first: 1, of: 1 },
		events: async ([done]) => [await run.event(step, "rollback", { ms: done?.ms ?? 0, reason: "rehearsal" })],
	});
}

/** A failure in a scratch database is nobody's loss, and nothing can be resumed there. */
export function inScratch(caught: unknown): unknown {
	if (!(caught instanceof AppError)) return caught;
	const told = caught.code === "INTERRUPTED" && caught.cause instanceof AppError ? caught.cause : caught;
	const code = told.code === "INTERRUPTED" ? "STATEMENT_FAILED" : told.code;
	const state = "It was a rehearsal in a scratch database, which is dropped: the target was not touched.";
	return new AppError(code, told.message, { ...told.data, data: { ...told.data.data, state } }, caught);
}
