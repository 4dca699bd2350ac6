/** A scan as it is kept on this machine while it goes on, so that one that was interrupted goes on from there. */
import { type KeptScan, keptScan, type ScanResult, type ScanTally, type UnfinishedScan } from "../../contract/index.ts";
import type { Clock, FleetRunsPort, Log } from "../ports.ts";

/** Milliseconds between two writings. */
const PAUSE = 2_000;
/** Older ones are not gone on with: too much may have changed. */
const OLDEST = 7 * 24 * 3_600_000;

export interface ScanRecord extends Omit<KeptScan, "tally" | "result"> {
	id: string;
	tally: ScanTally;
}

type Store = { scanRuns: FleetRunsPort; clock: Clock; log: Log };

export interface Keeping {
	/** Soon; what cannot be written is told in the log, for the scan itself goes on. */
	later(): void;
	/** The last state is on the disk. Errors: STORE_FAILED, DISK_FULL. */
	close(result?: ScanResult): Promise<void>;
}

export function keepRecord({ scanRuns, clock, log }: Store, record: ScanRecord): Keeping {
	const over = new AbortController();
	let soon: Promise<void> | undefined;
	const put = (result?: ScanResult): Promise<void> => {
		const { id, tally, ...rest } = record;
		const text: KeptScan = result ? { ...rest, tenants: [], result } : { ...rest, tally };
		return scanRuns.put(id, JSON.stringify(text));
	};
	const wait = async (): Promise<void> => {
		await clock.sleep(PAUSE, over.signal);
		soon = undefined;
		await put();
	};
	return {
		later() {
			soon ??= wait().catch((caught: unknown) => {
				if (!over.signal.aborted) log.error("a scan could not be written down", { why: String(caught) });
			});
		},
		async close(result) {
			over.abort();
			await soon;
			await put(result);
		},
	};
}

function parse(id: string, text: string): (KeptScan & { id: string }) | undefined {
	try {
		const read = keptScan.safeParse(JSON.parse(text));
		return read.success ? { id, ...read.data } : undefined;
	} catch {
		return undefined;
	}
}

/** The newest that asked the same, was not finished, and is not at work here. */
export async function findUnfinished(
	{ scanRuns, clock }: Store,
	question: string,
	live: ReadonlySet<string>,
): Promise<ScanRecord | undefined> {
	for (const { id, text } of await scanRuns.list()) {
		const found = live.has(id) ? undefined : parse(id, text);
		if (!found || found.question !== question) continue;
		const isFresh = clock.now().getTime() - found.startedAt.getTime() < OLDEST;
		const { result, tally, ...rest } = found;
		return result === undefined && tally && isFresh ? { ...rest, tally } : undefined;
	}
	return undefined;
}

/** Of this place: the newest that came to its end, and the newest of all where that did not. */
export async function readLast(
	{ scanRuns }: Pick<Store, "scanRuns">,
	place: string,
	{ live, piece }: { live: ReadonlySet<string>; piece: number },
): Promise<{ last?: ScanResult; unfinished?: UnfinishedScan }> {
	let unfinished: UnfinishedScan | undefined;
	for (const { id, text } of await scanRuns.list()) {
		const found = parse(id, text);
		if (!found || found.place !== place) continue;
		if (found.result) return { last: found.result, ...(unfinished ? { unfinished } : {}) };
		const { tally } = found;
		if (!tally || live.has(id) || unfinished) continue;
		unfinished = {
			...{ id, startedAt: found.startedAt, asked: found.asked },
			...{ of: found.tenants.length, found: tally.foreign.length > 0 },
			done: Math.min(tally.pieces.length * piece, found.tenants.length),
		};
	}
	return unfinished ? { unfinished } : {};
}
