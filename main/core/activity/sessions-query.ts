/** The one question behind the activity screen: one row, its lists as JSON. */

/** Rows of each list at most: sessions, sessions that wait, processes named by one that waits. */
export const SESSIONS = 2_000;
const WAITING = 500;
export const NAMED = 50;
/** Characters of a statement; `inspect` has the rest. */
const QUERY_LENGTH = 400;

const date = (column: string): string => `pg_catalog.to_json(${column}) #>> '{}'`;

/** Who looks, and how far that role sees and reaches. */
export const ME = `
me AS (
  SELECT r.oid, r.rolname AS name, r.rolsuper AS superuser, d.encoding, d.datname AS database,
         r.rolsuper OR pg_catalog.pg_has_role(r.oid, 'pg_read_all_stats', 'USAGE') AS sees_all,
         r.rolsuper OR pg_catalog.pg_has_role(r.oid, 'pg_signal_backend', 'USAGE') AS stops_all,
         EXISTS (SELECT FROM pg_catalog.pg_roles v WHERE v.rolname = 'pg_signal_autovacuum_worker'
                    AND pg_catalog.pg_has_role(r.oid, v.oid, 'USAGE')) AS stops_autovacuum
    FROM pg_catalog.pg_roles r, pg_catalog.pg_database d
   WHERE r.rolname = current_user AND d.datname = pg_catalog.current_database())`;

/**
 * Whether pg_cancel_backend and pg_terminate_backend will take it, by the rules of the server: `a` is the session, `r` its role, which
 * may have been dropped.
 */
export const MAY_STOP = `(me.superuser OR CASE WHEN a.usesysid IS NULL THEN a.backend_type = 'autovacuum worker' AND me.stops_autovacuum
       ELSE NOT coalesce(r.rolsuper, false) AND (me.stops_all OR pg_catalog.pg_has_role(me.oid, a.usesysid, 'USAGE')) END)`;

/**
 * Text of a statement. That of another database may be in another encoding, which here is only bytes: these are told as they are,
 * escaped, for to take them for characters can fail.
 */
const QUERY = `CASE WHEN d.encoding <> me.encoding
       THEN pg_catalog.left(pg_catalog.encode(pg_catalog.textsend(coalesce(a.query, '')), 'escape'), ${QUERY_LENGTH})
       ELSE pg_catalog.left(coalesce(a.query, ''), ${QUERY_LENGTH}) END`;

/** What a lock is on, to find who holds what another waits for. */
const TAG = `(l.database, l.relation, l.page, l.tuple, l.virtualxid, l.transactionid::text, l.classid, l.objid, l.objsubid)::text`;

const AGE = "greatest(pg_catalog.age(a.backend_xmin), pg_catalog.age(a.backend_xid))";

/**
 * $1: sessions of every database. $2: milliseconds after which a transaction is open for too long. pg_locks is everybody's to read, so
 * who waits is known where pg_stat_activity hides it. `by`: all who keep it waiting, also by standing before it in a queue; `holders`:
 * those who have what it wants. A prepared transaction has no process; its locks are known by the one on its own number.
 */
