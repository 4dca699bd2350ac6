import { expect, test } from "vitest";
import { faultOf, readAll, statementsOf, tokenHash } from "../../../../test/helpers/script-files.ts";
import { sqlPort } from "../../../adapters/sql/sql.ts";

const texts = async (script: string) => (await statementsOf(script)).map(({ text }) => text);

test.each([
	["quotes, dollar quotes and E strings", `SELECT ';'; SELECT $$a;b$$; SELECT $x$;$$;$x$; SELECT E'\\';'`],
	["nested comments", "SELECT 1 /* ; /* ; */ ; */; SELECT 2 -- ; not here\n;"],
	["quoted names", 'SELECT 1 AS ";"; SELECT U&"d\\0061t;a"; SELECT "a"";"'],
	["U& strings with UESCAPE", "SELECT U&'d!0061;' UESCAPE '!'; SELECT 2"],
	[
		"rules with several commands",
		"CREATE RULE r AS ON INSERT TO t DO ALSO (INSERT INTO a VALUES (1); DELETE FROM b); SELECT 1",
	],
	[
		"BEGIN ATOMIC bodies with CASE",
		"CREATE FUNCTION f(i int) RETURNS int BEGIN ATOMIC SELECT 1; SELECT CASE WHEN i > 1 THEN 2 END; END; SELECT 1",
	],
	[
		"names that are END and CASE in a body",
		`CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1 AS end, t.case FROM t; END; SELECT 1`,
	],
	["BEGIN that is no body", "CREATE FUNCTION begin() RETURNS int AS $$ BEGIN; END; $$ LANGUAGE plpgsql; SELECT 1"],
	["empty statements and comments between", ";; -- one\nSELECT 1;;; /* two */ ;-- three\nSELECT 2"],
	["nothing but comments", "-- nothing\n/* here */"],
	["an empty text", " \n"],
	[
		"characters of several bytes before and in it",
		"SELECT 'é😀';\n\n-- check: École\n  -- more\n  select\t1 + /* x */ '😀', é;\nSELECT 3",
	],
	["line ends of Windows", "SELECT 1;\r\nSELECT\r\n  2;\r\n"],
	[
		"casts, slices and JSON paths beside no variable",
		`SELECT a::int, b[1:n], '$.x:y'::jsonpath, c := 1, '12:30'::time;`,
	],
	["a closing parenthesis too many", "SELECT 1); SELECT (2;);"],
])("plain SQL is cut as PostgreSQL's scanner cuts it, with the same places and comments: %s", async (_what, script) => {
	const scanned = (await sqlPort().statements(script)).map(({ start: _, ...statement }) => statement);
	expect(await statementsOf(script)).toEqual(scanned);
});

test("variables stand where psql puts them: plain, as a literal, as a name, as a question; never in quotes", async () => {
	const script = String.raw`
\set n 5
\set who 'O''Brien'
\set path 'a\\b'
\set tab "T x"
\set part users
\set both :n :who
SELECT :n, :'who', :'path', :"who", :{?n}, :{?none}, ':n', $$:n$$, ":n", E':n' /* :n */ -- :n
;
SELECT * FROM t_:part, :tab, :'both';
SELECT a[1:n], b[:n:none], x::n, y := n, :none, :'none', \:n;
\unset n
SELECT :n;`;
	expect(await texts(script)).toEqual([
		`SELECT 5, 'O''Brien',  E'a\\\\b', "O'Brien", TRUE, FALSE, ':n', $$:n$$, ":n", E':n'`,
		`SELECT * FROM t_users, "T x", '5O''Brien'`,
		`SELECT a[15], b[5:none], x::n, y := n, :none, :'none', :n`,
		"SELECT :n",
	]);
});

test("the value of a variable is read as if it stood there: variables in it, and the end of a statement", async () => {
	const script = "\\set a 1\n\\set two 'SELECT :a; SELECT'\n:two 2;\n\\set open 'SELECT ''x'\n:open y';";
	expect(await texts(script)).toEqual(["SELECT 1", "SELECT 2", "SELECT 'x y'"]);
});

