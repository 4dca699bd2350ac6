/** What the rules take for granted of PostgreSQL, asked of PostgreSQL. */
import { describe, expect, test } from "vitest";
import { costOf } from "../../main/core/lint/rules/change-type.ts";
import { STEADY, VOLATILE } from "../../main/core/lint/rules/volatility.ts";
import type { Session, TypeName } from "../../main/core/ports.ts";
import type { PostgresVersion } from "../helpers/clusters.ts";
import { lintText, sql } from "../helpers/lint.ts";
import { hasVersion, onServer, withDatabase } from "../helpers/postgres.ts";

const versions = ([13, 14, 16, 18] as const).filter(hasVersion);

async function typeNamed(text: string): Promise<TypeName> {
	const [statement] = await sql.parse(`ALTER TABLE t ALTER c TYPE ${text}`);
	const action = statement?.kind === "alter-table" ? statement.actions[0] : undefined;
	if (action?.action !== "set-type") throw new Error(`no type: ${text}`);
	return action.type;
}

async function fileNode(session: Session): Promise<string | undefined> {
	const [row] = await session.query<{ node: string }>("SELECT pg_relation_filenode('t')::text AS node");
	return row?.node;
}

/** Whether a change of table t writes it anew. */
async function isRewritten(session: Session, made: string, change: string): Promise<boolean> {
	await session.execute(`DROP TABLE IF EXISTS t; ${made}`);
	const before = await fileNode(session);
	await session.execute(`ALTER TABLE t ${change}`);
	return (await fileNode(session)) !== before;
}

/** From, to, a value that both can hold. */
const changes: [from: string, to: string, value: string][] = [
	["varchar(10)", "varchar(20)", "'x'"],
	["varchar(10)", "varchar(5)", "'x'"],
	["varchar(10)", "varchar", "'x'"],
	["varchar(10)", "text", "'x'"],
	["text", "varchar", "'x'"],
	["text", "varchar(10)", "'x'"],
	["varchar", "varchar(10)", "'x'"],
	["char(3)", "char(5)", "'x'"],
	["char(3)", "text", "'x'"],
	["text", "char(3)", "'x'"],
	["numeric(8,2)", "numeric(10,2)", "1"],
	["numeric(8,2)", "numeric", "1"],
	["numeric(8,2)", "numeric(10,3)", "1"],
	["numeric(8,2)", "numeric(6,2)", "1"],
	["numeric", "numeric(8,2)", "1"],
	["numeric(8)", "numeric(10)", "1"],
	["numeric(8)", "numeric(10,2)", "1"],
	["int", "bigint", "1"],
	["bigint", "int", "1"],
	["int", "numeric", "1"],
	["int", "text", "1"],
	["varbit(4)", "varbit(8)", "B'1'"],
	["varbit(8)", "varbit", "B'1'"],
	["varbit(8)", "varbit(4)", "B'1'"],
	["varbit", "bit", "B'1'"],
	["bit(1)", "varbit", "B'1'"],
	["timestamp(3)", "timestamp(6)", "now()"],
	["timestamp(3)", "timestamp", "now()"],
	["timestamp", "timestamp(3)", "now()"],
	["timestamp", "timestamptz", "now()"],
	["timestamptz(3)", "timestamptz(4)", "now()"],
	["timestamptz", "date", "now()"],
	["time(3)", "time", "'10:00'"],
	["time", "time(3)", "'10:00'"],
	["timetz(3)", "timetz", "'10:00+00'"],
	["interval(3)", "interval", "'1 day'"],
	["interval", "interval(3)", "'1 day'"],
	["interval(3)", "interval(5)", "'1 day'"],
	["cidr", "inet", "'10.0.0.0/8'"],
	["inet", "cidr", "'10.0.0.0/8'"],
	["text", "bytea USING c::bytea", "'x'"],
	["xml", "text", "'<a/>'"],
	["text", "xml USING c::xml", "'<a/>'"],
	["json", "jsonb", "'1'"],
	["jsonb", "json", "'1'"],
	["text", "text[] USING ARRAY[c]", "'x'"],
	["varchar(5)[]", "varchar(9)[]", "'{x}'"],
	["varchar(5)[]", "text[]", "'{x}'"],
	["varchar(5)[]", "varchar[]", "'{x}'"],
	["varchar(5)", "bpchar", "'x'"],
	["char(3)", "bpchar", "'x'"],
	["interval hour", "interval", "'1 hour'"],
	["int", "oid", "1"],
	["int", "int", "1"],
	["oid", "int", "1"],
	["date", "timestamp", "'2026-01-01'"],
];

