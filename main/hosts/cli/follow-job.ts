import type { JobKind, JobProgress, JobResult } from "../../contract/index.ts";
import { AppError } from "../../core/errors.ts";
import type { Context } from "./context.ts";
import { fleetWords } from "./fleet-words.ts";
import { JobFailure } from "./job-failure.ts";
import { printable } from "./output.ts";
import { figure, say, told, when, word } from "./words/say.ts";

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
		out.note(say("Cancelling on the server …"));
		client.jobs
			.cancel({ jobId })
			.catch((error: unknown) => out.note(say("The cancel was not heard: {error}", { error: String(error) })));
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
			const verb = progress.direction === "apply" ? say("Applying") : say("Rolling back");
			return {
				line: say("{verb} {migration} {name} ({index} of {of})", {
					verb,
					migration: progress.migration,
					name: progress.name,
					index: String(progress.index),
					of: progress.of,
				}),
				lasting: true,
			};
		}
		case "statement-started": {
			const through = progress.through === undefined ? "" : `–${progress.through}`;
			return {
				line: say("  statement {index}{through} of {of}: {text}", {
					index: String(progress.index),
					through,
					of: progress.of,
					text: progress.text,
				}),
				lasting: false,
			};
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
			return { line: say("  done in {ms} ms", { ms: Math.round(progress.ms) }), lasting: true };
		case "check": {
			const { ok, migration, name } = progress.check;
			return {
				line: say("  check {more}: {migration} {name}", { more: ok ? say("holds") : say("fails"), migration, name }),
				lasting: !ok,
			};
		}
		case "step": {
			const count =
				progress.of === undefined ? "" : say(" ({done} of {of})", { done: progress.done ?? 0, of: progress.of });
			return { line: told(progress.text) + count, lasting: false };
		}
		case "fleet-status":
		case "fleet-run":
		case "fleet-entry":
		case "fleet-paused":
			return fleetWords(progress);
		case "dropped":
			return { line: say("  ({count} events were not kept)", { count: progress.count }), lasting: true };
		case "statement-done":
		case "cancel-requested":
			return { lasting: false };
	}
}

function blockedBy({ by, behind, waitedMs }: Extract<JobProgress, { kind: "blocked" }>): string {
	const [first] = by;
	if (!first) return say("  the lock is ours");
	const others = by.length > 1 ? say(" and {by} more", { by: by.length - 1 }) : "";
	const queue = behind > 0 ? say("; {behind} wait behind us", { behind }) : "";
	if (first.hidden)
		return say(
			"  waits {seconds} s for pid {pid} ({user}){others}{queue}: what it does is not for this role to see (pg_read_all_stats)",
			{ seconds: Math.round(waitedMs / 1000), pid: String(first.pid), user: first.user, others, queue },
		);
	return say("  waits {seconds} s for pid {pid} ({user} {application}, {state}){others}{queue}: {query}", {
		seconds: Math.round(waitedMs / 1000),
		pid: String(first.pid),
		user: first.user,
		application: first.application,
		state: first.state,
		others,
		queue,
		query: first.query,
	});
}

/** `  CREATE INDEX CONCURRENTLY builds the index: reads the table, blocks 120 of 4,000 (3 %), partitions 1 of 12: public.big_id` */
function howFar(progress: Extract<JobProgress, { kind: "statement-progress" }>): string {
	const { text, object, partitions, sessions, blocks, rows, bytes } = progress;
	const counts = Object.entries({ partitions, sessions, blocks, rows, bytes }).flatMap(([unit, count]) =>
		count ? [`, ${word(unit)} ${figure(count.done)}${ofAll(count)}`] : [],
	);
	return `  ${told(text)}${counts.join("")}${object === undefined ? "" : `: ${object}`}`;
}

function ofAll({ done, of }: { done: number; of?: number | undefined }): string {
	return of === undefined
		? ""
		: say(" of {of} ({percent} %)", { of: figure(of), percent: Math.floor((100 * done) / of) });
}

function waiting(holder: { pid: number; user: string; host: string; since: Date }): string {
	return say("Waiting for another runner: {user} from {host} (pid {pid}, since {since})", {
		user: holder.user,
		host: holder.host,
		pid: String(holder.pid),
		since: when(holder.since),
	});
}
