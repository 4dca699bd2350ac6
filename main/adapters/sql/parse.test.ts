import { expect, test } from "vitest";
import type { ParsedStatement } from "../../core/ports.ts";
import { sqlPort } from "./sql.ts";

const sql = sqlPort();

async function one<Kind extends ParsedStatement["kind"]>(kind: Kind, text: string) {
	const [statement] = await sql.parse(text);
	if (statement?.kind !== kind) throw new Error(`${statement?.kind} where ${kind} was expected`);
	return statement as Extract<ParsedStatement, { kind: Kind }>;
}

test("places are offsets of the text, also behind characters of several bytes", async () => {
	const text = "/* é😀 */ ALTER TABLE ONLY app.é ADD COLUMN ü varchar(20) DEFAULT lower('É'), DROP COLUMN b";
	const { name, actions } = await one("alter-table", text);
	expect(text.slice(name.at)).toMatch(/^app\.é/);
	expect(actions.map(({ at }) => text.slice(at).split(" ")[0])).toEqual(["ADD", "DROP"]);
	const [added] = actions;
	if (added?.action !== "add-column") throw new Error("no column");
	expect(text.slice(added.column.type?.at)).toMatch(/^varchar/);
	expect(text.slice(added.column.default?.at)).toMatch(/^lower/);
});

test("each clause of an ALTER TABLE has its place, whatever commas and names stand in it", async () => {
	const text =
		'ALTER TABLE "a,b"."c" * ADD CHECK (x IN (1, 2)), ADD COLUMN y numeric(1,1)[] DEFAULT ARRAY[1, 2], -- , no\n OWNER TO z';
	const { actions } = await one("alter-table", text);
	expect(actions.map(({ at }) => text.slice(at, at + 9))).toEqual(["ADD CHECK", "ADD COLUM", "OWNER TO "]);
});

test("what a query reads: tables, and not its own WITH queries, each of which sees the ones before it", async () => {
	const { query } = await one(
		"query",
		"WITH t AS (SELECT * FROM t), u AS (SELECT * FROM t) SELECT * FROM u, app.u, x JOIN y USING (a)",
	);
	expect(query.reads.map(({ schema, name }) => [schema, name])).toEqual([
		[undefined, "t"],
		["app", "u"],
		[undefined, "x"],
		[undefined, "y"],
	]);
});

test("a recursive WITH query does not read a table of its own name", async () => {
	const { query } = await one("query", "WITH RECURSIVE t AS (SELECT 1 UNION ALL SELECT * FROM t) SELECT * FROM t");
	expect(query.reads).toEqual([]);
});

test("every write is found, in WITH queries too, and whether it means every row", async () => {
	const { query } = await one(
		"query",
		"WITH a AS (DELETE FROM x RETURNING *), b AS (UPDATE y SET c = 1 WHERE d RETURNING 1) INSERT INTO z SELECT * FROM a",
	);
	expect(query.writes.map(({ what, table, everyRow }) => `${what} ${table.name} ${everyRow}`).toSorted()).toEqual([
		"delete x true",
		"insert z false",
		"update y false",
	]);
});

test("the arms of an OR, the columns outside sub-selects, and the settings that are taken for flags", async () => {
	const { policy } = await one(
		"create-policy",
		"CREATE POLICY p ON t USING (a = 1 OR (b OR EXISTS (SELECT FROM m WHERE m.c = t.d)) OR current_setting('app.su', true)::bool)",
	);
	expect(policy.using?.or?.map(({ columns }) => columns)).toEqual([["a"], ["b"], [], []]);
	expect(policy.using?.flags).toEqual(["app.su"]);
});

test.each([
	["a = nullif(current_setting('app.t', true), '')::uuid", []],
	["current_setting('app.t', true) <> ''", []],
	["current_setting('app.t', true) IS NOT NULL", []],
	["current_setting('app.t') IN ('a', 'b')", ["app.t"]],
	["'on' = lower(current_setting('app.t'))", ["app.t"]],
	["coalesce(current_setting('app.t', true), 'off')::boolean", ["app.t"]],
	["current_setting('row_security') = 'on'", []],
	["a = current_setting('app.t', true)", []],
])("%s: flags %j", async (expression, flags) => {
	const { policy } = await one("create-policy", `CREATE POLICY p ON t USING (${expression})`);
	expect(policy.using?.flags).toEqual(flags);
});

