import { describe, expect, test } from "vitest";
import type { LintFinding, LintResult } from "../../main/contract/index.ts";
import { type Bulkhead, finish, withBulkhead, withSet } from "../helpers/bulkhead.ts";
import { filesOf } from "../helpers/lint.ts";
import { hasVersion, type TestDatabase, withDatabase } from "../helpers/postgres.ts";

/** Lints a text against a database that holds `made`, as its superuser or as `owner`. */
async function lintOn(
	made: string,
	text: string,
	options: { owner?: boolean; version?: 13 | 18 } = {},
): Promise<LintResult> {
	const { owner = false, version = 18 } = options;
	return withDatabase(
		async (database) => {
			const url = owner ? await asOwner(database) : database.url;
			await database.script(owner ? `SET ROLE ${database.database}_o; ${made}` : made);
			try {
				return await withBulkhead(async ({ client, open }) =>
					client.lint.files({ connection: await open(url), files: filesOf(text) }),
				);
			} finally {
				if (owner) await dropOwner(database);
			}
		},
		{ version },
	);
}

/** A login that owns what it makes, and that policies bind. */
async function asOwner({ database, url, script }: TestDatabase): Promise<string> {
	await script(
		`CREATE ROLE ${database}_o LOGIN PASSWORD 'secret'; GRANT CREATE, USAGE ON SCHEMA public TO ${database}_o`,
	);
	const address = new URL(url);
	address.username = `${database}_o`;
	address.password = "secret";
	return address.href;
}

function dropOwner({ database, script }: TestDatabase): Promise<void> {
	return script(`DROP OWNED BY ${database}_o CASCADE; DROP ROLE ${database}_o`);
}

const brief = ({ findings }: LintResult): string[] => findings.map(({ rule, severity }) => `${severity} ${rule}`);

const notes =
	"CREATE TABLE notes (tenant_id int NOT NULL, id int, body varchar(20)); INSERT INTO notes VALUES (1, 1, 'x');";
const guarded = `${notes} ALTER TABLE notes ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
	CREATE POLICY p ON notes USING (tenant_id = current_setting('app.tenant', true)::int);`;

describe("with a connection, the size of the table decides", () => {
	test("what would hold up a large table is a note on a small one, and a warning on one between", async () => {
		const made = `${notes} CREATE TABLE big AS SELECT g AS id, repeat('x', 200) AS body FROM generate_series(1, 100000) g; ANALYZE;`;
		const text = "CREATE INDEX ON notes (id);\nCREATE INDEX ON big (id);\nALTER TABLE big ALTER COLUMN id TYPE bigint;";
		const { findings } = await lintOn(made, text);
		expect(findings).toMatchObject([
			{ rule: "index-blocks-writes", severity: "info", table: "public.notes", rows: 1 },
			{ rule: "index-blocks-writes", severity: "warning", table: "public.big", rows: 100_000 },
			{ rule: "type-change-rewrites", severity: "warning", message: expect.stringContaining("int4 to int8") },
		]);
		expect(findings[1]?.bytes).toBeGreaterThan(16 * 1024 * 1024);
	});

	test("a partitioned table weighs what its partitions weigh", async () => {
		const made = `CREATE TABLE p (id int, body text) PARTITION BY RANGE (id);
			CREATE TABLE p1 PARTITION OF p DEFAULT; INSERT INTO p SELECT g, repeat('x', 200) FROM generate_series(1, 100000) g;`;
		const { findings } = await lintOn(made, "CREATE INDEX ON p (id);");
		expect(findings).toMatchObject([{ severity: "warning", fix: expect.stringContaining("ON ONLY") }]);
		expect(findings[0]?.bytes).toBeGreaterThan(16 * 1024 * 1024);
	});

	test("what destroys rows is an error where there are any, and a note where there are none", async () => {
		const made = `${notes} CREATE TABLE empty (a int);`;
		const text = "DROP TABLE empty;\nTRUNCATE notes;\nALTER TABLE notes DROP COLUMN body;\nDROP TABLE notes;";
		expect(brief(await lintOn(made, text))).toEqual([
			"info drop-table",
			"error truncate",
			"error drop-column",
			"error drop-table",
		]);
	});

	test("a table that IF NOT EXISTS finds there is not new", async () => {
		const text = "CREATE TABLE IF NOT EXISTS notes (tenant_id int);\nCREATE INDEX ON notes (id);";
		expect(brief(await lintOn(notes, text))).toEqual(["info index-blocks-writes"]);
		expect(brief(await lintOn("", text))).toEqual(["error tenant-table-without-rls"]);
	});
});

