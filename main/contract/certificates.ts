import { z } from "zod";
import { base } from "./base.ts";
import { errorTable, lostObject } from "./errors.ts";
import { barrierLeft } from "./rollback.ts";
import { seenChange } from "./seen.ts";
import { statementResult } from "./statements.ts";

/** The version of a certificate's body; docs/certificates.md has every field. */
export const CERTIFICATE_FORMAT = 1;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const iso = z.iso.datetime();

/** What is still to be done before a database is as it should be. */
export const openKind = z.enum([
	/** It holds for new rows only. */
	"constraint-not-validated",
	/** It costs writes and serves nobody. */
	"index-invalid",
	"trigger-disabled",
	/** The triggers that keep a foreign key are at rest. */
	"foreign-key-off",
	/** A table with tenants' rows. */
	"row-security-off",
	"row-security-not-forced",
	"migration-interrupted",
	/** What it was taken of is there again, and its data is not. */
	"snapshot-not-restored",
]);
export type OpenKind = z.infer<typeof openKind>;

/** When it came, as far as certificates tell: with that run, or `outside` of Bulkhead and noticed by it. */
export const openSince = z.object({
	certificate: z.number().int(),
	at: iso,
	/** Of that run; it is one of them. */
	migrations: z.array(z.string()),
	outside: z.boolean(),
});

export const openItem = z.object({
	kind: openKind,
	/** Qualified name; of a snapshot or a migration its id. */
	object: z.string(),
	/** What is the matter, in a sentence. */
	detail: z.string(),
	/** SQL, or a command of `bulkhead`. */
	resolve: z.string(),
	since: openSince.nullable(),
});
export type OpenItem = z.infer<typeof openItem>;

export const certifiedMigration = z.object({
	id: z.string(),
	name: z.string(),
	event: z.enum(["apply", "rollback", "adopt"]),
	/** `stopped`: begun, and not all of it is done; only of what runs in no transaction. */
	done: z.enum(["all", "stopped"]),
	sha256: z.string(),
	tokens: z.string(),
	ms: z.number(),
	/** At most 2,000; `statementCount` says how many ran. */
	statements: z.array(statementResult),
	statementCount: z.number().int(),
});
export type CertifiedMigration = z.infer<typeof certifiedMigration>;

/** A run that the ledger has and that left no certificate. */
export const uncertifiedRun = z.object({
	run: z.string(),
	at: iso,
	by: z.string(),
	/** `apply 007`, one an entry. */
	events: z.array(z.string()),
});
export type UncertifiedRun = z.infer<typeof uncertifiedRun>;

/** The catalogue at the beginning is not what it was at the end of the last certificate. */
export const drift = z.object({
	since: z.object({ number: z.number().int(), at: iso }),
	/** "+ line" and "- line"; null where that catalogue was not kept. */
	difference: z.array(z.string()).nullable(),
	/** Lines that are not told. */
	leftOut: z.number().int(),
});
export type Drift = z.infer<typeof drift>;

/** What is hashed. Keys are in no order here; the canonical form sorts them. Numbers have at most three decimals. */
export const certificateBody = z.object({
	format: z.literal(CERTIFICATE_FORMAT),
	/** 1 and up, without a gap. */
	number: z.number().int(),
	previous: z.object({ number: z.number().int(), hash: sha256 }).nullable(),
	run: z.uuid(),
	kind: z.enum(["apply", "resume", "rollback", "adopt", "restore"]),
	/** `failed` and `interrupted`: what was done before it stays done. */
	outcome: z.enum(["done", "checks-failed", "failed", "interrupted"]),
	error: z
		.object({ code: z.enum(Object.keys(errorTable) as [keyof typeof errorTable]), message: z.string() })
		.nullable(),
	startedAt: iso,
	endedAt: iso,
	by: z.string(),
	host: z.string(),
	/** The session's role in the database. */
	role: z.string(),
	bulkhead: z.string(),
	/** `host` and `port` as they were connected to. */
	server: z.object({ version: z.string(), host: z.string(), port: z.number().int() }),
	database: z.string(),
	reason: z.string().nullable(),
	migrations: z.array(certifiedMigration),
	checks: z.array(
		z.object({
			migration: z.string(),
			name: z.string(),
			ok: z.boolean(),
			ms: z.number(),
			violations: z.number().int(),
		}),
	),
	/** Taken by a rollback, or put back by a restore. */
	snapshot: z
		.object({ id: z.string(), sha256, tables: z.array(z.object({ table: z.string(), rows: z.number().int() })) })
		.nullable(),
	lost: z.array(lostObject),
	/** Tables that stand behind the barrier no longer. */
	barrierLeft: z.array(barrierLeft).optional(),
	restored: z.array(
		z.object({ table: z.string(), rows: z.number().int(), absent: z.number().int(), kept: z.number().int() }),
	),
	/** SHA-256 over the lines of the catalogue; `version` of what is read. */
	fingerprint: z.object({ version: z.number().int(), before: sha256, after: sha256, lines: z.number().int() }),
	difference: z.array(z.string()),
	differenceLeftOut: z.number().int(),
	drift: drift.nullable(),
	/** Why the catalogue was not held against the last certificate's, where it was not. */
	notCompared: z.string().nullable(),
	gap: z.array(uncertifiedRun),
	/** The ledger's entries that it answers for: from this number, which is left out, to that. */
	ledger: z.object({ from: z.number().int(), to: z.number().int() }),
	/** The last entry of the audit trail on the machine that ran it, this run's own among those up to it; `chain`: the hash of its first. */
	audit: z.object({ place: sha256, chain: sha256, seq: z.number().int(), hash: sha256 }).optional(),
	/** Rows after the run of the tables that it touched. */
	rows: z.array(
		z.object({ table: z.string(), rows: z.number().int().nullable(), how: z.enum(["exact", "estimate", "unknown"]) }),
	),
	rowsLeftOut: z.number().int(),
	/** What sampled tenants see, where the run was asked to look. */
	isolation: seenChange.optional(),
	open: z.array(openItem),
	openLeftOut: z.number().int(),
});
export type CertificateBody = z.infer<typeof certificateBody>;

