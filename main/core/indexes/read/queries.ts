/**
 * What is asked of the catalogue. Nothing here takes more than AccessShare, and nothing waits: to print an index or to measure a file the
 * server locks its table, and would stand in a queue behind whoever wants it for himself alone. These tables are left out, and told.
 */

const own = (schema: string): string =>
	`${schema}.nspname NOT IN ('pg_catalog', 'information_schema', 'bulkhead') AND ${schema}.nspname !~ '^pg_(toast|temp)'`;

/** Tables of people: no temporary ones, none of an extension. */
const TABLE = `
	SELECT c.*, n.nspname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
	 WHERE c.relkind IN ('r', 'p', 'm') AND c.relpersistence <> 't' AND ${own("n")}
	   AND c.oid NOT IN (SELECT e.objid FROM pg_catalog.pg_depend e
	                      WHERE e.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND e.deptype = 'e')`;

/** Whoever waits for a table alone holds up all that come after. */
const HELD = `
	SELECT relation FROM pg_catalog.pg_locks
	 WHERE locktype = 'relation' AND mode = 'AccessExclusiveLock' AND pid IS DISTINCT FROM pg_catalog.pg_backend_pid()
	   AND database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())`;

const time = (value: string): string => `pg_catalog.to_json(${value}) #>> '{}'`;

/** One row. */
export const server = (version: number): string => `
SELECT pg_catalog.current_database() AS database, d.oid::text AS oid, pg_catalog.pg_is_in_recovery()::text AS standby,
       r.rolname AS role, r.rolsuper::text AS superuser, r.rolbypassrls::text AS bypassrls,
       (r.rolsuper OR pg_catalog.pg_has_role(r.oid, 'pg_read_all_stats', 'USAGE'))::text AS monitors,
       pg_catalog.current_setting('block_size') AS block,
       coalesce(d.datcollate IN ('C', 'POSIX') AND coalesce(pg_catalog.to_jsonb(d) ->> 'datlocprovider', 'c') = 'c'
                OR pg_catalog.to_jsonb(d) ->> 'datlocprovider' = 'b' AND pg_catalog.to_jsonb(d) ->> 'datlocale' = 'C', false)::text AS bytewise,
       (SELECT pg_catalog.sum(c.relpages)::bigint FROM pg_catalog.pg_class c
         WHERE c.relnamespace IN ('pg_catalog'::pg_catalog.regnamespace, 'pg_toast'::pg_catalog.regnamespace))::text AS pages,
       CASE WHEN pg_catalog.has_function_privilege('pg_catalog.pg_control_system()', 'EXECUTE')
            THEN (SELECT s.system_identifier::text FROM pg_catalog.pg_control_system() s) END AS system,
       CASE WHEN pg_catalog.has_function_privilege('pg_catalog.pg_control_checkpoint()', 'EXECUTE')
            THEN (SELECT k.timeline_id::text FROM pg_catalog.pg_control_checkpoint() k) END AS timeline,
       ${time("pg_catalog.pg_stat_get_db_stat_reset_time(d.oid)")} AS reset,
       ${time(
					`(SELECT greatest(b.stats_reset${version >= 170_000 ? ", k.stats_reset" : ""}) FROM pg_catalog.pg_stat_bgwriter b${
						version >= 170_000 ? ", pg_catalog.pg_stat_checkpointer k" : ""
					})`,
				)} AS "allReset",
       ${time("pg_catalog.clock_timestamp()")} AS now,
       (SELECT pg_catalog.count(*) FROM pg_catalog.pg_stat_replication)::text AS standbys
  FROM pg_catalog.pg_database d, pg_catalog.pg_roles r
 WHERE d.datname = pg_catalog.current_database() AND r.rolname = current_user`;

/**
 * What is being built. Of other people's builds a login without pg_read_all_stats sees the process alone; the locks say on which tables.
 */
export const BUILDING = `
SELECT DISTINCT oid::text AS oid FROM (
	SELECT p.index_relid AS oid FROM pg_catalog.pg_stat_progress_create_index p WHERE p.datname = pg_catalog.current_database() AND p.index_relid <> 0
	UNION ALL
	SELECT l.relation FROM pg_catalog.pg_stat_progress_create_index p JOIN pg_catalog.pg_locks l ON l.pid = p.pid
	 WHERE p.datname = pg_catalog.current_database() AND p.index_relid IS NULL
	   AND l.locktype = 'relation' AND l.mode IN ('ShareUpdateExclusiveLock', 'ShareLock', 'AccessExclusiveLock')) AS building
 WHERE oid IS NOT NULL`;