describe("with a connection, what the server has is known", () => {
	test("types: a longer varchar costs nothing, a shorter one rewrites", async () => {
		const text = "ALTER TABLE notes ALTER body TYPE varchar(40);\nALTER TABLE notes ALTER body TYPE varchar(10);";
		const { findings } = await lintOn(notes, text);
		expect(findings).toMatchObject([{ line: 2, message: expect.stringContaining("varchar(40) to varchar(10)") }]);
	});

	test("constraints: a validated CHECK or a NOT NULL spares the scan", async () => {
		const made = `${notes} ALTER TABLE notes ADD CONSTRAINT body_there CHECK (body IS NOT NULL);
			ALTER TABLE notes ADD CONSTRAINT id_there CHECK (id IS NOT NULL) NOT VALID;`;
		const text = "ALTER TABLE notes ALTER tenant_id SET NOT NULL, ALTER body SET NOT NULL, ALTER id SET NOT NULL;";
		const { findings } = await lintOn(made, text);
		expect(findings.map(({ rule, message }) => [rule, message.includes(" id ")])).toEqual([
			["set-not-null-scans", true],
		]);
	});

	test("row-level security: a view, a copy, a partition and a policy are judged by what is on", async () => {
		const text = [
			"CREATE VIEW v AS SELECT * FROM notes;",
			"CREATE MATERIALIZED VIEW m AS SELECT count(*) FROM notes;",
			"CREATE POLICY q ON notes FOR SELECT USING (id = 1);",
			"CREATE POLICY r ON plain USING (a = 1);",
		].join("\n");
		expect(brief(await lintOn(`${guarded} CREATE TABLE plain (a int);`, text))).toEqual([
			"error view-without-invoker",
			"error guarded-copy",
			"error policy-without-rls",
		]);
	});

	test("policies that are there: one more for everybody that names no column is OR-ed with them", async () => {
		const made = `${guarded} CREATE FUNCTION is_super() RETURNS boolean LANGUAGE plpgsql STABLE AS 'BEGIN RETURN false; END';`;
		const { findings } = await lintOn(made, "CREATE POLICY s ON notes USING (is_super());");
		expect(brief({ findings, waived: [] })).toEqual(["warning policy-or-arm"]);
	});

	test("functions: volatility and SET clauses of those that are there", async () => {
		const made = `${guarded} CREATE FUNCTION loose() RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN 1; END';
			CREATE FUNCTION held() RETURNS int LANGUAGE sql STABLE SET search_path = '' AS 'SELECT 1';`;
		const text =
			"CREATE POLICY a ON notes USING (tenant_id = loose());\nCREATE POLICY b ON notes USING (tenant_id = held());\nALTER TABLE notes ADD COLUMN n int DEFAULT loose();";
		expect(brief(await lintOn(made, text))).toEqual([
			"warning policy-volatile-function",
			"info policy-function-not-inlined",
			"info add-column-rewrites",
		]);
	});

	test("an index that a broken build left invalid, and that IF NOT EXISTS would keep", () =>
		withDatabase(async (database) => {
			await database.script(`${notes} INSERT INTO notes VALUES (1, 1, 'x')`);
			await expect(database.script("CREATE UNIQUE INDEX CONCURRENTLY i ON notes (id)")).rejects.toThrow();
			await withBulkhead(async ({ client, open }) => {
				const text = "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON notes (tenant_id, id);";
				const result = await client.lint.files({ connection: await open(database.url), files: filesOf(text) });
				expect(brief(result)).toEqual(["error invalid-index-kept"]);
			});
		}));

	test("the role: an owner whom FORCE binds is told so, a superuser is not", async () => {
		const text = "UPDATE notes SET body = 'y' WHERE id = 1;\nALTER TABLE other FORCE ROW LEVEL SECURITY;";
		const made = `${guarded} CREATE TABLE other (a int);`;
		expect(brief(await lintOn(made, text, { owner: true }))).toEqual([
			"error blind-write",
			"warning force-without-bypass",
		]);
		expect(brief(await lintOn(made, text))).toEqual([]);
	});

	test("the role: whoever is not the owner is bound without FORCE too", async () => {
		const made = `RESET ROLE; CREATE TABLE theirs (a int); ALTER TABLE theirs ENABLE ROW LEVEL SECURITY; GRANT ALL ON theirs TO PUBLIC;`;
		const { findings } = await lintOn(made, "DELETE FROM theirs WHERE a = 1;", { owner: true });
		expect(findings).toMatchObject([
			{ rule: "blind-write", severity: "error", fix: expect.stringContaining("BYPASSRLS") },
		]);
	});

	test.skipIf(!hasVersion(13))("the version: 13 has no DETACH CONCURRENTLY and no security_invoker", async () => {
		const made = `${guarded} CREATE TABLE p (a int) PARTITION BY LIST (a); CREATE TABLE c PARTITION OF p DEFAULT;`;
		const text = "ALTER TABLE p DETACH PARTITION c;\nCREATE VIEW v AS SELECT * FROM notes;";
		const fixes = ({ findings }: LintResult): LintFinding["fix"][] => findings.map(({ fix }) => fix);
		expect(fixes(await lintOn(made, text, { version: 13 }))).toEqual([expect.stringContaining("OWNER TO")]);
		expect(fixes(await lintOn(made, text))).toEqual([
			expect.stringContaining("CONCURRENTLY"),
			expect.stringContaining("security_invoker"),
		]);
	});
});

