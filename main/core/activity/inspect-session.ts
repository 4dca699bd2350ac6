import type { HeldLock, InspectedSession } from "../../contract/index.ts";
import { withConnection } from "../connections/with-connection.ts";
import { AppError } from "../errors.ts";
import type { MigrationDeps } from "../migrations/deps.ts";

/** Locks that are told. */
const LOCKS = 500;

const QUERY = `
SELECT CASE WHEN d.encoding <> (SELECT encoding FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())
            THEN pg_catalog.encode(pg_catalog.textsend(coalesce(a.query, '')), 'escape') ELSE coalesce(a.query, '') END AS query
  FROM pg_catalog.pg_stat_activity a LEFT JOIN pg_catalog.pg_database d ON d.oid = a.datid WHERE a.pid = $1`;

/** Names are known of this database's objects and of those that all databases share. `waitstart`: from PostgreSQL 14 on. */
const HELD = `
SELECT l.locktype AS type, l.mode, l.granted::text AS granted, pg_catalog.to_jsonb(l) ->> 'waitstart' AS since,
       pg_catalog.count(*) OVER ()::text AS count,
       CASE l.locktype
         WHEN 'virtualxid' THEN 'transaction ' || l.virtualxid || CASE WHEN l.virtualxid = l.virtualtransaction THEN ', its own' ELSE '' END
         WHEN 'transactionid' THEN 'transaction ' || l.transactionid::text
         WHEN 'advisory' THEN 'advisory lock ' || CASE l.objsubid
           WHEN 1 THEN ((l.classid::bigint << 32) | l.objid::bigint)::text ELSE l.classid::text || ', ' || l.objid::text END
         WHEN 'object' THEN coalesce(k.relname, 'class ' || l.classid::text) || ' ' || l.objid::text
         ELSE coalesce(pg_catalog.format('%I.%I', n.nspname, c.relname),
                       CASE WHEN l.relation IS NULL THEN coalesce('database ' || d.datname, 'the server')
                            ELSE 'table ' || l.relation::text || coalesce(' of database ' || d.datname, '') END)
              || CASE WHEN l.page IS NULL THEN '' ELSE ', page ' || l.page::text END
              || CASE WHEN l.tuple IS NULL THEN '' ELSE ', row ' || l.tuple::text END
       END AS object
  FROM pg_catalog.pg_locks l
  LEFT JOIN pg_catalog.pg_database d ON d.oid = l.database
  LEFT JOIN pg_catalog.pg_class c ON c.oid = l.relation AND (l.database = 0 OR d.datname = pg_catalog.current_database())
  LEFT JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_catalog.pg_class k ON k.oid = l.classid AND l.locktype = 'object'
 WHERE l.pid = $1
 ORDER BY l.granted, l.locktype <> 'relation', object, l.mode LIMIT ${LOCKS}`;

type Row = Record<"type" | "mode" | "granted" | "count" | "object", string> & { since: string | null };

/** A session's whole statement, and its locks. NOT_FOUND where it is gone. */
export function inspectSession(
	deps: MigrationDeps,
	{ connection, pid }: { connection: string; pid: number },
	signal: AbortSignal | undefined,
): Promise<InspectedSession> {
	return withConnection(deps, connection, signal ? { signal } : {}, async (session) => {
		const [row] = await session.query<{ query: string }>(QUERY, [pid]);
		if (!row) throw new AppError("NOT_FOUND", `There is no process ${pid} any more.`);
		const locks = await session.query<Row>(HELD, [pid]);
		return { query: row.query, locks: locks.map(describe), lockCount: Number(locks[0]?.count ?? 0) };
	});
}

function describe({ type, object, mode, granted, since }: Row): HeldLock {
	return {
		type,
		object,
		mode,
		granted: granted === "true",
		...(since === null ? {} : { waitsSince: new Date(since) }),
	};
}
