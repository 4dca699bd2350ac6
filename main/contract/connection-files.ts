/** Connections that come from files, and go to them. */
import { z } from "zod";
import { base } from "./base.ts";
import { passwordMode } from "./saved-connection.ts";

/** What a text may be. */
export const importKind = z.enum(["url", "env", "pgpass", "service", "bulkhead", "sealed"]);
export type ImportKind = z.infer<typeof importKind>;

export const importSource = z.discriminatedUnion("from", [
	/** Text of a file, or what was pasted; `kind` is found out when left out. `name` is the file's, for people. */
	z.strictObject({
		from: z.literal("text"),
		text: z.string().max(900_000),
		name: z.string().max(255).optional(),
		kind: importKind.optional(),
		/** Of a sealed export. */
		passphrase: z.string().max(1_024).optional(),
	}),
	/** ~/.pgpass or PGPASSFILE · ~/.pg_service.conf or PGSERVICEFILE. */
	z.strictObject({ from: z.enum(["pgpass", "service"]) }),
]);
export type ImportSource = z.infer<typeof importSource>;

export const importItem = z.object({
	/** Its place in the preview. */
	index: z.number().int(),
	name: z.string(),
	/** user@host:port/database. */
	address: z.string(),
	environment: z.string(),
	/** A secret was found with it; what it is stays in the core. */
	password: z.boolean(),
	/** Name of the saved connection that has the same host, port, database and user. */
	duplicateOf: z.string().optional(),
	/** The name it would get, where its own is taken. */
	renamed: z.boolean(),
	/** Why it cannot be imported. */
	problem: z.string().optional(),
});
export type ImportItem = z.infer<typeof importItem>;

export const importPreview = z.object({
	/** Names this preview for `import`; good for ten minutes and once. */
	ticket: z.string(),
	kind: importKind,
	items: z.array(importItem),
	/** What was left out, in sentences; never with a value of the file. */
	notes: z.array(z.string()),
});
export type ImportPreview = z.infer<typeof importPreview>;

export const importResult = z.object({
	imported: z.array(z.object({ id: z.string(), name: z.string(), password: z.enum(["none", "session", "stored"]) })),
});
export type ImportResult = z.infer<typeof importResult>;

export const exported = z.object({
	name: z.string(),
	text: z.string(),
	connections: z.number().int(),
	/** Passwords in it; 0 without a passphrase. */
	secrets: z.number().int(),
	/** Names of those whose stored password could not be read now. */
	without: z.array(z.string()),
});
export type Exported = z.infer<typeof exported>;

export const connectionFiles = {
	/** What would be imported. Errors: BAD_INPUT, WRONG_MASTER_PASSWORD for a passphrase that does not fit. */
	preview: base.input(importSource).output(importPreview),
	/** Saves what was chosen. `passwordMode` os and vault keep the passwords that were found; else they live for this run. */
	import: base
		.input(
			z.strictObject({
				ticket: z.string(),
				items: z.array(z.number().int()).max(20_000),
				passwordMode: passwordMode.optional(),
				group: z.string().trim().max(100).optional(),
			}),
		)
		.output(importResult),
	/** Saved connections as a file: without secrets, or with them under a passphrase. Errors: REFUSED by the machine's policy. */
	export: base
		.input(
			z.strictObject({
				ids: z.array(z.string()).max(20_000).optional(),
				passphrase: z.string().min(10).max(1_024).optional(),
			}),
		)
		.output(exported),
};
