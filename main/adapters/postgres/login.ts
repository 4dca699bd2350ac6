import pg from "pg";
import { AppError } from "../../core/errors.ts";
import type { ConnectParams } from "../../core/ports.ts";
import { ConnectFault } from "./connect-failure.ts";
import { type Attempt, attemptsOf, type Link, openLink } from "./open-socket.ts";
import { textTypes } from "./statement.ts";

/** Milliseconds for name, TCP, TLS and login together. */
export const CONNECT_DEADLINE = 10_000;

export interface Login {
	client: pg.Client;
	link: Link;
	/** As the server announced it at login, without the packager's words: "18.4". */
	serverVersion: string;
}

/**
 * Asked of the server for this session, so that it does not outlive us by hours and keep its locks: it looks each second whether we are
 * there while it works (PostgreSQL 14 and later, not on Windows), and asks after 30 s of silence while it waits for us.
 */
const WITHOUT_US =
	"-c client_connection_check_interval=1000 -c tcp_keepalives_idle=30 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=3";
/** An older server does not know one of them, one on Windows refuses it, a pooler passes none on. */
const knowsThemNot = new Set(["42704", "22023", "08P01"]);

/** Opens a link and logs in, by each way that the sslmode allows, in its order; the first failure that is not a refusal of that way ends it. */
export async function login(params: ConnectParams, signal: AbortSignal): Promise<Login> {
	const attempts = attemptsOf(params);
	for (const [index, attempt] of attempts.entries()) {
		try {
			return await loginAsking(params, attempt, signal);
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

async function loginAsking(params: ConnectParams, attempt: Attempt, signal: AbortSignal): Promise<Login> {
	try {
		return await loginOver(params, await openLink(params, attempt, signal), { signal, options: WITHOUT_US });
	} catch (error) {
		if (!(error instanceof pg.DatabaseError && knowsThemNot.has(error.code ?? ""))) throw error;
		return loginOver(params, await openLink(params, attempt, signal), { signal });
	}
}

async function loginOver(
	params: ConnectParams,
	link: Link,
	{ signal, options }: { signal: AbortSignal; options?: string },
): Promise<Login> {
	const client = new pg.Client({
		host: params.host,
		port: params.port,
		database: params.database,
		user: params.user,
		// Given even when there is none: otherwise pg would take PGPASSWORD or .pgpass on its own account.
		password: params.password ?? (() => Promise.reject(passwordAsked())),
		ssl: false,
		stream: () => handOver(link.socket),
		application_name: params.applicationName ?? "bulkhead",
		...(options === undefined ? {} : { options }),
		types: textTypes,
		enableChannelBinding: true,
	});
	guardPassword(client, params, link);
	const serverVersion = announcedVersion(client);
	const onAbort = () => link.socket.destroy();
	signal.addEventListener("abort", onAbort, { once: true });
	client.on("error", () => {
		// Told by the call that was pending, or by the next one; without a listener Node would end the process.
	});
	try {
		await client.connect();
		return { client, link, serverVersion: serverVersion() };
	} catch (error) {
		link.socket.destroy();
		throw signal.aborted ? signal.reason : error;
	} finally {
		signal.removeEventListener("abort", onAbort);
	}
}

/** Servers announce server_version at login, which saves asking for it. */
function announcedVersion(client: pg.Client): () => string {
	let version = "";
	connectionOf(client).on("parameterStatus", (status: { parameterName: string; parameterValue: string }) => {
		if (status.parameterName === "server_version") version = status.parameterValue.split(" ")[0] ?? "";
	});
	return () => version;
}

/** The driver's protocol layer, which its types do not show. */
const connectionOf = (client: pg.Client) => (client as unknown as { connection: pg.Connection }).connection;

/** pg wants to connect its stream by itself; ours is connected already, so it is told at the next turn. */
function handOver(socket: Link["socket"]): Link["socket"] {
	socket.connect = () => {
		process.nextTick(() => socket.emit("connect"));
		return socket;
	};
	return socket;
}

/**
 * A hostile server could ask for the password in the clear, or say Ok in the middle of SCRAM without its own proof; pg would
 * go along with both.
 */
function guardPassword(client: pg.Client, params: ConnectParams, link: Link): void {
	const connection = connectionOf(client);
	let scram: "none" | "begun" | "proven" = "none";
	connection.on("authenticationSASL", () => {
		scram = "begun";
	});
	connection.on("authenticationSASLFinal", () => {
		scram = "proven";
	});
	connection.prependListener("authenticationOk", () => {
		if (scram === "begun") link.socket.destroy(notProven());
	});
	connection.prependListener("authenticationCleartextPassword", () => {
		if (link.tls === undefined && !isLocal(params.host)) link.socket.destroy(inTheClear());
	});
}

function isLocal(host: string): boolean {
	return host.startsWith("/") || host === "localhost" || host === "::1" || host.startsWith("127.");
}

const passwordAsked = () =>
	new AppError("PASSWORD_NEEDED", "The server asks for a password.", {
		hint: "Give it for this session, in PGPASSWORD or DB_PASSWORD, or in ~/.pgpass.",
	});

const notProven = () => new ConnectFault("authentication", "the server did not prove that it knows the password");

const inTheClear = () =>
	new ConnectFault("authentication", "the server asks for the password in the clear, without TLS; it was not sent");
