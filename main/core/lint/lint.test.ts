import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lintText } from "../../../test/helpers/lint.ts";
import { isolationCases } from "../../../test/helpers/lint-cases/isolation.ts";
import { lockCases } from "../../../test/helpers/lint-cases/locks.ts";
import { runCases } from "../../../test/helpers/lint-cases/runs.ts";
import { rules } from "./rules.ts";

const root = new URL("../../../", import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), "utf8");
const listed = (folder: string): string[] => readdirSync(new URL(folder, root)).filter((name) => name.endsWith(".sql"));
const named = (folder: string, prefix = ""): string =>
	listed(folder)
		.map((name) => `-- file: ${prefix}${name}\n${read(`${folder}${name}`)}\n`)
		.join("");
const bundled = named("migrations/") + named("migrations/rollback/", "rollback/");

describe("the bundled set", () => {
	test("has no error, says what is not looked into, and can be run twice", async () => {
		const { findings, waived } = await lintText(bundled, { idempotent: true });
		const counted = Map.groupBy(findings, ({ rule, severity }) => `${severity} ${rule}`);
		expect(Object.fromEntries([...counted].map(([rule, found]) => [rule, found.length]))).toEqual({
			"info small-key": 1,
			"info tenant-table-without-rls": 10,
			"warning unique-without-tenant": 1,
			"warning index-blocks-writes": 10,
			"info not-looked-into": 12,
			"info drop-table": 17,
			"info drop-column": 5,
		});
		expect(waived).toEqual([]);
	});

	test("what 008 does from within a DO block is read where it is written out", async () => {
		const { findings } = await lintText("DO $$ BEGIN IF true THEN DROP TABLE crm_leads CASCADE; END IF; END $$;");
		expect(findings.map(({ rule }) => rule)).toEqual(["drop-table", "drop-cascade"]);
	});
});

describe("a waiver", () => {
	test("keeps a finding out, with its reason, for the one statement below it", async () => {
		const text = "-- bulkhead: allow drop-table empty since May, see 4711\nDROP TABLE a;\nDROP TABLE b;";
		const { findings, waived } = await lintText(text);
		expect(findings.map(({ rule, line }) => [rule, line])).toEqual([["drop-table", 3]]);
		expect(waived).toEqual([
			{
				file: "001_first.sql",
				line: 2,
				rule: "drop-table",
				message: "table a goes, with its rows.",
				reason: "empty since May, see 4711",
			},
		]);
	});

	test("without a reason waives nothing", async () => {
		const { findings, waived } = await lintText("-- bulkhead: allow drop-table\nDROP TABLE a;");
		expect(findings.map(({ rule }) => rule)).toEqual(["waiver-without-reason", "drop-table"]);
		expect(waived).toEqual([]);
	});

	test("serves what is told only at the end of the set, and what stands in a DO block", async () => {
		const text = [
			"-- bulkhead: allow tenant-table-without-rls filled by the importer alone",
			"CREATE TABLE a (tenant_id int);",
			"-- bulkhead: allow write-without-where twelve rows",
			"DO $$ BEGIN UPDATE b SET c = 1; END $$;",
		].join("\n");
		const { findings, waived } = await lintText(text);
		expect(findings).toEqual([]);
		expect(waived.map(({ rule }) => rule)).toEqual(["write-without-where", "tenant-table-without-rls"]);
	});
});

describe("a file is read as the runner reads it, as psql does", () => {
	test("data of COPY is data, variables have their values, and a finding points to where they stand", async () => {
		const text = [
			String.raw`\set target prices`,
			"COPY prices (a, b) FROM stdin;",
			"1\tDROP TABLE x;",
			String.raw`\.`,
			"DROP TABLE app.:target",
			"  CASCADE;",
			"SELECT :'DBNAME', :\"USER\", :SERVER_VERSION_NUM FROM t;",
		].join("\n");
		const { findings } = await lintText(text);
		expect(findings.map(({ rule, line, message }) => [rule, line, message.slice(0, 24)])).toEqual([
			["drop-table", 5, "table app.prices goes, w"],
			["drop-cascade", 5, "CASCADE takes along what"],
		]);
	});

	test("a file that another of them includes is judged there, at its own lines", async () => {
		const { findings } = await lintText(
			"-- file: a.sql\nSELECT 1;\n\\ir parts/b.sql\n-- file: parts/b.sql\n\nDROP TABLE x;",
		);
		expect(findings.map(({ file, line, rule }) => [file, line, rule])).toEqual([
			["parts/b.sql", 2, "drop-table"],
			["parts/b.sql", 2, "drop-table"],
		]);
	});

	test("what the reader refuses is a finding at its place, and what stands before it is judged", async () => {
		const { findings } = await lintText("DROP TABLE a;\n\\i elsewhere.sql\nDROP TABLE b;");
		expect(findings).toMatchObject([
			{ rule: "drop-table", line: 1 },
			{ rule: "syntax", line: 2, message: expect.stringContaining("elsewhere.sql is not among the files") },
		]);
	});

	test("of what is made by gexec it is said that it is not looked into", async () => {
		const { findings } = await lintText("SELECT format('DROP TABLE %I', t) FROM names \\gexec\n");
		expect(findings.map(({ rule, message }) => [rule, message.slice(0, 6)])).toEqual([["not-looked-into", "\\gexec"]]);
	});

	test("control characters and line ends of Windows change nothing", async () => {
		const { findings } = await lintText("SELECT '\u001b';\r\n-- \f\r\nDROP TABLE \"a\u001b\";\r\n");
		expect(findings.map(({ rule, line, column }) => [rule, line, column])).toEqual([["drop-table", 3, 1]]);
	});
});

