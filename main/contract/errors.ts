import { z } from "zod";

/**
 * Every error that crosses a pipe: its code, the CLI's exit code and the HTTP status.
 * Exit codes: 1 checks failed · 2 bad usage or bad input · 3 cannot connect · 4 lock held by another runner ·
 * 5 failed and rolled back · 6 stopped midway, needs a decision · 7 refused by a guard rail · 130 interrupted.
 */
export const errorTable = {
	BAD_USAGE: { exit: 2, status: 400 },
	BAD_INPUT: { exit: 2, status: 400 },
	/** The migration folder has faults; `data.faults` lists them all, together. */
	CATALOG_INVALID: { exit: 2, status: 422 },
	NOT_FOUND: { exit: 2, status: 404 },
	PORT_IN_USE: { exit: 2, status: 409 },
	/** The server cannot be reached or refuses the login; `data.reason` says which. */
	CONNECT_FAILED: { exit: 3, status: 502 },
	/** The password is in the vault; ask for the master password and call `vault.unlock`. */
	VAULT_LOCKED: { exit: 3, status: 423 },
	/** Of the vault, or a passphrase of a sealed file; whether that was changed cannot be told. */
	WRONG_MASTER_PASSWORD: { exit: 3, status: 401 },
	/** No password is known for this connection; ask for it and call `connections.unlock`. */
	PASSWORD_NEEDED: { exit: 3, status: 401 },
	/** Another runner holds the advisory lock; `data.holder` says who. */
	LOCK_HELD: { exit: 4, status: 423 },
	/** A statement failed and its transaction was rolled back. */
	STATEMENT_FAILED: { exit: 5, status: 422 },
	/** The link broke before COMMIT: the server rolls back by itself. */
	CONNECTION_LOST: { exit: 5, status: 502 },
	DISK_FULL: { exit: 5, status: 507 },
	/** A snapshot does not hold what it held when it was written; nothing of it is restored. */
	SNAPSHOT_DAMAGED: { exit: 5, status: 422 },
	DEMO_FAILED: { exit: 5, status: 500 },
	STORE_FAILED: { exit: 5, status: 500 },
	INTERNAL: { exit: 5, status: 500 },
	/** The link broke during COMMIT and the ledger could not be asked. */
	OUTCOME_UNKNOWN: { exit: 6, status: 502 },
	/** A file that cannot run in one transaction stopped midway; `data.state` says how far it got, the hint names the choices. */
	INTERRUPTED: { exit: 6, status: 409 },
	/** Out of order, changed, missing, in the way: `data.reasons` lists the sentences and the choices. */
	REFUSED: { exit: 7, status: 409 },
	/** Data would be lost; `data.lost` says what. Ask, then call again with `confirmed`. */
	CONFIRMATION_NEEDED: { exit: 7, status: 409 },
	CANCELLED: { exit: 130, status: 499 },
} as const satisfies Record<string, { exit: number; status: number }>;

export type ErrorCode = keyof typeof errorTable;

/** Exit code of `verify`, `migrate` and `lint` when the work was done but a check does not hold. */
export const EXIT_CHECKS_FAILED = 1;

export const connectFailureReason = z.enum([
	"unreachable",
	"name-not-found",
	"timeout",
	"authentication",
	"no-such-database",
	"tls-refused",
	"tls-failed",
	"not-postgres",
	"too-many-connections",
	"starting-up",
	/** The answer is not PostgreSQL's own: a pooler or proxy stands in front of it. */
	"pooler",
	/** An SSH server in between: not reached, or it does not let us in or through. */
	"ssh",
	"ssh-host-key-unknown",
	/** Not the key that known_hosts has: never passed over. */
	"ssh-host-key-changed",
	"other",
]);
export type ConnectFailureReason = z.infer<typeof connectFailureReason>;

/** What is asked for with PASSWORD_NEEDED, by the names of `connections.unlock`. */
export const secretName = z.enum(["password", "sslKeyPassword", "sshPassword", "sshKeyPassword"]);
export type SecretName = z.infer<typeof secretName>;

/** The key that an SSH server has shown. */
export const sshHostKey = z.object({ host: z.string(), type: z.string(), fingerprint: z.string() });
export type SshHostKey = z.infer<typeof sshHostKey>;

export const lockHolder = z.object({
	pid: z.number().int(),
	user: z.string(),
	/** Client address, or "local" for a Unix socket. */
	host: z.string(),
	application: z.string(),
	/** When the holder's session began (server clock). */
	since: z.date(),
});
export type LockHolder = z.infer<typeof lockHolder>;

/** Rows of one tenant. */
export const tenantShare = z.object({
	tenant: z.string().nullable(),
	/** As the table of tenants calls it, where that is known and can be read. */
	name: z.string().optional(),
	rows: z.number().int(),
});
export type TenantShare = z.infer<typeof tenantShare>;

export const lostObject = z.object({
	/** Qualified name: `public.crm_leads` or `public.projects.tenant_id`. */
	object: z.string(),
	kind: z.enum(["table", "column"]),
	rows: z.number().int(),
	/** Whose these rows are, where the table has a tenant column: those with the most, at most 10; null for rows that belong to nobody. */
	tenants: z.array(tenantShare).optional(),
	/** All further ones together. */
	otherTenants: z.object({ tenants: z.number().int(), rows: z.number().int() }).optional(),
});
export type LostObject = z.infer<typeof lostObject>;

export const catalogFault = z.object({
	/** Path relative to the migration folder. */
	file: z.string(),
	line: z.number().int().optional(),
	message: z.string(),
	hint: z.string().optional(),
});
export type CatalogFault = z.infer<typeof catalogFault>;

/** What an error carries beside code and message. Positions are 1-based; `statement` is cut at 2,000 characters. */
export const errorData = z.object({
	hint: z.string().optional(),
	sqlstate: z.string().optional(),
	detail: z.string().optional(),
	file: z.string().optional(),
	line: z.number().int().optional(),
	column: z.number().int().optional(),
	/** Of SQL that was typed in: where in it, 0-based, in UTF-16 units as an editor counts. */
	offset: z.number().int().optional(),
	statement: z.string().optional(),
	data: z
		.object({
			reason: connectFailureReason.optional(),
			secret: secretName.optional(),
			hostKey: sshHostKey.optional(),
			holder: lockHolder.optional(),
			faults: z.array(catalogFault).optional(),
			reasons: z.array(z.string()).optional(),
			lost: z.array(lostObject).optional(),
			/** Tables whose names have to be typed, for their row-level security would be switched off. */
			unguarded: z.array(z.string()).optional(),
			/** What was done and stays done before this error, for example migrations applied earlier in the same run. */
			applied: z.array(z.string()).optional(),
			/** In one sentence: what state the database is in now. */
			state: z.string().optional(),
		})
		.optional(),
});
export type ErrorData = z.infer<typeof errorData>;

/** An error as a value: what a job ends with, and what the CLI prints. */
export const errorValue = z.object({
	code: z.enum(Object.keys(errorTable) as [ErrorCode, ...ErrorCode[]]),
	message: z.string(),
	...errorData.shape,
});
export type ErrorValue = z.infer<typeof errorValue>;

/** The error table in the form that oRPC declares on each procedure. */
export const errorMap = Object.fromEntries(
	Object.entries(errorTable).map(([code, { status }]) => [code, { status, data: errorData }]),
) as { [Code in ErrorCode]: { status: number; data: typeof errorData } };