export const TABLES = `
WITH t AS MATERIALIZED (${TABLE}),
held AS MATERIALIZED (${HELD}),
col AS MATERIALIZED (
	SELECT a.attrelid, pg_catalog.json_agg(pg_catalog.json_build_array(a.attnum, a.attname,
	         pg_catalog.format_type(a.atttypid, a.atttypmod), a.atttypid::text, a.attnotnull, a.attcollation::text) ORDER BY a.attnum)::text AS columns
	  FROM pg_catalog.pg_attribute a JOIN t ON t.oid = a.attrelid
	 WHERE a.attnum > 0 AND NOT a.attisdropped GROUP BY a.attrelid)
SELECT t.oid::text AS oid, t.nspname AS schema, t.relname AS name, t.relkind::text AS kind,
       pg_catalog.pg_get_userbyid(t.relowner) AS owner, t.relrowsecurity::text AS secured, t.relforcerowsecurity::text AS forced,
       (SELECT i.inhparent::text FROM pg_catalog.pg_inherits i WHERE i.inhrelid = t.oid AND t.relispartition LIMIT 1) AS parent,
       col.columns, t.relpages::text AS pages, t.reltuples::bigint::text AS rows,
       pg_catalog.array_to_json(t.reloptions)::text AS options,
       CASE WHEN t.relkind <> 'p' AND t.oid NOT IN (SELECT relation FROM held)
            THEN (pg_catalog.pg_relation_size(t.oid) + CASE WHEN t.reltoastrelid <> 0 THEN coalesce(pg_catalog.pg_relation_size(t.reltoastrelid), 0) ELSE 0 END)::text END AS bytes,
       (t.relrowsecurity AND pg_catalog.row_security_active(t.oid))::text AS veiled,
       (pg_catalog.has_table_privilege(t.oid, 'SELECT') OR pg_catalog.has_any_column_privilege(t.oid, 'SELECT'))::text AS readable,
       pg_catalog.pg_stat_get_numscans(t.oid)::text AS "sequentialScans", pg_catalog.pg_stat_get_tuples_returned(t.oid)::text AS "sequentialRows",
       pg_catalog.pg_stat_get_tuples_inserted(t.oid)::text AS inserted, pg_catalog.pg_stat_get_tuples_updated(t.oid)::text AS updated,
       pg_catalog.pg_stat_get_tuples_hot_updated(t.oid)::text AS "hotUpdated", pg_catalog.pg_stat_get_tuples_deleted(t.oid)::text AS deleted,
       pg_catalog.pg_stat_get_live_tuples(t.oid)::text AS live, pg_catalog.pg_stat_get_dead_tuples(t.oid)::text AS dead,
       pg_catalog.pg_stat_get_mod_since_analyze(t.oid)::text AS changed,
       ${time("greatest(pg_catalog.pg_stat_get_last_analyze_time(t.oid), pg_catalog.pg_stat_get_last_autoanalyze_time(t.oid))")} AS analyzed,
       ${time("greatest(pg_catalog.pg_stat_get_last_vacuum_time(t.oid), pg_catalog.pg_stat_get_last_autovacuum_time(t.oid))")} AS vacuumed,
       pg_catalog.pg_stat_get_blocks_fetched(t.oid)::text AS fetched, pg_catalog.pg_stat_get_blocks_hit(t.oid)::text AS hit,
       CASE WHEN t.relfrozenxid <> '0' THEN pg_catalog.age(t.relfrozenxid) ELSE 0 END::text AS "xidAge",
       CASE WHEN t.relminmxid <> '0' THEN pg_catalog.mxid_age(t.relminmxid) ELSE 0 END::text AS "multixactAge"
  FROM t LEFT JOIN col ON col.attrelid = t.oid`;

