import { eventIterator } from "@orpc/contract";
import { z } from "zod";
import { blocker } from "./activity.ts";
import { adoptResult } from "./adoption.ts";
import { base } from "./base.ts";
import { demoResult } from "./demo.ts";
import { errorValue, lockHolder } from "./errors.ts";
import { fleetEntry, fleetRun, fleetStatusResult, fleetTargetStatus } from "./fleet.ts";
import { migrationId } from "./migration-id.ts";
import { applyResult, rollbackResult, verifyResult } from "./migrations.ts";
import { rehearseResult } from "./rehearsal.ts";
import { scanResult } from "./scan.ts";
import { restoreResult } from "./snapshots.ts";
import { checkResult } from "./statements.ts";

/** What a job may end with, by the kind of job. */
export const jobResult = z.discriminatedUnion("job", [
	z.object({ job: z.literal("apply"), result: applyResult }),
	z.object({ job: z.literal("rehearse"), result: rehearseResult }),
	z.object({ job: z.literal("verify"), result: verifyResult }),
	z.object({ job: z.literal("rollback"), result: rollbackResult }),
	z.object({ job: z.literal("adopt"), result: adoptResult }),
	z.object({ job: z.literal("restore"), result: restoreResult }),
	z.object({ job: z.literal("demo"), result: demoResult }),
	z.object({ job: z.literal("fleet-status"), result: fleetStatusResult }),
	z.object({ job: z.literal("fleet-migrate"), result: fleetRun }),
	z.object({ job: z.literal("scan"), result: scanResult }),
]);
export type JobResult = z.infer<typeof jobResult>;
export type JobKind = JobResult["job"];

const onMigration = { migration: migrationId };
const numbered = { index: z.number().int(), of: z.number().int() };

/** `of` is absent where the server does not know it. */
const counted = z.object({ done: z.number().int(), of: z.number().int().optional() });

/** Progress. `index` is 1-based; `text` of a statement is one line, at most 160 characters. */
export const jobProgress = z.discriminatedUnion("kind", [
	/** The advisory lock is held by another; asked again until the wait is over. */
	z.object({ kind: z.literal("waiting-for-lock"), holder: lockHolder }),
	z.object({
		kind: z.literal("migration-started"),
		...onMigration,
		...numbered,
		name: z.string(),
		direction: z.enum(["apply", "rollback"]),
		statements: z.number().int(),
	}),
	z.object({
		kind: z.literal("statement-started"),
		...onMigration,
		...numbered,
		/** Of quick statements that are sent as one: the last of them, for the server tells of none before it is done with some. */
		through: z.number().int().optional(),
		line: z.number().int(),
		text: z.string(),
	}),
	z.object({
		kind: z.literal("statement-done"),
		...onMigration,
		...numbered,
		line: z.number().int(),
		ms: z.number(),
		rows: z.number().int().optional(),
	}),
	/**
	 * How far a long statement is, where the server tells (CREATE INDEX, REINDEX, VACUUM, CLUSTER, ANALYZE, COPY): when it changes, at
	 * first twice a second and later every five. `partitions` holds until the statement ends; all else is of this moment.
	 */
	z.object({
		kind: z.literal("statement-progress"),
		/** What it does now, in plain words. */
		text: z.string(),
		/** The index or the table that it works on. */
		object: z.string().optional(),
		blocks: counted.optional(),
		rows: counted.optional(),
		bytes: counted.optional(),
		partitions: counted.optional(),
		/** Sessions that it waits for, one after another: `blocked` says which. */
		sessions: counted.optional(),
	}),
	/**
	 * The statement waits for locks: who holds them, and how many sessions queue behind us. Told anew each second (after some minutes
	 * every five), and once with none.
	 */
	z.object({
		kind: z.literal("blocked"),
		by: z.array(blocker),
		behind: z.number().int(),
		waitedMs: z.number().int(),
	}),
	/** NOTICE, WARNING and the like, as the server said it. */
	z.object({ kind: z.literal("notice"), migration: migrationId.optional(), severity: z.string(), message: z.string() }),
	/** Committed, ledger row included. */
	z.object({ kind: z.literal("migration-done"), ...onMigration, ms: z.number() }),
	z.object({ kind: z.literal("check"), check: checkResult }),
	/** A step of other long work, such as the demo's; `done` and `of` count the unit that the text names. */
	z.object({ kind: z.literal("step"), text: z.string(), done: z.number().optional(), of: z.number().optional() }),
	/** A target of the fleet has answered, or was given up. */
	z.object({
		kind: z.literal("fleet-status"),
		done: z.number().int(),
		of: z.number().int(),
		status: fleetTargetStatus,
	}),
	/** A run of the fleet begins; its targets stand in it. */
	z.object({ kind: z.literal("fleet-run"), run: fleetRun }),
	/** What became of one of its targets. */
	z.object({ kind: z.literal("fleet-entry"), entry: fleetEntry }),
	z.object({ kind: z.literal("fleet-paused"), paused: z.boolean() }),
	z.object({ kind: z.literal("cancel-requested") }),
	/** Events that the bounded log no longer holds, for a watcher that comes late. */
	z.object({ kind: z.literal("dropped"), count: z.number().int() }),
]);
export type JobProgress = z.infer<typeof jobProgress>;

export const jobEnd = z.discriminatedUnion("status", [
	z.object({ status: z.literal("done"), outcome: jobResult }),
	z.object({ status: z.literal("failed"), error: errorValue }),
]);
export type JobEnd = z.infer<typeof jobEnd>;

/** One entry of a job's log. `seq` starts at 1 and has no gaps but those that a `dropped` names. The last entry has `end`. */
export const jobEvent = z.object({
	seq: z.number().int(),
	at: z.date(),
	progress: jobProgress.optional(),
	end: jobEnd.optional(),
});
export type JobEvent = z.infer<typeof jobEvent>;

export const jobSummary = z.object({
	jobId: z.string(),
	job: z.enum([
		"apply",
		"rehearse",
		"verify",
		"rollback",
		"adopt",
		"restore",
		"demo",
		"fleet-status",
		"fleet-migrate",
		"scan",
	]),
	connection: z.string().optional(),
	startedAt: z.date(),
	status: z.enum(["running", "done", "failed"]),
	lastSeq: z.number().int(),
});
export type JobSummary = z.infer<typeof jobSummary>;

const byJob = z.strictObject({ jobId: z.string() });

export const jobs = {
	list: base.output(z.object({ jobs: z.array(jobSummary) })),
	/** Every event after number `after` (0 for all), then live, until the one with `end`. */
	watch: base
		.input(z.strictObject({ jobId: z.string(), after: z.number().int().min(0).default(0) }))
		.output(eventIterator(jobEvent)),
	/** Asks the job to stop; the answer comes at once, the job's end says what state things are in. */
	cancel: base.input(byJob).output(z.object({ cancelling: z.boolean() })),
};
