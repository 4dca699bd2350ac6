/**
 * Statements that try to see the second tenant's rows, or to leave something behind, from a look at the first. `beta` is the second tenant's
 * id. They are made for the shop of test/helpers/view-scene.ts with `hostileParts`; more are welcome: a name and a text.
 */
import { BETA } from "../helpers/view-scene.ts";
import { hiddenCalls } from "./hostile/functions.ts";
import { hiddenStatements } from "./hostile/lexing.ts";
import { otherDoors } from "./hostile/objects.ts";
import { outside } from "./hostile/sessions.ts";
import { movedSettings } from "./hostile/settings.ts";
import { all, type HostileStatement, set } from "./hostile/statement.ts";
import { changes } from "./hostile/writes.ts";

/** What an application has lying about, and a look must not be led astray by. */
export const hostileParts = `
CREATE FUNCTION public.switch_tenant(wanted text) RETURNS text LANGUAGE sql VOLATILE AS $$ SELECT set_config('app.tenant', wanted, false) $$;
CREATE FUNCTION public.elsewhere(o public.orders) RETURNS text LANGUAGE sql VOLATILE AS
	$$ SELECT left(set_config('app.tenant', '${BETA}', false), 0) || coalesce((SELECT string_agg(secret, ',') FROM public.orders), '') $$;
CREATE FUNCTION public.lower(o public.orders) RETURNS text LANGUAGE sql VOLATILE AS $$ SELECT public.elsewhere(o) $$;
CREATE FUNCTION public.loud(text) RETURNS boolean LANGUAGE plpgsql COST 0.0001 AS $$ BEGIN RAISE NOTICE '%', $1; RETURN true; END $$;
CREATE FUNCTION public.shout(text) RETURNS int LANGUAGE plpgsql COST 0.0001 AS $$ BEGIN RETURN $1::int; END $$;
CREATE OPERATOR public.<<>> (LEFTARG = text, RIGHTARG = text, FUNCTION = pg_catalog.texteq);
CREATE FUNCTION public.note(text) RETURNS text LANGUAGE sql VOLATILE AS
	$$ SELECT left(set_config('app.tenant', '${BETA}', false), 0) || coalesce((SELECT string_agg(secret, ',') FROM public.orders), '') $$;
CREATE FUNCTION public.everything() RETURNS text LANGUAGE sql SECURITY DEFINER AS $$ SELECT string_agg(secret, ',') FROM public.orders $$;
CREATE FUNCTION public.everything_of(o public.orders) RETURNS text LANGUAGE sql SECURITY DEFINER AS $$ SELECT public.everything() $$;
REVOKE ALL ON FUNCTION public.everything(), public.everything_of(public.orders) FROM PUBLIC;
CREATE FUNCTION public.noisy() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN RETURN new; END $$;
CREATE PROCEDURE public.ending() LANGUAGE plpgsql AS $$ BEGIN COMMIT; END $$;
CREATE FUNCTION public.set_config(text, text, boolean, boolean DEFAULT true) RETURNS text LANGUAGE sql AS
	$$ SELECT 'moved' FROM (SELECT pg_catalog.set_config('app.tenant', '${BETA}', false)) AS s $$;
CREATE AGGREGATE public.gather(text) (SFUNC = pg_catalog.textcat, STYPE = text, INITCOND = '');
CREATE TYPE public.mood AS ENUM ('glad', 'sad');
CREATE FUNCTION public.mood(text) RETURNS public.mood LANGUAGE plpgsql VOLATILE AS
	$$ BEGIN RAISE EXCEPTION 'a cast saw %', (SELECT string_agg(secret, ',') FROM public.orders, pg_catalog.set_config('app.tenant', '${BETA}', false)); END $$;
CREATE FUNCTION public.words(public.mood) RETURNS text LANGUAGE sql VOLATILE AS $$ SELECT public.note('x') $$;
CREATE CAST (text AS public.mood) WITH FUNCTION public.mood(text);
CREATE CAST (public.mood AS text) WITH FUNCTION public.words(public.mood) AS IMPLICIT;
CREATE DOMAIN public.checked AS text CHECK (length(public.note(value)) >= 0);
CREATE TYPE public.pair AS (a int, b public.checked);
CREATE TABLE public.moods (tenant_id uuid NOT NULL, mood public.mood);
ALTER TABLE public.moods ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON public.moods USING (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
INSERT INTO public.moods SELECT id, 'glad' FROM public.tenants;
CREATE SCHEMA hidden;
CREATE FUNCTION hidden.elsewhere(o public.orders) RETURNS text LANGUAGE sql VOLATILE AS $$ SELECT public.elsewhere(o) $$;
CREATE OPERATOR hidden.<<>> (LEFTARG = text, RIGHTARG = text, FUNCTION = pg_catalog.texteq);
CREATE TABLE public.plain AS SELECT secret FROM public.orders;
CREATE TABLE public.pg_class AS SELECT secret FROM public.orders;
CREATE TABLE public.pg_stats AS SELECT secret AS most_common_vals FROM public.orders;
CREATE VIEW public.everybodys AS SELECT tenant_id, secret FROM public.orders;
CREATE MATERIALIZED VIEW public.kept AS SELECT tenant_id, secret FROM public.orders;
CREATE SEQUENCE public.counted START 4242;
CREATE INDEX orders_lower ON public.orders (pg_catalog.lower(secret));
CREATE STATISTICS public.orders_both (mcv) ON title, secret FROM public.orders;
CREATE STATISTICS public.orders_upper ON pg_catalog.upper(secret) FROM public.orders;
CREATE EXTENSION dblink SCHEMA public;
CREATE EXTENSION postgres_fdw SCHEMA public;
CREATE SERVER abroad FOREIGN DATA WRAPPER postgres_fdw OPTIONS (dbname 'postgres');
CREATE FOREIGN TABLE public.abroad (tenant_id uuid, secret text) SERVER abroad OPTIONS (table_name 'orders');
SELECT lo_from_bytea(4700, 'beta-secret-of-a-large-object');
ANALYZE;`;

