/** Every table as every tenant: one job, on a few sessions, whose every piece is kept as soon as it is done. */
import type { ScanResult } from "../../contract/index.ts";
import { withConnection } from "../connections/with-connection.ts";
import { AppError } from "../errors.ts";
import type { JobContext } from "../jobs.ts";
import type { MigrationDeps } from "../migrations/deps.ts";
import { askOwing } from "./ask-owing.ts";
import { askPieces } from "./ask-pieces.ts";
import { beginScan } from "./begin-scan.ts";
import { findOrphans, type Orphans } from "./find-orphans.ts";
import { opening } from "./plan.ts";
import { type Prepared, prepareScan, type ScanInput } from "./prepare-scan.ts";
import { proveSight } from "./prove-sight.ts";
import { type Keeping, keepRecord } from "./record.ts";
import { resultOf } from "./result-of.ts";
import type { Scanning } from "./scanning.ts";

const SESSIONS = 2;

/** `live`: scans that this Bulkhead is at work on; this one is among them while it is. */
export async function runScan(
	deps: MigrationDeps,
	input: ScanInput,
	job: JobContext,
	live: Set<string>,
): Promise<ScanResult> {
	const { signal } = job;
	const { connection } = input;
	const prepared = await withConnection(deps, connection, { signal, endsWithSignal: true }, (session) =>
		prepareScan(deps, input, session),
	);
	const begun = await beginScan(deps, input, prepared, live);
	const { record } = begun;
	const keeping = keepRecord(deps.ports, record);
	const since = deps.ports.clock.monotonic();
	const before = record.workedMs;
	const scanning: Scanning = {
		...{ job, tally: record.tally, tenants: record.tenants, names: prepared.tenants.names },
		kept() {
			record.workedMs = before + deps.ports.clock.monotonic() - since;
			keeping.later();
		},
	};
	live.add(record.id);
	try {
		const orphans = await work(deps, input, prepared, scanning);
		scanning.kept();
		const missed = await proveSight(deps, connection, prepared, { tally: record.tally, signal });
		const result = resultOf(record, prepared, { ...orphans, missed: [...orphans.missed, ...missed] }, begun);
		await keeping.close(result);
		return result;
	} catch (caught) {
		throw await interrupted(deps, keeping, caught);
	} finally {
		live.delete(record.id);
	}
}

async function work(
	deps: MigrationDeps,
	{ connection, sessions = SESSIONS }: ScanInput,
	{ plan, targets, tenancy }: Prepared,
	scanning: Scanning,
): Promise<Orphans> {
	if (!plan) return { orphans: [], missed: [] };
	const stopped = new AbortController();
	const signal = AbortSignal.any([scanning.job.signal, stopped.signal]);
	const pieces = askPieces(plan, scanning);
	const asking = Array.from({ length: sessions }, () =>
		withConnection(deps, connection, { signal, endsWithSignal: true }, async (session) => {
			await session.execute(opening(plan));
			await pieces(session);
		}),
	);
	const searching = withConnection(deps, connection, { signal, endsWithSignal: true }, async (session) => {
		await session.execute(
			`SET lock_timeout = '200ms'; SET statement_timeout = '60s'; SET default_transaction_read_only = on`,
		);
		return findOrphans(session, targets, tenancy.tenants, signal);
	});
	const all = [...asking, searching];
	try {
		await Promise.all(all);
	} catch (caught) {
		// The others end before the error is told, and what they did is kept.
		stopped.abort(caught);
		await Promise.allSettled(all);
		throw scanning.job.signal.aborted ? scanning.job.signal.reason : caught;
	}
	await withConnection(deps, connection, { signal, endsWithSignal: true }, async (session) => {
		await session.execute(opening(plan));
		await askOwing(session, plan, scanning);
	});
	return searching;
}

async function interrupted({ ports }: MigrationDeps, keeping: Keeping, caught: unknown): Promise<unknown> {
	try {
		await keeping.close();
	} catch (why) {
		ports.log.error("a scan could not be written down", { why: String(why) });
		return caught;
	}
	if (!(caught instanceof AppError)) return caught;
	const hint = "What is done is kept: the same scan with --resume goes on from there.";
	return new AppError(caught.code, caught.message, { ...caught.data, hint }, caught);
}
