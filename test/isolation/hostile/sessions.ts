/** Other sessions, files, the network, locks, time and room. */
import { all, named } from "./statement.ts";

const loopback = "dbname=postgres host=127.0.0.1 user=postgres";

export const outside = named({
	"another server by dblink with a password": `SELECT * FROM public.dblink('${loopback} password=x', '${all.replaceAll("'", "''")}') AS t (a text)`,
	"another server by dblink without one": "SELECT * FROM public.dblink('', 'SELECT secret FROM orders') AS t (a text)",
	"another server by dblink_exec": "SELECT public.dblink_exec('dbname=postgres', 'DELETE FROM orders')",
	"a connection of dblink": "SELECT public.dblink_connect('mine', 'dbname=postgres')",
	"a connection of dblink that asks nobody": `SELECT public.dblink_connect_u('mine', '${loopback}')`,
	"a connection of dblink to a server":
		"SELECT * FROM public.dblink('abroad', 'SELECT secret FROM orders') AS t (a text)",
	"a foreign server": "CREATE SERVER mine FOREIGN DATA WRAPPER postgres_fdw OPTIONS (dbname 'postgres')",
	"a user mapping": "CREATE USER MAPPING FOR CURRENT_USER SERVER abroad OPTIONS (user 'postgres')",
	"an IMPORT FOREIGN SCHEMA": "IMPORT FOREIGN SCHEMA public FROM SERVER abroad INTO public",
	"connections of postgres_fdw": "SELECT * FROM public.postgres_fdw_get_connections()",
	"a large object opened": "SELECT loread(lo_open(4700, 131072), 1000)",
	"a large object read": "SELECT lo_get(4700)",
	"a large object written": "SELECT lo_put(4700, 0, 'x')",
	"a large object removed": "SELECT lo_unlink(4700)",
	"a large object of no number": "SELECT lo_creat(-1)",
	"a large object into a file": "SELECT lo_export(4700, '/tmp/bulkhead-hostile')",
	"a large object by notation": "SELECT (4714::oid).lo_unlink, (4714).lo_create",
	"a file by its bytes": "SELECT pg_read_binary_file('/etc/passwd')",
	"a file's facts": "SELECT * FROM pg_stat_file('PG_VERSION')",
	"the log's folder": "SELECT * FROM pg_ls_logdir()",
	"the log's name": "SELECT pg_current_logfile()",
	"the rules of pg_hba.conf": "SELECT * FROM pg_hba_file_rules",
	"the settings' files": "SELECT * FROM pg_file_settings",
	"COPY of a query": `COPY (${all}) TO STDOUT`,
	"COPY from a file": "COPY orders FROM '/etc/passwd'",
	"COPY from a program": "COPY orders FROM PROGRAM 'id'",
	"COPY from the client": "COPY orders FROM STDIN",
	"a library loaded": "LOAD 'auto_explain'",
	"a session cancelled": "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()",
	"a session's memory logged": "SELECT pg_log_backend_memory_contexts(pid) FROM pg_stat_activity",
	"an advisory lock": "SELECT pg_advisory_lock(1), pg_advisory_lock_shared(2), pg_try_advisory_lock(3)",
	"Bulkhead's own lock": "SELECT pg_advisory_lock(1651862635, 1986618743)",
	"an advisory lock of the transaction": "SELECT pg_advisory_xact_lock(id) FROM orders",
	"a NOTIFY with every row": "SELECT pg_notify('leak', secret) FROM orders",
	"an UNLISTEN": "UNLISTEN *",
	"the channels": "SELECT pg_listening_channels()",
	"a message into the log of changes": "SELECT pg_logical_emit_message(false, 'x', 'y')",
	"a replication slot": "SELECT pg_create_physical_replication_slot('left')",
	"a restore point": "SELECT pg_create_restore_point('left')",
	"the configuration read anew": "SELECT pg_reload_conf(), pg_rotate_logfile()",
	"the statistics reset": "SELECT pg_stat_reset()",
	"a transaction's number": "SELECT pg_current_xact_id(), txid_current()",
	"one that waits": "SELECT pg_sleep(3600)",
	"one that waits until": "SELECT pg_sleep_until('infinity')",
	"one that waits in a filter": "SELECT count(*) FROM orders WHERE pg_sleep_for('1 hour') IS NULL",
	"a text as long as memory": "SELECT length(repeat(repeat('x', 1000000), 2000))",
	"an array as large as memory": "SELECT array_length(array_fill(0, ARRAY[1000000000]), 1)",
});

/** Those that a look's time has to end. */
export const endless = named({
	"a recursion without an end":
		"WITH RECURSIVE r (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT max(n::text) FROM r",
	"a join that grows": "SELECT count(*) FROM generate_series(1, 100000) AS a, generate_series(1, 100000) AS b",
	"a series without an end": "SELECT count(*) FROM generate_series(1, 9000000000000000000)",
	"a regular expression that turns back": `SELECT regexp_match(repeat('a', 3000), '(a|aa|aaa)*\\1b')`,
});
