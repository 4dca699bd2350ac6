/** A run of the fleet while it goes on, and as it is remembered. */
import { type FleetEntry, type FleetRun, type FleetRunSummary, fleetRun } from "../../contract/index.ts";
import type { Clock, FleetRunsPort, Log } from "../ports.ts";

/** Milliseconds between two writings, while things change. */
const PAUSE = 500;

/** What a resume takes up. */
const unfinished: ReadonlySet<FleetEntry["state"]> = new Set([
	"waiting",
	"rehearsing",
	"running",
	"failed",
	"cancelled",
	"not-reached",
]);
export const isUnfinished = ({ state }: FleetEntry): boolean => unfinished.has(state);

export interface RunRecord {
	readonly run: FleetRun;
	/** Changes one target's entry, tells it, and has it written down soon. */
	change(entry: FleetEntry, by: Partial<FleetEntry>): FleetEntry;
	/** Changes the run itself and has it written down now. Errors: STORE_FAILED, DISK_FULL. */
	write(by?: Partial<FleetRun>): Promise<void>;
	/** The last writing is done. */
	close(): Promise<void>;
}

export function openRecord(
	{ fleetRuns, clock, log }: { fleetRuns: FleetRunsPort; clock: Clock; log: Log },
	first: FleetRun,
	tell: (entry: FleetEntry) => void,
): RunRecord {
	let run = first;
	let soon: Promise<void> | undefined;
	let writing = Promise.resolve();
	const over = new AbortController();

	/** One behind the other: an older text never comes last. */
	const put = (): Promise<void> => {
		const { jobId: _jobId, paused: _paused, ...kept } = run;
		const next = writing.then(() => fleetRuns.put(run.id, JSON.stringify(kept)));
		writing = next.catch(() => {});
		return next;
	};
	const later = async (): Promise<void> => {
		await clock.sleep(PAUSE, over.signal).catch(() => {});
		soon = undefined;
		await put().catch((caught: unknown) =>
			log.error("a run of the fleet could not be written down", { why: String(caught) }),
		);
	};

	return {
		get run() {
			return run;
		},
		change(entry, by) {
			const at = run.entries.findIndex(({ target }) => target.key === entry.target.key);
			const changed: FleetEntry = { ...(run.entries[at] ?? entry), ...by };
			run = { ...run, entries: run.entries.with(at, changed) };
			tell(changed);
			soon ??= later();
			return changed;
		},
		async write(by = {}) {
			run = { ...run, ...by };
			await put();
		},
		async close() {
			over.abort();
			await soon;
			await writing;
		},
	};
}

/** A remembered run; undefined for a text that is none. `live`: this Bulkhead works on it. */
export function parseRun(text: string, live: boolean): FleetRun | undefined {
	try {
		const parsed = fleetRun.safeParse(JSON.parse(text, revive));
		if (!parsed.success) return undefined;
		const { data } = parsed;
		return data.state === "running" && !live
			? { ...data, state: "abandoned", why: "Bulkhead ended before the run did, or another Bulkhead is at work on it." }
			: data;
	} catch {
		return undefined;
	}
}

const dates = new Set(["startedAt", "endedAt", "since"]);
const revive = (key: string, value: unknown): unknown =>
	dates.has(key) && typeof value === "string" ? new Date(value) : value;

export function summaryOf({ entries, ...run }: FleetRun): FleetRunSummary {
	const done = entries.filter((entry) => !isUnfinished(entry)).length;
	return { ...run, targets: entries.length, done, left: entries.length - done };
}
