/** Snapshots that wait to be put back. The ledger says so, not the folder: another database may have the same name. */
import { compareMigrationIds, type KeptSnapshot, type WaitingSnapshot } from "../../contract/index.ts";
import { withConnection } from "../connections/with-connection.ts";
import type { MigrationDeps } from "../migrations/deps.ts";
import { hasLedger } from "../migrations/ledger-schema.ts";
import type { ReadSession } from "../ports.ts";
import { RESTORE_REASON } from "./restore.ts";

/** The entries of one rollback share their run, and each has its snapshot. */
const WAITING = `
WITH last AS (
	SELECT DISTINCT ON (migration) migration, event FROM bulkhead.events
	 WHERE event IN ('apply', 'rollback', 'adopt') ORDER BY migration, id DESC)
SELECT pg_catalog.min(back.details ->> 'snapshot') AS snapshot, pg_catalog.to_json(pg_catalog.max(back.at)) #>> '{}' AS at,
       pg_catalog.min(back.by) AS by, pg_catalog.min(back.host) AS host, pg_catalog.min(back.reason) AS reason,
       pg_catalog.json_agg(back.migration)::text AS migrations,
       pg_catalog.json_agg(back.migration) FILTER (WHERE last.event = 'rollback')::text AS missing
  FROM bulkhead.events AS back JOIN last ON last.migration = back.migration
 WHERE back.event = 'rollback' AND back.details ? 'snapshot'
   AND NOT EXISTS (SELECT FROM bulkhead.events AS r
                    WHERE r.event = 'restore' AND r.id > back.id AND r.reason = $1 || (back.details #>> '{snapshot,id}'))
 GROUP BY back.run
 ORDER BY pg_catalog.max(back.id) DESC
 LIMIT 50`;

type Row = Record<"snapshot" | "at" | "by" | "host" | "migrations", string> & {
	reason: string | null;
	missing: string | null;
};

export function listWaiting(
	deps: MigrationDeps,
	{ connection }: { connection: string },
	signal: AbortSignal,
): Promise<WaitingSnapshot[]> {
	return withConnection(deps, connection, { signal }, async (session) => {
		if (!(await hasLedger(session))) return [];
		const rows = await readRows(session);
		if (rows.length === 0) return [];
		const files = new Map((await deps.ports.snapshots.list()).map(({ id, path }) => [id, path]));
		return rows.map((row) => describe(row, files));
	});
}

const readRows = (session: ReadSession): Promise<Row[]> => session.query<Row>(WAITING, [RESTORE_REASON]);

function describe(
	{ snapshot, at, by, host, reason, migrations, missing }: Row,
	files: ReadonlyMap<string, string>,
): WaitingSnapshot {
	const { id, tables } = JSON.parse(snapshot) as KeptSnapshot;
	const path = files.get(id);
	const newestFirst = (text: string | null): string[] =>
		(JSON.parse(text ?? "[]") as string[]).sort((a, b) => compareMigrationIds(b, a));
	return {
		...{ id, at: new Date(at), by, host, tables },
		...{ migrations: newestFirst(migrations), missing: newestFirst(missing) },
		...(reason === null ? {} : { reason }),
		...(path === undefined ? {} : { path }),
	};
}
