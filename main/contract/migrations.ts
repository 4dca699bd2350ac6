import { z } from "zod";
import { base, jobStarted } from "./base.ts";
import { roleFacts } from "./connections.ts";
import { lockHolder, lostObject } from "./errors.ts";

/**
 * pending: a file, no ledger entry, its checks do not hold · applied · unrecorded: its checks hold, the ledger has no entry ·
 * changed: the file's meaning was edited since it was applied · missing: in the ledger, no file ·
 * interrupted: stopped midway, needs a decision (only for what cannot run in a transaction).
 */
export const migrationState = z.enum(["pending", "applied", "unrecorded", "changed", "missing", "interrupted"]);
export type MigrationState = z.infer<typeof migrationState>;

/** Three digits or more: `006`. */
export const migrationId = z.string().regex(/^\d{3,}$/, "a migration is named by its number, for example 006");

/** How far a file of several segments got. */
export const interruption = z.object({
	/** Segments that are done, of how many. */
	done: z.number().int(),
	of: z.number().int(),
	/** Line of the first statement that is not known to be done. */
	line: z.number().int(),
	/** When it was begun. */
	since: z.date(),
	/** What stopped it, where that was heard. */
	error: z.string().optional(),
	/** Its own session that is still at work on the server. */
	stillRunning: z.number().int().optional(),
});
export type Interruption = z.infer<typeof interruption>;

export const migrationStatus = z.object({
	id: migrationId,
	name: z.string(),
	state: migrationState,
	appliedAt: z.date().optional(),
	appliedBy: z.string().optional(),
	/** SHA-256 of the file's bytes, in hex; of the ledger's entry when the file is missing. */
	checksum: z.string(),
	reversible: z.boolean(),
	/** How many checks its verify file declares. */
	checkCount: z.number().int(),
	/** The last verdict known for this database: run now when `status` was asked to, or of unrecorded ones always. */
	checks: z.object({ passed: z.number().int(), failed: z.number().int() }).optional(),
	/** Of an interrupted one. */
	interruption: interruption.optional(),
});
export type MigrationStatus = z.infer<typeof migrationStatus>;

export const statusResult = z.object({
	database: z.string(),
	server: z.object({ version: z.string() }),
	role: roleFacts,
	/** Folder that was read; "bundled" for the set that ships with Bulkhead. */
	source: z.string(),
	migrations: z.array(migrationStatus),
	summary: z.record(migrationState, z.number().int()),
	/** Another runner at work on this database right now. */
	runner: lockHolder.optional(),
});
export type StatusResult = z.infer<typeof statusResult>;

export const statementResult = z.object({
	line: z.number().int(),
	ms: z.number(),
	/** Rows touched, where PostgreSQL tells. */
	rows: z.number().int().optional(),
	/** PostgreSQL's command tag without numbers: `CREATE TABLE`. */
	command: z.string().optional(),
});
export type StatementResult = z.infer<typeof statementResult>;

export const checkResult = z.object({
	migration: migrationId,
	name: z.string(),
	ok: z.boolean(),
	ms: z.number(),
	/** One object a violating row, cells as text (null stays null); at most 100 rows. */
	violations: z.array(z.record(z.string(), z.string().nullable())),
	/** All violating rows, when more than were kept. */
	violationCount: z.number().int(),
});
export type CheckResult = z.infer<typeof checkResult>;

export const appliedMigration = z.object({ id: migrationId, ms: z.number(), statements: z.array(statementResult) });
export const skippedMigration = z.object({ id: migrationId, reason: z.string() });

export const verifyResult = z.object({
	checks: z.array(checkResult),
	passed: z.number().int(),
	failed: z.number().int(),
});
export type VerifyResult = z.infer<typeof verifyResult>;

/** `checks` are those of what was just applied: a failing one is shown as such, never as success. */
export const applyResult = z.object({
	applied: z.array(appliedMigration),
	skipped: z.array(skippedMigration),
	checks: verifyResult,
});
export type ApplyResult = z.infer<typeof applyResult>;

/** Where the data that the rollback destroys was kept, before it ran. */
export const keptSnapshot = z.object({
	id: z.string(),
	path: z.string(),
	sha256: z.string(),
	tables: z.array(z.object({ table: z.string(), rows: z.number().int() })),
});
export type KeptSnapshot = z.infer<typeof keptSnapshot>;

export const rollbackResult = z.object({
	rolledBack: z.array(z.object({ id: migrationId, ms: z.number() })),
	lost: z.array(lostObject),
	/** Absent where nothing was lost. */
	snapshot: keptSnapshot.optional(),
});
export type RollbackResult = z.infer<typeof rollbackResult>;

/** A table that was there before, and the strongest lock that the migration holds on it until COMMIT. */
export const lockTaken = z.object({
	table: z.string(),
	/** PostgreSQL's name, for example AccessExclusiveLock. */
	mode: z.string(),
	/** Line of the statement that took it. */
	line: z.number().int(),
	/** Bytes of the table with its indexes, for how long a scan or a rewrite may hold it. */
	bytes: z.number().int(),
});

export const tableRows = z.object({ inserted: z.number().int(), updated: z.number().int(), deleted: z.number().int() });

