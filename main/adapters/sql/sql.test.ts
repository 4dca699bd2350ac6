import { expect, test } from "vitest";
import { loadLibrary } from "./library.ts";
import { scan } from "./scan.ts";
import { sqlPort } from "./sql.ts";

const sql = sqlPort();
const texts = async (text: string) => (await sql.statements(text)).map((statement) => statement.text);

test.each([
	["quotes, dollar quotes and E strings", `SELECT ';'; SELECT $$a;b$$; SELECT $x$;$$;$x$; SELECT E'\\';'`, 4],
	["nested comments", "SELECT 1 /* ; /* ; */ ; */; SELECT 2 -- ; not here\n;", 2],
	["quoted names", 'SELECT 1 AS ";"; SELECT U&"d\\0061t;a"', 2],
	[
		"rules with several commands",
		"CREATE RULE r AS ON INSERT TO t DO ALSO (INSERT INTO a VALUES (1); DELETE FROM b); SELECT 1",
		2,
	],
	[
		"BEGIN ATOMIC bodies, CASE in them too",
		`CREATE FUNCTION f(i int) RETURNS int BEGIN ATOMIC SELECT 1; SELECT CASE WHEN i > 1 THEN 2 ELSE 3 END; END; SELECT 1`,
		2,
	],
	["empty statements", ";; SELECT 1;;;", 1],
	["nothing but comments", "-- nothing\n/* here */", 0],
	["an empty text", " \n", 0],
])("a semicolon ends a statement only where PostgreSQL says so: %s", async (_what, text, count) => {
	expect(await texts(text)).toHaveLength(count);
});

test("a statement knows its place, its comments and its kind, with characters of several bytes before it", async () => {
	const text = "SELECT 'é😀';\n\n-- check: École\n  -- more\n  select\t1 + /* x */ 2;";
	const [, second] = await sql.statements(text);
	expect(second).toEqual({
		text: "select\t1 + /* x */ 2",
		start: text.indexOf("select"),
		line: 5,
		column: 3,
		comments: ["-- check: École", "-- more"],
		head: "SELECT 1 + 2",
	});
});

test("columns count characters, not UTF-16 units", async () => {
	const [, second] = await sql.statements("SELECT '😀😀'; SELECT 2");
	expect(second).toMatchObject({ line: 1, column: 14 });
});

test("a text that the scanner cannot read is BAD_INPUT with line and column", async () => {
	const error = { code: "BAD_INPUT", message: expect.stringContaining("unterminated"), data: { line: 2 } };
	await expect(sql.statements("SELECT 1;\nSELECT 'open")).rejects.toMatchObject(error);
});

test("psql's commands are refused with their line", async () => {
	await expect(sql.statements("SELECT 1;\n\\i other.sql\n")).rejects.toMatchObject({
		code: "BAD_INPUT",
		data: { line: 2, column: 1 },
	});
});

test("a text that is scanned in pieces has the tokens that it has as a whole, wherever a piece would end", async () => {
	const text = [
		"SELECT 'it''s;\n-- no comment;\r\n';",
		"SELECT $$ it's;\n $x$;\n $$;",
		"SELECT 1 /* ;\n /* ;\n */ ' ;\n */ + 2; -- it's; open;\n",
		'SELECT 1 AS "a;\n$$;\n", U&"é;\n";',
		"CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1;\r\nSELECT 'é😀;\n';\nEND;",
		"SELECT E'\\\\;\n' , 'a'\n'b;\n';\r\n;;\n -- the end;",
	].join("\n");
	await loadLibrary();
	const whole = [...scan(text, text.length)];
	for (let piece = 1; piece < text.length; piece += 1) expect([...scan(text, piece)]).toEqual(whole);
});

test("places of a long text are those of its parts", async () => {
	const line = "INSERT INTO t VALUES ('é😀', 1);";
	const script = `${line}\n`.repeat(20_000);
	const found = await sql.statements(script);
	expect(found).toHaveLength(20_000);
	expect(found.at(-1)).toMatchObject({ line: 20_000, column: 1, start: 19_999 * (line.length + 1) });
});

test("a literal longer than a piece is one token, and one that never ends is told with its line", async () => {
	const long = "x;\n".repeat(100_000);
	expect(await texts(`SELECT 1;\nSELECT '${long}';\nSELECT 2;`)).toHaveLength(3);
	const open = `${"SELECT 1;\n".repeat(20_000)}SELECT 'é' || '${long}`;
	await expect(sql.statements(open)).rejects.toMatchObject({ code: "BAD_INPUT", data: { line: 20_001, column: 15 } });
});
