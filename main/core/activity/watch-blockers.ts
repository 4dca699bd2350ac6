import { withConnection } from "../connections/with-connection.ts";
import type { JobContext } from "../jobs.ts";
import type { MigrationDeps } from "../migrations/deps.ts";
import type { Session } from "../ports.ts";
import { readBlockers } from "./read-blockers.ts";

/** Milliseconds after which work counts as long enough to look, and between two looks. */
const FIRST_LOOK = 700;
const AGAIN = 1_000;

/**
 * While `use` works in the session of `pid`, a second session tells who keeps it waiting. It is opened only for work that takes
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
	let since: number | undefined;
	while (!signal.aborted) {
		const { by, behind } = await readBlockers(session, pid);
		if (by.length > 0) {
			since ??= clock.monotonic();
			report({ kind: "blocked", by, behind, waitedMs: Math.round(clock.monotonic() - since) });
		} else if (since !== undefined) {
			since = undefined;
			report({ kind: "blocked", by: [], behind: 0, waitedMs: 0 });
		}
		await clock.sleep(AGAIN, signal);
	}
}