test("places in and after variables are those of the file", async () => {
	const [first, second] = await statementsOf(
		"\\set long 'a\nSELECT".replace("\n", "\\n").concat("'\nSELECT 1,\n  :'long', 2;\nSELECT 3;"),
	);
	expect(first).toMatchObject({ line: 2, column: 1, text: "SELECT 1,\n  'a\nSELECT', 2" });
	expect(first?.pieces).toEqual([
		{ at: 0, line: 2, column: 1, fixed: false },
		{ at: 12, line: 3, column: 3, fixed: true },
		{ at: 22, line: 3, column: 10, fixed: false },
	]);
	expect(second).toMatchObject({ line: 4, column: 1 });
});

test.each([
	["true", 1],
	["TRUE", 1],
	["t", 1],
	["yes", 1],
	["y", 1],
	["on", 1],
	["1", 1],
	["false", 2],
	["f", 2],
	["no", 2],
	["off", 2],
	["of", 2],
	["0", 2],
	[":yes", 1],
	[":{?yes}", 1],
	[":{?other}", 2],
])("a branch is taken as psql's booleans say: %s", async (condition, taken) => {
	const script = `\\set yes on\n\\if ${condition}\nSELECT 1;\n\\else\nSELECT 2;\n\\endif\nSELECT 3;`;
	expect(await texts(script)).toEqual([`SELECT ${taken}`, "SELECT 3"]);
});

test("of a branch that is left out nothing counts: statements, commands, variables, COPY's rows, files, conditions", async () => {
	const script = String.raw`SELECT 1
\if false
  , 'left; out' , :x;
  COPY t FROM stdin;
it's	\N
\endif
\.
  \i missing.sql \! rm -rf / \echo no
  \set x 1
  \copy t from program 'x'
  \if nonsense
  \elif ${"`"}date${"`"}
  \endif
\elif yes
  , 2
\elif :nothing
  , 3
\else
  , 4
\endif
;
SELECT :x;`;
	const [first, second] = await statementsOf(script);
	expect(first?.text.replaceAll(/\s+/g, " ")).toBe("SELECT 1 , 2");
	expect(first?.says).toBeUndefined();
	expect(second).toMatchObject({ text: "SELECT :x", line: 22 });
});

test("several commands and SQL share a line as in psql", async () => {
	const script =
		"\\set a 1 \\set b 2 \\\\ SELECT :a, :b; \\if 0 \\\\ SELECT 3; \\else \\\\ SELECT 4; \\endif \\\\ SELECT 5;";
	expect(await texts(script)).toEqual(["SELECT 1, 2", "SELECT 4", "SELECT 5"]);
});

test("\\; and \\g end a statement, and \\gexec one whose answer is statements", async () => {
	const found = await statementsOf("SELECT 1 \\; SELECT 2\n\\g\nSELECT 'SELECT 3' \\gexec\nSELECT 4 \\gx\n");
	expect(found.map(({ text, each }) => [text, each])).toEqual([
		["SELECT 1", undefined],
		["SELECT 2", undefined],
		["SELECT 'SELECT 3'", true],
		["SELECT 4", undefined],
	]);
});

test("\\echo, \\qecho and \\warn speak before the statement that follows, and after the last", async () => {
	const script =
		"\\echo one 'and  two' :x\nSELECT 1;\n\\qecho -n three\nSELECT\n\\warn 'it''s\\tfour'\n 2;\n\\echo\n\\echo done\n";
	const found = await statementsOf(script);
	expect(found.map(({ says, lastWords }) => [says, lastWords])).toEqual([
		[["one and  two :x"], undefined],
		[
			["three", "it's\tfour"],
			["", "done"],
		],
	]);
});

