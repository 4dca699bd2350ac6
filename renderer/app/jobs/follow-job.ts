/** Listening to a job until its end, however often the pipe breaks: then what it may have changed is read anew. */
import type { JobEvent, JobSummary } from "../../../main/contract/index.ts";
import { t } from "../../i18n/i18n.ts";
import { client } from "../client.ts";
import { toErrorValue } from "../error-value.ts";
import { notifyDone } from "../notify.ts";
import { placeOf } from "../paths.ts";
import { queryClient, queryKeys } from "../query-client.ts";
import type { JobView } from "./job-view.ts";
import { useJobs, withEvents, withJob, withoutJob } from "./jobs-store.ts";
import { headlineOf } from "./run-headline.ts";

/** Events are put on the screen in batches of this many milliseconds: a file may have thousands of statements. */
const BATCH_MS = 40;
/** Between two tries to listen again when the pipe broke. */
const RETRY_MS = 400;

const followed = new Set<string>();

export function isFollowed(jobId: string): boolean {
	return followed.has(jobId);
}

/** Follows a job, once. `quietly`: it ended before this window looked, so that its end is no news. */
export function followJob(summary: Omit<JobSummary, "lastSeq" | "status">, quietly = false): void {
	if (followed.has(summary.jobId)) return;
	followed.add(summary.jobId);
	useJobs.setState((state) => withJob(state, summary));
	void listen(summary.jobId, quietly);
}

async function listen(jobId: string, quietly: boolean): Promise<void> {
	for (;;) {
		const known = await hear(jobId);
		const view = useJobs.getState().views[jobId];
		if (!known || !view) return forget(jobId);
		if (view.end && quietly) return;
		if (view.end) {
			readAnew(view.connection);
			return tellElsewhere(view);
		}
		await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
	}
}

/** Takes in what comes from the last number that was seen, until the end or a break. False: the core knows of no such job. */
async function hear(jobId: string): Promise<boolean> {
	const batch = batcher(jobId);
	try {
		const after = useJobs.getState().views[jobId]?.lastSeq ?? 0;
		for await (const event of await client.jobs.watch({ jobId, after })) batch.add(event);
	} catch (caught) {
		return toErrorValue(caught).code !== "NOT_FOUND";
	} finally {
		batch.flush();
	}
	return true;
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

/** A job that ended with its core: what it did is read from the database. */
function forget(jobId: string): void {
	const view = useJobs.getState().views[jobId];
	useJobs.setState((state) => withoutJob(state, jobId));
	followed.delete(jobId);
	if (view?.status === "running") notifyDone(t("job.forgotten"));
	readAnew(view?.connection);
}

/** A result is said where it cannot be seen: its own screen tells it better. The demo's is seen on the start screen. */
function tellElsewhere(view: JobView): void {
	const { connection, screen } = placeOf(location.hash.slice(1));
	if (view.connection === undefined || view.job === "demo") return;
	if (connection === view.connection && screen === (view.job === "scan" ? "isolation" : "migrations")) return;
	notifyDone(headlineOf(view).text);
}

function readAnew(connection: string | undefined): void {
	if (connection !== undefined) void queryClient.invalidateQueries({ queryKey: queryKeys.connection(connection) });
	void queryClient.invalidateQueries({ queryKey: queryKeys.demo });
	void queryClient.invalidateQueries({ queryKey: queryKeys.connections });
}
