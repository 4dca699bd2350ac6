/** One Bulkhead at a time makes the demo: a session's advisory lock, which the server gives back when its holder dies. */
import type { JobContext } from "../jobs.ts";
import type { Clock, ReadSession } from "../ports.ts";

/** The lock's two keys: "demo" and "make" in ASCII. */
const KEYS = [0x64656d6f, 0x6d616b65] as const;
/** Milliseconds between two tries. */
const POLL = 200;

const HELD = `
SELECT (count(*) > 0)::text AS held FROM pg_catalog.pg_locks
 WHERE locktype = 'advisory' AND granted AND objsubid = 2 AND classid::bigint = $1::bigint AND objid::bigint = $2::bigint`;

/** Waits for as long as another makes it: that ends by itself, and then there is nothing left to do. */
export async function withMakersLock<T>(
	session: ReadSession,
	{ clock, signal, report }: JobContext & { clock: Clock },
	use: () => Promise<T>,
): Promise<T> {
	for (let tries = 0; !(await tryLock(session)); tries += 1) {
		if (tries === 0) report({ kind: "step", text: "Another Bulkhead is making the demo: waiting for it" });
		await clock.sleep(POLL, signal);
		signal.throwIfAborted();
	}
	try {
		return await use();
	} finally {
		// A session that is gone has given the lock back already.
		await session.query("SELECT pg_catalog.pg_advisory_unlock($1, $2)::text AS done", KEYS).catch(() => {});
	}
}

export async function isBeingMade(session: ReadSession): Promise<boolean> {
	const [row] = await session.query<{ held: string }>(HELD, KEYS);
	return row?.held === "true";
}

async function tryLock(session: ReadSession): Promise<boolean> {
	const [row] = await session.query<{ got: string }>(
		"SELECT pg_catalog.pg_try_advisory_lock($1, $2)::text AS got",
		KEYS,
	);
	return row?.got === "true";
}
