import type { AppError } from "../errors.ts";
import type { Clock } from "../ports.ts";

/** Milliseconds in which work that was told to stop may end by itself. */
const GRACE = 10_000;

interface Deadline {
	clock: Clock;
	ms: number;
	/** Default 10,000. */
	graceMs?: number;
	signal: AbortSignal;
	/** What the work is told, and what it ends with where it does not end by itself. */
	late: () => AppError;
	abandoned: () => AppError;
}

/**
 * The work, which is told to stop at its deadline, and when `signal` fires. It is waited for a while longer, for how it ended tells
 * what state things are in; then it is left behind, so that nobody waits for what hangs.
 */
export async function withDeadline<T>(deadline: Deadline, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
	const { clock, ms, graceMs = GRACE, signal, late, abandoned } = deadline;
	const over = new AbortController();
	const done = new AbortController();
	const stop = AbortSignal.any([signal, over.signal]);
	const working = work(stop).finally(() => done.abort());
	const leaving = (async (): Promise<never> => {
		await clock.sleep(ms, AbortSignal.any([signal, done.signal])).catch(() => {});
		if (!signal.aborted) over.abort(late());
		await clock.sleep(graceMs, done.signal);
		throw abandoned();
	})();
	// The one that comes second is nobody's.
	for (const each of [working, leaving]) each.catch(() => {});
	return Promise.race([working, leaving]);
}
