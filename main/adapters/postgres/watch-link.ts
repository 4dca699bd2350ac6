/**
 * A call that gets no answer: the server may be at work for hours, or the network may have swallowed request or answer without a word. A
 * second session asks the server. TCP's own keep-alive does not see a proxy or firewall that answers for a server that it has forgotten.
 */
import type { ConnectParams } from "../../core/ports.ts";
import { backendPid } from "./backend-pid.ts";
import { type Login, login } from "./login.ts";
import type { Pace } from "./session.ts";

/** Milliseconds between two looks, and until a look without an answer is given up. */
const LOOK = 5_000;
/** So many looks in a row at a session that has nothing to do: then the answer was lost, or the question. */
const IDLE_LOOKS = 2;
/** The same in a COPY, of which our own disk may be slow to take or to give; and where nothing answers at that address. */
const PATIENT_LOOKS = 12;

const WHAT_IT_DOES = `
SELECT wait_event FROM pg_catalog.pg_stat_activity
 WHERE pid = $1 AND usename = session_user AND application_name = pg_catalog.current_setting('application_name')`;

/** What the server's side of the session does. `unknown`: it is not seen from there, a pooler or another server may stand between. */
type Seen = "works" | "waits" | "unreachable" | "unknown";

/** Around each call: one that both sides wait for ends as a lost connection, after 10 to 15 s, or a minute in a COPY and where nothing answers. */
export function watchingLink(opened: Login, params: ConnectParams) {
	return async <T>(call: () => Promise<T>, pace?: Pace): Promise<T> => {
		const watch = startWatch(opened, params, pace);
		try {
			return await call();
		} finally {
			watch.stop();
		}
	};
}

function startWatch(opened: Login, params: ConnectParams, pace?: Pace): { stop(): void } {
	let stopped = false;
	let seenBefore: Seen = "unknown";
	let times = 0;
	let moved = movedBytes(opened);
	const look = async (): Promise<void> => {
		const now = movedBytes(opened);
		const seen = now === moved && opened.link.socket.readableLength === 0 ? await ask(opened, params) : "works";
		if (stopped) return;
		times = seen === seenBefore ? times + 1 : 1;
		[seenBefore, moved] = [seen, now];
		if (times >= looksUntilLost(seen, pace)) await giveUp(opened, params, seen);
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

function looksUntilLost(seen: Seen, pace: Pace | undefined): number {
	switch (seen) {
		case "waits":
			return pace === "ours" ? PATIENT_LOOKS : IDLE_LOOKS;
		case "unreachable":
			return PATIENT_LOOKS;
		case "works":
		case "unknown":
			return Number.POSITIVE_INFINITY;
	}
}

async function ask(opened: Login, params: ConnectParams): Promise<Seen> {
	try {
		const rows = await onSecond(opened, params, WHAT_IT_DOES);
		const [row] = rows as { wait_event: string | null }[];
		if (!row) return "unknown";
		return row.wait_event === "ClientRead" ? "waits" : "works";
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
		await onSecond(opened, params, "SELECT pg_catalog.pg_terminate_backend($1)").catch(() => {});
	}
	const why =
		seen === "unreachable"
			? "nothing answers at its address any more"
			: "the network lost a question or an answer: the server waits for us as we wait for it";
	opened.link.socket.destroy(new Error(why));
}

/** From outside; `$1` is the session's process. */
async function onSecond(opened: Login, params: ConnectParams, sql: string): Promise<unknown[]> {
	const second = await login(params, AbortSignal.timeout(LOOK), opened.tunnels);
	const late = setTimeout(() => second.link.socket.destroy(), LOOK);
	try {
		return (await second.client.query(sql, [backendPid(opened.client)])).rows;
	} finally {
		clearTimeout(late);
		second.link.socket.destroy();
	}
}
