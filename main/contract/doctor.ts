/**
 * Ways around row-level security in one database. A *check* asks one question of each object it concerns; what comes of it is a finding,
 * nothing, or that it could not be asked.
 */
import { z } from "zod";
import { base } from "./base.ts";
import { tenancyProfile } from "./tenancy.ts";

/** ERROR: rows of one tenant can be reached by another, for certain · WARN: they can where more comes together · INFO: worth knowing. */
export const doctorSeverity = z.enum(["ERROR", "WARN", "INFO"]);
export type DoctorSeverity = z.infer<typeof doctorSeverity>;

export const doctorFix = z.object({
	/** Statements, one below the other. */
	sql: z.string(),
	/** What takes them back. */
	undo: z.string(),
	/** What the statements lock, and for how long. */
	lock: z.string(),
	/** What may break by them. */
	risk: z.string(),
});
export type DoctorFix = z.infer<typeof doctorFix>;

export const doctorFinding = z.object({
	check: z.string(),
	severity: doctorSeverity,
	/** What it is about: `view workshop.all_leads`, `policy notes_readable on workshop.notes`. With the check it names the finding. */
	object: z.string(),
	/** What is so. */
	detail: z.string(),
	/** Why it matters. */
	why: z.string(),
	/** What `demonstrate` would show; absent where there is nothing to show. */
	demonstration: z
		.object({
			says: z.string(),
			/** The statements, in their order; $1 is the tenant who looks, $2 another. */
			sql: z.string(),
			/** Why it is not run here. */
			refused: z.string().optional(),
		})
		.optional(),
	fix: doctorFix.optional(),
});
export type DoctorFinding = z.infer<typeof doctorFinding>;

export const evaluatedCheck = z.object({
	check: z.string(),
	/** The question, as a sentence. */
	asks: z.string(),
	/** Objects that it was asked of, and how many findings came of it. */
	objects: z.number().int(),
	findings: z.number().int(),
});
export type EvaluatedCheck = z.infer<typeof evaluatedCheck>;

export const doctorResult = z.object({
	database: z.string(),
	/** Who looks. */
	role: z.object({ name: z.string(), superuser: z.boolean(), bypassrls: z.boolean() }),
	/** Whom the policies are held against: the application's roles; the login itself where none is known. */
	application: z.array(z.string()),
	/** Tables with tenants. */
	tables: z.number().int(),
	/** The gravest first. */
	findings: z.array(doctorFinding),
	evaluated: z.array(evaluatedCheck),
	/** Objects that a check could not judge; without an object: the whole check. */
	notEvaluated: z.array(z.object({ check: z.string(), object: z.string().optional(), reason: z.string() })),
	/** What is as the tenancy profile says that it is to be, and would be a finding elsewhere. */
	accepted: z.array(z.object({ check: z.string(), object: z.string(), reason: z.string() })),
	/** What is the server's and no schema's. */
	server: z.object({ version: z.string(), findings: z.array(doctorFinding) }),
	/** What the tenancy profile names and the database has not. */
	problems: z.array(z.string()),
	ms: z.number(),
});
export type DoctorResult = z.infer<typeof doctorResult>;

export const demonstrated = z.object({
	/** True when it showed rows: the leak is there. */
	leaks: z.boolean(),
	/** In a sentence: what the rows are, or why there are none. */
	says: z.string(),
	/** The role that looked, and as which tenants. */
	role: z.string(),
	tenants: z.array(z.object({ id: z.string(), name: z.string().optional() })),
	columns: z.array(z.string()),
	/** At most 50. */
	rows: z.array(z.array(z.string().nullable())),
	/** The statements that were run, in their order, all of them rolled back. */
	statements: z.array(z.string()),
	ms: z.number(),
});
export type Demonstrated = z.infer<typeof demonstrated>;

const look = { connection: z.string(), tenancy: tenancyProfile.optional() };
/** A finding by what names it. It is looked for anew: nothing that a client sends is run. */
const named = z.strictObject({ check: z.string().max(100), object: z.string().max(1_000) });

export const doctorFiles = z.object({
	id: z.string(),
	/** Paths relative to the folder: forward, rollback, verify. */
	files: z.array(z.object({ path: z.string(), text: z.string() })),
	folder: z.string(),
	written: z.boolean(),
});
export type DoctorFiles = z.infer<typeof doctorFiles>;

export const doctor = {
	/** Asks every check, in one read-only transaction that reads the catalogue alone. */
	examine: base.input(z.strictObject(look)).output(doctorResult),
	/**
	 * Shows what a finding lets happen, in a transaction that is rolled back. NOT_FOUND where the finding is not there any more, REFUSED
	 * where a rollback could not undo it.
	 */
	demonstrate: base
		.input(z.strictObject({ ...look, ...named.shape, tenant: z.string().max(400).optional() }))
		.output(demonstrated),
	/**
	 * The fixes of these findings as the next migration of the connection's folder, with its rollback and its checks. Without `write` only
	 * shown. REFUSED for the bundled set, which is not the user's to add to.
	 */
	migrationFile: base
		.input(
			z.strictObject({
				...look,
				findings: z.array(named).min(1).max(500),
				/** Of the file, behind its number: small letters, digits, underscores. */
				name: z
					.string()
					.regex(/^[a-z0-9_]{1,80}$/)
					.optional(),
				write: z.boolean().optional(),
			}),
		)
		.output(doctorFiles),
};
