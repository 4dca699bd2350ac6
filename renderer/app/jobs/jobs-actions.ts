/** Starting, following and cancelling long work. The work is the core's: this window only listens, and may come late. */
import type { JobEvent, JobKind, JobSummary } from "../../../main/contract/index.ts";
import { t } from "../../i18n/i18n.ts";
import { client } from "../client.ts";
import { toErrorValue } from "../error-value.ts";
import { notifyDone } from "../notify.ts";
import { queryClient, queryKeys } from "../query-client.ts";
import { useJobs, withEvents, withHidden, withJob, withoutJob, withShown } from "./jobs-store.ts";

/** Events are put on the screen in batches of this many milliseconds: a file may have thousands of statements. */
const BATCH_MS = 40;
/** Between two tries to listen again when the pipe broke. */
const RETRY_MS = 400;

const followed = new Set<string>();

/** Starts a job through `call` and follows it. Throws what the call throws. */
export async function startJob(
	job: JobKind,
	connection: string | undefined,
	call: () => Promise<{ jobId: string }>,
): Promise<string> {
	const { jobId } = await call();
	const summary = { jobId, job, startedAt: new Date(), ...(connection === undefined ? {} : { connection }) };
	follow(summary);
	return jobId;
}

/** Picks up every job that the core knows: after a reload, and when the pipe is back. What ended before is not shown by itself. */
export async function attachJobs(): Promise<void> {
	const { jobs } = await client.jobs.list();
	for (const summary of jobs) {
		if (summary.status !== "running" && !followed.has(summary.jobId)) hideJob(summary.jobId);
		follow(summary);
	}
}

/** Asks a job to stop; how it ended is told by its last event. */
export async function cancelJob(jobId: string): Promise<void> {
	await client.jobs.cancel({ jobId });
}

export function hideJob(jobId: string): void {
	useJobs.setState((state) => withHidden(state, jobId));
}

export function showJob(jobId: string): void {
	useJobs.setState((state) => withShown(state, jobId));
}

function follow(summary: Omit<JobSummary, "lastSeq" | "status">): void {
	if (followed.has(summary.jobId)) return;
	followed.add(summary.jobId);
	useJobs.setState((state) => withJob(state, summary));
	void listen(summary.jobId);
}

/** Listens until the end is heard, from the last number that was seen, however often the pipe breaks. */
async function listen(jobId: string): Promise<void> {
	const batch = batcher(jobId);
	for (;;) {
		try {
			const after = useJobs.getState().views[jobId]?.lastSeq ?? 0;
			for await (const event of await client.jobs.watch({ jobId, after })) batch.add(event);
		} catch (caught) {
			if (toErrorValue(caught).code === "NOT_FOUND") return forget(jobId);
		}
		batch.flush();
		const view = useJobs.getState().views[jobId];
		if (!view || view.end) return onEnd(view?.connection);
		await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
	}
}

/** A job that ended with its core: what it did is read from the database. */
function forget(jobId: string): void {
	const view = useJobs.getState().views[jobId];
	useJobs.setState((state) => withoutJob(state, jobId));
	followed.delete(jobId);
	if (view?.status === "running") notifyDone(t("job.forgotten"));
	onEnd(view?.connection);
}

function batcher(jobId: string) {
	let waiting: JobEvent[] = [];
	let timer: ReturnType<typeof setTimeout> | undefined;
	const flush = () => {
		clearTimeout(timer);
		timer = undefined;
		const events = waiting;
		waiting = [];
		if (events.length > 0) useJobs.setState((state) => withEvents(state, jobId, events));
	};
	return {
		add(event: JobEvent) {
			waiting.push(event);
			timer ??= setTimeout(flush, BATCH_MS);
		},
		flush,
	};
}

/** What the job may have changed is read anew. */
function onEnd(connection: string | undefined): void {
	if (connection !== undefined) void queryClient.invalidateQueries({ queryKey: queryKeys.connection(connection) });
	void queryClient.invalidateQueries({ queryKey: queryKeys.demo });
	void queryClient.invalidateQueries({ queryKey: queryKeys.connections });
}
