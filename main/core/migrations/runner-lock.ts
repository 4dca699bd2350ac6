/** One runner a database: a session-level advisory lock, polled, for a waiter would block CREATE INDEX CONCURRENTLY. */
import type { JobProgress, LockHolder } from "../../contract/index.ts";
import { AppError } from "../errors.ts";
import type { Clock, ReadSession } from "../ports.ts";
import { pooled, processChanged, refusal } from "../preflight/obstacle.ts";

/** The lock's two keys: "bulk" and "head" in ASCII. */
const KEYS = [0x62756c6b, 0x68656164] as const;
/** Milliseconds between two tries, and until the wait is given up. */
const POLL = 200;
const PATIENCE = 5_000;

const HOLDER = `
SELECT l.pid::text AS pid, coalesce(a.usename, '?') AS "user", coalesce(a.application_name, '') AS application,
       coalesce(a.client_hostname, pg_catalog.host(a.client_addr), 'local') AS host,
       pg_catalog.to_json(coalesce(a.backend_start, pg_catalog.clock_timestamp())) #>> '{}' AS since
  FROM pg_catalog.pg_locks l
  JOIN pg_catalog.pg_database d ON d.oid = l.database AND d.datname = pg_catalog.current_database()
  LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
 WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 2
   AND l.classid::bigint = $1::bigint AND l.objid::bigint = $2::bigint`;

/** Who runs migrations in this database right now. Fields that this role may not see are "?" or empty. */
export async function readRunner(session: ReadSession): Promise<LockHolder | undefined> {
	const [row] = await session.query<Record<"pid" | "user" | "application" | "host" | "since", string>>(HOLDER, KEYS);
	return row && { ...row, pid: Number(row.pid), since: new Date(row.since) };
}

/** Taken by the process that is ours, or not at all: one that a pooler lent us for a moment would keep it. */
const TRY = `
SELECT CASE WHEN pid = $3 THEN pg_catalog.pg_try_advisory_lock($1, $2) END::text AS got, pid::text
  FROM pg_catalog.pg_backend_pid() AS pid`;

interface Waiting {
	clock: Clock;
	signal: AbortSignal;
	report: (progress: JobProgress) => void;
}

/** Holds the lock while `use` runs. LOCK_HELD, with the holder, when another keeps it for longer than five seconds. */
export async function withRunnerLock<T>(session: ReadSession, waiting: Waiting, use: () => Promise<T>): Promise<T> {
	await acquire(session, waiting);
	try {
		return await use();
	} finally {
		// A session that is gone has given the lock back already.
		await session.query("SELECT pg_catalog.pg_advisory_unlock($1, $2)::text AS done", KEYS).catch(() => {});
	}
}

async function acquire(session: ReadSession, { clock, signal, report }: Waiting): Promise<void> {
	const began = clock.monotonic();
	let told: number | undefined;
	for (;;) {
		signal.throwIfAborted();
		const [row] = await session.query<{ got: string; pid: string }>(TRY, [...KEYS, session.backendPid]);
		if (row?.got === "true") return;
		if (Number(row?.pid) !== session.backendPid) {
			throw refusal(pooled([processChanged(session.backendPid, row?.pid)]));
		}
		const holder = await readRunner(session);
		if (holder && holder.pid !== told) report({ kind: "waiting-for-lock", holder });
		told = holder?.pid;
		if (holder && clock.monotonic() - began > PATIENCE) throw lockHeld(holder);
		await clock.sleep(POLL, signal);
	}
}

function lockHeld(holder: LockHolder): AppError {
	const who = `${holder.user} from ${holder.host}`;
	return new AppError("LOCK_HELD", `Another Bulkhead works on this database: ${who}, pid ${holder.pid}.`, {
		hint: "Wait for it to end. If nobody is there any more, end its session: SELECT pg_terminate_backend(pid).",
		data: { holder, state: "Nothing was run." },
	});
}
