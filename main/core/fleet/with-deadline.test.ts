import { expect, test } from "vitest";
import { systemClock } from "../../adapters/system/system.ts";
import { AppError } from "../errors.ts";
import { withDeadline } from "./with-deadline.ts";

const deadline = (ms: number, signal = new AbortController().signal) => ({
	...{ clock: systemClock, ms, graceMs: 60, signal },
	late: () => new AppError("CANCELLED", "late"),
	abandoned: () => new AppError("OUTCOME_UNKNOWN", "abandoned"),
});

const untilStopped = (signal: AbortSignal, how: () => Promise<string>): Promise<string> =>
	new Promise((done) => signal.addEventListener("abort", () => done(how()), { once: true }));

test("what is done in time is its own result, and its own error its own", async () => {
	expect(await withDeadline(deadline(1_000), async () => "done")).toBe("done");
	await expect(withDeadline(deadline(1_000), async () => Promise.reject(new Error("own")))).rejects.toThrow("own");
});

test("at the deadline it is told to stop, and how it ends then counts", async () => {
	const ended = withDeadline(deadline(20), (signal) => untilStopped(signal, () => Promise.reject(signal.reason)));
	await expect(ended).rejects.toThrow("late");
});

test("what does not stop is left behind", async () => {
	const began = performance.now();
	await expect(withDeadline(deadline(20), () => new Promise<string>(() => {}))).rejects.toThrow("abandoned");
	expect(performance.now() - began).toBeLessThan(1_000);
});

test("a cancel from outside is passed on before the deadline, and is not waited for without end", async () => {
	const controller = new AbortController();
	setTimeout(() => controller.abort(new AppError("CANCELLED", "asked")), 20);
	const work = (signal: AbortSignal) => untilStopped(signal, () => Promise.reject(signal.reason));
	await expect(withDeadline(deadline(60_000, controller.signal), work)).rejects.toThrow("asked");
	const again = new AbortController();
	setTimeout(() => again.abort(), 20);
	await expect(withDeadline(deadline(60_000, again.signal), () => new Promise(() => {}))).rejects.toThrow("abandoned");
});
