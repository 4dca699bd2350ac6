import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { filesPort } from "../../../adapters/files/files.ts";
import { sqlPort } from "../../../adapters/sql/sql.ts";
import type { CatalogFault } from "../../../contract/index.ts";
import type { AppError } from "../../errors.ts";
import { type MigrationFile, readCatalog } from "../catalog.ts";
import { isLarge } from "../read/statement.ts";
import { countChecks } from "../read-checks.ts";
import { readStatements } from "../statements.ts";
import { readForeign } from "./read-foreign.ts";

let folder = "";
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), "bulkhead-foreign-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function put(files: Record<string, string>): void {
	for (const [path, text] of Object.entries(files)) {
		mkdirSync(dirname(join(folder, path)), { recursive: true });
		writeFileSync(join(folder, path), text);
	}
}

const read = () => readForeign(filesPort(), folder);
const named = (migrations: readonly MigrationFile[] = []) =>
	migrations.map(({ id, name, rollback }) => `${id} ${name}${rollback ? " <" : ""}`);
const faults = async (): Promise<CatalogFault[]> => {
	const error = await read().then(
		() => undefined,
		(caught: AppError) => caught,
	);
	expect(error).toMatchObject({ code: "CATALOG_INVALID" });
	return error?.data.data?.faults ?? [];
};

/** Line and text of each statement; what must not run is a fault. */
async function statements(file: MigrationFile["forward"] | undefined): Promise<{ lines: string[]; faults: string[] }> {
	const found: CatalogFault[] = [];
	const all = file ? await readStatements(sqlPort(), file, found) : [];
	if (isLarge(all)) throw new Error("not in these tests");
	return { lines: all.map(({ line, text }) => `${line} ${text}`), faults: found.map(({ message }) => message) };
}

test("a folder of Bulkhead's own is none of another tool", async () => {
	put({
		"001_a.sql": "SELECT 1;",
		"rollback/001_a.sql": "SELECT 1;",
		"verify/001_a.sql": "SELECT 1;",
		"README.md": "",
	});
	expect(await read()).toBeUndefined();
	rmSync(join(folder, "001_a.sql"));
	expect(await read()).toBeUndefined();
});

test("dbmate: up and down of one file are read apart, on their own lines; an empty down part undoes nothing", async () => {
	put({
		"20240101120000_users.sql":
			"-- a note\n-- migrate:up\nCREATE TABLE users ();\n\n-- migrate:down\nDROP TABLE users;\n",
		"20240102120000.sql": "-- migrate:up\nSELECT 2;\n-- migrate:down\n\n-- nothing\n",
		"20240103120000-third one.sql": "-- migrate:up transaction:false\nCALL batch();\n-- migrate:down\nSELECT 1;",
	});
	const catalog = await read();
	expect(catalog?.format).toBe("dbmate");
	expect(named(catalog?.migrations)).toEqual([
		"20240101120000 users <",
		"20240102120000 20240102120000",
		"20240103120000 third one <",
	]);
	const [first, , third] = catalog?.migrations ?? [];
	expect((await statements(first?.forward)).lines).toEqual(["3 CREATE TABLE users ()"]);
	expect((await statements(first?.rollback)).lines).toEqual(["6 DROP TABLE users"]);
	expect(third?.forward.manner).toMatchObject({ noTransaction: true });
	expect(third?.rollback?.manner).not.toMatchObject({ noTransaction: true });
});

test("dbmate: what dbmate would not run, or in another order, is a fault", async () => {
	put({
		"1_a.sql": "-- migrate:up\nSELECT 1;\n-- migrate:down\n",
		"2_b.sql": "SELECT 1;\n",
		"3_c.sql": "CREATE TABLE before_it ();\n-- migrate:up\nSELECT 1;\n-- migrate:down\n",
		"4_d.sql": "-- migrate:down\n-- migrate:up\n",
		"10_e.sql": "-- migrate:up\nSELECT 1;\n-- migrate:down\n-- migrate:up\nSELECT 2;\n-- migrate:down\n",
	});
	symlinkSync("/etc/passwd", join(folder, "5_link.sql"));
	const found = await faults();
	expect(found.map(({ file, message }) => `${file}: ${message}`).sort()).toEqual(
		[
			"10_e.sql: It has more than one -- migrate:up or -- migrate:down; one of each is read.",
			"1_a.sql: dbmate runs it after 10_e.sql, for it sorts by name; by its number it comes before.",
			"2_b.sql: It has no -- migrate:up.",
			"3_c.sql: Statements stand before -- migrate:up, where nobody runs them.",
			"4_d.sql: Its -- migrate:down stands before -- migrate:up.",
			"5_link.sql: It is a link, no file: it is not followed.",
		].sort(),
	);
	expect(found.every(({ hint }) => hint)).toBe(true);
});

