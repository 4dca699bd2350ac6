/** The audit trail: who changed or looked at what, when and why, as the local store keeps it. docs/audit.md has every field. */
import { z } from "zod";
import { base } from "./base.ts";
import { errorTable } from "./errors.ts";

/** Version of an entry's text. */
export const AUDIT_FORMAT = 1;

/** Where it was done; never a secret. */
export const auditConnection = z.object({
	id: z.string(),
	name: z.string(),
	/** host:port */
	server: z.string(),
	database: z.string(),
	/** The login. */
	role: z.string(),
});
export type AuditConnection = z.infer<typeof auditConnection>;

/**
 * running: begun, and its Bulkhead is at work · unknown: that Bulkhead ended before it could say · noted: nothing was to come of it.
 * A refused action did nothing; a failed or cancelled one may have done a part, which its counts and the ledger tell.
 */
export const auditOutcome = z.enum(["done", "failed", "refused", "cancelled", "unknown", "running", "noted"]);
export type AuditOutcome = z.infer<typeof auditOutcome>;

export const auditEntry = z.object({
	seq: z.number().int(),
	at: z.date(),
	/** `migrate`, `rollback`, `save-connection` … */
	action: z.string(),
	/** change: it changes a database or this store · look: it reads data · note: what befell the trail itself. */
	effect: z.enum(["change", "look", "note"]),
	/** The operating system's name of who ran Bulkhead, and where. */
	by: z.string(),
	host: z.string(),
	bulkhead: z.string(),
	connection: auditConnection.optional(),
	database: z.string().optional(),
	tenant: z.string().optional(),
	reason: z.string().optional(),
	ticket: z.string().optional(),
	/** What was asked for. */
	details: z.record(z.string(), z.unknown()),
	outcome: auditOutcome,
	/** Of what failed or was refused. The sentence is not kept: it may quote data. */
	code: z.enum(Object.keys(errorTable) as [keyof typeof errorTable]).optional(),
	sqlstate: z.string().optional(),
	endedAt: z.date().optional(),
	ms: z.number().optional(),
	counts: z.record(z.string(), z.number()).optional(),
	hash: z.string(),
});
export type AuditEntry = z.infer<typeof auditEntry>;

/** The first thing that is not as it was written. */
export const auditFault = z.object({
	seq: z.number().int(),
	/**
	 * edited: it, or its place, is not what its hash was made of · missing: its number is not there · signature: not signed by its key ·
	 * anchor: a database remembers another, or one that this store does not have.
	 */
	kind: z.enum(["edited", "missing", "signature", "anchor"]),
	message: z.string(),
});
export type AuditFault = z.infer<typeof auditFault>;

/** Of one database: what its certificates remember of this store's trail. */
export const auditAnchors = z.object({
	database: z.string(),
	/** Certificates that name an entry of this trail; all were held against it. */
	held: z.number().int(),
	/** Trails that this place had before, and has no more. */
	lost: z.array(z.object({ chain: z.string(), seq: z.number().int(), certificate: z.number().int() })),
});
export type AuditAnchors = z.infer<typeof auditAnchors>;

export const auditVerdict = z.object({
	ok: z.boolean(),
	/** Entries that were read, outcomes included. */
	entries: z.number().int(),
	/** The last one: keep its hash elsewhere, and a trail that was made anew is found out. */
	head: z.object({ seq: z.number().int(), hash: z.string(), at: z.string() }).optional(),
	/** SHA-256 of each public key, and the entries that it signed. */
	keys: z.array(z.object({ fingerprint: z.string(), from: z.number().int(), to: z.number().int() })),
	brokenAt: auditFault.optional(),
	anchors: auditAnchors.optional(),
	ms: z.number(),
});
export type AuditVerdict = z.infer<typeof auditVerdict>;

const text = z.string().min(1).max(400);

export const auditFilter = z.strictObject({
	tenant: text.optional(),
	person: text.optional(),
	action: text.optional(),
	since: z.date().optional(),
	/** Left out itself. */
	until: z.date().optional(),
	limit: z.number().int().min(1).max(1_000).optional(),
	/** Number of the last entry that is known: only what is older. */
	after: z.number().int().positive().optional(),
});
export type AuditFilter = z.infer<typeof auditFilter>;

/** A piece of the exported file. */
export const auditPiece = z.object({ text: z.string(), next: z.number().int().optional() });

export const audit = {
	/** Newest first; `limit` 100 when left out. `next`: give it as `after` for what is older. */
	list: base.input(auditFilter).output(z.object({ entries: z.array(auditEntry), next: z.number().int().optional() })),
	/** What there is to filter by. */
	choices: base.output(z.object({ people: z.array(z.string()), actions: z.array(z.string()) })),
	/** Reads every entry. With a connection: held against what its database remembers too. */
	verify: base.input(z.strictObject({ connection: z.string().optional() })).output(auditVerdict),
	/**
	 * Piece by piece, for a trail may be large: `next` is the `after` of the next one. `jsonl`: every entry with hash, signature and public
	 * keys, for others to verify · `csv`: the entries that the filter lets through, for a spreadsheet.
	 */
	export: base.input(auditFilter.omit({ limit: true }).extend({ format: z.enum(["jsonl", "csv"]) })).output(auditPiece),
};