const functions = `
	CREATE FUNCTION steady() RETURNS int LANGUAGE sql STABLE AS 'SELECT 1';
	CREATE FUNCTION loose() RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN 1; END';`;
const columns = [
	"a int",
	"a int DEFAULT 1",
	"a text NOT NULL DEFAULT 'x'",
	"a timestamptz DEFAULT now()",
	"a timestamptz DEFAULT clock_timestamp()",
	"a timestamptz DEFAULT CURRENT_TIMESTAMP",
	"a uuid DEFAULT gen_random_uuid()",
	"a int DEFAULT steady()",
	"a int DEFAULT loose()",
	"a float DEFAULT random()",
	"a serial",
	"a bigserial",
	"a int GENERATED ALWAYS AS IDENTITY",
	"a int GENERATED ALWAYS AS (1 + 1) STORED",
	"a int REFERENCES u (id)",
	"a jsonb NOT NULL DEFAULT '{}'",
];

function withSession(version: PostgresVersion, use: (session: Session) => Promise<void>): Promise<void> {
	return withDatabase(({ params }) => onServer(params, use), { version });
}

describe.each(versions)("on PostgreSQL %i", (version) => {
	test("a change of type that is said to cost nothing rewrites nothing, and one that is said to rewrite does", () =>
		withSession(version, async (session) => {
			await session.execute("SET timezone = 'Africa/Algiers'");
			const wrong: string[] = [];
			for (const [from, to, value] of changes) {
				const made = `CREATE TABLE t (c ${from}); INSERT INTO t VALUES (${value})`;
				const rewritten = await isRewritten(session, made, `ALTER c TYPE ${to}`);
				const cost = costOf(await typeNamed(from), await typeNamed(to));
				if (cost !== (rewritten ? "rewrite" : "nothing")) wrong.push(`${from} to ${to}: ${cost}`);
			}
			expect(wrong).toEqual([]);
		}));

	test("a new column is said to rewrite the table where it does, and only there", () =>
		withSession(version, async (session) => {
			await session.execute(`${functions} CREATE TABLE u (id int PRIMARY KEY)`);
			for (const column of columns) {
				const made = "CREATE TABLE t (id int); INSERT INTO t VALUES (1)";
				const rewritten = await isRewritten(session, made, `ADD COLUMN ${column}`);
				const { findings } = await lintText(`${functions} ALTER TABLE t ADD COLUMN ${column}`);
				expect([column, findings.some(({ rule }) => rule === "add-column-rewrites")]).toEqual([column, rewritten]);
			}
		}));

	test("functions that are listed as steady are never volatile, and those listed as volatile are", () =>
		withDatabase(
			async (database) => {
				await database
					.script('CREATE EXTENSION IF NOT EXISTS pgcrypto; CREATE EXTENSION IF NOT EXISTS "uuid-ossp"')
					.catch(() => {});
				const rows = await database.sql<{ name: string; volatile: string; steady: string }>(`
					SELECT proname AS name, bool_or(provolatile = 'v')::text AS volatile, bool_or(provolatile <> 'v')::text AS steady
					  FROM pg_proc WHERE prokind = 'f' GROUP BY proname`);
				const known = new Map(rows.map((row) => [row.name, row]));
				expect([...STEADY].filter((name) => known.get(name)?.volatile === "true")).toEqual([]);
				expect([...VOLATILE].filter((name) => known.get(name)?.steady === "true")).toEqual([]);
			},
			{ version },
		));

	test("a policy for INSERT without WITH CHECK lets nothing in, so it is no leak", () =>
		withDatabase(
			async (database) => {
				await database.script(`
					CREATE TABLE t (a int); ALTER TABLE t ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
					CREATE POLICY p ON t FOR INSERT;`);
				const tried = database.script(`
					DO $$ BEGIN
						CREATE ROLE ${database.database}_r;
						GRANT INSERT ON t TO ${database.database}_r;
						SET LOCAL ROLE ${database.database}_r;
						INSERT INTO t VALUES (1);
					END $$`);
				await expect(tried).rejects.toMatchObject({ sqlstate: "42501" });
			},
			{ version },
		));

	test("a foreign key on a partitioned table takes NOT VALID from 18 on", () =>
		withDatabase(
			async (database) => {
				await database.script("CREATE TABLE u (id int PRIMARY KEY); CREATE TABLE p (u int) PARTITION BY LIST (u)");
				const tried = database.script("ALTER TABLE p ADD FOREIGN KEY (u) REFERENCES u (id) NOT VALID").then(
					() => true,
					() => false,
				);
				expect(await tried).toBe(version >= 18);
			},
			{ version },
		));
});
