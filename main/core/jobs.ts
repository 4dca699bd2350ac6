/**
 * Long work. A job belongs to the core, not to whoever asked for it: its events are numbered and kept in a bounded log, so
 * that a closed window or a dropped socket loses nothing and a watcher resumes from the last number it saw.
 */
import type { JobEnd, JobEvent, JobKind, JobProgress, JobResult, JobSummary } from "../contract/index.ts";
import { AppError, toErrorValue } from "./errors.ts";
import { openPace } from "./pace.ts";
import type { Clock } from "./ports.ts";

/** Events that a job keeps for those who come late; older ones are told as one `dropped`. */
const LOG_LIMIT = 5_000;
/** Ended jobs that are remembered. */
const ENDED_LIMIT = 50;

export interface JobContext {
	readonly signal: AbortSignal;
	report(progress: JobProgress): void;
}

type ResultOf<Kind extends JobKind> = Extract<JobResult, { job: Kind }>["result"];

export interface Jobs {
	/** Starts the work at once and answers with the job's id. */
	start<Kind extends JobKind>(
		job: Kind,
		connection: string | undefined,
		run: (context: JobContext) => Promise<ResultOf<Kind>>,
	): string;
	list(): JobSummary[];
	/** Every event after number `after`, then live until the end. NOT_FOUND for an unknown job. */
	watch(jobId: string, after: number, signal?: AbortSignal): AsyncGenerator<JobEvent, void>;
	/** False when the job had ended already. NOT_FOUND for an unknown job. */
	cancel(jobId: string): boolean;
	/** Called before the end is told to anybody; at once where the job has ended already. NOT_FOUND for an unknown job. */
	onEnd(jobId: string, listener: (end: JobEnd) => void): void;
	/** Cancels what runs and waits until each has ended. */
	stopAll(): Promise<void>;
}

interface Job {
	summary: JobSummary;
	events: JobEvent[];
	controller: AbortController;
	/** Hear of the end before it is told. */
	endListeners: ((end: JobEnd) => void)[];
	/** Resolved and replaced at each event. */
	changed: PromiseWithResolvers<void>;
	finished: Promise<void>;
}

export function createJobs(clock: Clock): Jobs {
	const jobs = new Map<string, Job>();

	const find = (jobId: string): Job => {
		const job = jobs.get(jobId);
		if (job) return job;
		throw new AppError("NOT_FOUND", `There is no job ${jobId}.`, {
			hint: "Jobs are forgotten when Bulkhead ends; the history of the database tells what was done.",
		});
	};

	return {
		start(kind, connection, run) {
			const job = newJob(kind, connection, clock);
			jobs.set(job.summary.jobId, job);
			forgetOldest(jobs);
			const pace = openPace(clock, (progress) => append(job, clock, { progress }));
			const work = run({ signal: job.controller.signal, report: pace.report }).finally(pace.stop);
			job.finished = work.then(
				(result) => end(job, clock, { status: "done", outcome: { job: kind, result } as JobResult }),
				(caught: unknown) => end(job, clock, { status: "failed", error: toErrorValue(caught) }),
			);
			return job.summary.jobId;
		},
		list: () => [...jobs.values()].map(({ summary }) => ({ ...summary })),
		watch: (jobId, after, signal) => follow(find(jobId), after, signal),
		cancel(jobId) {
			const job = find(jobId);
			if (job.summary.status !== "running") return false;
			if (!job.controller.signal.aborted) {
				append(job, clock, { progress: { kind: "cancel-requested" } });
				job.controller.abort(new AppError("CANCELLED", "Cancelled."));
			}
			return true;
		},
		onEnd(jobId, listener) {
			const job = find(jobId);
			const end = job.events.at(-1)?.end;
			if (end) listener(end);
			else job.endListeners.push(listener);
		},
		async stopAll() {
			const running = [...jobs.values()].filter((job) => job.summary.status === "running");
			for (const job of running) job.controller.abort(new AppError("CANCELLED", "Bulkhead is closing."));
			await Promise.all(running.map((job) => job.finished));
		},
	};
}

function newJob(job: JobKind, connection: string | undefined, clock: Clock): Job {
	const summary: JobSummary = {
		jobId: crypto.randomUUID(),
		job,
		startedAt: clock.now(),
		status: "running",
		lastSeq: 0,
		...(connection === undefined ? {} : { connection }),
	};
	return {
		summary,
		events: [],
		controller: new AbortController(),
		endListeners: [],
		changed: Promise.withResolvers<void>(),
		finished: Promise.resolve(),
	};
}

function append(job: Job, clock: Clock, entry: Pick<JobEvent, "progress" | "end">): void {
	job.summary.lastSeq += 1;
	job.events.push({ seq: job.summary.lastSeq, at: clock.now(), ...entry });
	if (job.events.length > LOG_LIMIT) job.events.shift();
	const { resolve } = job.changed;
	job.changed = Promise.withResolvers<void>();
	resolve();
}

function end(job: Job, clock: Clock, outcome: JobEnd): void {
	for (const listener of job.endListeners) listener(outcome);
	job.summary.status = outcome.status;
	append(job, clock, { end: outcome });
}

async function* follow(job: Job, after: number, signal?: AbortSignal): AsyncGenerator<JobEvent, void> {
	let seen = after;
	for (;;) {
		signal?.throwIfAborted();
		const { changed } = job;
		const oldest = job.events[0];
		if (oldest && oldest.seq > seen + 1) {
			const count = oldest.seq - seen - 1;
			seen = oldest.seq - 1;
			yield { seq: seen, at: oldest.at, progress: { kind: "dropped", count } };
			// The log may have moved on while the watcher read that: look again.
			continue;
		}
		const fresh = job.events.slice(oldest ? Math.max(0, seen + 1 - oldest.seq) : 0);
		for (const event of fresh) {
			seen = event.seq;
			yield event;
			if (event.end) return;
		}
		if (fresh.length > 0) continue;
		if (job.summary.status !== "running") return;
		await untilChanged(changed.promise, signal);
	}
}

async function untilChanged(changed: Promise<void>, signal?: AbortSignal): Promise<void> {
	if (!signal) return changed;
	const aborted = Promise.withResolvers<void>();
	const onAbort = () => aborted.resolve();
	signal.addEventListener("abort", onAbort, { once: true });
	try {
		await Promise.race([changed, aborted.promise]);
	} finally {
		signal.removeEventListener("abort", onAbort);
	}
}

function forgetOldest(jobs: Map<string, Job>): void {
	const ended = [...jobs.values()].filter((job) => job.summary.status !== "running");
	for (const job of ended.slice(0, Math.max(0, ended.length - ENDED_LIMIT))) jobs.delete(job.summary.jobId);
}