test("what pg_dump writes around its text is read: \\restrict, \\unrestrict; \\encoding UTF8 and ON_ERROR_STOP change nothing", async () => {
	const script =
		"\\restrict x7Ab\nSELECT 1;\n\\unrestrict x7Ab\n\\encoding UTF8\n\\set ON_ERROR_STOP on\n\\set AUTOCOMMIT off\nSELECT 2;";
	expect(await texts(script)).toEqual(["SELECT 1", "SELECT 2"]);
});

test("what the connection knows stays a reference until it is sent", async () => {
	const [first, second] = await statementsOf(
		`GRANT CONNECT ON DATABASE :"DBNAME" TO x; \\set USER me \\\\ SELECT :'USER';`,
	);
	expect(first?.text).toBe(`GRANT CONNECT ON DATABASE :"DBNAME" TO x`);
	expect(first?.holes).toEqual([{ at: 26, end: 35, name: "DBNAME", form: "identifier" }]);
	expect(second?.text).toBe("SELECT 'me'");
});

test.each([
	["rows up to \\.", "COPY t FROM stdin;\n1\ta\n2\tb\n\\.\nSELECT 1;", "1\ta\n2\tb\n", 2],
	["no row at all", "COPY t FROM stdin;\n\\.\nSELECT 1;", "", 2],
	[
		"rows that no scanner reads",
		"COPY t FROM stdin;\nit's $$ /* \\N\t\\\\.\n\\.x\n \\.\n;\n\\.\nSELECT 1;",
		"it's $$ /* \\N\t\\\\.\n\\.x\n \\.\n;\n",
		2,
	],
	["line ends of Windows", "COPY t FROM stdin;\r\n1\r\n2\r\n\\.\r\nSELECT 1;\r\n", "1\r\n2\r\n", 2],
	["what follows on the statement's line", "COPY t FROM stdin; SELECT 1;\n1\n\\.\n", "1\n", 2],
	[
		"options and columns",
		`copy "My"."T" (a, "b;c")\n from STDIN with (format csv, delimiter ';');\n1;2\n\\.\nSELECT 1;`,
		"1;2\n",
		3,
	],
	["FROM stdout, which the server takes for the same", "COPY t FROM stdout;\n1\n\\.\nSELECT 1;", "1\n", 2],
	["an end without a line end", "SELECT 1;COPY t FROM stdin;\n1\n\\.", "1\n", 2],
	["\\copy from stdin", "\\copy t (a) from stdin with csv\n1\n\\.\nSELECT 1;", "1\n", 2],
	["a variable in the statement, none in the rows", "\\set t x\nCOPY :t FROM stdin;\n:t\n\\.\nSELECT 1;", ":t\n", 3],
])("COPY takes its rows as they stand, and the script goes on after them: %s", async (_what, script, data, line) => {
	for (const piece of [undefined, 7]) {
		const found = await statementsOf(script, piece);
		expect(found.filter((statement) => statement.data !== undefined)).toMatchObject([{ data, dataLine: line }]);
		expect(found.map(({ text }) => text).filter((text) => /^SELECT/.test(text))).toEqual(["SELECT 1"]);
	}
});

test("a variable on the line of a COPY, before its rows, moves no place behind them", async () => {
	const script = "\\set v 'a b c'\nCOPY t FROM stdin; SELECT :'v',\n1\n2\n\\.\n  \\set w 1\n  :w;\nSELECT 3;";
	const found = await statementsOf(script);
	expect(found.map(({ text, line, column }) => [text, line, column])).toEqual([
		["COPY t FROM stdin", 2, 1],
		["SELECT 'a b c',\n  \n  1", 2, 20],
		["SELECT 3", 8, 1],
	]);
	expect(found[1]?.pieces?.at(-1)).toMatchObject({ line: 7, column: 3, fixed: true });
});

test("COPY that reads no rows of the script has none", async () => {
	const script = `COPY t TO stdout; COPY t FROM '/x'; COPY (SELECT 1 FROM stdin) TO STDOUT; SELECT copy FROM stdin; SELECT 1`;
	const found = await statementsOf(script);
	expect(found.map(({ data }) => data)).toEqual(Array(5).fill(undefined));
});