export const certificate = z.object({
	number: z.number().int(),
	/** SHA-256 over the canonical form of the body. */
	hash: z.string(),
	body: certificateBody,
});
export type Certificate = z.infer<typeof certificate>;

/** What the list shows of one. */
export const certificateSummary = certificateBody
	.pick({
		number: true,
		run: true,
		kind: true,
		outcome: true,
		endedAt: true,
		by: true,
		host: true,
		role: true,
		reason: true,
	})
	.extend({
		hash: z.string(),
		migrations: z.array(z.string()),
		before: z.string(),
		after: z.string(),
		/** Lines of the difference. */
		changes: z.number().int(),
		drift: z.boolean(),
		gap: z.number().int(),
		checks: z.object({ passed: z.number().int(), failed: z.number().int() }),
		open: z.number().int(),
	});
export type CertificateSummary = z.infer<typeof certificateSummary>;

/** What a run's result says of the certificate that it left. */
export const certificateNote = z.object({
	/** Absent where none could be written; `problem` says why. */
	number: z.number().int().optional(),
	hash: z.string().optional(),
	problem: z.string().optional(),
	drift: drift.optional(),
	gap: z.array(uncertifiedRun).optional(),
	/** How much is open now. */
	open: z.number().int().optional(),
});
export type CertificateNote = z.infer<typeof certificateNote>;

/** What of the chain is not as it was written. */
export const chainFault = z.object({
	number: z.number().int().optional(),
	run: z.string().optional(),
	kind: z.enum(["edited", "moved", "unreadable", "missing", "no-certificate", "no-ledger-entry"]),
	message: z.string(),
});
export type ChainFault = z.infer<typeof chainFault>;

export const chainVerdict = z.object({
	ok: z.boolean(),
	certificates: z.number().int(),
	/** Hash of the last one: keep it elsewhere, and nobody can write the chain anew. */
	head: z.string().optional(),
	/** The first that does not hold. */
	brokenAt: chainFault.optional(),
	/** Runs without a certificate that a later certificate names. */
	gaps: z.array(uncertifiedRun.extend({ namedBy: z.number().int() })),
});
export type ChainVerdict = z.infer<typeof chainVerdict>;

/** The catalogue now, held against the end of the last certificate. */
export const presentState = z.object({
	fingerprint: z.string(),
	/** Absent where there is no certificate to hold it against. */
	same: z.boolean().optional(),
	drift: drift.optional(),
	notCompared: z.string().optional(),
});

export const certificatesList = z.object({
	/** The newest first. */
	certificates: z.array(certificateSummary),
	/** Numbers of those that were edited until they cannot be read. */
	unreadable: z.array(z.number().int()),
	/** How many there are. */
	total: z.number().int(),
	now: presentState,
	/** Runs since the last certificate that left none. */
	gap: z.array(uncertifiedRun),
});
export type CertificatesList = z.infer<typeof certificatesList>;

export const exportedCertificate = z.object({ name: z.string(), text: z.string() });

const onConnection = { connection: z.string() };
/** A number, the id of a run, or `latest`. */
const certificateId = z.string().min(1).max(40);

export const certificates = {
	list: base
		.input(z.strictObject({ ...onConnection, limit: z.number().int().min(1).max(10_000).optional() }))
		.output(certificatesList),
	show: base.input(z.strictObject({ ...onConnection, id: certificateId })).output(certificate),
	verify: base.input(z.strictObject(onConnection)).output(chainVerdict),
	/** `html`: a page to print, in itself and without a script. */
	export: base
		.input(z.strictObject({ ...onConnection, id: certificateId, format: z.enum(["json", "html"]) }))
		.output(exportedCertificate),
	finishList: base.input(z.strictObject(onConnection)).output(z.object({ open: z.array(openItem) })),
};
