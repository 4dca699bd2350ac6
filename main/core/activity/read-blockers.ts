import type { Blocker } from "../../contract/index.ts";
import type { ReadSession } from "../ports.ts";
import { withoutPasswords } from "../sql/without-passwords.ts";

const BLOCKERS = `
SELECT a.pid::text AS pid, coalesce(a.usename, '') AS "user", coalesce(a.application_name, '') AS application,
       coalesce(a.client_hostname, pg_catalog.host(a.client_addr), 'local') AS host, coalesce(a.state, '') AS state,
       pg_catalog.to_json(a.xact_start) #>> '{}' AS since,
       pg_catalog.left(pg_catalog.regexp_replace(coalesce(a.query, ''), '\\s+', ' ', 'g'), 160) AS query,
       (pg_catalog.cardinality(pg_catalog.pg_blocking_pids(a.pid)) > 0)::text AS waits,
       (a.backend_start IS NULL)::text AS hidden
  FROM pg_catalog.pg_stat_activity a
 WHERE a.pid = ANY (pg_catalog.pg_blocking_pids($1)) OR a.pid = $2
 ORDER BY a.xact_start NULLS LAST`;

/** Sessions that wait for this one. Asking takes the lock manager's locks for a moment: once a second is fine. */
const BEHIND = `
SELECT pg_catalog.count(*)::text AS behind
  FROM pg_catalog.pg_stat_activity a
 WHERE a.wait_event_type = 'Lock' AND $1::integer = ANY (pg_catalog.pg_blocking_pids(a.pid))`;

export interface Blockers {
	by: Blocker[];
	behind: number;
}

/** Who keeps the session of this pid waiting (`locker` too, where the server names one), and how many wait behind it. */
export async function readBlockers(session: ReadSession, pid: number, locker?: number): Promise<Blockers> {
	const rows = await session.query<
		Record<"pid" | "user" | "application" | "host" | "state" | "query" | "waits" | "hidden", string> & {
			since: string | null;
		}
	>(BLOCKERS, [pid, locker ?? null]);
	const by = rows.map(({ since, waits, hidden, ...row }) => ({
		...row,
		pid: Number(row.pid),
		query: withoutPasswords(row.query),
		waits: waits === "true",
		...(hidden === "true" ? { hidden: true, query: "" } : {}),
		...(since === null ? {} : { since: new Date(since) }),
	}));
	if (by.length === 0) return { by, behind: 0 };
	const [count] = await session.query<{ behind: string }>(BEHIND, [pid]);
	return { by, behind: Number(count?.behind ?? 0) };
}
