import type { StopHow } from "../../contract/index.ts";
import { withConnection } from "../connections/with-connection.ts";
import { AppError } from "../errors.ts";
import type { ReadSession } from "../ports.ts";
import type { ActivityDeps } from "./deps.ts";
import { ME } from "./sessions-query.ts";

const functions: Record<StopHow, string> = { cancel: "pg_cancel_backend", terminate: "pg_terminate_backend" };

/** Milliseconds in which it is expected to end, and between two looks. */
const PATIENCE = 3_000;
const POLL = 50;

const TARGET = `
WITH ${ME}
SELECT pg_catalog.to_json(a.backend_start) #>> '{}' AS began, a.backend_start::text AS exactly, coalesce(a.query_start::text, '') AS statement,
       coalesce(a.state, '') AS state, coalesce(a.application_name, '') AS application
  FROM pg_catalog.pg_stat_activity a CROSS JOIN me
 WHERE a.pid = $1 AND a.datname = me.database AND a.pid <> pg_catalog.pg_backend_pid()`;

/** A field is null where this role may not see it. */
interface Target {
	[column: string]: string | null;
	began: string | null;
	exactly: string | null;
	statement: string;
	state: string;
	application: string;
}

interface StopRequest {
	connection: string;
	pid: number;
	how: StopHow;
	/** When the session that is meant began: a pid is used again. */
	began?: Date | undefined;
}

export interface Stopped {
	/** False: there is no such session. */
	heard: boolean;
	/** Whether the statement, or the session, was seen to end; undefined where this role may not see that. */
	ended?: boolean;
}

/** Asks a session of this database to stop, and looks whether it did. Errors: REFUSED for our own, STATEMENT_FAILED (42501). */
export function stopSession(deps: ActivityDeps, { connection, pid, how, began }: StopRequest): Promise<Stopped> {
	return withConnection(deps, connection, {}, async (session) => {
		const before = await readTarget(session, pid);
		if (!before || isAnother(before, began)) return { heard: false };
		if (deps.own.has(pid) && before.application.startsWith("bulkhead ")) throw ownRefused(pid);
		const [row] = await session.query<{ heard: string }>(
			`SELECT pg_catalog.${functions[how]}(a.pid)::text AS heard FROM pg_catalog.pg_stat_activity a
			  WHERE a.pid = $1 AND a.datname = pg_catalog.current_database() AND a.backend_start::text IS NOT DISTINCT FROM $2`,
			[pid, before.exactly],
		);
		if (row?.heard !== "true") return { heard: false };
		const ended = await seenToEnd(deps, session, { pid, how, before });
		return { heard: true, ...(ended === undefined ? {} : { ended }) };
	});
}

async function readTarget(session: ReadSession, pid: number): Promise<Target | undefined> {
	return (await session.query<Target>(TARGET, [pid]))[0];
}

/** A date of ours has no microseconds. */
function isAnother({ began }: Target, wanted: Date | undefined): boolean {
	return wanted !== undefined && began !== null && Math.abs(new Date(began).getTime() - wanted.getTime()) > 1;
}

function ownRefused(pid: number): AppError {
	return new AppError("REFUSED", `Process ${pid} works for this Bulkhead itself.`, {
		hint: "Cancel the run that it works for.",
		data: { reasons: ["It is this Bulkhead's own session."], state: "Nothing was stopped." },
	});
}

async function seenToEnd(
	{ ports: { clock } }: ActivityDeps,
	session: ReadSession,
	{ pid, how, before }: { pid: number; how: StopHow; before: Target },
): Promise<boolean | undefined> {
	const hidden = before.exactly === null;
	if (how === "cancel" && hidden) return undefined;
	// Nothing runs in it, so there is nothing to end.
	if (how === "cancel" && before.state !== "active") return false;
	for (const asked = clock.monotonic(); clock.monotonic() - asked < PATIENCE; ) {
		const now = await readTarget(session, pid);
		if (!now || now.exactly !== before.exactly) return true;
		if (how === "cancel" && (now.state !== "active" || now.statement !== before.statement)) return true;
		await clock.sleep(POLL);
	}
	return false;
}
