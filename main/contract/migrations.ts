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

/** Three digits or more: `006`. A set of Flyway's may have versions of several parts: `006.1`. */
export const migrationId = z
	.string()
	.regex(/^\d{3,}(?:\.\d+)*$/, "a migration is named by its number, for example 006");

/** The id that a written number means: `6`, `0006` and `006` are one. */
export function migrationIdOf(written: string): string {
	const [first = "", ...rest] = written.split(".").map((part) => part.replace(/^0+(?=\d)/, ""));
	return [first === "" ? "" : first.padStart(3, "0"), ...rest].join(".");
}

/** The order of the ids, part by part as numbers. Not by Number(): a timestamp of 17 digits is more than that holds exactly. */
export function compareMigrationIds(a: string, b: string): number {
	if (a === b) return 0;
	if (!a.includes(".") && !b.includes(".")) return compareDigits(a, b);
	const [left, right] = [a.split("."), b.split(".")];
	for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
		const order = compareDigits(left[at] ?? "0", right[at] ?? "0");
		if (order !== 0) return order;
	}
	return 0;
}

/** Neither has zeros before its number but those that pad it to three digits, and these count as digits on both sides. */
function compareDigits(a: string, b: string): number {
	return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}

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
	/** Why Bulkhead cannot run it, though it can adopt it: it is JavaScript, or has placeholders. */
	notRun: z.string().optional(),
});
export type MigrationStatus = z.infer<typeof migrationStatus>;

/** Other tools whose folders and histories are read. */
export const foreignTool = z.enum(["flyway", "dbmate", "golang-migrate", "node-pg-migrate", "sqitch", "alembic"]);
export type ForeignTool = z.infer<typeof foreignTool>;

/** A file of the folder that is never run, and why. */
export const leftOutFile = z.object({ file: z.string(), reason: z.string() });
export type LeftOutFile = z.infer<typeof leftOutFile>;

export const statusResult = z.object({
	database: z.string(),
	server: z.object({ version: z.string() }),
	role: roleFacts,
	/** Folder that was read; "bundled" for the set that ships with Bulkhead. */
	source: z.string(),
	/** The tool whose folder this is, where it is another's. */
	format: foreignTool.optional(),
	/** What of such a folder Bulkhead does not run. */
	leftOut: z.array(leftOutFile).optional(),
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

/** What another tool wrote down of a migration. */
export const foreignEvidence = z.object({
	tool: foreignTool,
	/** Qualified name of its history table. */
	table: z.string(),
	/** As the tool names the migration. */
	version: z.string(),
	/** As its table has them, where it does; a time without a zone is the server's or the tool's own. */
	at: z.string().optional(),
	by: z.string().optional(),
	checksum: z.string().optional(),
});
export type ForeignEvidence = z.infer<typeof foreignEvidence>;

export const adoptResult = z.object({
	adopted: z.array(
		z.object({
			id: migrationId,
			name: z.string(),
			/** How many hold. */
			checks: z.number().int(),
			/** What it was adopted on, where that was a history and not the checks alone. */
			history: foreignEvidence.optional(),
		}),
	),
	skipped: z.array(skippedMigration),
	/** The history that was read. `withoutFile`: versions of it for which the folder has no file; they were not adopted. */
	history: z.object({ tool: foreignTool, table: z.string(), withoutFile: z.array(z.string()) }).optional(),
	/** What is not known, and what was seen and not used, in sentences. */
	notes: z.array(z.string()).optional(),
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
	/**
	 * On the evidence of the checks, and of the history of another tool where there is one. `from`: that one only, or `checks` only.
	 * `table`: which one of several. `despite`: also where a file was edited since, or a check does not hold; that is written down.
	 */
	adopt: base
		.input(
			z.strictObject({
				...onConnection,
				ids: z.array(migrationId).optional(),
				reason: reason.optional(),
				from: z.enum([...foreignTool.options, "checks"]).optional(),
				table: z.string().max(200).optional(),
				despite: z.boolean().optional(),
			}),
		)
		.output(jobStarted),
};