test("a statement that does not parse is a finding, with the parser's words, and the others are judged all the same", async () => {
	const { findings } = await lintText("DROP TABLE a;\nALTER TABEL é x;\nDROP TABLE b;");
	expect(findings).toMatchObject([
		{ rule: "drop-table", line: 1 },
		{ rule: "syntax", line: 2, column: 7, message: 'syntax error at or near "TABEL"' },
		{ rule: "drop-table", line: 3 },
	]);
});

test("what is too deep or too long for the parser is said, and does not stop the rest", async () => {
	const deep = `SELECT ${"1+".repeat(60_000)}1`;
	const long = `SELECT '${"x".repeat(1024 * 1024)}'`;
	const { findings } = await lintText(`${deep};\n${long};\nDROP TABLE a;`);
	expect(findings.map(({ rule, line }) => [rule, line])).toEqual([
		["not-looked-into", 1],
		["not-looked-into", 2],
		["drop-table", 3],
	]);
});

test("a table made by an earlier file is there with its columns and its policies, and is no longer new", async () => {
	const { findings } = await lintText(
		[
			"CREATE TABLE a (tenant_id int, b varchar(5));",
			"ALTER TABLE a ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;",
			"CREATE POLICY p ON a USING (tenant_id = 1);",
			"-- file: 002.sql",
			"ALTER TABLE a ALTER b TYPE varchar(9);",
			"CREATE INDEX ON a (b);",
			"CREATE VIEW v AS SELECT * FROM a;",
		].join("\n"),
	);
	expect(findings.map(({ rule }) => rule)).toEqual(["index-blocks-writes", "view-without-invoker"]);
});

test("a renamed table is the same table, and one that has moved to another schema is found there", async () => {
	const made =
		"CREATE TABLE a (tenant_id int); ALTER TABLE a ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY; CREATE POLICY p ON a USING (tenant_id = 1);";
	const { findings } = await lintText(
		`${made} ALTER TABLE a RENAME TO b; ALTER TABLE b SET SCHEMA old;\nCREATE VIEW v AS SELECT * FROM old.b;\nCREATE VIEW w AS SELECT * FROM b;`,
	);
	expect(findings.map(({ rule, line }) => [rule, line])).toEqual([["view-without-invoker", 2]]);
});

test("the version decides what is proposed and what is said at all", async () => {
	const fixes = async (text: string, version: number) =>
		(await lintText(text, { version })).findings.map(({ fix }) => fix);
	expect(await fixes("ALTER TABLE p DETACH PARTITION c;", 13)).toEqual([]);
	expect(await fixes("ALTER TABLE a ALTER b SET NOT NULL;", 17)).toEqual([expect.stringContaining("CHECK")]);
	expect(await fixes("ALTER TABLE a ALTER b SET NOT NULL;", 18)).toEqual([
		expect.stringContaining('NOT NULL "b" NOT VALID'),
	]);
});

test("the page lists every rule in the words of the rule itself, and no other", () => {
	const rows = read("docs/lint.md").match(/^\| `[\w-]+` \| (error|warning|info) \|.*?\|.*?\|.*?\|/gm) ?? [];
	expect(rows).toEqual(
		rules.map(
			({ id, severity, what, why, versions }) => `| \`${id}\` | ${severity} | ${what} | ${why} | ${versions} |`,
		),
	);
});

describe("linting never throws", () => {
	const cases = [...lockCases, ...runCases, ...isolationCases].map(({ bad }) => bad.replace("«", ""));
	const pieces = [...new Set(cases.flatMap((text) => text.match(/\w+|\s+|\$\w*\$|[^\w\s]/g) ?? []))];
	const hostile = [
		"'",
		'"',
		"$$",
		"$x$",
		"/*",
		"*/",
		"--",
		";",
		"(",
		")",
		"\\",
		"\0",
		"é😀",
		"\ud800",
		"E'\\",
		"U&'\\",
		"\r",
		"BEGIN ATOMIC",
	];
	const edit = fc.record({
		at: fc.double({ min: 0, max: 1, noNaN: true }),
		cut: fc.integer({ min: 0, max: 12 }),
		put: fc.constantFrom(...pieces, ...hostile),
	});
	const whole = cases.join(";\n");

	test("on SQL with pieces of it changed", async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.constantFrom(...cases, whole),
				fc.array(edit, { minLength: 1, maxLength: 6 }),
				async (text, edits) => {
					const changed = edits.reduce((now, { at, cut, put }) => {
						const from = Math.floor(at * now.length);
						return now.slice(0, from) + put + now.slice(from + cut);
					}, text);
					const { findings } = await lintText(changed);
					const lines = changed.split("\n").length;
					for (const { line, column } of findings)
						expect([line >= 1 && line <= lines, column >= 1]).toEqual([true, true]);
				},
			),
			{ numRuns: 1_500 },
		);
	});

	test("on words in any order", async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(fc.constantFrom(...pieces, ...hostile), { maxLength: 60 }), async (words) => {
				await lintText(words.join(""));
			}),
			{ numRuns: 1_500 },
		);
	});
});
