/** Indexes that are being built or rebuilt now. */
import type { IndexBuild } from "../../contract/index.ts";
import { phaseWords } from "../activity/phase-words.ts";
import type { ReadSession } from "../ports.ts";

const BUILDS = `
SELECT p.pid::text AS pid, coalesce(t.name, 'a table that this login does not see') AS "table", i.name AS index, p.command, p.phase,
       CASE WHEN p.tuples_total > 0 THEN p.tuples_done::float8 / p.tuples_total
            WHEN p.blocks_total > 0 THEN p.blocks_done::float8 / p.blocks_total END::text AS progress,
       pg_catalog.array_to_json(pg_catalog.pg_blocking_pids(p.pid))::text AS blocking,
       nullif(p.current_locker_pid, 0)::text AS locker, pg_catalog.to_json(a.query_start) #>> '{}' AS since
  FROM pg_catalog.pg_stat_progress_create_index p
  LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = p.pid
  LEFT JOIN LATERAL (SELECT pg_catalog.format('%I.%I', n.nspname, c.relname) AS name FROM pg_catalog.pg_class c
                       JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = p.relid) AS t ON true
  LEFT JOIN LATERAL (SELECT pg_catalog.format('%I.%I', n.nspname, c.relname) AS name FROM pg_catalog.pg_class c
                       JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = p.index_relid) AS i ON true
 WHERE p.datname = pg_catalog.current_database()
 ORDER BY a.query_start NULLS LAST, p.pid`;

type BuildRow = Record<"pid" | "table" | "blocking", string> &
	Record<"index" | "command" | "phase" | "progress" | "locker" | "since", string | null>;

/** Of other people's builds a login without pg_read_all_stats sees that they are there. */
export async function readBuilds(session: ReadSession): Promise<IndexBuild[]> {
	const rows = await session.query<BuildRow>(BUILDS);
	return rows.map(({ pid, table, index, command, phase, progress, blocking, locker, since }) => ({
		...{ pid: Number(pid), table, index, command: command ?? "a build of somebody else" },
		phase: phase === null ? "not shown to this login: pg_read_all_stats shows it" : phaseWords(command ?? "", phase),
		progress: progress === null ? null : Math.min(1, Number(progress)),
		waitsFor: [...new Set([...(JSON.parse(blocking) as number[]), ...(locker === null ? [] : [Number(locker)])])],
		since: since === null ? null : new Date(since).toISOString(),
	}));
}