const set = {
	"001_main.sql": "\\i parts/a.sql\nSELECT 'main';\n\\ir 'parts/b c.sql';\nSELECT :v;\n",
	"parts/a.sql": "SELECT\n'a';\n\\ir 'b c.sql'\n",
	"parts/b c.sql": "\\set v 7\nSELECT 'b';",
};

test("files are included from the folder (\\i) or beside the file that names them (\\ir), and what they set stays set", async () => {
	const { statements, read } = await readAll({ files: set });
	expect(statements.map(({ text, file, line }) => [text, file, line])).toEqual([
		["SELECT\n'a'", "parts/a.sql", 1],
		["SELECT 'b'", "parts/b c.sql", 2],
		["SELECT 'main'", undefined, 2],
		["SELECT 'b'", "parts/b c.sql", 2],
		["SELECT 7", undefined, 4],
	]);
	expect([...read.needs.keys()]).toEqual(["parts/a.sql", "parts/b c.sql"]);
});

test("the bytes of what a script includes or copies are a part of its hash, and so is what they mean", async () => {
	const base = await readAll({ files: set });
	const other = { ...set, "parts/b c.sql": "\\set v 7\nSELECT 'b2';" };
	const laidOut = { ...set, "parts/b c.sql": "\\set v 7\n\n  SELECT /* x */ 'b' ;" };
	const changed = await readAll({ files: other });
	const reformatted = await readAll({ files: laidOut });
	expect(changed.checksum).not.toBe(base.checksum);
	expect(changed.read.tokenHash).not.toBe(base.read.tokenHash);
	expect(reformatted.checksum).not.toBe(base.checksum);
	const copied = { "001_main.sql": "\\copy t from 'd.csv' csv", "d.csv": "1" };
	const copy = await readAll({ files: copied });
	const copyChanged = await readAll({ files: { ...copied, "d.csv": "2" } });
	expect(copyChanged.checksum).not.toBe(copy.checksum);
	expect(copyChanged.read.tokenHash).not.toBe(copy.read.tokenHash);
	expect(copy.statements).toMatchObject([{ text: "COPY t FROM STDIN csv", data: "1", dataLine: 1 }]);
});

test("the hash of what a script means is blind to comments, white space and the case of keywords, and sees every literal and quoted name", async () => {
	const base = await tokenHash("SELECT 'a b', name FROM t; -- end");
	expect(await tokenHash("/* new */ select  'a b' , NAME\n FROM t ;")).toBe(base);
	expect(await tokenHash("SELECT 'a  b', name FROM t;")).not.toBe(base);
	expect(await tokenHash("SELECT 'A b', name FROM t;")).not.toBe(base);
	expect(await tokenHash("SELECT 'a b', \"NAME\" FROM t;")).not.toBe(base);
	expect(await tokenHash("SELECT 'a b', name FROM t")).not.toBe(base);
	expect(await tokenHash("SELECT\t'a b' -- one string\n,name FROM t;")).toBe(base);
	expect(await tokenHash("SELECT 'a ' -- in parts\n\n'b'")).toBe(await tokenHash("SELECT 'a '\n  'b'"));
	expect(await tokenHash("\\set v 'a b'\nSELECT :'v', name\n\\echo x\nFROM t;")).toBe(base);
	expect(await tokenHash("SELECT $$x y$$")).not.toBe(await tokenHash("SELECT $$x  y$$"));
});

test("data that \\copy names is passed on byte for byte, and is no text to the reader", async () => {
	const bytes = new Uint8Array([0, 255, 10, 92, 46, 10, 39]);
	const files = { "001_main.sql": "\\copy t FROM 'x.bin' (format binary)", "x.bin": bytes };
	const { statements } = await readAll({ files });
	expect(statements[0]).toMatchObject({ text: "COPY t FROM STDIN (format binary)" });
	expect(statements[0]?.data).toBe(new TextDecoder().decode(bytes));
});

