import { expect, test } from "vitest";
import type { JobEnd, JobKind } from "../../../main/contract/index.ts";
import { newJobView } from "./job-view.ts";
import { headlineOf } from "./run-headline.ts";

const view = (job: JobKind, end?: JobEnd) => ({
	...newJobView({ jobId: "j", job, connection: "c", startedAt: new Date(0) }),
	...(end ? { end } : {}),
});
const checks = (passed: number, failed: number) => ({ checks: [], passed, failed });
const applied = [{ id: "008", ms: 1, statements: [] }];

test("a run whose checks fail is never shown as plain success", () => {
	const result = { applied, skipped: [], checks: checks(3, 1) };
	const headline = headlineOf(view("apply", { status: "done", outcome: { job: "apply", result } }));
	expect(headline).toEqual({ tone: "look", text: "1 migration applied, but 1 check does not hold" });
	const verified = { status: "done", outcome: { job: "verify", result: checks(3, 2) } } as const;
	expect(headlineOf(view("verify", verified)).tone).toBe("look");
});

test("a run that holds is sealed, one that still runs is calm", () => {
	const result = { applied, skipped: [], checks: checks(4, 0) };
	expect(headlineOf(view("apply", { status: "done", outcome: { job: "apply", result } })).tone).toBe("sealed");
	expect(headlineOf(view("rollback"))).toEqual({ tone: "calm", text: "Rolling back" });
});

test("what was stopped by hand is no alarm, what failed is one", () => {
	const failed = (code: "CANCELLED" | "STATEMENT_FAILED"): JobEnd => ({
		status: "failed",
		error: { code, message: "" },
	});
	expect(headlineOf(view("apply", failed("CANCELLED"))).tone).toBe("look");
	expect(headlineOf(view("apply", failed("STATEMENT_FAILED")))).toEqual({ tone: "alarm", text: "Not applied" });
});
