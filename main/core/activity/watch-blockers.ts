import { withConnection } from "../connections/with-connection.ts";
import type { JobContext } from "../jobs.ts";
import type { MigrationDeps } from "../migrations/deps.ts";
import type { Session } from "../ports.ts";
import { type Blockers, readBlockers } from "./read-blockers.ts";
import { readProgress, type StatementProgress } from "./read-progress.ts";

/** Milliseconds after which work counts as long enough to look, and between two looks: at first, and for what takes hours. */
const FIRST_LOOK = 700;
const AGAIN = 500;
const AT_LAST = 5_000;
/** A look waits for so small a part of the time that it has taken already. */
const PART = 1 / 60;
/** Looks at progress for each look at who is in the way: that one takes the lock manager's locks for a moment. */
const OF_BLOCKERS = 2;

/**
 * While `use` works in the session of `pid`, a second session tells how far its statement is and who keeps it waiting. It is opened only for work that takes
 * longer than a moment, and what befalls it never touches the work.
 */
export async function watchingBlockers<T>(
	deps: MigrationDeps,
	connection: string,
	{ pid, report }: { pid: number; report: JobContext["report"] },
	use: () => Promise<T>,
): Promise<T> {
	const ended = new AbortController();
	const watching = watch(deps, connection, { pid, report, signal: ended.signal }).catch(() => {});
	try {
		return await use();
	} finally {
		ended.abort();
		await watching;
	}
}

async function watch(
	deps: MigrationDeps,
	connection: string,
	{ pid, report, signal }: { pid: number; report: JobContext["report"]; signal: AbortSignal },
): Promise<void> {
	await deps.ports.clock.sleep(FIRST_LOOK, signal);
	await withConnection(deps, connection, { signal }, (session) => lookAgain(session, deps, { pid, report, signal }));
}

async function lookAgain(
	session: Session,
	{ ports: { clock } }: MigrationDeps,
	{ pid, report, signal }: { pid: number; report: JobContext["report"]; signal: AbortSignal },
): Promise<void> {
	const tellProgress = progressTeller(report);
	const blockers = blockerTeller(report, () => clock.monotonic());
	let locker: number | undefined;
	for (let [looks, busySince] = [0, clock.monotonic()]; !signal.aborted; looks += 1) {
		const progress = await readProgress(session, pid);
		tellProgress(progress?.told);
		const changed = progress?.locker !== locker;
		locker = progress?.locker;
		if (changed || looks % OF_BLOCKERS === 0) blockers.tell(await readBlockers(session, pid, locker));
		if (progress === undefined && !blockers.waits) busySince = clock.monotonic();
		const pause = Math.min(AT_LAST, Math.max(AGAIN, (clock.monotonic() - busySince) * PART));
		await clock.sleep(pause, signal);
	}
}

/** What is as it was is not told again. */
function progressTeller(report: JobContext["report"]): (told: StatementProgress | undefined) => void {
	let last = "";
	return (told) => {
		const text = JSON.stringify(told ?? "");
		if (told && text !== last) report(told);
		last = text;
	};
}

function blockerTeller(report: JobContext["report"], now: () => number) {
	let since: number | undefined;
	return {
		get waits() {
			return since !== undefined;
		},
		tell({ by, behind }: Blockers): void {
			if (by.length > 0) {
				since ??= now();
				report({ kind: "blocked", by, behind, waitedMs: Math.round(now() - since) });
			} else if (since !== undefined) {
				since = undefined;
				report({ kind: "blocked", by: [], behind: 0, waitedMs: 0 });
			}
		},
	};
}
