/** What a run would do, measured in one that was rolled back, or that ran in a scratch database. */
import { z } from "zod";
import { migrationId } from "./migration-id.ts";
import { checkResult, skippedMigration, statementResult } from "./statements.ts";

/**
 * Whom a lock keeps out until it is given back: everybody · `writes`: who inserts, updates or deletes · `row-locks`: who locks rows, or
 * writes · `schema-changes`: other migrations, VACUUM, CREATE INDEX.
 */
export const lockBlocks = z.enum(["everything", "row-locks", "writes", "schema-changes"]);
export type LockBlocks = z.infer<typeof lockBlocks>;

/** A table that was there before, and the strongest lock that the migration holds on it until COMMIT. */
export const lockTaken = z.object({
	table: z.string(),
	/** PostgreSQL's name, for example AccessExclusiveLock. */
	mode: z.string(),
	/** Line of the statement that took it. */
	line: z.number().int(),
	/** Bytes of the table with its indexes, for how long a scan or a rewrite may hold it; of the target, also in a scratch database. */
	bytes: z.number().int(),
	blocks: lockBlocks,
	/** Milliseconds from the beginning of the statement that took it to the end of the migration, as measured. */
	heldMs: z.number(),
});
export type LockTaken = z.infer<typeof lockTaken>;

export const tableRows = z.object({ inserted: z.number().int(), updated: z.number().int(), deleted: z.number().int() });

/** A tenant's rows; `tenant` is null for rows that belong to nobody. */
export const tenantRows = tableRows.extend({
	tenant: z.string().nullable(),
	/** As the table of tenants calls it, where that is known and can be read. */
	name: z.string().optional(),
});
export type TenantRows = z.infer<typeof tenantRows>;

/** Rows that an UPDATE gave to another tenant. */
export const movedRows = z.object({
	from: z.string().nullable(),
	to: z.string().nullable(),
	rows: z.number().int(),
});
export type MovedRows = z.infer<typeof movedRows>;

/** What one statement did to one table, tenant by tenant. An updated row counts for the tenant that it had before. */
export const tenantEffect = z.object({
	line: z.number().int(),
	table: z.string(),
	/** The column that holds the tenant. */
	column: z.string(),
	/** Those with the most rows, at most 20. */
	tenants: z.array(tenantRows),
	/** All further ones together. */
	others: tableRows.extend({ tenants: z.number().int() }).optional(),
	/** At most 20, the most rows first. */
	moved: z.array(movedRows),
	/** Pairs of tenants that `moved` does not list. */
	movedOthers: z.number().int().optional(),
	/** In sentences: it names one tenant and touches others, or it moves rows from one tenant to another. */
	warnings: z.array(z.string()),
});
export type TenantEffect = z.infer<typeof tenantEffect>;

/** A table or index that was there before and was written anew (or emptied). */
export const rewrite = z.object({
	object: z.string(),
	line: z.number().int(),
	bytes: z.number().int(),
	/** Of the statement that did it. */
	ms: z.number(),
});

/** A table that was there before and that a statement read from its beginning to its end. */
export const scan = z.object({
	table: z.string(),
	line: z.number().int(),
	bytes: z.number().int(),
	/** Rows that were read. */
	rows: z.number().int(),
	/** Of the statement that did it. */
	ms: z.number(),
});

export const rehearsedMigration = z.object({
	id: migrationId,
	/** `live`: on the target's own rows, in a transaction that was rolled back · `scratch`: on a copy of its schema. */
	on: z.enum(["live", "scratch"]),
	ms: z.number(),
	statements: z.array(statementResult),
	locks: z.array(lockTaken),
	rewrites: z.array(rewrite),
	scans: z.array(scan),
	/** The most sessions that were seen waiting for this one, at the end of a statement. */
	blockedSessions: z.number().int(),
	/** "+ …" what came, "- …" what went. */
	schemaDiff: z.array(z.string()),
	/** By table, also where a trigger or a DO block changed them. */
	rows: z.record(z.string(), tableRows),
	/** Of statements that change rows of tables with a tenant column. */
	tenants: z.array(tenantEffect),
	/** Why `tenants` lacks what `rows` has; absent where it is whole. */
	tenantsMissing: z.string().optional(),
	/** Bytes of WAL that the server wrote meanwhile; others' work counts too, so it is an upper bound. */
	walBytes: z.number().int(),
	checks: z.array(checkResult),
	/** Whether its rollback gives the catalogue back exactly (in a scratch database: and a second run the same as the first). Absent without a rollback file. */
	comesBack: z.boolean().optional(),
	/** Where it does not: the difference, or the error. */
	comesBackDiff: z.array(z.string()).optional(),
	/** Statements that ran outside of a transaction; only in a scratch database. */
	outsideTransaction: z.array(z.number().int()).optional(),
});
export type RehearsedMigration = z.infer<typeof rehearsedMigration>;

/** Where a scratch rehearsal ran, and whether its schema was the target's. */
export const scratchFacts = z.object({
	server: z.enum(["same", "embedded"]),
	database: z.string(),
	/** Of the server that it ran on. */
	version: z.string(),
	/** replay: the recorded migrations were run anew · dump: pg_dump of the schema. */
	copiedBy: z.enum(["replay", "dump"]),
	/** The catalogue's fingerprints were the same before the first migration. */
	equalsTarget: z.boolean(),
	/** "- …" only the target has it, "+ …" only the scratch database; at most 200 lines. */
	differences: z.array(z.string()),
	/** What whoever reads the result must know: another version, another way of copying that failed. */
	notes: z.array(z.string()),
});
export type ScratchFacts = z.infer<typeof scratchFacts>;

export const rehearseResult = z.object({
	rehearsal: z.array(rehearsedMigration),
	skipped: z.array(skippedMigration),
	/** Absent where the target itself was rehearsed on. */
	scratch: scratchFacts.optional(),
});
export type RehearseResult = z.infer<typeof rehearseResult>;
