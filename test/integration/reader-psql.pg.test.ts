/** psql is the measure: what it sends for a script, and what it leaves behind, is what Bulkhead sends and leaves. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { sqlPort } from "../../main/adapters/sql/sql.ts";
import { finish, withBulkhead, withSet } from "../helpers/bulkhead.ts";
import { catalogFingerprint } from "../helpers/catalog-fingerprint.ts";
import { onServer, type TestDatabase, withDatabase } from "../helpers/postgres.ts";
import { libpqVariables, missingPsql, runProgram } from "../helpers/psql.ts";
import { whatPsqlSends } from "../helpers/psql-wire.ts";
import { type Sent, tokensOf, whatWeSend, withoutRefused } from "../helpers/sent.ts";

const missing = await missingPsql();
const sql = sqlPort();

/** The same of psql: what it sends together (\;) is taken apart, and the end of the rows is none of them. */
async function whatItSends(folder: string, path: string): Promise<Sent[]> {
	const { sent } = await whatPsqlSends(join(folder, path), folder);
	const all = sent.map(async ({ text, data }): Promise<Sent[]> => {
		const apart = (await sql.statements(text)).map((statement) => tokensOf(statement.text));
		return data === undefined
			? apart
			: apart.map((tokens) => ({ tokens, data: data.replace(/(^|\n)\\\.\r?\n?$/, "$1") }));
	});
	return (await Promise.all(all)).flat();
}

const scripts: [what: string, files: Record<string, string>][] = [
	[
		"variables",
		{
			"001_a.sql": String.raw`\set n 5 \set s 'it''s' \set e 'a\tb\\c\x41\101' \set two a 'b c' d \set empty \set q "x y" z
SELECT :n, :'s', :"s", :'e', :'two', :'empty', :'q', :{?n}, :{?none}, ':n', "a:n", $$:n$$, a[1:n], a[:n:n], b::n, :none, :'none';
SELECT t_:n, :n:n, x:=:n, '1:2'::time, /* :n */ :n -- :n
;
\unset n
SELECT :n, :{?n} \:n;
\set nested ':s; SELECT :''s'''
SELECT :nested;
\set rec :rec \set half '''half'
SELECT :half and half';
`,
		},
	],
	[
		"branches",
		{
			"001_a.sql": String.raw`\set yes true \set no off
SELECT 1
\if :yes
, 'a'
\if :no
, 'b (' /* ' */ , ;
\elif 0
, 'c'
\else
, 'd'
\endif
\else
, 'e'
\if :yes
\endif
\endif
; \if :{?yes} \\ SELECT 2; \else \\ SELECT 3; \endif \\ SELECT 4;
\if FALSE
\i none.sql
\set yes no
\endif
\if y
SELECT :'yes';
\endif
`,
		},
	],
	[
		"ends of statements",
		{
			"001_a.sql": String.raw`;; SELECT 1;; SELECT 2 \; SELECT 3; -- ;
SELECT 4 \g
SELECT (5;
6); CREATE RULE r AS ON INSERT TO t DO ALSO (SELECT 1; SELECT 2);
CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN 1=1 THEN 1 ELSE 2 END; SELECT 3; END; SELECT 7;
CREATE FUNCTION g() RETURNS int LANGUAGE sql AS $$ SELECT 1; $$; SELECT $a$ ; $b$ ; $a$; SELECT a$b$ ; SELECT $1$x$;$x$;
SELECT E'\';' ';', U&'\0041;', U&"a;", b'1;', x'1;', N';', '\';
SELECT 'a'
 'b;', E'c\''
 ';' /* /* ; */ ; */;
SELECT 1 +-- ;
2 @-1, 3 /* ; */ */* ; */ 4 \gx
SELECT 'last' -- without an end`,
		},
	],
	[
		"COPY and its rows",
		{
			"001_a.sql": String.raw`COPY t FROM stdin; SELECT 'behind it';
1	it's $$ /*
\.x
 \.
;
\.
copy
"T;x" (a, b) from STDIN (format csv); COPY u FROM stdin;
"a
b",'
\.
\.
SELECT 8;
COPY v FROM stdin \g
1
\.
COPY (SELECT ';') TO STDOUT; COPY t TO stdout; COPY t FROM '/stdin';
\set t w
COPY :t FROM stdin;
:t
\.
`,
		},
	],
	[
		"included files",
		{
			"001_a.sql": "SELECT 1\n\\i parts/b.sql;\n, 2;\n\\ir 'parts/c d.sql'\nSELECT :'v';\n",
			"parts/b.sql": "SELECT 'b';\n\\ir 'c d.sql'\nSELECT 'no end'",
			"parts/c d.sql": "\\set v 7\n\\if 1\nSELECT 'c';\n\\endif\n",
		},
	],
	[
		"line ends, byte order mark, characters of several bytes",
		{
			"001_a.sql":
				"\ufeffSELECT 'é';\r\n\\set é 'ü'\r\nSELECT :é, '😀;'\r\n, 2;\r\nCOPY t FROM stdin;\r\n1\r\n\\.\r\nSELECT 3;\r\n",
		},
	],
	[
		"what pg_dump writes",
		{
			"001_a.sql":
				"--\n-- PostgreSQL database dump\n--\n\n\\restrict abc1\n\nSET client_encoding = 'UTF8';\nCOPY public.t (a) FROM stdin;\n1\n\\.\n\n\nALTER TABLE ONLY public.t ADD CONSTRAINT x CHECK (a > 0);\n\n\\unrestrict abc1\n\n",
		},
	],
];

