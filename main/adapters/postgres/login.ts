import type { TLSSocket } from "node:tls";
import pg from "pg";
import { AppError } from "../../core/errors.ts";
import type { ConnectParams } from "../../core/ports.ts";
import { ConnectFault } from "./connect-failure.ts";
import { type Attempt, attemptsOf, type OpenedLink, openLink } from "./open-socket.ts";
import { textTypes } from "./statement.ts";
import type { Tunnels } from "./tunnels.ts";
import { GuardedStream } from "./wire/guarded-stream.ts";

/** Characters of a version that are kept. */
const LONGEST_VERSION = 40;

/** Milliseconds for name, TCP, TLS and login together. */
export const CONNECT_DEADLINE = 10_000;

/** Hashings of a password that a server may ask for; half a second of work. */
const MOST_ITERATIONS = 1_000_000;

export interface Link extends Omit<OpenedLink, "socket"> {
	socket: GuardedStream;
}

export interface Login {
	client: pg.Client;
	link: Link;
	/** For what goes to the same server on another link: a cancel, a look from outside. */
	tunnels: Tunnels;
	/** As the server announced it at login, without the packager's words: "18.4". */
	serverVersion: string;
}

/**
 * Asked of the server for this session, so that it does not outlive us by hours and keep its locks: it looks each second whether we are
 * there while it works (PostgreSQL 14 and later, not on Windows), and asks after 30 s of silence while it waits for us.
 */
const WITHOUT_US =
	"-c client_connection_check_interval=1000 -c tcp_keepalives_idle=30 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=3";
const READ_ONLY = "-c default_transaction_read_only=on";
/** An older server does not know one of them, one on Windows refuses it, a pooler passes none on. */
const knowsThemNot = new Set(["42704", "22023", "08P01"]);

/** Opens a link and logs in, by each way that the sslmode allows, in its order; the first failure that is not a refusal of that way ends it. */
export async function login(params: ConnectParams, signal: AbortSignal, tunnels: Tunnels): Promise<Login> {
	const attempts = attemptsOf(params);
	for (const [index, attempt] of attempts.entries()) {
		try {
			return await loginAsking(params, attempt, { signal, tunnels });
		} catch (error) {
			if (index === attempts.length - 1 || !allowsAnother(error)) throw error;
		}
	}
	throw new AppError("INTERNAL", "No way to connect was tried.");
}

/** `prefer` goes on in the clear when TLS is refused or fails; both modes go on when pg_hba.conf rejects this kind of link. */
function allowsAnother(error: unknown): boolean {
	if (error instanceof ConnectFault) return error.reason === "tls-refused" || error.reason === "tls-failed";
	return error instanceof pg.DatabaseError && error.code === "28000";
}

interface Way {
	signal: AbortSignal;
	tunnels: Tunnels;
	/** Asked of the server at login. */
	options?: string;
}

async function loginAsking(params: ConnectParams, attempt: Attempt, way: Way): Promise<Login> {
	for (const options of params.readOnly ? [`${WITHOUT_US} ${READ_ONLY}`, READ_ONLY] : [WITHOUT_US]) {
		try {
			return await loginBy(params, attempt, { ...way, options });
		} catch (error) {
			if (!(error instanceof pg.DatabaseError && knowsThemNot.has(error.code ?? ""))) throw error;
		}
	}
	return loginBy(params, attempt, way);
}

async function loginBy(params: ConnectParams, attempt: Attempt, { signal, tunnels, options }: Way): Promise<Login> {
	const link = guarded(params, await openLink(params, attempt, { signal, tunnels }));
	const config: pg.ClientConfig & { scramMaxIterations: number } = {
		host: params.host,
		port: params.port,
		database: params.database,
		user: params.user,
		// Given even when there is none: otherwise pg would take PGPASSWORD or .pgpass on its own account.
		password: params.password ?? (() => Promise.reject(passwordAsked())),
		ssl: false,
		stream: () => link.socket as unknown as TLSSocket,
		application_name: params.applicationName ?? "bulkhead",
		...(options === undefined ? {} : { options }),
		types: textTypes,
		enableChannelBinding: link.tls !== undefined && params.channelBinding !== "disable",
		scramMaxIterations: MOST_ITERATIONS,
	};
	const client = new pg.Client(config);
	const serverVersion = announcedVersion(client);
	// Ahead of the driver's own listener, which comes with connect().
	connectionOf(client).on("rowDescription", () => {
		link.socket.heard += 1;
	});
	const onAbort = () => link.socket.destroy();
	signal.addEventListener("abort", onAbort, { once: true });
	client.on("error", () => {
		// Told by the call that was pending, or by the next one; without a listener Node would end the process.
	});
	try {
		await client.connect();
		return { client, link, tunnels, serverVersion: serverVersion() };
	} catch (error) {
		link.socket.destroy();
		throw signal.aborted ? signal.reason : error;
	} finally {
		signal.removeEventListener("abort", onAbort);
	}
}

function guarded(params: ConnectParams, opened: OpenedLink): Link {
	const policy = {
		tls: opened.tls !== undefined,
		local: isLocal(params.host),
		channelBinding: params.channelBinding ?? "prefer",
		refuseMd5: params.refuseMd5 ?? false,
	} as const;
	return { ...opened, socket: new GuardedStream(opened.socket, policy) };
}

/** Servers announce server_version at login, which saves asking for it. */
function announcedVersion(client: pg.Client): () => string {
	let version = "";
	connectionOf(client).on("parameterStatus", (status: { parameterName: string; parameterValue: string }) => {
		if (status.parameterName === "server_version")
			version = status.parameterValue.split(" ")[0]?.slice(0, LONGEST_VERSION) ?? "";
	});
	return () => version;
}

/** The driver's protocol layer, which its types do not show. */
const connectionOf = (client: pg.Client) => (client as unknown as { connection: pg.Connection }).connection;

function isLocal(host: string): boolean {
	return host.startsWith("/") || host === "localhost" || host === "::1" || host.startsWith("127.");
}

const passwordAsked = () =>
	new AppError("PASSWORD_NEEDED", "The server asks for a password.", {
		hint: "Give it for this session, in PGPASSWORD or DB_PASSWORD, or in ~/.pgpass.",
		data: { secret: "password" },
	});
