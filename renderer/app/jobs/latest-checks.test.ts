import { expect, test } from "vitest";
import type { CheckResult, JobEnd, JobKind } from "../../../main/contract/index.ts";
import { type JobView, newJobView } from "./job-view.ts";
import { latestChecks } from "./latest-checks.ts";

const check = (migration: string, name: string, ok: boolean): CheckResult => ({
	migration,
	name,
	ok,
	ms: 1,
	violations: [],
	violationCount: ok ? 0 : 3,
});
const run = (job: JobKind, at: number, more: Partial<JobView> = {}): JobView => ({
	...newJobView({ jobId: `${job}${at}`, job, connection: "c", startedAt: new Date(at) }),
	...more,
});
const verified = (checks: CheckResult[]): { end: JobEnd } => ({
	end: { status: "done", outcome: { job: "verify", result: { checks, passed: 0, failed: 0 } } },
});

test("the newest verdict counts, and what fails comes first", () => {
	const views = [
		run("verify", 2, verified([check("006", "a", true), check("008", "b", false)])),
		run("verify", 1, verified([check("006", "a", false)])),
	];
	expect(latestChecks(views).map(({ key, ok, at }) => [key, ok, at])).toEqual([
		["008 b", false, 2],
		["006 a", true, 2],
	]);
});

test("two checks of one name are both kept", () => {
	const twice = verified([check("006", "a", true), check("006", "a", false)]);
	expect(latestChecks([run("verify", 1, twice)]).map(({ ok }) => ok)).toEqual([false, true]);
});

test("checks of a run that still goes on are shown as they come", () => {
	expect(latestChecks([run("verify", 1, { checks: [check("006", "a", true)] })])).toHaveLength(1);
});

test("a verdict is stale once a later run has changed the database, or may have", () => {
	const before = run("verify", 1, verified([check("006", "a", true)]));
	const failed: JobEnd = { status: "failed", error: { code: "STATEMENT_FAILED", message: "" } };
	const nothing: JobEnd = {
		status: "done",
		outcome: {
			job: "apply",
			result: { applied: [], skipped: [], checks: { checks: [], passed: 0, failed: 0 } },
		},
	};
	expect(latestChecks([before, run("apply", 2, { end: failed })])[0]?.stale).toBe(true);
	expect(latestChecks([before, run("apply", 2, { end: nothing })])[0]?.stale).toBe(false);
	expect(latestChecks([before, run("adopt", 2)])[0]?.stale).toBe(false);
});