test("golang-migrate: pairs of files; BEGIN and COMMIT are taken out, and what they mean is kept or refused", async () => {
	put({
		"1_a.up.sql": "-- why\nBEGIN;\nSELECT 1;\nSELECT 2;\nCOMMIT;\n",
		"1_a.down.sql": "BEGIN;\nCOMMIT;\n",
		"2_b.up.sql": "SET client_min_messages = warning;\nstart transaction;\nSELECT 1;\nEND WORK;",
		"2_b.down.sql": "SELECT 2;",
		"3_c.up.sql": "BEGIN ISOLATION LEVEL SERIALIZABLE;\nSELECT 1;\nCOMMIT;",
		"4_d.up.sql": "BEGIN; SELECT 1; COMMIT; BEGIN; SELECT 2; COMMIT;",
		"10_e.up.sql": "BEGIN;\nSELECT 1;\nROLLBACK;\n",
	});
	const { format, migrations = [] } = (await read()) ?? {};
	expect(format).toBe("golang-migrate");
	expect(named(migrations)).toEqual(["001 a", "002 b <", "003 c", "004 d", "010 e"]);
	const [a, b, c, d, e] = migrations;
	expect(await statements(a?.forward)).toEqual({ lines: ["3 SELECT 1", "4 SELECT 2"], faults: [] });
	expect(await statements(b?.forward)).toEqual({
		lines: ["1 SET client_min_messages = warning", "3 SELECT 1"],
		faults: [],
	});
	expect(await statements(d?.forward)).toEqual({ lines: ["1 SELECT 1", "1 SELECT 2"], faults: [] });
	for (const other of [c, e]) expect((await statements(other?.forward)).faults.length).toBeGreaterThan(0);
});

test("golang-migrate: a way back without a way there, and two of a number, are faults", async () => {
	put({ "1_a.up.sql": "", "01_b.up.sql": "", "2_c.down.sql": "" });
	expect((await faults()).map(({ file, message }) => `${file}: ${message}`)).toEqual([
		"2_c.down.sql: There is no 2_c.up.sql.",
		"1_a.up.sql: Its version is that of 01_b.up.sql.",
	]);
});

test("Flyway: versions of several parts are ids, undo files are rollbacks, and what is never run is named with its reason", async () => {
	put({
		"V1__init.sql": "SELECT 1;",
		"V1_1__hot fix.sql": "SELECT 1;",
		"V1.10__ten.sql": "SELECT 1;",
		"V1.9.0__nine.sql": "SELECT 1;",
		"V20240101120000__late.sql": "SELECT 1;",
		"sub/V2__nested.sql": "SELECT 1;",
		"U1_1__hot fix.sql": "SELECT 2;",
		"U2__nested.sql": "-- XXX\n",
		"R__views.sql": "SELECT 1;",
		"beforeMigrate.sql": "SELECT 1;",
		"B1.9__baseline.sql": "SELECT 1;",
		"notes.sql": "SELECT 1;",
		"verify/V2__nested.sql": "-- check: a\nSELECT 1;\n-- check: b\nSELECT 1;",
	});
	const { format, migrations = [], leftOut } = (await read()) ?? {};
	expect(format).toBe("flyway");
	expect(named(migrations)).toEqual([
		"001 init",
		"001.1 hot fix <",
		"001.9 nine",
		"001.10 ten",
		"002 nested",
		"20240101120000 late",
	]);
	expect(migrations.map(countChecks)).toEqual([0, 0, 0, 0, 2, 0]);
	expect(leftOut?.map(({ file }) => file).sort()).toEqual([
		"B1.9__baseline.sql",
		"R__views.sql",
		"beforeMigrate.sql",
		"notes.sql",
	]);
	expect(leftOut?.find(({ file }) => file === "R__views.sql")?.reason).toContain("whenever it changes");
	expect(migrations[0]?.foreign?.undoneBy).toBe("U1__init.sql");
});

test("Flyway: near misses, two of one version and an undo of nothing are faults", async () => {
	put({
		"V1__a.sql": "",
		"V01.0__b.sql": "",
		"V2_c.sql": "",
		"v3__d.sql": "",
		"V4.x__e.sql": "",
		"U9__f.sql": "",
	});
	expect((await faults()).map(({ file }) => file).sort()).toEqual(
		["U9__f.sql", "V1__a.sql", "V2_c.sql", "V4.x__e.sql", "v3__d.sql"].sort(),
	);
});