export const indexes = (version: number): string => `
WITH t AS MATERIALIZED (${TABLE}),
held AS MATERIALIZED (${HELD}),
backing AS MATERIALIZED (
	SELECT k.conindid, pg_catalog.min(k.conname) AS name, pg_catalog.bool_or(k.condeferrable) AS deferrable
	  FROM pg_catalog.pg_constraint k WHERE k.contype IN ('p', 'u', 'x') AND k.conindid <> 0 GROUP BY k.conindid),
oldest AS MATERIALIZED (
	SELECT greatest(pg_catalog.max(pg_catalog.age(a.backend_xmin)),
	                pg_catalog.age(pg_catalog.pg_snapshot_xmin(pg_catalog.pg_current_snapshot())::xid)) AS age
	  FROM pg_catalog.pg_stat_activity a WHERE NOT pg_catalog.pg_is_in_recovery())
SELECT c.oid::text AS oid, t.nspname AS schema, c.relname AS name, i.indrelid::text AS "table", c.relkind::text AS kind, m.amname AS method,
       i.indnkeyatts::text AS "keyCount", i.indkey::text AS keys, i.indclass::text AS opclasses, i.indcollation::text AS collations,
       i.indoption::text AS options,
       pg_catalog.concat(i.indisunique::int, i.indisprimary::int, i.indisexclusion::int,
         ${version >= 150_000 ? "i.indnullsnotdistinct::int" : "0"}, i.indisreplident::int, i.indisclustered::int,
         i.indisvalid::int, i.indisready::int, i.indislive::int, coalesce(b.deferrable, false)::int,
         (i.indcheckxmin AND pg_catalog.age(i.xmin) <= (SELECT age FROM oldest))::int) AS flags,
       b.name AS "constraint", parent.inhparent::text AS parent, open.it::text AS open,
       (c.reltablespace <> 0)::text AS placed,
       CASE WHEN open.it AND i.indpred IS NOT NULL THEN pg_catalog.pg_get_expr(i.indpred, i.indrelid) END AS predicate,
       (i.indpred IS NOT NULL)::text AS partial,
       CASE WHEN open.it AND i.indexprs IS NOT NULL THEN (
         SELECT pg_catalog.json_agg(pg_catalog.json_build_array(a.attnum, a.attname, pg_catalog.pg_get_indexdef(c.oid, a.attnum, true)))::text
           FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND i.indkey[a.attnum - 1] = 0) END AS expressions,
       CASE WHEN open.it AND c.relkind = 'i' THEN pg_catalog.pg_relation_size(c.oid)::text END AS bytes,
       c.relpages::text AS pages, c.reltuples::bigint::text AS rows, pg_catalog.array_to_json(c.reloptions)::text AS storage,
       pg_catalog.pg_stat_get_numscans(c.oid)::text AS scans, pg_catalog.pg_stat_get_tuples_returned(c.oid)::text AS "rowsRead",
       pg_catalog.pg_stat_get_blocks_fetched(c.oid)::text AS fetched, pg_catalog.pg_stat_get_blocks_hit(c.oid)::text AS hit,
       ${version >= 160_000 ? time("pg_catalog.pg_stat_get_lastscan(c.oid)") : "NULL"} AS "lastScan"
  FROM pg_catalog.pg_index i
  JOIN t ON t.oid = i.indrelid
  JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
  JOIN pg_catalog.pg_am m ON m.oid = c.relam
  LEFT JOIN backing b ON b.conindid = c.oid
  LEFT JOIN pg_catalog.pg_inherits parent ON parent.inhrelid = c.oid
  CROSS JOIN LATERAL (SELECT c.oid NOT IN (SELECT relation FROM held) AND i.indrelid NOT IN (SELECT relation FROM held) AS it) AS open`;

/** What has been scanned on this node. */
export const COUNTERS = `
SELECT n.nspname AS schema, c.relname AS name, pg_catalog.pg_stat_get_numscans(c.oid)::text AS scans,
       pg_catalog.pg_stat_get_tuples_returned(c.oid)::text AS rows
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind = 'i' AND c.relpersistence <> 't' AND ${own("n")} AND pg_catalog.pg_stat_get_numscans(c.oid) > 0`;

