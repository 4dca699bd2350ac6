/** A file of several segments that was begun and not ended: what the ledger says of it, and whether its session still works. */
import type { Interruption } from "../../contract/index.ts";
import type { ReadSession, Solo } from "../ports.ts";
import type { Before } from "./leftovers.ts";

const OPEN = `
SELECT latest.migration, latest.run::text AS run, latest.token_checksum, latest.details::text AS details,
       pg_catalog.to_json(latest.at) #>> '{}' AS at
  FROM (SELECT DISTINCT ON (e.migration) e.* FROM bulkhead.events AS e
         WHERE e.event IN ('apply', 'rollback', 'adopt', 'start', 'fail') ORDER BY e.migration, e.id DESC) AS latest
 WHERE latest.event = 'start'`;

const STEPS = `
SELECT e.details::text AS details
  FROM bulkhead.events AS e WHERE e.event = 'step' AND e.migration = $1 AND e.id > (
       SELECT pg_catalog.max(s.id) FROM bulkhead.events AS s WHERE s.event = 'start' AND s.migration = $1)
 ORDER BY e.id`;

/** What a `start` entry keeps. */
export interface StartDetails {
	/** Line of each one's first statement; `hash` is over what it says, where that is held. */
	segments: { line: number; alone: boolean; hash?: string }[];
	/** Of a file that was edited behind them: segments that an earlier try has done. */
	done?: number;
}

/** What a `step` entry keeps. `running` and `failed` are of statements that run alone. */
export interface StepDetails {
	/** 0-based. */
	segment: number;
	state: "running" | "done" | "failed";
	pid?: number;
	backendStart?: string;
	before?: Before;
	/** What it was, should the file be another by then. */
	solo?: Solo;
	error?: string;
}

export interface OpenRun {
	migration: string;
	run: string;
	since: Date;
	tokenChecksum: string;
	segments: StartDetails["segments"];
	/** Of the first segment that is not done: its last entry. */
	last: StepDetails | undefined;
	/** Segments that are done. */
	done: number;
	/** Pid of its own session that is still at work. */
	stillRunning: number | undefined;
}

/** By migration. */
export async function readOpenRuns(session: ReadSession): Promise<Map<string, OpenRun>> {
	const rows = await session.query<Record<"migration" | "run" | "token_checksum" | "details" | "at", string>>(OPEN);
	const runs = new Map<string, OpenRun>();
	for (const row of rows) {
		const { segments, done: carried = 0 } = JSON.parse(row.details) as StartDetails;
		const steps = (await session.query<{ details: string }>(STEPS, [row.migration])).map(
			({ details }) => JSON.parse(details) as StepDetails,
		);
		const done = carried + new Set(steps.filter(({ state }) => state === "done").map(({ segment }) => segment)).size;
		const last = lastOf(steps.filter(({ segment }) => segment === done));
		runs.set(row.migration, {
			...{ migration: row.migration, run: row.run, since: new Date(row.at), tokenChecksum: row.token_checksum },
			...{ segments, last, done, stillRunning: await stillRunning(session, last) },
		});
	}
	return runs;
}

/** Its last entry; what the catalogue held before it is told by the entry of its beginning alone. */
function lastOf(steps: readonly StepDetails[]): StepDetails | undefined {
	const [last, begun] = [steps.at(-1), steps.findLast((step) => step.before)];
	if (!last || !begun?.before) return last;
	return { ...last, before: begun.before, ...(begun.solo ? { solo: begun.solo } : {}) };
}

/** The server goes on when its client is gone: that session is looked for before anything is decided. */
async function stillRunning(session: ReadSession, last: StepDetails | undefined): Promise<number | undefined> {
	if (last?.state !== "running" || last.pid === undefined) return undefined;
	const rows = await session.query(
		"SELECT 1 FROM pg_catalog.pg_stat_activity WHERE pid = $1 AND backend_start = $2::timestamptz AND state <> 'idle'",
		[last.pid, last.backendStart ?? null],
	);
	return rows.length > 0 ? last.pid : undefined;
}

export function describeInterruption({ done, segments, last, since, stillRunning: pid }: OpenRun): Interruption {
	return {
		...{ done, of: segments.length, line: segments[done]?.line ?? 1, since },
		...(last?.error === undefined ? {} : { error: last.error }),
		...(pid === undefined ? {} : { stillRunning: pid }),
	};
}
