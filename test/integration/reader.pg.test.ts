/** Scripts as psql knows them, through Bulkhead on a real server. */
import { symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { finish, withBulkhead, withSet } from "../helpers/bulkhead.ts";
import { type TestDatabase, withDatabase } from "../helpers/postgres.ts";

/** Applies all of a set, on a database of its own. */
function applying<T>(
	files: Record<string, string>,
	use: (run: { database: TestDatabase; apply: () => ReturnType<typeof applied>; folder: string }) => Promise<T>,
): Promise<T> {
	return withDatabase((database) =>
		withSet(files, (folder) => use({ database, folder, apply: () => applied(database, folder) })),
	);
}

function applied(database: TestDatabase, folder: string) {
	return withBulkhead(async ({ client, open }) => {
		const connection = await open(database.url, folder);
		const outcome = await finish(client, "apply", client.migrations.apply({ connection }));
		return { ...outcome, status: (await client.migrations.status({ connection })).migrations };
	});
}

const script = String.raw`\set ON_ERROR_STOP on
\set people 'the people'
\echo 'Making' :people
CREATE TABLE :"people" (id int PRIMARY KEY, name text);
COPY :"people" (id, name) FROM stdin;
1	it's; $$ /* \\ -- "
2	\N
3	مرحبا é 😀
\.
\if :{?nobody}
DROP TABLE :"people";
\else
INSERT INTO :"people" VALUES (4, :'people') \;
INSERT INTO :"people" VALUES (5, 'five') \g
\endif
\ir parts/more.sql
SELECT format('COMMENT ON TABLE %I IS %L', relname, 'made by gexec'), NULL
  FROM pg_class WHERE relname IN (:'people', 'rows') ORDER BY relname \gexec
COMMENT ON COLUMN :"people".name IS :'DBNAME';
\echo Done
`;
const parts = {
	"parts/more.sql": "CREATE TABLE rows (a int, b text);\n\\copy rows from 'parts/rows.csv' with (format csv, header)\n",
	"parts/rows.csv": 'a,b\n1,"x, y"\n2,"two\nlines"\n',
};

test("COPY's rows, variables, branches, included files, \\copy, \\gexec and what the connection knows run as with psql", () =>
	applying({ "001_script.sql": script, ...parts }, async ({ database, apply }) => {
		const { result, error, progress, status } = await apply();
		expect(error).toBeUndefined();
		expect(await database.sql(`SELECT id::text, name FROM "the people" ORDER BY id`)).toEqual([
			{ id: "1", name: `it's; $$ /* \\ -- "` },
			{ id: "2", name: null },
			{ id: "3", name: "مرحبا é 😀" },
			{ id: "4", name: "the people" },
			{ id: "5", name: "five" },
		]);
		expect(await database.sql("SELECT a::text, b FROM rows ORDER BY a")).toEqual([
			{ a: "1", b: "x, y" },
			{ a: "2", b: "two\nlines" },
		]);
		expect(
			await database.sql(
				`SELECT obj_description('rows'::regclass) AS rows, col_description('"the people"'::regclass, 2) AS name`,
			),
		).toEqual([{ rows: "made by gexec", name: database.database }]);
		const [one] = result?.applied ?? [];
		expect(one?.statements.filter(({ command }) => command === "COPY").map(({ line, rows }) => [line, rows])).toEqual([
			[5, 3],
			[2, 2],
		]);
		const said = progress.flatMap((each) => (each.kind === "notice" && each.severity === "ECHO" ? [each.message] : []));
		expect(said).toEqual(["Making the people", "Done"]);
		expect(status).toMatchObject([{ id: "001", state: "applied" }]);
	}));

const table = "CREATE TABLE t (a int, b text CHECK (b <> 'bad'));\n";

test.each([
	["a value of the wrong type", `${table}COPY t FROM stdin;\n1\tx\n2\ty\nthree\tz\n\\.\n`, "001_a.sql", 5, "22P02"],
	[
		"a row with too few columns",
		`${table}SELECT 1; COPY t (a, b)\n FROM stdin; SELECT 2;\n1\tx\n2\n\\.\n`,
		"001_a.sql",
		5,
		"22P04",
	],
	["a row that a constraint refuses", `${table}COPY t FROM stdin;\n1\tx\n2\tbad\n3\ty\n\\.\n`, "001_a.sql", 4, "23514"],
	[
		"a table whose name has a number",
		`CREATE TABLE "line 7, COPY" (a int);\nCOPY "line 7, COPY" FROM stdin;\n1\n2\nx\n\\.\n`,
		"001_a.sql",
		5,
		"22P02",
	],
	["data of \\copy", `${table}\\copy t from 'd.csv' csv`, "d.csv", 2, "22P02"],
	["the COPY itself", `${table}\n  COPY nothing FROM stdin;\n1\n\\.\n`, "001_a.sql", 3, "42P01"],
	[
		"a statement behind the rows",
		`${table}COPY t FROM stdin;\n1\tx\n\\.\n\nSELECT 1,\n  nothing;\n`,
		"001_a.sql",
		7,
		"42703",
	],
	["a statement of an included file", `${table}\\i parts/b.sql\n`, "parts/b.sql", 3, "42703"],
	["a value that a variable gave", `\\set v 'a\\nnothing'\nSELECT 1 AS a,\n  :v;\n`, "001_a.sql", 3, "42703"],
	[
		"a statement behind a variable of several lines",
		`\\set v '1,\\n2'\nSELECT :v,\n  nothing;\n`,
		"001_a.sql",
		3,
		"42703",
	],
	["a statement that \\gexec made", `${table}\nSELECT 'SELECT nothing'\n \\gexec\n`, "001_a.sql", 3, "42703"],
	["what the connection knows", `SELECT 1,\n :"DBNAME";\n`, "001_a.sql", 2, "42703"],
])(
	"an error is told with the line of the file that it stands on, and nothing stays: %s",
	(_what, sql, file, line, sqlstate) =>
		applying(
			{ "001_a.sql": sql, "parts/b.sql": "SELECT 1;\nSELECT\n  nothing;", "d.csv": "1,x\ntwo,y\n" },
			async ({ database, apply }) => {
				const { error } = await apply();
				expect(error).toMatchObject({ code: "STATEMENT_FAILED", file, line, sqlstate });
				expect(error?.data?.state).toContain("rolled back");
				expect(await database.sql("SELECT 1 WHERE to_regclass('t') IS NOT NULL")).toEqual([]);
			},
		),
);

test.each([
	["ends the transaction", "SELECT 'COMMIT' \\gexec", "COMMIT would end Bulkhead's transaction"],
	["takes rows", "SELECT 'COPY t FROM stdin' \\gexec", "COPY … FROM STDIN has no data there"],
	["is cut short", `SELECT 'SELECT ''x' \\gexec`, "is not closed"],
])("what \\gexec made does not run when it %s", (_what, sql, says) =>
	applying({ "001_a.sql": `CREATE TABLE t ();\n${sql}` }, async ({ database, apply }) => {
		expect((await apply()).error).toMatchObject({ code: "BAD_INPUT", line: 2, message: expect.stringContaining(says) });
		expect(await database.sql("SELECT 1 WHERE to_regclass('t') IS NOT NULL")).toEqual([]);
	}),
);

test.each([
	["BEGIN", "SELECT 1;\nBEGIN;", "opens and ends the transaction itself"],
	[
		"strings that the server would read otherwise",
		"SELECT 1;\nSET standard_conforming_strings = off;",
		"another meaning",
	],
	["another encoding", "SELECT 1;\nSET SESSION client_encoding TO 'LATIN1';", "take it for LATIN1"],
	["SET NAMES", "SELECT 1;\nSET NAMES 'win1252';", "take it for win1252"],
])(
	"what must not stand in a file is a fault of the folder, with its line, before anything runs: %s",
	(_what, sql, says) =>
		applying({ "001_a.sql": "CREATE TABLE t ();", "002_b.sql": sql }, async ({ database, apply }) => {
			const { error } = await apply();
			expect(error).toMatchObject({ code: "CATALOG_INVALID" });
			expect(error?.data?.faults).toMatchObject([
				{ file: "002_b.sql", line: 2, message: expect.stringContaining(says) },
			]);
			expect(await database.sql("SELECT 1 WHERE to_regclass('t') IS NOT NULL")).toEqual([]);
		}),
);

test("what pg_dump sets is no fault", () =>
	applying(
		{
			"001_a.sql":
				"SET client_encoding = 'UTF8';\nSET standard_conforming_strings = on;\nSET row_security = off;\nSELECT pg_catalog.set_config('search_path', '', false);\nCREATE TABLE public.t ();",
		},
		async ({ apply }) => expect((await apply()).error).toBeUndefined(),
	));

test("the faults of every file are told together, those of included files by their own name", () =>
	applying(
		{
			"001_a.sql": "\\i parts/x.sql",
			"002_b.sql": "SELECT 'open",
			"003_c.sql": "\\! ls",
			"parts/x.sql": "\n\\connect other",
		},
		async ({ apply }) => {
			const { error } = await apply();
			expect(error?.data?.faults?.map(({ file, line }) => [file, line])).toEqual([
				["parts/x.sql", 2],
				["002_b.sql", 1],
				["003_c.sql", 1],
			]);
		},
	));

test("links that lead out of the folder are not followed, to files and through folders; those that stay inside are", () =>
	applying(
		{ "001_a.sql": "\\i inside.sql", "parts/in.sql": "CREATE TABLE t ();" },
		async ({ database, folder, apply }) => {
			symlinkSync("parts/in.sql", join(folder, "inside.sql.link"));
			symlinkSync("/etc", join(folder, "etc"));
			symlinkSync("/etc/passwd", join(folder, "passwd"));
			for (const [named, why] of [
				["etc/passwd", "is not inside the migration folder"],
				["passwd", "is not inside the migration folder"],
				["parts/../../x", "is not there"],
				["parts", "is no file"],
			]) {
				writeFileSync(join(folder, "001_a.sql"), `\\i ${named}\n`);
				const { error } = await apply();
				expect(error?.data?.faults).toMatchObject([{ file: "001_a.sql", line: 1, message: `${named} ${why}.` }]);
			}
			writeFileSync(join(folder, "001_a.sql"), "\\i inside.sql.link\n");
			expect((await apply()).error).toBeUndefined();
			expect(await database.sql("SELECT to_regclass('t')::text AS t")).toEqual([{ t: "t" }]);
		},
	));

test("a migration is changed when a file that it includes or copies is, not when that is laid out anew; missing, it is changed too", () =>
	applying({ "001_script.sql": script, ...parts }, async ({ folder, apply }) => {
		const state = async () => (await apply()).status.map((each) => each.state);
		expect(await state()).toEqual(["applied"]);
		writeFileSync(join(folder, "parts/more.sql"), parts["parts/more.sql"].replace("(a int", "( /* new */ a   int"));
		expect(await state()).toEqual(["applied"]);
		writeFileSync(join(folder, "parts/more.sql"), parts["parts/more.sql"].replace("b text", "b varchar"));
		expect(await state()).toEqual(["changed"]);
		writeFileSync(join(folder, "parts/more.sql"), parts["parts/more.sql"]);
		writeFileSync(join(folder, "parts/rows.csv"), "a,b\n");
		expect(await state()).toEqual(["changed"]);
		writeFileSync(join(folder, "parts/rows.csv"), parts["parts/rows.csv"]);
		expect(await state()).toEqual(["applied"]);
		writeFileSync(join(folder, "001_script.sql"), script.replace("parts/more.sql", "parts/none.sql"));
		expect(await state()).toEqual(["changed"]);
	}));

test("data of \\copy that is written while the file runs is refused, and nothing stays", () =>
	applying(
		{ "001_a.sql": "CREATE TABLE t (a int);\n\\copy t from 'd.csv' csv\n", "d.csv": "1\n2\n" },
		({ database, folder }) =>
			withBulkhead(async ({ client, open }) => {
				const connection = await open(database.url, folder);
				const { error } = await finish(client, "apply", client.migrations.apply({ connection }), (progress) => {
					if (progress.kind === "statement-done") writeFileSync(join(folder, "d.csv"), "1\n2\n3\n");
				});
				expect(error).toMatchObject({ code: "REFUSED", message: "d.csv has changed while it was read." });
				expect(await database.sql("SELECT 1 WHERE to_regclass('t') IS NOT NULL")).toEqual([]);
			}),
	));

test("rollback files and files of checks are scripts too", () =>
	applying(
		{
			"001_a.sql": "CREATE TABLE kept (a int); CREATE TABLE gone (a int); COPY gone FROM stdin;\n1\n2\n\\.\n",
			"rollback/001_a.sql": "\\set t gone\nCOPY kept FROM stdin;\n7\n\\.\nDROP TABLE :t;\n",
			"verify/001_a.sql":
				"\\set most 2\nCOPY kept FROM stdin;\n1\n\\.\n-- check: gone has few rows\nSELECT * FROM gone OFFSET :most;\n-- check: kept has one\nSELECT 1 FROM kept HAVING count(*) <> 1;\n",
		},
		async ({ database, folder, apply }) => {
			const { result, error } = await apply();
			expect(error).toBeUndefined();
			expect(result?.checks).toMatchObject({ passed: 2, failed: 0 });
			expect(await database.sql("SELECT 1 FROM kept")).toEqual([]);
			await withBulkhead(async ({ client, open }) => {
				const connection = await open(database.url, folder);
				const request = { connection, to: "000" };
				const plan = await client.migrations.plan({ ...request, direction: "rollback" });
				expect(plan.lost).toEqual([{ object: "public.gone", kind: "table", rows: 2 }]);
				const undone = await finish(
					client,
					"rollback",
					client.migrations.rollback({ ...request, reason: "a test", confirmed: true }),
				);
				expect(undone.error).toBeUndefined();
			});
			expect(await database.sql("SELECT a::text FROM kept")).toEqual([{ a: "7" }]);
		},
	));

test("the plan shows the statements that will run, each on its line", () =>
	applying({ "001_script.sql": script, ...parts }, ({ database, folder }) =>
		withBulkhead(async ({ client, open }) => {
			const connection = await open(database.url, folder);
			const { steps } = await client.migrations.plan({ connection, direction: "apply" });
			expect(steps[0]?.statements.map(({ line, text }) => [line, text.slice(0, 30)])).toEqual([
				[4, 'CREATE TABLE "the people" (id '],
				[5, 'COPY "the people" (id, name) F'],
				[13, 'INSERT INTO "the people" VALUE'],
				[14, 'INSERT INTO "the people" VALUE'],
				[1, "CREATE TABLE rows (a int, b te"],
				[2, "COPY rows FROM STDIN with (for"],
				[17, "SELECT format('COMMENT ON TABL"],
				[19, 'COMMENT ON COLUMN "the people"'],
			]);
		}),
	));
