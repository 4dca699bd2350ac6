/**
 * Of a long file not every statement is told: an event costs each watcher about as much as a small statement costs the server, and
 * nobody reads a thousand a second. What takes long is always told, and everything else passes as it comes.
 */
import type { JobProgress } from "../contract/index.ts";
import type { Clock } from "./ports.ts";

/** Statements at the head of a file that are told one by one. */
const ALL_UP_TO = 1_000;
/** Milliseconds between two that are told, from then on. */
const PAUSE = 50;

type Started = Extract<JobProgress, { kind: "statement-started" }>;
type Done = Extract<JobProgress, { kind: "statement-done" }>;

export interface Pace {
	report(progress: JobProgress): void;
	/** When the work has ended, however: nothing is told from then on. */
	stop(): void;
}

export function openPace(clock: Clock, tell: (progress: JobProgress) => void): Pace {
	const stopped = new AbortController();
	let toldAt = Number.NEGATIVE_INFINITY;
	let untold: Started | undefined;
	let looking = false;

	const tellStart = (progress: Started): void => {
		untold = undefined;
		toldAt = clock.monotonic();
		tell(progress);
	};
	/** One timer for all: it looks at what runs by then. */
	const look = async (): Promise<void> => {
		looking = true;
		while (untold) {
			await clock.sleep(PAUSE, stopped.signal);
			if (untold && clock.monotonic() - toldAt >= PAUSE) tellStart(untold);
		}
		looking = false;
	};
	const started = (progress: Started): void => {
		if (progress.index <= ALL_UP_TO || clock.monotonic() - toldAt >= PAUSE) {
			tellStart(progress);
			return;
		}
		untold = progress;
		if (!looking) look().catch(() => {});
	};
	/** Told where its start was, and of a file's last statement always. */
	const done = (progress: Done): void => {
		const wasTold = untold === undefined;
		untold = undefined;
		if (wasTold || progress.index === progress.of) tell(progress);
	};

	return {
		report(progress) {
			if (progress.kind === "statement-started") started(progress);
			else if (progress.kind === "statement-done") done(progress);
			else tell(progress);
		},
		stop: () => stopped.abort(),
	};
}
