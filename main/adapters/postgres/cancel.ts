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

/**
 * Stops what runs in this session; resolves when `finished` has, or when the socket is closed: then with what is not known, in a
 * sentence. Never throws.
 */
export async function cancelRunning(
	running: Login,
	params: ConnectParams,
	finished: Promise<void>,
): Promise<string | undefined> {
	for (const began = performance.now(); performance.now() - began < PATIENCE; ) {
		await requestCancel(running, params).catch(() => {});
		if (await within(finished, AGAIN)) return undefined;
	}
	const ended = await terminate(running, params).catch(() => undefined);
	if (await within(finished, PATIENCE)) return undefined;
	running.link.socket.destroy();
	if (ended === "unknown") {
		return `Our link was closed, and the server may still be at work: the process that it announced, ${backendPid(running.client)}, is no session of ours there, so a pooler stands between.`;
	}
	return "Our link was closed before the server was seen to stop.";
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

/** A pooler makes up the process that it announces; by chance it is somebody else's, who is left alone. */
const TERMINATE = `
SELECT pg_catalog.pg_terminate_backend(pid) FROM pg_catalog.pg_stat_activity
 WHERE pid = $1 AND usename = session_user AND datname = pg_catalog.current_database()
   AND application_name = pg_catalog.current_setting('application_name')`;

async function terminate(running: Login, params: ConnectParams): Promise<"asked" | "unknown"> {
	const second = await login(params, AbortSignal.timeout(PATIENCE), running.tunnels);
	const late = setTimeout(() => second.link.socket.destroy(), PATIENCE);
	try {
		const { rowCount } = await second.client.query(TERMINATE, [backendPid(running.client)]);
		return rowCount === 0 ? "unknown" : "asked";
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