test("the SQL of a DO block is told with its place, what it builds when it runs only as a place", async () => {
	const text = [
		"DO $body$",
		"DECLARE",
		"\tr record;",
		"BEGIN",
		"\tFOR r IN SELECT * FROM a LOOP",
		"\t\tUPDATE b SET c = 1",
		"\t\t WHERE d = r.d;",
		"\tEND LOOP;",
		"\tPERFORM set_config('x.y', 'z', true);",
		"\tEXECUTE format('DROP TABLE %I', 'b');",
		"END",
		"$body$",
	].join("\n");
	const { body } = await one("do", text);
	expect(body.statements.map(({ text: inner }) => inner)).toEqual([
		"SELECT * FROM a",
		"UPDATE b SET c = 1\n\t\t WHERE d = r.d",
		"SELECT set_config('x.y', 'z', true)",
	]);
	const [loop, update, perform] = body.statements;
	expect(text.slice(loop?.at)).toMatch(/^SELECT \* FROM a/);
	expect(text.slice(update?.at)).toMatch(/^UPDATE b/);
	expect(text.slice((perform?.at ?? 0) + "SELECT ".length)).toMatch(/^set_config/);
	expect(body.dynamic.map(({ at }) => text.slice(at, at + 14))).toEqual(["EXECUTE format"]);
});

test("of a function's body the settings it reads and trusts are told, in each form that a body has", async () => {
	const bodies = [
		"LANGUAGE plpgsql AS $$ DECLARE v text := current_setting('a.seen', true); BEGIN RETURN current_setting('a.su', true) = 'on'; END $$",
		"LANGUAGE plpgsql AS 'BEGIN RETURN current_setting(''a.su'', true)::boolean AND current_setting(''a.seen'') <> ''''; END'",
		"LANGUAGE sql AS $$ SELECT current_setting('a.seen'); SELECT current_setting('a.su', true) = 'on' $$",
		"LANGUAGE sql BEGIN ATOMIC SELECT current_setting('a.seen'); SELECT current_setting('a.su', true) = 'on'; END",
	];
	for (const body of bodies) {
		const made = await one("create-function", `CREATE FUNCTION f() RETURNS boolean ${body}`);
		expect([made.body?.flags, made.body?.settings.toSorted()]).toEqual([["a.su"], ["a.seen", "a.su"]]);
	}
});

test("a body that cannot be read says so instead of looking empty", async () => {
	expect((await one("do", "DO LANGUAGE plperl $$ 1; $$")).body.unread).toBe("it is written in plperl");
	expect((await one("do", "DO $$ BEGIN nonsense $$")).body.unread).toBe("it cannot be read here");
});

test("a CREATE SCHEMA gives the tables that it holds too", async () => {
	const statements = await sql.parse("CREATE SCHEMA s CREATE TABLE t (a int) CREATE VIEW v AS SELECT 1");
	expect(statements.map(({ kind }) => kind)).toEqual(["create", "create-table", "create-view"]);
});

test("what the parser refuses is BAD_INPUT with its words, line and column in characters", async () => {
	await expect(sql.parse("SELECT 'é😀'\n  FROM 'é😀' FROM x")).rejects.toMatchObject({
		code: "BAD_INPUT",
		message: `syntax error at or near "'é😀'"`,
		data: { line: 2, column: 8 },
	});
});

test("what is too deep or too long for it is told as unread, and the next text is read as ever", async () => {
	const kinds = async (text: string) => (await sql.parse(text)).map(({ kind }) => kind);
	expect(await kinds(`SELECT ${"1+".repeat(80_000)}1`)).toEqual(["unread"]);
	expect(await kinds(`SELECT '${"x".repeat(2 * 1024 * 1024)}'`)).toEqual(["unread"]);
	expect(await kinds("SELECT 1")).toEqual(["query"]);
});