export const hostileStatements: HostileStatement[] = [
	{ name: "a condition on the other tenant", sql: `SELECT * FROM orders WHERE tenant_id = '${BETA}'` },
	{ name: "an always true condition", sql: "SELECT * FROM orders WHERE true OR tenant_id IS NOT NULL" },
	{ name: "the setting moved in WHERE", sql: `SELECT * FROM orders WHERE ${set} IS NOT NULL` },
	{ name: "the setting moved in the SELECT list", sql: `SELECT ${set}, secret FROM orders` },
	{
		name: "the setting moved in FROM",
		sql: `SELECT o.secret FROM ${set} AS s, LATERAL (SELECT * FROM orders WHERE s IS NOT NULL) AS o`,
	},
	{
		name: "the setting moved in a WITH query",
		sql: `WITH moved AS MATERIALIZED (SELECT ${set}) SELECT o.secret FROM moved, orders o`,
	},
	{ name: "the setting moved in ORDER BY", sql: `SELECT secret FROM orders ORDER BY ${set}` },
	{ name: "the setting moved in LIMIT", sql: `SELECT secret FROM orders LIMIT length(${set})` },
	{ name: "the setting moved in VALUES", sql: `VALUES (${set}), ((${all}))` },
	{ name: "the setting moved in a CASE", sql: `SELECT CASE WHEN ${set} IS NOT NULL THEN (${all}) END` },
	{
		name: "the setting moved with another spelling",
		sql: `SELECT "set_config"('app.tenant', '${BETA}', true), secret FROM orders`,
	},
	{
		name: "the setting moved by its qualified name",
		sql: `SELECT pg_catalog.set_config('app.tenant', '${BETA}', true), secret FROM orders`,
	},
	{
		name: "the setting moved by a name in Unicode escapes",
		sql: `SELECT U&"set\\005fconfig"('app.tenant', '${BETA}', true), secret FROM orders`,
	},
	{
		name: "the setting moved by an application's function",
		sql: `SELECT switch_tenant('${BETA}'), secret FROM orders`,
	},
	{
		name: "the setting moved inside an aggregate's filter",
		sql: `SELECT string_agg(secret, ',') FILTER (WHERE ${set} IS NOT NULL) FROM orders`,
	},
	{ name: "the setting moved inside a window", sql: `SELECT secret, count(*) OVER (PARTITION BY ${set}) FROM orders` },
	{
		name: "the setting moved in a join's condition",
		sql: `SELECT b.secret FROM orders a JOIN orders b ON ${set} IS NOT NULL`,
	},
	{ name: "the setting moved by NULLIF", sql: `SELECT secret FROM orders WHERE nullif(${set}, '') IS NOT NULL` },
	{ name: "a second query by query_to_xml", sql: `SELECT ${set}, query_to_xml('${all}', true, false, '')` },
	{
		name: "a second query by query_to_xml after the role",
		sql: `SELECT set_config('role', 'none', false), query_to_xml('${all}', true, false, '')`,
	},
	{ name: "a table by table_to_xml", sql: `SELECT ${set}, table_to_xml('public.orders', true, false, '')` },
	{ name: "the schema by schema_to_xml", sql: `SELECT ${set}, schema_to_xml('public', true, false, '')` },
	{ name: "the database by database_to_xml", sql: `SELECT ${set}, database_to_xml(true, false, '')` },
	{ name: "a cursor by cursor_to_xml", sql: "SELECT cursor_to_xml('bulkhead_1', 100, true, false, '')" },
	{ name: "a second query by ts_stat", sql: `SELECT ${set}, * FROM ts_stat('SELECT to_tsvector(secret) FROM orders')` },
	{
		name: "a second query by ts_rewrite",
		sql: `SELECT ${set}, ts_rewrite('a'::tsquery, 'SELECT to_tsquery(replace(secret, ''-'', '''')), ''a''::tsquery FROM orders')`,
	},
	{
		name: "row security switched off",
		sql: "SELECT set_config('row_security', 'off', false), (SELECT count(*) FROM orders)",
	},
	{
		name: "row security switched off for a second query",
		sql: `SELECT set_config('row_security', 'off', false), query_to_xml('${all}', true, false, '')`,
	},
	{ name: "the role reset", sql: `SELECT set_config('role', 'none', true), (${all})` },
	{ name: "the role of a superuser", sql: `SELECT set_config('role', 'postgres', true), (${all})` },
	{
		name: "the session's authorization",
		sql: `SELECT set_config('session_authorization', 'postgres', true), (${all})`,
	},
	{
		name: "the transaction made one that writes",
		sql: "SELECT set_config('transaction_read_only', 'off', true), lo_create(4711)",
	},
	{ name: "a SET", sql: `SET app.tenant = '${BETA}'` },
	{ name: "a RESET ROLE", sql: "RESET ROLE" },
	{ name: "a SET ROLE", sql: "SET ROLE postgres" },
	{ name: "a SET SESSION AUTHORIZATION", sql: "SET SESSION AUTHORIZATION DEFAULT" },
	{ name: "COMMIT and another statement", sql: `COMMIT; SELECT ${set}; ${all}` },
	{ name: "COMMIT behind a comment", sql: `/* look */ COMMIT; ${all}` },
	{ name: "END", sql: `END; ${all}` },
	{ name: "ROLLBACK AND CHAIN", sql: "ROLLBACK AND CHAIN" },
	{ name: "ABORT", sql: "ABORT" },
	{ name: "COMMIT behind a dollar quote", sql: `SELECT $a$;$a$; COMMIT; ${all}` },
	{ name: "COMMIT behind a backslash quote", sql: `SELECT 'a\\'; COMMIT; ${all}; --'` },
	{ name: "COMMIT behind an escape string", sql: `SELECT E'a\\';'; COMMIT; ${all}` },
	{ name: "COMMIT behind nested comments", sql: `SELECT 1 /* /* */ ; */; COMMIT; ${all}` },
	{ name: "a PREPARE TRANSACTION", sql: "PREPARE TRANSACTION 'left'" },
	{ name: "a DO block", sql: `DO $$ BEGIN PERFORM ${set}; RAISE EXCEPTION '%', (${all}); END $$` },
	{ name: "a CALL", sql: "CALL pg_catalog.pg_sleep(0)" },
	{ name: "a prepared statement", sql: `PREPARE p AS ${all}` },
	{ name: "EXECUTE", sql: "EXECUTE p" },
	{ name: "a cursor WITH HOLD", sql: `DECLARE c CURSOR WITH HOLD FOR ${all}` },
	{ name: "COPY to the client", sql: "COPY orders TO STDOUT" },
	{ name: "COPY to a file", sql: "COPY orders TO '/tmp/bulkhead-hostile'" },
	{ name: "COPY to a program", sql: "COPY orders TO PROGRAM 'cat'" },
	{ name: "EXPLAIN ANALYZE", sql: `EXPLAIN (ANALYZE, VERBOSE) SELECT ${set}, secret FROM orders` },
	{ name: "a partition by its name", sql: `SELECT * FROM events_old WHERE tenant_id = '${BETA}'` },
	{ name: "the parent alone", sql: "SELECT * FROM ONLY events" },
	{ name: "rows through a foreign key", sql: "SELECT l.what FROM lines l WHERE l.order_id IN (2, 4, 6)" },
	{ name: "a function by notation", sql: "SELECT o.elsewhere FROM orders o" },
	{ name: "a function by notation on a row", sql: "SELECT (o).elsewhere FROM orders o" },
	{ name: "a function by notation under a known name", sql: "SELECT o.lower FROM orders o" },
	{
		name: "a function by notation with a column of its name",
		sql: "WITH c AS (SELECT 1 AS elsewhere) SELECT o.elsewhere FROM orders o, c",
	},
	{ name: "a function by notation on a WITH query", sql: "WITH o AS (SELECT * FROM orders) SELECT o.elsewhere FROM o" },
	{ name: "one that waits by notation", sql: "SELECT (3600.0::double precision).pg_sleep" },
	{ name: "an application's function", sql: "SELECT elsewhere(o) FROM orders o" },
	{ name: "an application's function under a known name", sql: "SELECT lower(o) FROM orders o" },
	{ name: "a condition that tells what it meets", sql: "SELECT * FROM orders WHERE loud(secret)" },
	{ name: "a condition that fails with what it meets", sql: "SELECT * FROM orders WHERE shout(secret) = 1" },
	{ name: "a cast that fails with what it meets", sql: "SELECT * FROM orders WHERE secret::int = 1" },
	{
		name: "a division that fails at a row",
		sql: `SELECT 1 / (CASE WHEN tenant_id = '${BETA}' THEN 0 ELSE 1 END) FROM orders`,
	},
	{ name: "an operator of people's own", sql: "SELECT * FROM orders WHERE secret OPERATOR(public.<<>>) 'x'" },
	{
		name: "statistics of the columns",
		sql: "SELECT most_common_vals, histogram_bounds FROM pg_stats WHERE tablename = 'orders'",
	},
	{ name: "statistics as they are kept", sql: "SELECT stavalues1 FROM pg_statistic" },
	{ name: "what others run", sql: "SELECT query FROM pg_stat_activity WHERE usename <> current_user" },
	{ name: "the passwords", sql: "SELECT rolpassword FROM pg_authid" },
	{ name: "a file of the server", sql: "SELECT pg_read_file('PG_VERSION')" },
	{ name: "a folder of the server", sql: "SELECT pg_ls_dir('.')" },
	{ name: "a large object made", sql: "SELECT lo_create(4712)" },
	{ name: "a large object from text", sql: "SELECT lo_from_bytea(4713, 'x')" },
	{ name: "a large object from a file", sql: "SELECT lo_import('/etc/hostname')" },
	{ name: "another server by dblink", sql: "SELECT * FROM dblink('dbname=postgres', 'SELECT 1') AS t (a int)" },
	{ name: "an INSERT", sql: `INSERT INTO orders (id, tenant_id, title, secret) VALUES (999, '${BETA}', 'x', 'x')` },
	{ name: "an UPDATE in a WITH query", sql: "WITH u AS (UPDATE orders SET title = 'x' RETURNING *) SELECT * FROM u" },
	{ name: "a DELETE", sql: "DELETE FROM orders" },
	{ name: "a TRUNCATE", sql: "TRUNCATE orders" },
	{ name: "a MERGE", sql: "MERGE INTO orders o USING (SELECT 1) s ON true WHEN MATCHED THEN DELETE" },
	{ name: "SELECT INTO", sql: "SELECT * INTO copied FROM orders" },
	{ name: "CREATE TABLE AS", sql: "CREATE TABLE copied AS SELECT * FROM orders" },
	{ name: "a temporary table", sql: "CREATE TEMP TABLE orders (secret text)" },
	{ name: "a temporary view", sql: `CREATE TEMP VIEW stolen AS ${all}` },
	{ name: "FOR UPDATE", sql: "SELECT * FROM orders FOR UPDATE" },
	{ name: "LOCK TABLE", sql: "LOCK TABLE orders IN ACCESS EXCLUSIVE MODE" },
	{ name: "a policy dropped", sql: "DROP POLICY bulkhead_viewer ON orders" },
	{ name: "row security of a table switched off", sql: "ALTER TABLE orders DISABLE ROW LEVEL SECURITY" },
	{ name: "a login made", sql: "CREATE ROLE stolen LOGIN SUPERUSER" },
	{ name: "a right granted", sql: "GRANT SELECT ON orders TO PUBLIC" },
	{ name: "NOTIFY", sql: "NOTIFY leak, 'x'" },
	{ name: "NOTIFY by its function", sql: `SELECT pg_notify('leak', (${all}))` },
	{ name: "LISTEN", sql: "LISTEN leak" },
	{
		name: "a session ended",
		sql: "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()",
	},
	{ name: "a snapshot handed out", sql: "SELECT pg_export_snapshot()" },
	{
		name: "an own name for a table that is not shown",
		sql: "SELECT * FROM countries, (WITH countries AS (SELECT 1) SELECT 1) AS x",
	},
	{ name: "a sequence moved", sql: "SELECT nextval('orders_id_seq')" },
	{
		name: "another plan of the same statement",
		sql: `SELECT secret FROM orders TABLESAMPLE BERNOULLI (100) WHERE tenant_id = '${BETA}'`,
	},
	{ name: "a row as a whole", sql: "SELECT to_jsonb(o) FROM orders o WHERE o.id % 2 = 0" },
	{ name: "GROUPING SETS", sql: "SELECT tenant_id, count(*) FROM orders GROUP BY ROLLUP (tenant_id)" },
	{
		name: "a recursion",
		sql: `WITH RECURSIVE r AS (SELECT id, secret FROM orders WHERE id = 1 UNION SELECT o.id, o.secret FROM r JOIN orders o ON o.id = r.id + 1) SELECT * FROM r`,
	},
	{
		name: "UNION of what is not one's own",
		sql: `SELECT secret FROM orders UNION ALL SELECT secret FROM orders WHERE tenant_id = '${BETA}'`,
	},
	{ name: "a statement that is not finished", sql: ") AS q; COMMIT; SELECT * FROM (SELECT 1" },
	{ name: "parentheses that close what is around", sql: "SELECT 1) AS q, (SELECT 2" },
	{ name: "NUL", sql: "SELECT 1\0; COMMIT" },
	...movedSettings,
	...hiddenStatements,
	...hiddenCalls,
	...otherDoors,
	...outside,
	...changes,
];
