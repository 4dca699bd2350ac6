/**
 * The link to a server, up to and with TLS. It is made here and not by `pg`, so that libpq's six modes mean what they mean in
 * libpq, a refusal is known by its byte and not by a text, and one deadline covers name, TCP and TLS.
 */
import { readFileSync } from "node:fs";
import { connect as connectTcp, isIP, type Socket } from "node:net";
import { join } from "node:path";
import { type ConnectionOptions, connect as connectTls, type TLSSocket } from "node:tls";
import { AppError } from "../../core/errors.ts";
import type { ConnectParams } from "../../core/ports.ts";
import { ConnectFault } from "./connect-failure.ts";

export interface Link {
	socket: Socket;
	/** Protocol such as TLSv1.3; undefined in the clear. */
	tls: string | undefined;
}

export type Attempt = "plain" | "tls";

/** PostgreSQL's SSLRequest: length 8, code 80877103. */
const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]);

/** Milliseconds of silence until the system asks whether the other end is there: Node then asks ten times, a second apart. */
const KEEP_ALIVE = 30_000;

/** What each mode tries, in order (libpq, "SSL Mode Descriptions"); a Unix socket is never encrypted. */
export function attemptsOf(params: ConnectParams): Attempt[] {
	if (params.host.startsWith("/")) return ["plain"];
	switch (params.sslMode) {
		case "disable":
			return ["plain"];
		case "allow":
			return ["plain", "tls"];
		case "prefer":
			return ["tls", "plain"];
		case "require":
		case "verify-ca":
		case "verify-full":
			return ["tls"];
	}
}

/** Opens the link or throws ConnectFault or the system's error; the signal ends the attempt. */
export async function openLink(params: ConnectParams, attempt: Attempt, signal: AbortSignal): Promise<Link> {
	const socket = await openTcp(params, signal);
	if (attempt === "plain") return { socket, tls: undefined };
	try {
		socket.write(SSL_REQUEST);
		const answer = await firstByte(socket, signal);
		if (answer === "N") throw new ConnectFault("tls-refused", "the server refuses TLS");
		if (answer !== "S") throw new ConnectFault("not-postgres", "what answers there is not PostgreSQL");
		return await secure(socket, params, signal);
	} catch (error) {
		socket.destroy();
		throw error;
	}
}

function openTcp(params: ConnectParams, signal: AbortSignal): Promise<Socket> {
	const { host, port } = params;
	const path = host.startsWith("/") ? join(host, `.s.PGSQL.${port}`) : undefined;
	const socket = path
		? connectTcp({ path })
		: connectTcp({ host, port, noDelay: true, keepAlive: true, keepAliveInitialDelay: KEEP_ALIVE });
	return settled(socket, signal, (done) => socket.once("connect", () => done(socket)));
}

function firstByte(socket: Socket, signal: AbortSignal): Promise<string> {
	return settled(socket, signal, (done, fail) => {
		socket.once("data", (chunk: Buffer) => {
			// More than one byte in the clear ahead of TLS would be injected text (CVE-2021-23222): refused like libpq does.
			if (chunk.length === 1) done(chunk.toString("latin1"));
			else fail(new ConnectFault("not-postgres", "what answers there is not PostgreSQL"));
		});
		socket.once("end", () => fail(new ConnectFault("not-postgres", "the connection was closed without an answer")));
	});
}

async function secure(socket: Socket, params: ConnectParams, signal: AbortSignal): Promise<Link> {
	const tls = connectTls({
		socket,
		...verification(params),
		...(isIP(params.host) ? {} : { servername: params.host }),
	});
	try {
		await settled<void>(tls, signal, (done) => tls.once("secureConnect", () => done()));
	} catch (error) {
		if (signal.aborted) throw error;
		throw new ConnectFault("tls-failed", `TLS failed: ${error instanceof Error ? error.message : String(error)}`);
	}
	return { socket: tls, tls: tls.getProtocol() ?? undefined };
}

/** `require` checks the authority only where one is named, as libpq does. */
function verification(params: ConnectParams): ConnectionOptions {
	const ca = params.sslRootCert === undefined ? {} : { ca: readCertificate(params.sslRootCert) };
	if (params.sslMode === "verify-full") return { ...ca, rejectUnauthorized: true, host: params.host };
	if (params.sslMode === "verify-ca" || (params.sslMode === "require" && params.sslRootCert !== undefined)) {
		return { ...ca, rejectUnauthorized: true, checkServerIdentity: () => undefined };
	}
	return { rejectUnauthorized: false };
}

function readCertificate(file: string): Buffer {
	try {
		return readFileSync(file);
	} catch {
		throw new AppError("BAD_INPUT", `The certificate file ${file} cannot be read.`, {
			hint: "Name a PEM file with the authority's certificate.",
		});
	}
}

/** One event of a socket as a promise: it rejects at the socket's error, its close, and the signal. */
function settled<T>(
	socket: Socket | TLSSocket,
	signal: AbortSignal,
	listen: (done: (value: T) => void, fail: (error: unknown) => void) => void,
): Promise<T> {
	return new Promise((resolve, reject) => {
		const finish = (end: () => void) => {
			signal.removeEventListener("abort", onAbort);
			socket.off("error", onError);
			socket.off("close", onClose);
			end();
		};
		const onAbort = () => {
			finish(() => reject(signal.reason));
			socket.destroy();
		};
		const onError = (error: unknown) => finish(() => reject(error));
		const onClose = () => finish(() => reject(new ConnectFault("unreachable", "the connection was closed")));
		if (signal.aborted) return onAbort();
		signal.addEventListener("abort", onAbort, { once: true });
		socket.once("error", onError);
		socket.once("close", onClose);
		listen(
			(value) => finish(() => resolve(value)),
			(error) => finish(() => reject(error)),
		);
	});
}
