/** What a server says of the things that the files name; each takes the names as a JSON list, $1. */

const NAMES = "pg_catalog.jsonb_array_elements_text($1::pg_catalog.jsonb)";

export const SESSION = `
SELECT r.rolname AS role, (r.rolsuper OR r.rolbypassrls)::text AS bypasses,
       pg_catalog.to_json(pg_catalog.current_schemas(false))::text AS path
  FROM pg_catalog.pg_roles r WHERE r.rolname = current_user`;

/** Tables and views. A partitioned table counts its partitions. Rows are as the last ANALYZE counted them, -1 where there was none. */
export const RELATIONS = `
SELECT c.oid::text, n.nspname AS schema, c.relname AS name, c.relkind::text AS kind, c.relrowsecurity::text AS rls,
       c.relforcerowsecurity::text AS forced, pg_catalog.pg_has_role(c.relowner, 'USAGE')::text AS owned,
       size.bytes::text, size.heap::text, size.rows::text,
       (SELECT pg_catalog.json_agg(pg_catalog.json_build_object('schema', pn.nspname, 'name', p.relname))::text
          FROM pg_catalog.pg_inherits i
          JOIN pg_catalog.pg_class p ON p.oid = i.inhparent
          JOIN pg_catalog.pg_namespace pn ON pn.oid = p.relnamespace
         WHERE i.inhrelid = c.oid) AS parents
  FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 CROSS JOIN LATERAL (
	SELECT coalesce(sum(pg_catalog.pg_total_relation_size(t.oid)), 0)::bigint AS bytes,
	       coalesce(sum(pg_catalog.pg_relation_size(t.oid)), 0)::bigint AS heap,
	       CASE WHEN bool_or(t.reltuples < 0) THEN -1 ELSE coalesce(sum(t.reltuples), 0)::bigint END AS rows
	  FROM pg_catalog.pg_class t
	 WHERE t.relkind IN ('r', 'm', 't') AND (t.oid = c.oid
	    OR (c.relkind = 'p' AND t.oid IN (SELECT relid FROM pg_catalog.pg_partition_tree(c.oid))))
 ) AS size
 WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname <> 'pg_toast'
   AND c.relname IN (SELECT ${NAMES})`;

export const COLUMNS = `
SELECT a.attrelid::text AS table, a.attname AS name, a.attnotnull::text AS notnull,
       pg_catalog.format_type(a.atttypid, a.atttypmod) AS type
  FROM pg_catalog.pg_attribute a
 WHERE a.attnum > 0 AND NOT a.attisdropped
   AND a.attrelid IN (SELECT value::pg_catalog.oid FROM ${NAMES} AS value)
 ORDER BY a.attrelid, a.attnum`;

/** `notnull` names the column of a CHECK that is nothing but `column IS NOT NULL`. */
export const CONSTRAINTS = `
SELECT c.conrelid::text AS table, c.conname AS name, c.contype::text AS type, c.convalidated::text AS validated,
       pg_catalog.json_agg(a.attname)::text AS columns,
       min(a.attname) FILTER (WHERE c.contype = 'n'
           OR pg_catalog.pg_get_constraintdef(c.oid) LIKE pg_catalog.format('CHECK ((%I IS NOT NULL))%%', a.attname)) AS notnull
  FROM pg_catalog.pg_constraint c
  JOIN pg_catalog.pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey)
 WHERE c.conrelid IN (SELECT value::pg_catalog.oid FROM ${NAMES} AS value)
 GROUP BY c.oid, c.conrelid, c.conname, c.contype, c.convalidated`;

export const POLICIES = `
SELECT p.polrelid::text AS table, p.polname AS name, p.polpermissive::text AS permissive,
       CASE p.polcmd WHEN 'r' THEN 'select' WHEN 'a' THEN 'insert' WHEN 'w' THEN 'update' WHEN 'd' THEN 'delete'
            ELSE 'all' END AS command,
       (0 = ANY (p.polroles))::text AS public,
       (SELECT coalesce(pg_catalog.json_agg(r.rolname), '[]')::text FROM pg_catalog.pg_roles r
         WHERE r.oid = ANY (p.polroles)) AS roles,
       pg_catalog.pg_get_expr(p.polqual, p.polrelid) AS using
  FROM pg_catalog.pg_policy p
 WHERE p.polrelid IN (SELECT value::pg_catalog.oid FROM ${NAMES} AS value)`;

export const FUNCTIONS = `
SELECT n.nspname AS schema, p.proname AS name, p.prosecdef::text AS definer,
       CASE p.provolatile WHEN 'i' THEN 'immutable' WHEN 's' THEN 'stable' ELSE 'volatile' END AS volatility,
       l.lanname AS language, coalesce(pg_catalog.to_json(p.proconfig)::text, '[]') AS settings
  FROM pg_catalog.pg_proc p
  JOIN pg_catalog.pg_language l ON l.oid = p.prolang
  JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
 WHERE p.prokind IN ('f', 'p') AND p.proname IN (SELECT ${NAMES})`;

export const INDEXES = `
SELECT i.relname AS name, x.indisvalid::text AS valid, n.nspname AS schema, t.relname AS table
  FROM pg_catalog.pg_index x
  JOIN pg_catalog.pg_class i ON i.oid = x.indexrelid
  JOIN pg_catalog.pg_class t ON t.oid = x.indrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
 WHERE i.relname IN (SELECT ${NAMES})`;
