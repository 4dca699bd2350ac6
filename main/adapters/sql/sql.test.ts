import { expect, test } from "vitest";
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

test("the token hash is blind to comments, white space and the case of keywords, and sees every literal and quoted name", async () => {
	const base = await sql.tokenHash("SELECT 'a b', name FROM t; -- end");
	expect(await sql.tokenHash("/* new */ select  'a b' , NAME\n FROM t ;")).toBe(base);
	expect(await sql.tokenHash("SELECT 'a  b', name FROM t;")).not.toBe(base);
	expect(await sql.tokenHash("SELECT 'A b', name FROM t;")).not.toBe(base);
	expect(await sql.tokenHash("SELECT 'a b', \"NAME\" FROM t;")).not.toBe(base);
	expect(await sql.tokenHash("SELECT 'a b', name FROM t")).not.toBe(base);
	expect(await sql.tokenHash("SELECT $$x y$$")).not.toBe(await sql.tokenHash("SELECT $$x  y$$"));
});
