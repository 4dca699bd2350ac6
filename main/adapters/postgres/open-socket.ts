/**
 * The link to a server, up to and with TLS. It is made here and not by `pg`, so that libpq's six modes mean what they mean in
 * libpq, a refusal is known by its byte and not by a text, and one deadline covers name, TCP and TLS.
 */
import { connect as connectTcp } from "node:net";
import { join } from "node:path";
import type { Duplex } from "node:stream";
import { connect as connectTls, type TLSSocket } from "node:tls";
import type { PeerFacts } from "../../contract/index.ts";
import { AppError } from "../../core/errors.ts";
import type { ConnectParams } from "../../core/ports.ts";
import { ConnectFault } from "./connect-failure.ts";
import { peerFacts } from "./tls/peer-facts.ts";
import { tlsOptions } from "./tls/tls-options.ts";
import type { Tunnels } from "./tunnels.ts";

export interface OpenedLink {
	socket: Duplex;
	/** Protocol such as TLSv1.3; undefined in the clear. */
	tls: string | undefined;
	peer: PeerFacts | undefined;
	/** user@host:port of each SSH server in between. */
	tunnel: string[];
}

export type Attempt = "plain" | "tls";

/** PostgreSQL's SSLRequest: length 8, code 80877103. */
const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]);

/** Milliseconds of silence until the system asks whether the other end is there: Node then asks ten times, a second apart. */
const KEEP_ALIVE = 30_000;

/** What each mode tries, in order (libpq, "SSL Mode Descriptions"); a Unix socket is never encrypted. */
export function attemptsOf(params: ConnectParams): Attempt[] {
	if (params.host.startsWith("/")) return ["plain"];
	const weak = params.sslMode === "disable" || params.sslMode === "allow" || params.sslMode === "prefer";
	if (params.sslNegotiation === "direct" && weak) {
		throw new AppError(
			"BAD_INPUT",
			`sslnegotiation=direct cannot fall back to plain text, as sslmode=${params.sslMode} may.`,
			{
				hint: "Choose sslmode require, verify-ca or verify-full.",
			},
		);
	}
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

/** Opens the link or throws ConnectFault, AppError or the system's error; the signal ends the attempt. */
export async function openLink(
	params: ConnectParams,
	attempt: Attempt,
	{ signal, tunnels }: { signal: AbortSignal; tunnels: Tunnels },
): Promise<OpenedLink> {
	// Read before anything is sent: a file that is missing is no reason to knock.
	const options = attempt === "tls" ? tlsOptions(params) : undefined;
	const { socket, tunnel } = await openWay(params, { signal, tunnels });
	if (options === undefined) return { socket, tls: undefined, peer: undefined, tunnel };
	try {
		if (params.sslNegotiation !== "direct") await askForTls(socket, signal);
		const tls = connectTls({ socket, ...options });
		await secured(tls, signal);
		if (params.sslNegotiation === "direct" && tls.alpnProtocol === false) {
			throw new ConnectFault("not-postgres", "what answers there speaks TLS, but is not PostgreSQL 17 or later");
		}
		return { socket: tls, tls: tls.getProtocol() ?? undefined, peer: peerFacts(tls, params), tunnel };
	} catch (error) {
		socket.destroy();
		throw error;
	}
}

/** TCP, a Unix socket, or a channel of an SSH tunnel. */
async function openWay(
	params: ConnectParams,
	{ signal, tunnels }: { signal: AbortSignal; tunnels: Tunnels },
): Promise<{ socket: Duplex; tunnel: string[] }> {
	const { host, port, ssh } = params;
	if (ssh !== undefined) {
		const { stream, through } = await tunnels.open(ssh, { host, port }, signal);
		return { socket: stream, tunnel: through };
	}
	const path = host.startsWith("/") ? join(host, `.s.PGSQL.${port}`) : undefined;
	const socket = path
		? connectTcp({ path })
		: connectTcp({ host, port, noDelay: true, keepAlive: true, keepAliveInitialDelay: KEEP_ALIVE });
	await settled<void>(socket, signal, (done) => socket.once("connect", () => done()));
	return { socket, tunnel: [] };
}

async function askForTls(socket: Duplex, signal: AbortSignal): Promise<void> {
	socket.write(SSL_REQUEST);
	const answer = await firstByte(socket, signal);
	if (answer === "N") throw new ConnectFault("tls-refused", "the server refuses TLS");
	if (answer !== "S") throw new ConnectFault("not-postgres", "what answers there is not PostgreSQL");
}

function firstByte(socket: Duplex, signal: AbortSignal): Promise<string> {
	return settled(socket, signal, (done, fail) => {
		socket.once("data", (chunk: Buffer) => {
			// What follows is TLS's to read.
			socket.pause();
			// More than one byte in the clear ahead of TLS would be injected text (CVE-2021-23222): refused like libpq does.
			if (chunk.length === 1) done(chunk.toString("latin1"));
			else fail(new ConnectFault("not-postgres", "what answers there is not PostgreSQL"));
		});
		socket.once("end", () => fail(new ConnectFault("not-postgres", "the connection was closed without an answer")));
	});
}

async function secured(tls: TLSSocket, signal: AbortSignal): Promise<void> {
	try {
		await settled<void>(tls, signal, (done) => tls.once("secureConnect", () => done()));
	} catch (error) {
		if (signal.aborted) throw error;
		throw new ConnectFault("tls-failed", `TLS failed: ${error instanceof Error ? error.message : String(error)}`);
	}
}

/** One event of a socket as a promise: it rejects at the socket's error, its close, and the signal. */
function settled<T>(
	socket: Duplex,
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
