import pg from "pg";
import type { ConnectFailureReason } from "../../contract/index.ts";
import { AppError } from "../../core/errors.ts";
import type { ConnectParams } from "../../core/ports.ts";
import { WireFault } from "./wire/wire-fault.ts";

/** A failure to connect whose reason is known where it is raised. */
export class ConnectFault extends Error {
	readonly reason: ConnectFailureReason;
	/** A next step that knows more than the reason's own. */
	readonly hint: string | undefined;
	constructor(reason: ConnectFailureReason, message: string, hint?: string) {
		super(message);
		this.name = "ConnectFault";
		this.reason = reason;
		this.hint = hint;
	}
}

/** SQLSTATEs with which a server turns a login away (PostgreSQL, appendix A). */
const bySqlstate: Record<string, ConnectFailureReason> = {
	"28000": "authentication",
	"28P01": "authentication",
	"3D000": "no-such-database",
	"53300": "too-many-connections",
	"57P03": "starting-up",
};

/** Node's and the operating system's codes. */
const byCode: Record<string, ConnectFailureReason> = {
	ECONNREFUSED: "unreachable",
	EHOSTUNREACH: "unreachable",
	ENETUNREACH: "unreachable",
	EACCES: "unreachable",
	ENOENT: "unreachable",
	ECONNRESET: "unreachable",
	EPIPE: "unreachable",
	ENOTFOUND: "name-not-found",
	EAI_AGAIN: "name-not-found",
	ETIMEDOUT: "timeout",
};

const nextStep: Record<ConnectFailureReason, string> = {
	unreachable:
		"Is the server running, and does it listen on this host and port (listen_addresses, firewall, SSH tunnel)?",
	"name-not-found": "Check the host's name, or use its address.",
	timeout: "Nothing answered in time: check host, port and firewall.",
	authentication: "Check user and password, and what pg_hba.conf asks of this user from this address.",
	"no-such-database": "Check the database's name; `psql -l` lists what is there.",
	"tls-refused": "The server has no TLS: turn ssl on there, or choose sslmode disable for a link that you trust.",
	"tls-failed": "Check the certificate's name and authority (sslrootcert), and what the server asks of ours (sslcert).",
	"not-postgres": "Something else listens there: check the port.",
	"too-many-connections": "Every connection slot is taken: end an idle session, or raise max_connections.",
	"starting-up": "The server is starting, stopping or recovering: try again in a moment.",
	pooler:
		"A pooler or proxy in front of the server has said no: see its own settings (PGOPTIONS, for one, is sent as a startup parameter), or use the server's direct port, which runs need anyway.",
	ssh: "Check the SSH server's host, user, key and whether it allows forwarding (AllowTcpForwarding).",
	"ssh-host-key-unknown":
		"Compare the fingerprint with what the server's administrator says (ssh-keygen -lf of its host key), then trust it.",
	"ssh-host-key-changed":
		"Somebody may pose as the SSH server. Where it was set up anew, remove its line from known_hosts yourself.",
	other: "The server's log says more.",
};

/** Characters of what a server says that are kept. */
const LONGEST_TEXT = 10_000;

/** A session that begins writes a file of its own. */
const DISK_FULL = "53100";
const makeRoom = "The server's disk is full: make room there, then try again.";

/** Any failure to connect as CONNECT_FAILED, with its reason and the next step; a password is never part of it. */
export function toConnectError(caught: unknown, params: ConnectParams): AppError {
	if (caught instanceof AppError) return caught;
	const reason = reasonOf(caught);
	const message = cut(caught instanceof Error ? messageOf(caught) : String(caught));
	const sqlstate = caught instanceof pg.DatabaseError ? caught.code : undefined;
	return new AppError(
		"CONNECT_FAILED",
		`Cannot connect to ${params.host}:${params.port}/${params.database} as ${params.user}: ${message}`,
		{
			hint: sqlstate === DISK_FULL ? makeRoom : (hintOf(caught) ?? nextStep[reason]),
			data: { reason },
			...(sqlstate ? { sqlstate } : {}),
		},
		caught,
	);
}

function hintOf(caught: unknown): string | undefined {
	return caught instanceof ConnectFault || caught instanceof WireFault ? caught.hint : undefined;
}

function reasonOf(caught: unknown): ConnectFailureReason {
	if (caught instanceof ConnectFault) return caught.reason;
	if (caught instanceof WireFault) return "not-postgres";
	if (codeOf(caught).startsWith("ERR_SSL_")) return "tls-failed";
	if (caught instanceof pg.DatabaseError)
		return bySqlstate[caught.code ?? ""] ?? (isServers(caught) ? "other" : "pooler");
	return byCode[codeOf(caught)] ?? "other";
}

/** PostgreSQL names the routine of its source that raised an error; what only speaks its protocol has none to name. */
export function isServers({ routine }: pg.DatabaseError): boolean {
	return routine !== undefined;
}

/** What a server says may be megabytes long. */
export function cut(text: string): string {
	return text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}… (${text.length} characters)` : text;
}

/** A name with several addresses fails with an AggregateError: its first cause says what happened. */
function messageOf(error: Error): string {
	if (error instanceof AggregateError && error.errors[0] instanceof Error) return error.errors[0].message;
	return error.message || error.name;
}

function codeOf(caught: unknown): string {
	return String((caught as NodeJS.ErrnoException | undefined)?.code ?? "");
}
