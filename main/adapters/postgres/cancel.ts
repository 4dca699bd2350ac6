/** How a running statement is stopped: asked, asked again with force, and at last the socket is closed. */
import type { ConnectParams } from "../../core/ports.ts";
import { backendPid } from "./backend-pid.ts";
import type { Login } from "./login.ts";
import { login } from "./login.ts";
import { lookForOurs } from "./look-for-ours.ts";
import { openLink } from "./open-socket.ts";
import type { Ending } from "./said-by-server.ts";
import { shortAnswer } from "./short-answer.ts";

/** Milliseconds that the server has to stop a statement before its session is terminated. */
const PATIENCE = 2_000;
/** Milliseconds between two requests: one that arrives just before its statement is lost, for the server tells nobody. */
const AGAIN = 200;
/** Milliseconds that a link with a request is kept for the other side to close: PgBouncer gives up one after 10 s. */
const LINGER = 15_000;

/**
 * Stops what runs in this session; resolves when it has ended, or when the socket is closed. Where the server's own answer was not
 * heard, then with a sentence: whether the statement was seen to have stopped, may still run, or nobody knows. Never throws.
 */
export async function cancelRunning(
	running: Login,
	params: ConnectParams,
	finished: Promise<Ending>,
): Promise<string | undefined> {
	let ending = await requested(running, params, finished);
	let ended: boolean | undefined;
	if (ending === undefined) {
		ended = await terminate(running, params).catch(() => undefined);
		ending = await within(finished, patienceAfter(ended));
	}
	if (ending === "answered") return undefined;
	running.link.socket.destroy();
	const between =
		ended === false
			? `process ${backendPid(running.client)}, which was announced, is no session of ours: a pooler stands between`
			: undefined;
	return unheard(between, await lookForOurs(running, params).catch(() => undefined));
}

/** Where it is no session of ours that was announced there is nothing to wait for; where nobody answered, not for long. */
function patienceAfter(ended: boolean | undefined): number {
	if (ended === undefined) return AGAIN;
	return ended ? PATIENCE : 0;
}

/** Undefined where it runs on in spite of all requests. */
async function requested(running: Login, params: ConnectParams, finished: Promise<Ending>) {
	for (const began = performance.now(); performance.now() - began < PATIENCE; ) {
		await requestCancel(running, params).catch(() => {});
		const ending = await within(finished, AGAIN);
		if (ending !== undefined) return ending;
	}
	return undefined;
}

/** What is known of a statement whose end was not heard; `ours` are the processes that were seen at work. */
function unheard(between: string | undefined, ours: readonly string[] | undefined): string {
	const because = between === undefined ? "" : ` (${between})`;
	const heard = `Our link ended before the server was heard to stop${because}.`;
	if (ours === undefined)
		return `${heard} It could not be asked on another link either: it is not known whether the statement still runs.`;
	if (ours.length === 0)
		return `${heard} Asked on another link, the server that answers there has no session of ours at work: the statement has stopped.`;
	return `${heard} Asked on another link, the server that answers there still has sessions of ours at work, and the statement may be among them: process ${ours.join(", ")}.`;
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
	// The other side closes it, once the signal is sent: from then on a later statement is safe from it. We do not: PgBouncer forgets
	// a request whose link ends while it passes the request on, and 1.18 dies of one that ends in the wrong moment (its issue 801).
	socket.write(packet);
	// A stream whose end nobody reads does not close.
	socket.resume();
	const late = setTimeout(() => socket.destroy(), LINGER);
	late.unref();
	socket.once("close", () => clearTimeout(late));
	await within(closed, PATIENCE);
}

/** A pooler makes up the process that it announces; by chance it is somebody else's, who is left alone. */
const terminating = (pid: number): string => `
SELECT pg_catalog.pg_terminate_backend(pid) FROM pg_catalog.pg_stat_activity
 WHERE pid = ${Math.trunc(pid)} AND usename = session_user AND datname = pg_catalog.current_database()
   AND application_name = pg_catalog.current_setting('application_name')`;

/** False where it is no session of ours. */
async function terminate(running: Login, params: ConnectParams): Promise<boolean> {
	const second = await login(params, AbortSignal.timeout(PATIENCE), running.tunnels);
	const late = setTimeout(() => second.link.socket.destroy(), PATIENCE);
	try {
		const { rows } = await shortAnswer(second, terminating(backendPid(running.client)));
		return rows.length > 0;
	} finally {
		clearTimeout(late);
		second.link.socket.destroy();
	}
}

async function within<T>(promise: Promise<T>, ms: number): Promise<T | undefined> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<undefined>((done) => {
		timer = setTimeout(() => done(undefined), ms);
	});
	try {
		return await Promise.race([promise, late]);
	} finally {
		clearTimeout(timer);
	}
}
