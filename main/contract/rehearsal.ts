/** What a run would do, measured in one that was rolled back. */
import { z } from "zod";
import { migrationId } from "./migration-id.ts";
import { checkResult, skippedMigration, statementResult } from "./statements.ts";

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