describe("without files, the connection's folder is read", () => {
	const lintFolder = async (
		{ client, open }: Bulkhead,
		url: string,
		folder: string,
		ids?: string[],
	): Promise<LintResult> => client.lint.files({ connection: await open(url, folder), ...(ids ? { ids } : {}) });
	const set = {
		"001_a.sql": "CREATE TABLE a (tenant_id int);",
		"002_b.sql":
			"ALTER TABLE a ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY; CREATE POLICY p ON a USING (tenant_id = 1);",
		"003_c.sql": "CREATE VIEW v AS SELECT * FROM a;",
		"rollback/003_c.sql": "DROP TABLE a;",
	};

	test("whole, or some of it with what the rest of it makes still known", () =>
		withDatabase((database) =>
			withSet(set, (folder) =>
				withBulkhead(async (bulkhead) => {
					const all = await lintFolder(bulkhead, database.url, folder);
					expect(all.findings.map(({ file, rule }) => [file, rule])).toEqual([
						["003_c.sql", "view-without-invoker"],
						["rollback/003_c.sql", "drop-table"],
					]);
					expect((await lintFolder(bulkhead, database.url, folder, ["002"])).findings).toEqual([]);
					await expect(lintFolder(bulkhead, database.url, folder, ["009"])).rejects.toMatchObject({
						code: "BAD_INPUT",
					});
				}),
			),
		));

	test("the bundled set has no error on an empty database, and its tables are known to be guarded once it is applied", () =>
		withDatabase((database) =>
			withBulkhead(async ({ client, open }) => {
				const connection = await open(database.url);
				const before = await client.lint.files({ connection });
				expect(before.findings.filter(({ severity }) => severity === "error")).toEqual([]);
				expect(before.findings.filter(({ rule }) => rule === "tenant-table-without-rls")).toHaveLength(10);
				await finish(client, "apply", client.migrations.apply({ connection, checks: false }));
				const after = await client.lint.files({ connection });
				expect(after.findings.filter(({ severity }) => severity === "error")).toEqual([]);
				expect(after.findings.filter(({ rule }) => rule === "tenant-table-without-rls")).toEqual([]);
			}),
		));

	test("without a connection and without files there is nothing to read", () =>
		withBulkhead(async ({ client }) => {
			await expect(client.lint.files({})).rejects.toMatchObject({ code: "BAD_INPUT" });
		}));
});