export const rehearsedMigration = z.object({
	id: migrationId,
	ms: z.number(),
	statements: z.array(statementResult),
	locks: z.array(lockTaken),
	/** Tables and indexes that were there before and were written anew (or emptied), with the line that did it. */
	rewrites: z.array(z.object({ object: z.string(), line: z.number().int(), bytes: z.number().int() })),
	/** "+ …" what came, "- …" what went. */
	schemaDiff: z.array(z.string()),
	/** By table, also where a trigger or a DO block changed them. */
	rows: z.record(z.string(), tableRows),
	/** Bytes of WAL that the server wrote meanwhile; others' work counts too, so it is an upper bound. */
	walBytes: z.number().int(),
	checks: z.array(checkResult),
	/** Whether its rollback gives the catalogue back exactly; absent without a rollback file. */
	comesBack: z.boolean().optional(),
	/** Where it does not: the difference, or the error. */
	comesBackDiff: z.array(z.string()).optional(),
});
export type RehearsedMigration = z.infer<typeof rehearsedMigration>;

export const rehearseResult = z.object({ rehearsal: z.array(rehearsedMigration), skipped: z.array(skippedMigration) });
export type RehearseResult = z.infer<typeof rehearseResult>;

export const adoptResult = z.object({
	adopted: z.array(z.object({ id: migrationId, name: z.string(), checks: z.number().int() })),
	skipped: z.array(skippedMigration),
});
export type AdoptResult = z.infer<typeof adoptResult>;

export const plannedStatement = z.object({
	line: z.number().int(),
	/** First words on one line, at most 160 characters. */
	text: z.string(),
	/** 1-based; statements of one segment are committed together. */
	segment: z.number().int(),
	/** PostgreSQL refuses it in a transaction: it is a segment by itself. */
	alone: z.boolean(),
});

export const plannedMigration = z.object({
	id: migrationId,
	name: z.string(),
	statements: z.array(plannedStatement),
	checkCount: z.number().int(),
});

export const planResult = z.object({
	direction: z.enum(["apply", "rollback"]),
	/** In the order in which they will run, each in one transaction. */
	steps: z.array(plannedMigration),
	skipped: z.array(skippedMigration),
	/** Why the plan cannot run, in sentences that name the choices; empty when it can. */
	refusals: z.array(z.string()),
	/** What a rollback destroys; empty for apply. */
	lost: z.array(lostObject),
});
export type PlanResult = z.infer<typeof planResult>;

export const ledgerEvent = z.object({
	/** Grows by one an event; never reused. */
	id: z.number().int(),
	migration: migrationId,
	name: z.string(),
	/** `start`: a file of several segments was begun; its steps are kept in the ledger and not listed. */
	event: z.enum(["apply", "rollback", "adopt", "restore", "fail", "start"]),
	at: z.date(),
	/** Who ran Bulkhead, as the operating system of `host` names them. */
	by: z.string(),
	host: z.string(),
	/** The session's role in the database. */
	role: z.string(),
	ms: z.number(),
	checksum: z.string(),
	/** Bulkhead's version. */
	version: z.string(),
	reason: z.string().optional(),
});
export type LedgerEvent = z.infer<typeof ledgerEvent>;

export const migrationFiles = z.object({
	id: migrationId,
	name: z.string(),
	/** Text of each file; absent where there is none. */
	forward: z.string().optional(),
	rollback: z.string().optional(),
	verify: z.string().optional(),
});
export type MigrationFiles = z.infer<typeof migrationFiles>;

const onConnection = { connection: z.string() };
const reason = z.string().trim().max(2000);
/** Which ones: these ids, or all up to and with `to`; all pending ones when neither is given. */
const selection = { ids: z.array(migrationId).optional(), to: migrationId.optional() };

export const migrations = {
	/** `checks: true` runs every check, read-only in effect (rolled back). */
	status: base.input(z.strictObject({ ...onConnection, checks: z.boolean().optional() })).output(statusResult),
	files: base.input(z.strictObject({ ...onConnection, id: migrationId })).output(migrationFiles),
	plan: base
		.input(z.strictObject({ ...onConnection, ...selection, direction: z.enum(["apply", "rollback"]) }))
		.output(planResult),
	history: base
		.input(z.strictObject({ ...onConnection, limit: z.number().int().min(1).max(10_000).optional() }))
		.output(z.object({ events: z.array(ledgerEvent) })),
	/** Jobs: each answers at once with an id; `jobs.watch` tells the rest. */
	/** `checks: false` leaves the checks of what is applied to a later `verify`. */
	apply: base
		.input(
			z.strictObject({
				...onConnection,
				...selection,
				checks: z.boolean().optional(),
				/** Go on with what stopped midway; without it that ends the job with INTERRUPTED. */
				resume: z.boolean().optional(),
			}),
		)
		.output(jobStarted),
	/** Runs for real what `apply` would run, measures, and rolls everything back. */
	rehearse: base.input(z.strictObject({ ...onConnection, ...selection })).output(jobStarted),
	verify: base.input(z.strictObject({ ...onConnection, ids: z.array(migrationId).optional() })).output(jobStarted),
	/** `to` is the last one that stays applied. Without `confirmed`, data in the way ends the job with CONFIRMATION_NEEDED. */
	rollback: base
		.input(z.strictObject({ ...onConnection, ...selection, reason, confirmed: z.boolean().optional() }))
		.output(jobStarted),
	adopt: base
		.input(z.strictObject({ ...onConnection, ids: z.array(migrationId).optional(), reason: reason.optional() }))
		.output(jobStarted),
};