test.for(scripts)("the statements and rows of a script are those that psql sends: %s", async ([, files], { skip }) => {
	if (missing) return skip(missing);
	await withSet(files, async (folder) => {
		const expected = await whatItSends(folder, "001_a.sql");
		expect(expected.length).toBeGreaterThan(1);
		expect(await whatWeSend(folder, "001_a.sql")).toEqual(expected);
	});
});

/** A folder of SQL files, such as PostgreSQL's own src/test/regress/sql: each is read by both. */
const corpus = process.env.BULKHEAD_SQL_CORPUS;
const corpusFiles = corpus === undefined ? [] : readdirSync(corpus).filter((name) => name.endsWith(".sql"));

describe.skipIf(corpus === undefined)("files of the folder in BULKHEAD_SQL_CORPUS", () => {
	test.for(corpusFiles)("%s", { timeout: 120_000 }, async (name, { skip }) => {
		if (missing) return skip(missing);
		const folder = mkdtempSync(join(tmpdir(), "bulkhead-corpus-"));
		try {
			const refused = await withoutRefused(folder, name, readFileSync(join(corpus ?? "", name)));
			if (refused !== undefined) return skip(refused);
			expect(await whatWeSend(folder, name)).toEqual(await whatItSends(folder, name));
		} finally {
			rmSync(folder, { recursive: true });
		}
	});
});

const world: Record<string, string> = {
	"001_world.sql": String.raw`\set schema 'über "all"'
\set ON_ERROR_STOP on
CREATE SCHEMA :"schema";
SET search_path = :"schema", pg_catalog;
CREATE TABLE customers (id int PRIMARY KEY, name text NOT NULL, note text, data bytea, at timestamptz);
COPY customers (id, name, note, data, at) FROM stdin;
1	Amina; O'Hara	tab\there, line\nthere, back\\slash	\\x00ff5c	2026-01-02 03:04:05+00
2	مدرسة 😀 $$ /*	\N	\N	infinity
3			\\x	\N
\.
CREATE FUNCTION twice(i int) RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT CASE WHEN i > 0 THEN 2 * i ELSE 0 END; END;
CREATE FUNCTION shout() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
  NEW.name := upper(NEW.name) || ';$$'; -- a comment; with '
  RETURN NEW;
END
$body$;
CREATE TRIGGER shout BEFORE INSERT ON customers FOR EACH ROW EXECUTE FUNCTION shout();
CREATE VIEW named AS SELECT id, name FROM customers WHERE name <> E'\'';
CREATE RULE quiet AS ON INSERT TO named DO INSTEAD (INSERT INTO customers (id, name) VALUES (NEW.id, NEW.name); NOTIFY quiet);
INSERT INTO named VALUES (4, 'four') \; INSERT INTO named VALUES (5, 'fi' -- five
  've') \g
\if :{?nobody}
DROP SCHEMA :"schema" CASCADE;
\else
\ir parts/more.sql
\endif
SELECT format('CREATE INDEX ON customers (%I)', attname) FROM pg_attribute
 WHERE attrelid = 'customers'::regclass AND attname IN ('name', 'at') ORDER BY attnum \gexec
COMMENT ON SCHEMA :"schema" IS :'schema';
`,
	"parts/more.sql":
		"\\copy customers from 'parts/more.csv' with (format csv, header true, null '-')\nUPDATE customers SET id = twice(id) WHERE id > 5;\n",
	"parts/more.csv": 'id,name,note,data,at\n6,"six, ""quoted""",-,-,-\n7,"two\nlines",x,-,2026-01-01\n',
};

/** Every row of every table of people's schemas, and the catalogue. */
function leftIn(database: TestDatabase): Promise<string[]> {
	return onServer(database.params, async (session) => {
		const tables = await session.query<{ name: string }>(
			`SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
			  WHERE schemaname NOT IN ('pg_catalog', 'information_schema', 'bulkhead') ORDER BY 1`,
		);
		const rows: string[] = [];
		for (const { name } of tables) {
			const found = await session.query<{ row: string }>(`SELECT t::text AS row FROM ${name} AS t ORDER BY 1`);
			rows.push(...found.map(({ row }) => `${name} ${row}`));
		}
		return [...(await catalogFingerprint(session)).filter((line) => !line.includes("bulkhead")), ...rows];
	});
}

test("a file leaves through Bulkhead what it leaves through psql --single-transaction: catalogue and rows", async ({
	skip,
}) => {
	if (missing) return skip(missing);
	await withSet(world, async (folder) => {
		const expected = await withDatabase(async (database) => {
			const args = ["-X", "-q", "--set", "ON_ERROR_STOP=1", "--single-transaction", "-f", "001_world.sql"];
			const { code, stderr } = await runProgram("psql", args, { cwd: folder, env: libpqVariables(database.params) });
			expect(code, stderr).toBe(0);
			return leftIn(database);
		});
		const left = await withDatabase(async (database) => {
			await withBulkhead(async ({ client, open }) => {
				const connection = await open(database.url, folder);
				const { error } = await finish(client, "apply", client.migrations.apply({ connection }));
				expect(error).toBeUndefined();
			});
			return leftIn(database);
		});
		expect(left).toEqual(expected);
		expect(left.filter((line) => line.startsWith('"über') && line.includes(".customers (")).length).toBe(7);
	});
});
