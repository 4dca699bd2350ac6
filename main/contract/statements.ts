/** What statements and checks answered. */
import { z } from "zod";
import { migrationId } from "./migration-id.ts";

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

export const skippedMigration = z.object({ id: migrationId, reason: z.string() });
