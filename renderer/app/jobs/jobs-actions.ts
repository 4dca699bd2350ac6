/** Starting, finding, stopping and putting away long work. The work is the core's: this window only listens, and may come late. */
import type { JobKind } from "../../../main/contract/index.ts";
import { client } from "../client.ts";
import { followJob, isFollowed } from "./follow-job.ts";
import { useJobs, withHidden, withShown } from "./jobs-store.ts";

/** Starts a job through `call` and follows it. Throws what the call throws. */
export async function startJob(
	job: JobKind,
	connection: string | undefined,
	call: () => Promise<{ jobId: string }>,
): Promise<string> {
	const { jobId } = await call();
	followJob({ jobId, job, startedAt: new Date(), ...(connection === undefined ? {} : { connection }) });
	return jobId;
}

/** Picks up every job that the core knows: after a reload, and when the pipe is back. What ended before is not shown by itself. */
export async function attachJobs(): Promise<void> {
	const { jobs } = await client.jobs.list();
	for (const summary of jobs) {
		const ended = summary.status !== "running";
		if (ended && !isFollowed(summary.jobId)) hideJob(summary.jobId);
		followJob(summary, ended);
	}
}

/** Asks a job to stop; how it ended is told by its last event. */
export async function cancelJob(jobId: string): Promise<void> {
	await client.jobs.cancel({ jobId });
}

/** Puts a run's panel away; it stays in the list of runs. */
export function hideJob(jobId: string): void {
	useJobs.setState((state) => withHidden(state, jobId));
}

export function showJob(jobId: string): void {
	useJobs.setState((state) => withShown(state, jobId));
}
