import { z } from "zod";
import { base } from "./base.ts";
import { migrationId } from "./migration-id.ts";

/** error: stops service, opens data or fails · warning: depends on what is there · info: worth a look. */
export const lintSeverity = z.enum(["error", "warning", "info"]);
export type LintSeverity = z.infer<typeof lintSeverity>;

/** Characters of one file. */
const LONGEST = 32 * 1024 * 1024;

export const lintInput = z.strictObject({
	/** In the order in which they run: later ones know what earlier ones made. One in a folder `rollback` undoes its twin. */
	files: z.array(z.strictObject({ file: z.string().min(1).max(4096), text: z.string().max(LONGEST) })).optional(),
	/** Without files: the folder of this connection. With it, sizes, versions and roles are those of its database. */
	connection: z.string().optional(),
	/** Of the connection's folder: only these, and what earlier ones made is still known. */
	ids: z.array(migrationId).optional(),
	/** Of these, only the files that lead there, or those that lead back; default: both. */
	direction: z.enum(["apply", "rollback"]).optional(),
	/** Default `tenant_id`. */
	tenantColumn: z.string().min(1).max(63).optional(),
	/** Major version of the servers that the files are for; default: the connection's, else every one from 13. */
	serverVersion: z.number().int().min(13).max(99).optional(),
	/** The set calls itself idempotent; a comment `-- bulkhead: idempotent` at its top says the same. */
	idempotent: z.boolean().optional(),
});
export type LintInput = z.infer<typeof lintInput>;

export const lintFinding = z.object({
	/** Of a connection's folder: whose file it is, or is included by. */
	migration: migrationId.optional(),
	file: z.string(),
	line: z.number().int(),
	column: z.number().int(),
	rule: z.string(),
	severity: lintSeverity,
	message: z.string(),
	/** Why it matters, in one sentence. */
	why: z.string(),
	/** A safer form, in SQL. */
	fix: z.string().optional(),
	/** PostgreSQL versions that it is about. */
	versions: z.string(),
	/** The table it is about, and what the server says of its size: bytes with indexes, rows by the last ANALYZE. */
	table: z.string().optional(),
	bytes: z.number().int().optional(),
	rows: z.number().int().optional(),
});
export type LintFinding = z.infer<typeof lintFinding>;

export const lintResult = z.object({
	/** In the order of the files and their lines. */
	findings: z.array(lintFinding),
	/** Findings that a comment in the file allows, with the reason it gives. */
	waived: z.array(
		lintFinding.pick({ file: true, line: true, rule: true, message: true }).extend({ reason: z.string() }),
	),
});
export type LintResult = z.infer<typeof lintResult>;

export const lint = {
	/** Reads and judges; runs nothing of it. */
	files: base.input(lintInput).output(lintResult),
};