test.each([
	["a quote that is not closed", "SELECT 1;\nSELECT 'open\n;", 2, 8, "quoted string is not closed"],
	["a quoted name that is not closed", 'SELECT "open', 1, 8, "quoted name is not closed"],
	["a dollar quote that is not closed", "SELECT 1;\n  DO $x$ $$ $y$", 2, 6, "dollar-quoted string is not closed"],
	["a comment that is not closed", "SELECT 1 /* /* */;\n", 1, 10, "comment is not closed"],
	["an escape that PostgreSQL does not know", "SELECT 1;\nSELECT 2,\n  E'\\u00';", 3, 5, "invalid Unicode escape"],
	["letters behind a number", "SELECT 1;\nSELECT 2, 1abc;", 2, 11, "trailing junk"],
	["rows without an end", "SELECT 1;\nCOPY t FROM stdin;\n1\n2\n", 2, 1, "has no end"],
	["rows without an end behind \\copy", "\\copy t from stdin\n1\n2\n", 1, 1, "has no end"],
	["COPY without its semicolon", "COPY t FROM stdin", 1, 1, "has no end"],
	["\\if without \\endif", "SELECT 1;\n\\if true\nSELECT 2;", 2, 1, "\\if is not closed"],
	["\\endif without \\if", "SELECT 1;\n \\endif", 2, 2, "\\endif has no \\if"],
	["\\else without \\if", "\\else", 1, 1, "\\else has no \\if"],
	["\\elif after \\else", "\\if 0\n\\else\n\\elif 1\n\\endif", 3, 1, "\\elif has no \\if"],
	["\\if with no boolean", "\\if maybe\n\\endif", 1, 4, 'has "maybe"'],
	["\\if with a variable that nobody set", "\\if :x\n\\endif", 1, 4, 'has ":x"'],
	["a variable in itself", "\\set x ':x'\nSELECT :x;", 2, 8, "holds :x itself"],
	["variables in each other", "\\set x ':y'\n\\set y ':x'\nSELECT :x;", 3, 8, "holds :x itself"],
	["a value that doubles without end", `\\set a 0123456789\n${"\\set a :a:a\n".repeat(30)}`, 18, 1, "longer than"],
	[
		"variables that fill the memory",
		`\\set a '${"x".repeat(900_000)}'\nSELECT ${":a ".repeat(60)};`,
		2,
		20,
		"too long",
	],
	["a command in a value", "\\set x '\\\\echo'\nSELECT :x;", 2, 8, "in the value of a variable"],
	["what only psql knows", "SELECT :'HOST';", 1, 8, ":HOST is set by psql itself"],
	["what is known only later, in a command", "\\echo :DBNAME", 1, 7, "known only when the file runs"],
	["back-quotes", "\\set x `date`", 1, 8, "command of the shell"],
	["a quote over the end of the line", "\\set x 'a\nb'", 1, 8, "not closed on the same line"],
	["an escape that is no ASCII", "\\set x '\\303'", 1, 9, "no character of ASCII"],
	["a name that is none", "\\set a-b 1", 1, 1, "no name of a variable"],
	["\\! of the shell", "SELECT 1;\n\\! rm -rf /", 2, 1, "never read"],
	["\\connect", "\\connect other", 1, 1, "another connection"],
	["\\c", "\\c other", 1, 1, "another connection"],
	["\\gset", "SELECT 1 AS x \\gset", 1, 15, "the answer of a statement"],
	["\\q", "\\q", 1, 1, "end the file early"],
	["\\o", "\\o x.txt", 1, 1, "files of this machine"],
	["\\timing", "\\timing on", 1, 1, "what psql prints"],
	["\\d+", "\\d+ t", 1, 1, "only shows something"],
	["\\dt", "\\dt", 1, 1, "only shows something"],
	["a command that there is not", "\\frobnicate", 1, 1, "\\frobnicate is no command"],
	["a backslash and nothing", "SELECT 1 \\ 2;", 1, 10, "\\ is no command"],
	["\\copy to a file", "\\copy t to 'x'", 1, 6, "Of \\copy only"],
	["\\copy from a program", "\\copy t from program 'cat x'", 1, 6, "Of \\copy only"],
	["\\copy from psql's own input", "\\copy t from pstdin", 1, 6, "Of \\copy only"],
	["\\copy of a query", "\\copy (select 1) from 'x'", 1, 6, "Of \\copy only"],
	["\\copy with two statements", "\\copy t from 'd' csv; drop table t", 1, 1, "ends this statement elsewhere"],
	["\\g to a file", "SELECT 1 \\g out.txt", 1, 10, "arguments"],
	["\\g without a statement", "SELECT 1;\n\\g", 2, 1, "no statement to send"],
	["\\encoding", "\\encoding LATIN1", 1, 1, "read as UTF-8"],
	["SINGLELINE", "\\set SINGLELINE on", 1, 1, "end each statement with its line"],
	[
		"a command between \\restrict and \\unrestrict",
		"\\restrict k\nSELECT 1;\n\\echo x",
		3,
		1,
		"stands between \\restrict",
	],
	["\\unrestrict with another key", "\\restrict k\n\\unrestrict l", 2, 1, "not that of \\restrict"],
	["\\unrestrict alone", "\\unrestrict k", 1, 1, "without \\restrict"],
	["a file that is not there", "SELECT 1;\n\\i none.sql", 2, 1, "none.sql is not there"],
	["a file outside of the folder", "\\ir ../other.sql", 1, 1, "not inside the migration folder"],
	["a file by its absolute path", "\\i /etc/passwd", 1, 1, "not inside the migration folder"],
	["data outside of the folder", "\\copy t from '/etc/passwd'", 1, 1, "not inside the migration folder"],
	["\\i without a name", "\\i", 1, 1, "names one file"],
	["a file that includes itself", "SELECT 1;\n\\i 001_main.sql", 2, 1, "circle: 001_main.sql → 001_main.sql"],
])(
	"what cannot be read is BAD_INPUT with its line, its column and the next step: %s",
	async (_what, script, line, column, says) => {
		for (const piece of [undefined, 11]) {
			const error = await faultOf({ "001_main.sql": script, d: "1\n" }, piece);
			expect(error).toMatchObject({ code: "BAD_INPUT", data: { file: "001_main.sql", line, column } });
			expect(error.message).toContain(says);
			expect(error.data.hint).toBeTruthy();
		}
	},
);

