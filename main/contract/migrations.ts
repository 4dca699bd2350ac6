import { z } from "zod";
import { adoptionPreview, foreignTool, historiesResult, leftOutFile } from "./adoption.ts";
import { base, jobStarted } from "./base.ts";
import { certificateNote } from "./certificates.ts";
import { roleFacts } from "./connections.ts";
import { lockHolder, lostObject } from "./errors.ts";
import { migrationId } from "./migration-id.ts";
import { planResult } from "./plan.ts";
import { barrierLeft, exposedTable } from "./rollback.ts";
import { typedName } from "./saved-connection.ts";
import { seenChange } from "./seen.ts";
import { checkResult, skippedMigration, statementResult } from "./statements.ts";
import { tenancyProfile } from "./tenancy.ts";

/**
 * pending: a file, no ledger entry, its checks do not hold · applied · unrecorded: its checks hold, the ledger has no entry ·
 * changed: the file's meaning was edited since it was applied · missing: in the ledger, no file ·
 * interrupted: stopped midway, needs a decision (only for what cannot run in a transaction).
 */
export const migrationState = z.enum(["pending", "applied", "unrecorded", "changed", "missing", "interrupted"]);
export type MigrationState = z.infer<typeof migrationState>;

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

export const appliedMigration = z.object({ id: migrationId, ms: z.number(), statements: z.array(statementResult) });

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
	certificate: certificateNote.optional(),
	/** What sampled tenants see, before and after: with `isolation`, where something was applied. */
	isolation: seenChange.optional(),
	/** Tables that stand behind the barrier no longer; absent where there is none. */
	barrierLeft: z.array(barrierLeft).optional(),
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
	/** Whose row-level security is gone with it; absent where nothing was laid open. */
	exposed: z.array(exposedTable).optional(),
	/** Absent where nothing was lost. */
	snapshot: keptSnapshot.optional(),
	certificate: certificateNote.optional(),
	isolation: seenChange.optional(),
	/** Tables that stand behind the barrier no longer; absent where there is none. */
	barrierLeft: z.array(barrierLeft).optional(),
});
export type RollbackResult = z.infer<typeof rollbackResult>;

export const ledgerEvent = z.object({
	/** Grows by one an event; never reused. */
	id: z.number().int(),
	/** `barrier`: the wall of the tenant views was installed (apply) or taken away (rollback). */
	migration: z.union([migrationId, z.literal("barrier")]),
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
	/** Where there is no rollback: what would undo it, as the folder's own format has it; for people. */
	undoneBy: z.string().optional(),
	/** Where there are no checks: the file that would hold them; absent where the folder's format has none. */
	provenBy: z.string().optional(),
});
export type MigrationFiles = z.infer<typeof migrationFiles>;

const onConnection = { connection: z.string() };
const reason = z.string().trim().max(2000);
/** Which ones: these ids, or all up to and with `to`; all pending ones when neither is given. */
/** Asks before and after, on a connection of its own, what some tenants see: `isolation` of the result and of the certificate. */
const watched = { isolation: z.boolean().optional(), tenancy: tenancyProfile.optional() };
const selection = { ids: z.array(migrationId).optional(), to: migrationId.optional() };

/** What is adopted, and on whose word. */
const evidence = {
	ids: z.array(migrationId).optional(),
	from: z.enum([...foreignTool.options, "checks"]).optional(),
	table: z.string().max(200).optional(),
};

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
				/**
				 * Or give it up: what it left invalid is dropped, what it did stays. `clean` leaves it pending and ends there, `redo` runs it
				 * from its first statement.
				 */
				interrupted: z.enum(["redo", "clean"]).optional(),
				/** Names that were typed: of tables with rows whose row-level security is switched off. Without them: CONFIRMATION_NEEDED. */
				unguard: z.array(z.string().max(400)).max(1_000).optional(),
				...watched,
			}),
		)
		.output(jobStarted),
	/**
	 * Runs for real what `apply` would run, measures, and rolls everything back. `scratch`: in a copy of the schema instead, on the same
	 * server or on an embedded one. `tenants: false` leaves out the second run, which counts changed rows by tenant.
	 */
	rehearse: base
		.input(
			z.strictObject({
				...onConnection,
				...selection,
				scratch: z.enum(["server", "embedded"]).optional(),
				tenancy: tenancyProfile.optional(),
				tenants: z.boolean().optional(),
			}),
		)
		.output(jobStarted),
	verify: base.input(z.strictObject({ ...onConnection, ids: z.array(migrationId).optional() })).output(jobStarted),
	/** `to` is the last one that stays applied. Without `confirmed`, data in the way ends the job with CONFIRMATION_NEEDED. */
	rollback: base
		.input(
			z.strictObject({
				...onConnection,
				...selection,
				reason,
				confirmed: z.boolean().optional(),
				typed: typedName,
				...watched,
			}),
		)
		.output(jobStarted),
	/**
	 * On the evidence of the checks, and of the history of another tool where there is one. `from`: that one only, or `checks` only.
	 * `table`: which one of several. `despite`: also where a file was edited since, or a check does not hold; that is written down.
	 */
	adopt: base
		.input(z.strictObject({ ...onConnection, ...evidence, reason: reason.optional(), despite: z.boolean().optional() }))
		.output(jobStarted),
	/** Histories of other tools in this database. */
	histories: base.input(z.strictObject(onConnection)).output(historiesResult),
	/** What `adopt` would do with the same choice. Runs the checks, and changes nothing. */
	previewAdoption: base.input(z.strictObject({ ...onConnection, ...evidence })).output(adoptionPreview),
};