export const SESSIONS_QUERY = `
WITH ${ME},
l AS MATERIALIZED (SELECT l.pid, l.granted, l.locktype, l.virtualtransaction, l.transactionid, ${TAG} AS tag FROM pg_catalog.pg_locks l),
waiting AS MATERIALIZED (
  SELECT w.pid, pg_catalog.pg_blocking_pids(w.pid) AS by
    FROM (SELECT DISTINCT l.pid FROM l WHERE NOT l.granted AND l.pid IS NOT NULL LIMIT ${WAITING}) AS w),
held AS (
  SELECT DISTINCT w.pid, h.pid AS holder, h.virtualtransaction
    FROM waiting w JOIN l ON l.pid = w.pid AND NOT l.granted
    JOIN l AS h ON h.granted AND h.locktype = l.locktype AND h.tag = l.tag AND coalesce(h.pid, 0) = ANY (w.by)),
blocked AS MATERIALIZED (
  SELECT w.pid, w.by,
         ARRAY(SELECT h.holder FROM held h WHERE h.pid = w.pid AND h.holder IS NOT NULL LIMIT ${NAMED}) AS holders,
         ARRAY(SELECT DISTINCT x.gid FROM held h
                 JOIN l ON l.pid IS NULL AND l.locktype = 'transactionid' AND l.virtualtransaction = h.virtualtransaction
                 JOIN pg_catalog.pg_prepared_xacts x ON x.transaction = l.transactionid
                WHERE h.pid = w.pid AND h.holder IS NULL LIMIT ${NAMED}) AS prepared
    FROM waiting w),
involved AS (SELECT b.pid FROM blocked b UNION SELECT pg_catalog.unnest(b.by) FROM blocked b),
s AS MATERIALIZED (
  SELECT a.*, r.rolsuper, d.encoding, i.pid IS NOT NULL AS involved, ${MAY_STOP} AS may
    FROM pg_catalog.pg_stat_activity a CROSS JOIN me
    LEFT JOIN pg_catalog.pg_roles r ON r.oid = a.usesysid
    LEFT JOIN pg_catalog.pg_database d ON d.oid = a.datid
    LEFT JOIN involved i ON i.pid = a.pid
   WHERE i.pid IS NOT NULL OR (a.backend_start IS NOT NULL OR a.usesysid IS NOT NULL)
     AND ($1::boolean OR a.datid IS NULL OR a.datname = me.database)),
shown AS (
  SELECT a.pid, coalesce(a.backend_type, '') AS kind, coalesce(a.usename, '') AS "user", coalesce(a.application_name, '') AS application,
         coalesce(a.client_hostname, pg_catalog.host(a.client_addr), CASE WHEN a.client_port = -1 THEN 'local' ELSE '' END) AS client,
         coalesce(a.datname, '') AS database, CASE WHEN a.backend_start IS NULL THEN '' ELSE coalesce(a.state, '') END AS state,
         ${date("a.state_change")} AS since, ${date("a.backend_start")} AS began, ${date("a.xact_start")} AS transaction_since,
         a.wait_event_type AS wait_type, a.wait_event AS wait_event,
         CASE WHEN a.backend_start IS NULL THEN '' ELSE ${QUERY.replaceAll("d.encoding", "a.encoding")} END AS query,
         pg_catalog.to_jsonb(b.by[1:${NAMED}]) AS by, pg_catalog.to_jsonb(b.holders) AS holders, pg_catalog.to_jsonb(b.prepared) AS prepared,
         ${AGE} AS xmin_age, a.backend_start IS NULL AS hidden, a.may, a.datid IS NULL OR a.datname = me.database AS here,
         coalesce(a.rolsuper, false) AS of_superuser,
         coalesce(a.xact_start < pg_catalog.clock_timestamp() - $2::float8 * interval '1 millisecond', false)
           AND coalesce(a.backend_type, '') NOT IN ('walsender', 'autovacuum worker') AS too_long
    FROM s a CROSS JOIN me LEFT JOIN blocked b ON b.pid = a.pid
   ORDER BY a.involved DESC, a.state = 'active' DESC NULLS LAST, a.xact_start NULLS LAST, a.pid LIMIT ${SESSIONS}),
waiting_for AS (SELECT DISTINCT pg_catalog.unnest(b.prepared) AS gid FROM blocked b)
SELECT ${date("pg_catalog.clock_timestamp()")} AS at, me.database, me.name AS role, me.superuser::text AS superuser,
       me.sees_all::text AS sees_all, me.stops_all::text AS stops_all, pg_catalog.pg_backend_pid()::text AS pid,
       (SELECT pg_catalog.count(*) FROM s)::text AS total,
       (SELECT coalesce(pg_catalog.json_agg(pg_catalog.row_to_json(shown)), '[]') FROM shown)::text AS sessions,
       (SELECT coalesce(pg_catalog.json_agg(pg_catalog.json_build_object(
                 'name', x.gid, 'owner', x.owner, 'database', x.database, 'since', x.prepared, 'xminAge', pg_catalog.age(x.transaction),
                 'tooLong', x.prepared < pg_catalog.clock_timestamp() - $2::float8 * interval '1 millisecond',
                 'literal', pg_catalog.quote_literal(x.gid)) ORDER BY x.prepared), '[]')
          FROM (SELECT x.* FROM pg_catalog.pg_prepared_xacts x LEFT JOIN waiting_for f ON f.gid = x.gid
                 WHERE $1::boolean OR x.database = me.database OR f.gid IS NOT NULL ORDER BY x.prepared LIMIT ${WAITING}) AS x)::text AS prepared,
       (SELECT coalesce(pg_catalog.json_agg(pg_catalog.json_build_object(
                 'name', x.slot_name, 'kind', x.slot_type, 'pid', x.active_pid,
                 'xminAge', greatest(pg_catalog.age(x.xmin), pg_catalog.age(x.catalog_xmin))) ORDER BY x.slot_name), '[]')
          FROM pg_catalog.pg_replication_slots x WHERE x.xmin IS NOT NULL OR x.catalog_xmin IS NOT NULL)::text AS slots
  FROM me`;
