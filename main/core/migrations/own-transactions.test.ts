import { expect, test } from "vitest";
import { sqlPort } from "../../adapters/sql/sql.ts";
import type { CatalogFault } from "../../contract/index.ts";
import { OwnTransactions } from "./own-transactions.ts";
import type { Statement } from "./read/statement.ts";
import { cutSegments, isOneTransaction } from "./segments.ts";

const sql = sqlPort();

async function read(text: string): Promise<{ kept: Statement[]; faults: CatalogFault[] }> {
	const own = new OwnTransactions(sql, "001_a.sql");
	const [kept, faults]: [Statement[], CatalogFault[]] = [[], []];
	for (const each of await sql.statements(text)) {
		const { statement, fault } = await own.take(each);
		if (statement) kept.push(statement);
		if (fault) faults.push(fault);
	}
	return { kept, faults: own.fault ? [...faults, own.fault] : faults };
}

/** Each segment as its statements, `!` before one that runs alone, with what is set again before it. */
async function cut(text: string): Promise<string[]> {
	const { kept, faults } = await read(text);
	expect(faults).toEqual([]);
	return (await cutSegments(sql, kept)).map(({ kind, statements, settings }) => {
		const said = statements.map((each) => each.text).join("; ");
		const again = settings.length > 0 ? ` (after ${settings.map((each) => each.text).join("; ")})` : "";
		return `${kind === "alone" ? "!" : ""}${said}${again}`;
	});
}

test.each([
	["BEGIN; SELECT 1; SELECT 2; COMMIT;", "SELECT 1; SELECT 2"],
	["start transaction read write; SELECT 1; END WORK;", "SELECT 1"],
	[
		"SET a.b = 1; BEGIN ISOLATION LEVEL READ COMMITTED; SELECT 1; COMMIT; RESET a.b;",
		"SET a.b = 1; SELECT 1; RESET a.b",
	],
	[
		"BEGIN; SAVEPOINT s; SELECT 1; ROLLBACK TO s; RELEASE s; COMMIT;",
		"SAVEPOINT s; SELECT 1; ROLLBACK TO s; RELEASE s",
	],
	["BEGIN; COMMIT; BEGIN; SELECT 1; COMMIT;", "SELECT 1"],
])("%s is one transaction: Bulkhead's own takes its place", async (text, statements) => {
	expect(await cut(text)).toEqual([statements]);
});

test.each([
	["BEGIN; SELECT 1; COMMIT; BEGIN; SELECT 2; COMMIT;", ["SELECT 1", "SELECT 2"]],
	["BEGIN; SELECT 1; COMMIT AND CHAIN; SELECT 2; COMMIT;", ["SELECT 1", "SELECT 2"]],
	["SELECT 0; BEGIN; SELECT 1; COMMIT; SELECT 2; VACUUM;", ["SELECT 0", "SELECT 1", "SELECT 2", "!VACUUM"]],
	["BEGIN; ALTER TYPE m ADD VALUE 'x'; COMMIT; SELECT 'x';", ["ALTER TYPE m ADD VALUE 'x'", "SELECT 'x'"]],
])("%s makes the segments that it says", async (text, segments) => {
	expect(await cut(text)).toEqual(segments);
});

test("what is set for the session holds in the segments after it, as in psql", async () => {
	const text =
		"SET search_path = a; SET ROLE r; SELECT 1; SET search_path = b; VACUUM; RESET ALL; SET LOCAL x.y = 1; SELECT 2;";
	expect(await cut(text)).toEqual([
		"SET search_path = a; SET ROLE r; SELECT 1; SET search_path = b",
		"!VACUUM (after SET ROLE r; SET search_path = b)",
		"RESET ALL; SET LOCAL x.y = 1; SELECT 2 (after SET ROLE r; SET search_path = b)",
	]);
	expect(await cut("SELECT pg_catalog.set_config('search_path', '', false); BEGIN; SELECT 1; COMMIT; VACUUM;")).toEqual(
		[
			"SELECT pg_catalog.set_config('search_path', '', false)",
			"SELECT 1 (after SELECT pg_catalog.set_config('search_path', '', false))",
			"!VACUUM (after SELECT pg_catalog.set_config('search_path', '', false))",
		],
	);
});

test.each([
	["BEGIN;\nSELECT 1;", 1, "BEGIN has no COMMIT after it"],
	["SELECT 1;\nCOMMIT;", 2, "COMMIT has no BEGIN before it"],
	["BEGIN;\nBEGIN;\nSELECT 1;\nCOMMIT;", 2, "BEGIN stands in a transaction that is open since line 1"],
	["BEGIN;\nSELECT 1;\nROLLBACK;", 3, "ROLLBACK takes back"],
	["BEGIN;\nSELECT 1;\nABORT;", 3, "ABORT takes back"],
	["BEGIN ISOLATION LEVEL SERIALIZABLE;\nSELECT 1;\nCOMMIT;", 1, "BEGIN asks for SERIALIZABLE"],
	["START TRANSACTION READ ONLY;\nCOMMIT;", 1, "START asks for READ ONLY"],
	["SELECT 1;\nSET TRANSACTION ISOLATION LEVEL REPEATABLE READ;", 2, "SET asks for REPEATABLE READ"],
	["BEGIN;\nSELECT 1;\nPREPARE TRANSACTION 'x';\nCOMMIT;", 3, "PREPARE TRANSACTION parts"],
	["COMMIT PREPARED 'x';", 1, "COMMIT PREPARED parts"],
])("%s is refused with its line and the next step", async (text, line, message) => {
	const { faults } = await read(text);
	expect(faults).toEqual([
		{ file: "001_a.sql", line, message: expect.stringContaining(message), hint: expect.stringMatching(/\w/) },
	]);
});

test("bodies that hold BEGIN, COMMIT and END are statements like others", async () => {
	const text = `CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; END;
		CREATE PROCEDURE p() LANGUAGE plpgsql AS $$ BEGIN COMMIT; END $$;`;
	const { kept, faults } = await read(text);
	expect([kept.length, faults]).toEqual([2, []]);
	expect(isOneTransaction(await cutSegments(sql, kept))).toBe(true);
});

test("comments above a BEGIN that is taken out stand above what follows", async () => {
	const { kept } = await read("-- check: a\nBEGIN;\n-- more\nSELECT 1;\nCOMMIT;");
	expect(kept[0]?.comments).toEqual(["-- check: a", "-- more"]);
});