const env = "$".concat("{env}");

test("Flyway: a file with placeholders cannot be run here, unless its settings say that they are none", async () => {
	put({
		"V1__a.sql": `SELECT 1;\nINSERT INTO t VALUES ('${env}');`,
		"V2__b.sql": `SELECT '${env}';`,
		"V2__b.sql.conf": "placeholderReplacement=false\n",
		"V3__c.sql": "CALL p();\nSELECT 1;",
		"V3__c.sql.conf": "# alone\nexecuteInTransaction = false\n",
		"V4__d.sql": "SELECT 1;",
		"V4__d.sql.conf": `shouldExecute=${env}==y\n`,
		"B9__all.sql": "SELECT 1;",
	});
	const { migrations = [] } = (await read()) ?? {};
	expect(migrations.map(({ id, foreign }) => [id, foreign?.notRun])).toEqual([
		["001", expect.stringContaining(`${env} in line 2`)],
		["002", undefined],
		["003", undefined],
		["004", expect.stringContaining("shouldExecute")],
		["009", undefined],
	]);
	expect(migrations[2]?.forward.manner).toMatchObject({ noTransaction: true });
});

test("node-pg-migrate: SQL with marks is read, JavaScript has its place and is not run", async () => {
	put({
		"1700000000000_a.sql": "-- Up Migration\nSELECT 1;\n\n-- Down Migration\nSELECT 2;\n",
		"1700000000001_b.js": "exports.up = (pgm) => { pgm.sql(`it's`) };\n",
		"1700000000002_c.sql": "SELECT 3;",
		"1700000000003_d.sql": "-- down migration\nSELECT 5;\n-- up migration\nSELECT 4;\n",
		"tsconfig.json": "{}",
	});
	const { format, migrations = [] } = (await read()) ?? {};
	expect(format).toBe("node-pg-migrate");
	expect(named(migrations)).toEqual(["1700000000000 a <", "1700000000001 b", "1700000000002 c", "1700000000003 d <"]);
	expect(migrations.map(({ foreign }) => foreign?.notRun)).toEqual([
		undefined,
		expect.stringContaining("JavaScript"),
		undefined,
		undefined,
	]);
	expect((await statements(migrations[0]?.rollback)).lines).toEqual(["5 SELECT 2"]);
	expect((await statements(migrations[3]?.forward)).lines).toEqual(["4 SELECT 4"]);
	expect((await statements(migrations[3]?.rollback)).lines).toEqual(["2 SELECT 5"]);
});

test("node-pg-migrate: dates of 17 digits keep their order, and beside milliseconds the order is a fault", async () => {
	put({ "20200513070724505_a.sql": "-- Up Migration\n", "20200513070724506_b.sql": "", "20200513070724504_c.sql": "" });
	expect(named((await read())?.migrations)).toEqual([
		"20200513070724504 c",
		"20200513070724505 a",
		"20200513070724506 b",
	]);
	put({ "1700000000000_later.js": "" });
	expect((await faults()).map(({ file }) => file)).toEqual(["1700000000000_later.js"]);
});

test("files of Bulkhead's own that are named by times may have gaps between them; a part for the way back in one is a fault", async () => {
	put({ "20240101120000_a.sql": "SELECT 1;", "20240301120000_b.sql": "SELECT 1;\n-- Down Migration\nSELECT 2;" });
	const { migrations } = await readCatalog(filesPort(), folder);
	expect(migrations.map(({ id }) => id)).toEqual(["20240101120000", "20240301120000"]);
	expect((await statements(migrations[0]?.forward)).faults).toEqual([]);
	expect((await statements(migrations[1]?.forward)).faults).toEqual([expect.stringContaining("both parts would run")]);
});

const plan = (lines: string) => `%syntax-version=1.0.0\n%project=flipr\n%uri=https://example.com/flipr/\n\n${lines}`;
const by = "2013-12-30T21:00:00Z Marge N. O’Vera <marge@example.com>";

