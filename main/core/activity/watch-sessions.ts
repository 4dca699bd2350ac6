import type { ActivityResult } from "../../contract/index.ts";
import { withConnection } from "../connections/with-connection.ts";
import type { ActivityDeps } from "./deps.ts";
import { type Look, readSessions } from "./read-sessions.ts";

/** Milliseconds between two looks. */
const EVERY = 2_000;

interface WatchRequest extends Look {
	connection: string;
	everyMs?: number | undefined;
}

/**
 * A look each `everyMs`, all on one session, which is closed when nobody listens any more. A reader who is slow gets the newest look,
 * never a queue of old ones.
 */
export async function* watchSessions(
	deps: ActivityDeps,
	{ connection, everyMs = EVERY, ...look }: WatchRequest,
	signal: AbortSignal | undefined,
): AsyncGenerator<ActivityResult, void> {
	const left = new AbortController();
	const stop = signal ? AbortSignal.any([signal, left.signal]) : left.signal;
	let latest: ActivityResult | undefined;
	let fresh = Promise.withResolvers<void>();
	const looking = withConnection(deps, connection, { signal: stop }, async (session) => {
		for (;;) {
			latest = await readSessions(session, look, deps.own.has);
			fresh.resolve();
			await deps.ports.clock.sleep(everyMs, stop);
		}
	});
	// Whoever has left does not hear how it ended.
	const ended = looking.catch(() => {});
	try {
		for (;;) {
			await Promise.race([fresh.promise, looking]);
			fresh = Promise.withResolvers<void>();
			if (latest) yield latest;
		}
	} finally {
		left.abort();
		await ended;
	}
}
