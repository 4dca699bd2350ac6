/** A rehearsal on live tables is nobody's business but ours: it waits for no lock for long, and does not let others wait for its own. */
import { withConnection } from "../connections/with-connection.ts";
import { AppError } from "../errors.ts";
import type { JobContext } from "../jobs.ts";
import type { MigrationDeps } from "../migrations/deps.ts";
import type { ReadSession } from "../ports.ts";

/** Milliseconds between two looks, and for how long another session may wait for us. */
const AGAIN = 1_000;
const PATIENCE = 5_000;

/** pg_locks shows every role who waits; what others run, and who they are, this role may not see. */
const WAITING = `
SELECT DISTINCT w.pid::text AS pid,
       coalesce(pg_catalog.format('%s.%s', n.nspname, c.relname), w.locktype) AS object
  FROM pg_catalog.pg_locks w
  LEFT JOIN pg_catalog.pg_class c ON c.oid = w.relation AND w.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())
  LEFT JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE NOT w.granted AND $1::integer = ANY (pg_catalog.pg_blocking_pids(w.pid))`;

/**
 * Lends a signal that fires with the job's, or when another session has waited for us for too long. Then the error is REFUSED and says
 * who waited for what.
 */
export async function givingWay<T>(
	deps: MigrationDeps,
	connection: string,
	job: JobContext,
	use: (job: JobContext, watch: (pid: number) => void) => Promise<T>,
): Promise<T> {
	const giveUp = new AbortController();
	const ended = new AbortController();
	let watching: Promise<void> = Promise.resolve();
	const watch = (pid: number): void => {
		watching = look(deps, connection, pid, ended.signal).then(
			(inTheWay) => inTheWay && giveUp.abort(inTheWay),
			// What befalls the watch never touches the work.
			() => {},
		);
	};
	try {
		return await use({ ...job, signal: AbortSignal.any([job.signal, giveUp.signal]) }, watch);
	} catch (caught) {
		throw giveUp.signal.aborted && !job.signal.aborted ? giveUp.signal.reason : caught;
	} finally {
		ended.abort();
		await watching;
	}
}

/** Answers with an error once somebody has waited for too long. A rehearsal that is over within a moment is not watched. */
async function look(
	deps: MigrationDeps,
	connection: string,
	pid: number,
	signal: AbortSignal,
): Promise<AppError | undefined> {
	const { clock } = deps.ports;
	await clock.sleep(AGAIN, signal);
	return withConnection(deps, connection, { signal }, async (session) => {
		let since: ReadonlyMap<string, number> = new Map();
		for (;;) {
			const waiting = await readWaiting(session, pid);
			const now = clock.monotonic();
			since = new Map([...waiting.keys()].map((each) => [each, since.get(each) ?? now]));
			if (Math.min(...since.values()) <= now - PATIENCE) return inTheWay(waiting);
			await clock.sleep(AGAIN, signal);
		}
	});
}

async function readWaiting(session: ReadSession, pid: number): Promise<Map<string, string>> {
	const rows = await session.query<Record<"pid" | "object", string>>(WAITING, [pid]);
	return new Map(rows.map((row) => [row.pid, row.object]));
}

const OTHERWISE = "Rehearse when less is going on, or in a scratch database (--scratch), which locks nothing here.";

function inTheWay(waiting: ReadonlyMap<string, string>): AppError {
	const objects = [...new Set(waiting.values())].slice(0, 5).join(", ");
	const who = waiting.size === 1 ? "another session" : `${waiting.size} other sessions`;
	return new AppError(
		"REFUSED",
		`The rehearsal gave way: ${who} waited ${PATIENCE / 1_000} s for its locks (${objects}).`,
		{
			hint: OTHERWISE,
			data: { state: "It was a rehearsal: everything was rolled back." },
		},
	);
}

/** The error of a lock that could not be had, with what a rehearsal can do instead. */
export function gaveWay(error: AppError): AppError {
	if (error.data.sqlstate !== "55P03") return error;
	const message = `The rehearsal gave way: ${error.message}`;
	const hint = `Another session holds the table, and a rehearsal does not wait. ${OTHERWISE}`;
	return new AppError(error.code, message, { ...error.data, hint }, error);
}
