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