test("Sqitch: the plan's order gives the numbers; what was reworked has the files of its tag; its own transaction is dropped", async () => {
	put({
		"sqitch.plan": plan(`appschema ${by} # Add schema
users [appschema] ${by} # Creates table.
@v1.0.0 ${by} # Tag.

set/pass [users !old] ${by}
users [users@v1.0.0] ${by} # Again.
`),
		"deploy/appschema.sql": "-- Deploy\nBEGIN;\n\nCREATE SCHEMA flipr;\n\nCOMMIT;\n",
		"revert/appschema.sql": "BEGIN;\nDROP SCHEMA flipr;\nCOMMIT;\n",
		"verify/appschema.sql": "BEGIN;\nSELECT 1/count(*) FROM pg_namespace;\nROLLBACK;\n",
		"deploy/users.sql": "BEGIN; SELECT 2; COMMIT;",
		"revert/users.sql": "-- Revert\n\nBEGIN;\n\n-- XXX Add DDLs here.\n\nCOMMIT;\n",
		"verify/users.sql": "-- Verify\nBEGIN;\n-- XXX Add verifications here.\nROLLBACK;\n",
		"deploy/users@v1.0.0.sql": "SELECT 1;",
		"deploy/set/pass.sql": "SELECT 3;",
		"deploy/stray.sql": "SELECT 3;",
		"sqitch.conf": "",
	});
	const { format, migrations = [], leftOut } = (await read()) ?? {};
	expect(format).toBe("sqitch");
	expect(named(migrations)).toEqual(["001 appschema <", "002 users@v1.0.0", "003 set/pass", "004 users"]);
	expect(await statements(migrations[0]?.forward)).toEqual({ lines: ["4 CREATE SCHEMA flipr"], faults: [] });
	expect(await statements(migrations[0]?.verify)).toEqual({
		lines: ["2 SELECT 1/count(*) FROM pg_namespace"],
		faults: [],
	});
	expect(migrations.map(countChecks)).toEqual([1, 0, 0, 0]);
	expect(leftOut?.map(({ file }) => file)).toEqual(["deploy/stray.sql"]);
});

test("Sqitch: a line that is none, and a change without its script, are faults with their lines", async () => {
	put({ "sqitch.plan": plan(`a ${by}\nnonsense\n-a ${by}\n`), "deploy/b.sql": "" });
	expect((await faults()).map(({ line, message }) => `${line}: ${message}`)).toEqual([
		"6: It is no change, no tag and no pragma.",
		"7: A change that reverts (-) is not read.",
		"5: The change a has no deploy script.",
	]);
});

const revision = (id: string, down: string) =>
	`"""x"""\nfrom alembic import op\n\nrevision: str = '${id}'\ndown_revision: Union[str, None] = ${down}\ndepends_on = None\n\ndef upgrade():\n    pass\n`;

test("Alembic: the folder of the revisions alone will do; other Python is none of it", async () => {
	put({
		"1975ea83b712_a.py": revision("1975ea83b712", "None"),
		"2024_01_02-ae1027a6acf0_b.py": revision("ae1027a6acf0", "'1975ea83b712'"),
	});
	expect(named((await read())?.migrations)).toEqual(["001 1975ea83b712_a", "002 2024_01_02-ae1027a6acf0_b"]);
	rmSync(join(folder, "1975ea83b712_a.py"));
	rmSync(join(folder, "2024_01_02-ae1027a6acf0_b.py"));
	put({ "make_data.py": "print(1)\n", "tools/more_data.py": "" });
	expect(await read()).toBeUndefined();
});

test("Alembic: the order is read from revisions that are written out; nothing is run", async () => {
	put({
		"env.py": "",
		"script.py.mako": "",
		"versions/ae10_b.py": revision("ae10", "'1975'"),
		"versions/1975_a.py": revision("1975", "None"),
		"versions/27c6_c.py": revision("27c6", '"ae10"'),
		"versions/__init__.py": "",
	});
	const { format, migrations = [] } = (await read()) ?? {};
	expect(format).toBe("alembic");
	expect(migrations.map(({ id, name, foreign }) => `${id} ${name} ${foreign?.key}`)).toEqual([
		"001 1975_a 1975",
		"002 ae10_b ae10",
		"003 27c6_c 27c6",
	]);
	expect(migrations.every(({ foreign }) => foreign?.notRun?.includes("Python"))).toBe(true);
	put({
		"versions/x_merge.py": revision("x", "('27c6', 'y')"),
		"versions/z_branch.py": revision("z", "'1975'"),
		"versions/q_lost.py": revision("q", "'gone'"),
	});
	expect((await faults()).map(({ file }) => file).sort()).toEqual([
		"versions/q_lost.py",
		"versions/x_merge.py",
		"versions/z_branch.py",
	]);
});
