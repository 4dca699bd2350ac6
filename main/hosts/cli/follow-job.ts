import type { JobKind, JobProgress, JobResult } from "../../contract/index.ts";
import { AppError } from "../../core/errors.ts";
import type { Context } from "./context.ts";
import { fleetWords } from "./fleet-words.ts";
import { JobFailure } from "./job-failure.ts";
import { printable } from "./output.ts";

type ResultOf<Kind extends JobKind> = Extract<JobResult, { job: Kind }>["result"];

/** Watches a job to its end, telling its progress on standard error; Ctrl-C cancels it on the server. Throws JobFailure. */
export async function followJob<Kind extends JobKind>(
	context: Context,
	kind: Kind,
	started: Promise<{ jobId: string }>,
): Promise<ResultOf<Kind>> {
	const { jobId } = await started;
	const { client, interrupted, out } = context;
	const cancel = () => {
		out.note("Cancelling on the server …");
		client.jobs.cancel({ jobId }).catch((error: unknown) => out.note(`The cancel was not heard: ${error}`));
	};
	if (interrupted.aborted) cancel();
	interrupted.addEventListener("abort", cancel, { once: true });
	try {
		for await (const event of await client.jobs.watch({ jobId })) {
			if (event.progress) tell(context, event.progress);
			if (event.end?.status === "failed") throw new JobFailure(event.end.error);
			if (event.end?.status === "done" && event.end.outcome.job === kind)
				return event.end.outcome.result as ResultOf<Kind>;
		}
	} finally {
		interrupted.removeEventListener("abort", cancel);
	}
	throw new AppError("INTERNAL", `The job ${jobId} ended without a result.`);
}

function tell({ out }: Context, progress: JobProgress): void {
	const { lasting, line, news } = wordsFor(progress);
	if (line === undefined) return;
	if (lasting) out.note(printable(line));
	else out.progress(printable(line), news);
}

/** What is said of an event; a lasting line stays on the screen, the others are replaced by the next. */
function wordsFor(progress: JobProgress): { line?: string; lasting: boolean; news?: string } {
	switch (progress.kind) {
		case "waiting-for-lock":
			return { line: waiting(progress.holder), lasting: true };
		case "migration-started": {
			const verb = progress.direction === "apply" ? "Applying" : "Rolling back";
			return {
				line: `${verb} ${progress.migration} ${progress.name} (${progress.index} of ${progress.of})`,
				lasting: true,
			};
		}
		case "statement-started": {
			const through = progress.through === undefined ? "" : `–${progress.through}`;
			return { line: `  statement ${progress.index}${through} of ${progress.of}: ${progress.text}`, lasting: false };
		}
		case "blocked":
			return {
				line: blockedBy(progress),
				lasting: false,
				news: `blocked ${progress.by.map(({ pid }) => pid).join(" ")}`,
			};
		case "statement-progress":
			return { line: howFar(progress), lasting: false, news: `${progress.text} ${progress.partitions?.done ?? ""}` };
		case "notice":
			return { line: `  ${progress.severity}: ${progress.message}`, lasting: true };
		case "migration-done":
			return { line: `  done in ${Math.round(progress.ms)} ms`, lasting: true };
		case "check": {
			const { ok, migration, name } = progress.check;
			return { line: `  check ${ok ? "holds" : "fails"}: ${migration} ${name}`, lasting: !ok };
		}
		case "step": {
			const count = progress.of === undefined ? "" : ` (${progress.done ?? 0} of ${progress.of})`;
			return { line: progress.text + count, lasting: false };
		}
		case "fleet-status":
		case "fleet-run":
		case "fleet-entry":
		case "fleet-paused":
			return fleetWords(progress);
		case "dropped":
			return { line: `  (${progress.count} events were not kept)`, lasting: true };
		case "statement-done":
		case "cancel-requested":
			return { lasting: false };
	}
}

function blockedBy({ by, behind, waitedMs }: Extract<JobProgress, { kind: "blocked" }>): string {
	const [first] = by;
	if (!first) return "  the lock is ours";
	const others = by.length > 1 ? ` and ${by.length - 1} more` : "";
	const queue = behind > 0 ? `; ${behind} wait behind us` : "";
	if (first.hidden)
		return `  waits ${Math.round(waitedMs / 1000)} s for pid ${first.pid} (${first.user})${others}${queue}: what it does is not for this role to see (pg_read_all_stats)`;
	return `  waits ${Math.round(waitedMs / 1000)} s for pid ${first.pid} (${first.user} ${first.application}, ${first.state})${others}${queue}: ${first.query}`;
}

/** `  CREATE INDEX CONCURRENTLY builds the index: reads the table, blocks 120 of 4,000 (3 %), partitions 1 of 12: public.big_id` */
function howFar(progress: Extract<JobProgress, { kind: "statement-progress" }>): string {
	const { text, object, partitions, sessions, blocks, rows, bytes } = progress;
	const counts = Object.entries({ partitions, sessions, blocks, rows, bytes }).flatMap(([unit, count]) =>
		count ? [`, ${unit} ${count.done.toLocaleString("en")}${ofAll(count)}`] : [],
	);
	return `  ${text}${counts.join("")}${object === undefined ? "" : `: ${object}`}`;
}

function ofAll({ done, of }: { done: number; of?: number | undefined }): string {
	return of === undefined ? "" : ` of ${of.toLocaleString("en")} (${Math.floor((100 * done) / of)} %)`;
}

function waiting(holder: { pid: number; user: string; host: string; since: Date }): string {
	return `Waiting for another runner: ${holder.user} from ${holder.host} (pid ${holder.pid}, since ${holder.since.toISOString()})`;
}