/** $1: oids as JSON. Printing one takes some 30 µs; for 50,000 of them that is more than all the rest. */
export const DEFINITIONS = `
WITH held AS MATERIALIZED (${HELD})
SELECT i.indexrelid::text AS oid, pg_catalog.pg_get_indexdef(i.indexrelid) AS definition
  FROM pg_catalog.json_array_elements_text($1::json) AS w (oid) JOIN pg_catalog.pg_index i ON i.indexrelid = w.oid::oid
 WHERE i.indexrelid NOT IN (SELECT relation FROM held) AND i.indrelid NOT IN (SELECT relation FROM held)`;

/** Operator classes that are nobody's default: PostgreSQL prints these. */
export const ODD_CLASSES = `SELECT o.oid::text AS oid, (o.opcname ~ '_pattern_ops$')::text AS pattern FROM pg_catalog.pg_opclass o WHERE NOT o.opcdefault`;

/** $1: names of columns whose common values are wanted however many there are, as JSON. Rows of an index are of its expressions. */
export const STATISTICS = `
SELECT s.schemaname AS schema, s.tablename AS name, s.attname AS "column", s.null_frac::text AS nulls, s.avg_width::text AS width,
       s.n_distinct::text AS "distinct",
       pg_catalog.array_to_json(s.most_common_freqs[1:20])::text AS shares,
       CASE WHEN s.n_distinct BETWEEN 0 AND 20 OR s.attname IN (SELECT pg_catalog.json_array_elements_text($1::json))
            THEN pg_catalog.array_to_json((s.most_common_vals::text::text[])[1:20])::text END AS common
  FROM pg_catalog.pg_stats s
 WHERE ${own("s").replaceAll("s.nspname", "s.schemaname")}
 ORDER BY s.inherited`;

export const KEYS = `
SELECT k.oid::text AS oid, k.conname AS name, k.conrelid::text AS "table", pg_catalog.array_to_json(k.conkey)::text AS columns,
       k.confrelid::text AS target, pg_catalog.array_to_json(k.confkey)::text AS "targetColumns",
       k.confdeltype::text AS "onDelete", k.confmatchtype::text AS match, k.convalidated::text AS validated
  FROM pg_catalog.pg_constraint k WHERE k.contype = 'f' AND k.conparentid = 0`;

/** NOT NULL may be NOT VALID from 18 on. */
export const UNVALIDATED = `
SELECT k.conname AS name, k.conrelid::text AS "table", k.contype::text AS kind
  FROM pg_catalog.pg_constraint k WHERE NOT k.convalidated AND k.contype IN ('c', 'f', 'n') AND k.conparentid = 0 AND k.conrelid <> 0
   AND NOT coalesce((pg_catalog.to_jsonb(k) ->> 'conenforced') = 'false', false)`;

/** By what a login judges; what is missing is told with what would give it. */
export const rights = (version: number): string => `
SELECT (r.rolsuper OR pg_catalog.pg_has_role(r.oid, 'pg_read_all_stats', 'USAGE'))::text AS "readsStats",
       (r.rolsuper OR pg_catalog.pg_has_role(r.oid, 'pg_stat_scan_tables', 'USAGE'))::text AS "scansTables",
       EXISTS (SELECT FROM pg_catalog.pg_extension x WHERE x.extname = 'pgstattuple')::text AS pgstattuple,
       EXISTS (SELECT FROM pg_catalog.pg_extension x WHERE x.extname = 'hypopg')::text AS hypopg,
       EXISTS (SELECT FROM pg_catalog.pg_extension x WHERE x.extname = 'pg_stat_statements')::text AS statements,
       (r.rolsuper OR ${version >= 170_000 ? "pg_catalog.pg_has_role(r.oid, 'pg_maintain', 'USAGE')" : "false"})::text AS maintains,
       coalesce((SELECT pg_catalog.pg_has_role(r.oid, a.oid, ${version >= 160_000 ? "'SET'" : "'MEMBER'"}) FROM pg_catalog.pg_roles a WHERE a.rolname = $1), false)::text AS application,
       (NOT EXISTS (SELECT FROM pg_catalog.pg_class s JOIN pg_catalog.pg_namespace n ON n.oid = s.relnamespace
                    WHERE ${own("n")} AND CASE WHEN s.relkind = 'S' THEN NOT pg_catalog.has_sequence_privilege(s.oid, 'USAGE, SELECT') ELSE false END))::text AS sequences
  FROM pg_catalog.pg_roles r WHERE r.rolname = current_user`;
