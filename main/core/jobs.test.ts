import { expect, test } from "vitest";
import type { JobEvent } from "../contract/index.ts";
import { AppError } from "./errors.ts";
import { createJobs, type JobContext } from "./jobs.ts";
import type { Clock } from "./ports.ts";

const clock: Clock = { now: () => new Date(0), monotonic: () => 0, sleep: async () => {} };
const checks = { checks: [], passed: 0, failed: 0 };

async function all(events: AsyncGenerator<JobEvent, void>): Promise<JobEvent[]> {
	const seen: JobEvent[] = [];
	for await (const event of events) seen.push(event);
	return seen;
}

/** A verify job that reports `count` steps and ends when told to. */
function stepping(count: number) {
	const released = Promise.withResolvers<void>();
	const run = async ({ report }: JobContext) => {
		for (let step = 1; step <= count; step += 1) report({ kind: "step", text: `step ${step}` });
		await released.promise;
		return checks;
	};
	return { run, release: () => released.resolve() };
}

test("a watcher that comes back after number n gets n + 1 to the end, without gap or repeat", async () => {
	const jobs = createJobs(clock);
	const work = stepping(5);
	const jobId = jobs.start("verify", undefined, work.run);
	const first: number[] = [];
	for await (const event of jobs.watch(jobId, 0)) {
		first.push(event.seq);
		if (event.seq === 3) break;
	}
	work.release();
	const rest = await all(jobs.watch(jobId, 3));
	expect([...first, ...rest.map((event) => event.seq)]).toEqual([1, 2, 3, 4, 5, 6]);
	expect(rest.at(-1)?.end).toEqual({ status: "done", outcome: { job: "verify", result: checks } });
});

test("two watchers see the same events, one from the start and one after the end", async () => {
	const jobs = createJobs(clock);
	const work = stepping(2);
	const jobId = jobs.start("verify", undefined, work.run);
	const live = all(jobs.watch(jobId, 0));
	work.release();
	expect(await live).toEqual(await all(jobs.watch(jobId, 0)));
});

test("a watcher that comes later than the log reaches is told how many events it missed", async () => {
	const jobs = createJobs(clock);
	const work = stepping(6_000);
	const jobId = jobs.start("verify", undefined, work.run);
	work.release();
	const events = await all(jobs.watch(jobId, 0));
	const dropped = events.filter((event) => event.progress?.kind === "dropped");
	expect(dropped.length).toBeGreaterThan(0);
	const missed = dropped.reduce((sum, { progress }) => sum + (progress?.kind === "dropped" ? progress.count : 0), 0);
	expect(missed + events.length - dropped.length).toBe(6_001);
	expect(events.at(-1)?.seq).toBe(6_001);
});

test("cancelling fires the job's signal once, and the job's own end tells what came of it", async () => {
	const jobs = createJobs(clock);
	const jobId = jobs.start("apply", "c1", async ({ signal }) => {
		await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
		throw new AppError("CANCELLED", "Stopped; nothing was applied.");
	});
	expect(jobs.cancel(jobId)).toBe(true);
	expect(jobs.cancel(jobId)).toBe(true);
	const events = await all(jobs.watch(jobId, 0));
	expect(events.filter((event) => event.progress?.kind === "cancel-requested")).toHaveLength(1);
	expect(events.at(-1)?.end).toMatchObject({ status: "failed", error: { code: "CANCELLED" } });
	expect(jobs.cancel(jobId)).toBe(false);
});

test("a watcher whose own pipe drops is told that this is no end of the job, which goes on", async () => {
	const jobs = createJobs(clock);
	const work = stepping(1);
	const jobId = jobs.start("verify", undefined, work.run);
	const pipe = new AbortController();
	const watching = all(jobs.watch(jobId, 0, pipe.signal));
	pipe.abort();
	await expect(watching).rejects.toThrow("aborted");
	expect(jobs.list()[0]?.status).toBe("running");
	work.release();
	await jobs.stopAll();
});

test("an unknown job is NOT_FOUND, for watching and for cancelling", () => {
	const jobs = createJobs(clock);
	expect(() => jobs.watch("none", 0)).toThrow(expect.objectContaining({ code: "NOT_FOUND" }));
	expect(() => jobs.cancel("none")).toThrow(expect.objectContaining({ code: "NOT_FOUND" }));
});
