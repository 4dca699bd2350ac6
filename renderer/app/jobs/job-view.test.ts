import { expect, test } from "vitest";
import type { JobEvent, JobProgress } from "../../../main/contract/index.ts";
import { applyEvent, type JobView, newJobView } from "./job-view.ts";

const start = newJobView({ jobId: "j", job: "apply", connection: "c", startedAt: new Date(0) });
const event = (seq: number, progress: JobProgress): JobEvent => ({ seq, at: new Date(seq * 1000), progress });
const replay = (events: JobEvent[], from: JobView = start) => events.reduce(applyEvent, from);

const begun: JobEvent[] = [
	event(1, {
		kind: "migration-started",
		migration: "006",
		index: 1,
		of: 2,
		name: "create_tenants_table",
		direction: "apply",
		statements: 3,
	}),
	event(2, { kind: "statement-started", migration: "006", index: 2, of: 3, line: 14, text: "CREATE TABLE x" }),
];

test("a statement that begins is shown with its number, line and words", () => {
	expect(replay(begun).migrations[0]).toMatchObject({ id: "006", begun: 2, done: 0, line: 14, text: "CREATE TABLE x" });
});

test("an event that comes twice, as after a reconnect, changes nothing", () => {
	const once = replay(begun);
	expect(replay(begun, once)).toBe(once);
});

test("a migration that is committed counts all its statements as done", () => {
	const done = replay([event(3, { kind: "migration-done", migration: "006", ms: 12 })], replay(begun));
	expect(done.migrations[0]).toMatchObject({ done: 3, ms: 12 });
});

test("waiting for the lock ends when a migration begins", () => {
	const holder = { pid: 7, user: "u", host: "local", application: "bulkhead", since: new Date(0) };
	const waiting = replay([event(1, { kind: "waiting-for-lock", holder })]);
	expect(waiting.waitingFor).toEqual(holder);
	const going = replay(
		begun.map((later) => ({ ...later, seq: later.seq + 1 })),
		waiting,
	);
	expect(going.waitingFor).toBeUndefined();
});

test("events that the log dropped are counted, and progress of an unseen migration is left out", () => {
	const late = replay([
		event(40, { kind: "dropped", count: 40 }),
		event(41, { kind: "statement-done", migration: "001", index: 1, of: 1, line: 1, ms: 1 }),
	]);
	expect(late).toMatchObject({ dropped: 40, migrations: [], lastSeq: 41 });
});

test("the end carries the outcome and the moment", () => {
	const failed = applyEvent(start, {
		seq: 1,
		at: new Date(9),
		end: { status: "failed", error: { code: "CANCELLED", message: "Cancelled." } },
	});
	expect(failed).toMatchObject({ status: "failed", endedAt: 9, end: { error: { code: "CANCELLED" } } });
});

test("who is in the way is shown while the statement waits, and no longer than that", () => {
	const by = [
		{ pid: 9, user: "app", host: "local", application: "web", state: "active", query: "SELECT 1", waits: false },
	];
	const blocked = replay([...begun, event(3, { kind: "blocked", by, behind: 4, waitedMs: 2_000 })]);
	expect(blocked.blocked).toEqual({ by, behind: 4, waitedMs: 2_000 });
	const free = event(4, { kind: "blocked", by: [], behind: 0, waitedMs: 0 });
	expect(replay([free], blocked).blocked).toBeUndefined();
	const done = event(4, { kind: "statement-done", migration: "006", index: 2, of: 3, line: 14, ms: 1 });
	expect(replay([done], blocked).blocked).toBeUndefined();
});