test("a fault in an included file is told with that file's name and line", async () => {
	const files = { "001_main.sql": "\\i a.sql", "a.sql": "SELECT 1;\n\\i b.sql", "b.sql": "\n\nSELECT 'x" };
	expect(await faultOf(files)).toMatchObject({ data: { file: "b.sql", line: 3, column: 8 } });
	const circle = { "001_main.sql": "\\i a.sql", "a.sql": "\n\\ir b.sql", "b.sql": "\\i a.sql" };
	expect(await faultOf(circle)).toMatchObject({
		data: { file: "b.sql", line: 1 },
		message: expect.stringContaining("a.sql → b.sql → a.sql"),
	});
});

test("files in each other are bounded, in depth and in number", async () => {
	const chain = Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`f${at}.sql`, `\\i f${at + 1}.sql`]));
	expect((await faultOf({ ...chain, "001_main.sql": "\\i f0.sql" })).message).toContain("More than 16 files");
	const wide = { "001_main.sql": "\\i a.sql\n".repeat(40), "a.sql": "\\i b.sql\n".repeat(40), "b.sql": "SELECT 1;" };
	expect((await faultOf(wide)).message).toContain("1000 in all");
});

test("no rows follow COPY … TO stdin, nor a COPY of a query FROM stdin, which the server refuses", async () => {
	const found = await statementsOf("COPY t TO stdin;\nCOPY (SELECT 1) FROM stdin;\nSELECT 1;");
	expect(found.map(({ data }) => data)).toEqual([undefined, undefined, undefined]);
});
