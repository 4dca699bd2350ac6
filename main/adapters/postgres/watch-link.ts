/**
 * A call that gets no answer: the server may be at work for hours, or the network may have swallowed request or answer without a word. A
 * second session asks the server. TCP's own keep-alive does not see a proxy or firewall that answers for a server that it has forgotten.
 */
import type { ConnectParams } from "../../core/ports.ts";
import { type Login, login } from "./login.ts";
import { backendPid } from "./session.ts";

/** Milliseconds between two looks, and until a look without an answer is given up. */
const LOOK = 5_000;
/** So many looks in a row at a session that has nothing to do: then the answer was lost, or the question. */
const IDLE_LOOKS = 2;
/** The same where it reads our COPY, which we may be slow to make; and where nothing answers at that address. */
const PATIENT_LOOKS = 12;

/** What the server's side of the session does. `unknown`: it is not seen from there, a pooler or another server may stand between. */
type Seen = "works" | "idle" | "reads" | "unreachable" | "unknown";

/** Around each call: one that both sides wait for ends as a lost connection, after 10 to 15 s, or a minute where nothing answers. */
export function watchingLink(opened: Login, params: ConnectParams) {
	return async <T>(call: () => Promise<T>): Promise<T> => {
		const watch = startWatch(opened, params);
		try {
			return await call();
		} finally {
			watch.stop();
		}
	};
}

function startWatch(opened: Login, params: ConnectParams): { stop(): void } {
	let stopped = false;
	let seenBefore: Seen = "unknown";
	let times = 0;
	let moved = movedBytes(opened);
	const look = async (): Promise<void> => {
		const now = movedBytes(opened);
		const seen = now === moved && !isHolding(opened) ? await ask(opened, params) : "works";
		if (stopped) return;
		times = seen === seenBefore ? times + 1 : 1;
		[seenBefore, moved] = [seen, now];
		if (times >= looksUntilLost(seen)) await giveUp(opened, params, seen);
		else arm();
	};
	let timer: NodeJS.Timeout;
	const arm = (): void => {
		timer = setTimeout(() => void look(), LOOK);
	};
	arm();
	return {
		stop() {
			stopped = true;
			clearTimeout(timer);
		},
	};
}

const movedBytes = ({ link: { socket } }: Login): number => socket.bytesRead + socket.bytesWritten;

/** We have what came, and have not taken it yet. */
const isHolding = ({ link: { socket } }: Login): boolean => socket.isPaused() || socket.readableLength > 0;

function looksUntilLost(seen: Seen): number {
	switch (seen) {
		case "idle":
			return IDLE_LOOKS;
		case "reads":
		case "unreachable":
			return PATIENT_LOOKS;
		case "works":
		case "unknown":
			return Number.POSITIVE_INFINITY;
	}
}

async function ask(opened: Login, params: ConnectParams): Promise<Seen> {
	try {
		const rows = await onSecond(
			params,
			"SELECT state, wait_event FROM pg_catalog.pg_stat_activity WHERE pid = $1 AND usename = session_user AND application_name = pg_catalog.current_setting('application_name')",
			[backendPid(opened.client)],
		);
		const [row] = rows as { state: string | null; wait_event: string | null }[];
		if (!row) return "unknown";
		if (row.wait_event !== "ClientRead") return "works";
		return row.state === "active" ? "reads" : "idle";
	} catch (caught) {
		return isSystems(caught) ? "unreachable" : "unknown";
	}
}

/** The system's own failure to get through, or no answer in time; not what a server says. */
function isSystems(caught: unknown): boolean {
	return caught instanceof Error && ("syscall" in caught || caught.name === "TimeoutError");
}

/** The server's side is ended as well, or it would keep its locks until its own keep-alive finds out. */
async function giveUp(opened: Login, params: ConnectParams, seen: Seen): Promise<void> {
	if (seen !== "unreachable") {
		await onSecond(params, "SELECT pg_catalog.pg_terminate_backend($1)", [backendPid(opened.client)]).catch(() => {});
	}
	const why =
		seen === "unreachable"
			? "nothing answers at its address any more"
			: "the network lost a question or an answer: the server waits for us as we wait for it";
	opened.link.socket.destroy(new Error(why));
}

async function onSecond(params: ConnectParams, sql: string, values: unknown[]): Promise<unknown[]> {
	const second = await login(params, AbortSignal.timeout(LOOK));
	const late = setTimeout(() => second.link.socket.destroy(), LOOK);
	try {
		return (await second.client.query(sql, values)).rows;
	} finally {
		clearTimeout(late);
		second.link.socket.destroy();
	}
}
