/** How a running statement is stopped: asked, asked again with force, and at last the socket is closed. */
import type { ConnectParams } from "../../core/ports.ts";
import { backendPid } from "./backend-pid.ts";
import type { Login } from "./login.ts";
import { login } from "./login.ts";
import { openLink } from "./open-socket.ts";

/** Milliseconds that the server has to stop a statement before its session is terminated. */
const PATIENCE = 2_000;
/** Milliseconds between two requests: one that arrives just before its statement is lost, for the server tells nobody. */
const AGAIN = 200;

/** Stops what runs in this session; resolves when `finished` has, or when the socket is closed. Never throws. */
export async function cancelRunning(running: Login, params: ConnectParams, finished: Promise<void>): Promise<void> {
	for (const began = performance.now(); performance.now() - began < PATIENCE; ) {
		await requestCancel(running, params).catch(() => {});
		if (await within(finished, AGAIN)) return;
	}
	await terminate(running, params).catch(() => {});
	if (await within(finished, PATIENCE)) return;
	running.link.socket.destroy();
}

/** PostgreSQL's CancelRequest on a link of its own, encrypted where the session is; it needs no login and no free slot. */
async function requestCancel({ client, link, tunnels }: Login, params: ConnectParams): Promise<void> {
	const { secretKey } = client as unknown as { secretKey: number | null };
	const packet = Buffer.alloc(16);
	packet.writeInt32BE(16, 0);
	packet.writeInt32BE(80_877_102, 4);
	packet.writeInt32BE(backendPid(client), 8);
	packet.writeInt32BE(secretKey ?? 0, 12);
	const signal = AbortSignal.timeout(PATIENCE);
	const { socket } = await openLink(params, link.tls === undefined ? "plain" : "tls", { signal, tunnels });
	socket.on("error", () => {});
	const closed = new Promise<void>((done) => socket.once("close", () => done()));
	socket.end(packet);
	// A stream whose end nobody reads does not close.
	socket.resume();
	// The server closes the link once it has sent the signal: from then on a later statement is safe from it.
	await within(closed, PATIENCE);
	socket.destroy();
}

async function terminate(running: Login, params: ConnectParams): Promise<void> {
	const second = await login(params, AbortSignal.timeout(PATIENCE), running.tunnels);
	const late = setTimeout(() => second.link.socket.destroy(), PATIENCE);
	try {
		await second.client.query("SELECT pg_catalog.pg_terminate_backend($1)", [backendPid(running.client)]);
	} finally {
		clearTimeout(late);
		second.link.socket.destroy();
	}
}

async function within(promise: Promise<void>, ms: number): Promise<boolean> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<false>((done) => {
		timer = setTimeout(() => done(false), ms);
	});
	try {
		return await Promise.race([promise.then(() => true), late]);
	} finally {
		clearTimeout(timer);
	}
}
