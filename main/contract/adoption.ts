/** What other tools left: their files, their histories, and what was adopted on them. */
import { z } from "zod";
import { certificateNote } from "./certificates.ts";
import { migrationId } from "./migration-id.ts";
import { skippedMigration } from "./statements.ts";

/** Other tools whose folders and histories are read. */
export const foreignTool = z.enum(["flyway", "dbmate", "golang-migrate", "node-pg-migrate", "sqitch", "alembic"]);
export type ForeignTool = z.infer<typeof foreignTool>;

/** A file of the folder that is never run, and why. */
export const leftOutFile = z.object({ file: z.string(), reason: z.string() });
export type LeftOutFile = z.infer<typeof leftOutFile>;

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
	certificate: certificateNote.optional(),
});
export type AdoptResult = z.infer<typeof adoptResult>;

/** What another tool left in a database, before anything is adopted on it. */
export const historySummary = z.object({
	tool: foreignTool,
	/** Qualified name. */
	table: z.string(),
	/** All rows of the table. */
	rows: z.number().int(),
	/** What it says was run last. */
	last: foreignEvidence.pick({ version: true, at: true, by: true }).optional(),
	/** Migrations of this folder that it says were run. */
	known: z.number().int(),
	/** It has a single column, which other programs make too: it counts only where somebody says that it is this tool's. */
	doubtful: z.boolean(),
	/** Why nothing can be adopted on its word as it stands. */
	refusals: z.array(z.string()),
});
export type HistorySummary = z.infer<typeof historySummary>;

export const historiesResult = z.object({
	histories: z.array(historySummary),
	/** Tables that were seen and are not read, and why. */
	notes: z.array(z.string()),
});
export type HistoriesResult = z.infer<typeof historiesResult>;

/** What `adopt` would do. */
export const adoptionPreview = z.object({
	adopt: z.array(
		z.object({
			id: migrationId,
			name: z.string(),
			/** Run now. */
			checks: z.object({ passed: z.number().int(), failed: z.number().int() }),
			history: foreignEvidence.optional(),
			/** How what is here is not what was run: adopted only `despite` it. */
			differences: z.array(z.string()),
		}),
	),
	skipped: z.array(skippedMigration),
	history: z.object({ tool: foreignTool, table: z.string(), withoutFile: z.array(z.string()) }).optional(),
	notes: z.array(z.string()),
	/** Why nothing can be adopted as things are, in sentences. */
	refusals: z.array(z.string()),
});
export type AdoptionPreview = z.infer<typeof adoptionPreview>;
