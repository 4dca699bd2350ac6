import { expect, test } from "vitest";
import { finish, withBulkhead, withSet } from "../helpers/bulkhead.ts";
import { type TestDatabase, withDatabase } from "../helpers/postgres.ts";

const three = {
	"001_one.sql": "CREATE TABLE one (id int PRIMARY KEY);",
	"002_two.sql": "-- two statements\nCREATE TABLE two (id int);\nINSERT INTO two SELECT generate_series(1, 5);",
	"003_three.sql": "ALTER TABLE two ADD COLUMN name text;",
};

const tables = async (database: TestDatabase): Promise<string> => {
	const rows = await database.sql<{ name: string }>(
		"SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY 1",
	);
	return rows.map(({ name }) => name).join(" ");
};

/** Events of the ledger as "001 apply", oldest first; none without a ledger. */
const events = async (database: TestDatabase): Promise<string[]> => {
	const [ledger] = await database.sql<{ there: string }>(
		"SELECT (to_regclass('bulkhead.events') IS NOT NULL)::text AS there",
	);
	if (ledger?.there !== "true") return [];
	const rows = await database.sql<{ line: string }>(
		"SELECT migration || ' ' || event AS line FROM bulkhead.events ORDER BY id",
	);
	return rows.map(({ line }) => line);
};

/** Lends a database, a Bulkhead that is connected to it, and a set of files. */
function withWork(
	files: Record<string, string>,
	use: (work: {
		database: TestDatabase;
		folder: string;
		connection: string;
		client: Parameters<Parameters<typeof withBulkhead>[0]>[0]["client"];
	}) => Promise<void>,
): Promise<void> {
	return withDatabase((database) =>
		withSet(files, (folder) =>
			withBulkhead(async ({ client, open }) => {
				await use({ database, folder, connection: await open(database.url, folder), client });
			}),
		),
	);
}

test("pending migrations run in order, each with its ledger entry, and a second run finds nothing to do", () =>
	withWork(three, async ({ database, client, connection }) => {
		const { result, progress } = await finish(client, "apply", client.migrations.apply({ connection }));
		expect(result?.applied.map(({ id }) => id)).toEqual(["001", "002", "003"]);
		expect(result?.applied[1]?.statements).toMatchObject([
			{ line: 2, command: "CREATE TABLE" },
			{ line: 3, command: "INSERT", rows: 5 },
		]);
		expect(progress.filter(({ kind }) => kind === "migration-done")).toHaveLength(3);
		expect(await tables(database)).toBe("one two");
		expect(await events(database)).toEqual(["001 apply", "002 apply", "003 apply"]);
		const again = await finish(client, "apply", client.migrations.apply({ connection }));
		expect(again.result).toEqual({ applied: [], skipped: [], checks: { checks: [], passed: 0, failed: 0 } });
		const status = await client.migrations.status({ connection });
		expect(status.migrations.map(({ state }) => state)).toEqual(["applied", "applied", "applied"]);
		expect(status.summary).toMatchObject({ applied: 3, pending: 0 });
		expect(status.runner).toBeUndefined();
	}));

test("a file that fails at statement 7 of 9 leaves nothing of itself, keeps what was applied before, and names file, line and column", () =>
	withWork(
		{
			...three,
			"004_nine.sql": [
				...[1, 2, 3, 4, 5, 6].map((at) => `CREATE TABLE nine_${at} ();`),
				"/* é😀 */ SELECT 'é',\n  nonsense FROM two;",
				"CREATE TABLE nine_8 ();\nCREATE TABLE nine_9 ();",
			].join("\n"),
		},
		async ({ database, client, connection }) => {
			const { error, progress } = await finish(client, "apply", client.migrations.apply({ connection }));
			expect(error).toMatchObject({
				code: "STATEMENT_FAILED",
				sqlstate: "42703",
				file: "004_nine.sql",
				line: 8,
				column: 3,
			});
			expect(error?.statement).toContain("nonsense");
			expect(error?.data).toMatchObject({
				applied: ["001", "002", "003"],
				state: expect.stringContaining("004 was rolled back"),
			});
			expect(progress.filter(({ kind }) => kind === "statement-started").at(-1)).toMatchObject({ index: 7, of: 9 });
			expect(await tables(database)).toBe("one two");
			expect(await events(database)).toEqual(["001 apply", "002 apply", "003 apply", "004 fail"]);
			const status = await client.migrations.status({ connection });
			expect(status.migrations.at(-1)).toMatchObject({ id: "004", state: "pending" });
		},
	));

test("a constraint that fails only at COMMIT leaves neither the change nor the entry", () =>
	withWork(
		{
			"001_deferred.sql": `CREATE TABLE a (id int PRIMARY KEY);
				CREATE TABLE b (a int REFERENCES a DEFERRABLE INITIALLY DEFERRED);
				INSERT INTO b VALUES (1);`,
		},
		async ({ database, client, connection }) => {
			const { error } = await finish(client, "apply", client.migrations.apply({ connection }));
			expect(error).toMatchObject({ code: "STATEMENT_FAILED", sqlstate: "23503", file: "001_deferred.sql" });
			expect(await tables(database)).toBe("");
			expect(await events(database)).toEqual(["001 fail"]);
		},
	));

test("what a file sets for the session ends with it: role, search_path, temporary tables", () =>
	withWork(
		{
			"001_sets.sql": `CREATE SCHEMA elsewhere; CREATE TEMP TABLE scratch (); SET search_path = elsewhere;
				SET ROLE pg_monitor; SET SESSION lock_timeout = '1ms';`,
			"002_after.sql": "CREATE TABLE after (); CREATE TABLE public.scratch (); CREATE TEMP TABLE scratch ();",
		},
		async ({ database, client, connection }) => {
			const { error } = await finish(client, "apply", client.migrations.apply({ connection }));
			expect(error).toBeUndefined();
			expect(await tables(database)).toBe("after scratch");
			const [entry] = await database.sql("SELECT role FROM bulkhead.events WHERE migration = '001'");
			expect(entry).toEqual({ role: "postgres" });
		},
	));

test("a file that would end the transaction itself is refused with its line, and nothing runs", () =>
	withWork(
		{ ...three, "004_own.sql": "CREATE TABLE four ();\nCOMMIT;\nBEGIN;", "005_text.sql": "SELECT 'open" },
		async ({ database, client, connection }) => {
			const { error } = await finish(client, "apply", client.migrations.apply({ connection }));
			expect(error?.code).toBe("CATALOG_INVALID");
			expect(error?.data?.faults?.map(({ file, line }) => [file, line])).toEqual([
				["004_own.sql", 2],
				["004_own.sql", 3],
				["005_text.sql", 1],
			]);
			expect(await tables(database)).toBe("");
			expect(await events(database)).toEqual([]);
		},
	));

test("a check that fails ends the run: the migration stays, is shown as failing, and what follows is not run", () =>
	withWork(
		{
			...three,
			"verify/002_two.sql":
				"-- check: two has four rows\nSELECT count(*) AS rows FROM two HAVING count(*) <> 4;\n-- check: two is there\nSELECT 1 WHERE to_regclass('two') IS NULL;",
		},
		async ({ database, client, connection }) => {
			const { result } = await finish(client, "apply", client.migrations.apply({ connection }));
			expect(result?.applied.map(({ id }) => id)).toEqual(["001", "002"]);
			expect(result?.skipped).toEqual([{ id: "003", reason: "a check of 002 fails" }]);
			expect(result?.checks).toMatchObject({ passed: 1, failed: 1 });
			expect(result?.checks.checks[0]).toMatchObject({
				name: "two has four rows",
				ok: false,
				violations: [{ rows: "5" }],
			});
			expect(await events(database)).toEqual(["001 apply", "002 apply"]);
		},
	));

test("an entry that another run adds meanwhile stops what follows, and this run's own entries do not", () =>
	withWork(
		{ ...three, "002_two.sql": "CREATE TABLE two (id int);\nSELECT pg_sleep(0.5);" },
		async ({ database, client, connection }) => {
			let other: Promise<unknown> | undefined;
			const { error } = await finish(client, "apply", client.migrations.apply({ connection }), (progress) => {
				if (progress.kind !== "statement-started" || progress.migration !== "002" || progress.index !== 2) return;
				// It waits for the ledger, which 002 holds, and comes in before 003 takes it.
				other = database.sql(
					`INSERT INTO bulkhead.events (migration, name, event, by, host, version, run, ms, checksum, token_checksum)
					 VALUES ('009', 'nine', 'apply', 'b', 'h', '1', gen_random_uuid(), 0, 'c', 't')`,
				);
			});
			await other;
			expect(error).toMatchObject({ code: "REFUSED", message: expect.stringContaining("Another runner") });
			expect(await events(database)).toEqual(["001 apply", "002 apply", "009 apply"]);
			expect(await tables(database)).toBe("one two");
		},
	));

test("without checks a failing one does not end the run, and a later verify still finds it", () =>
	withWork(
		{ ...three, "verify/002_two.sql": "-- check: two has four rows\nSELECT 1 FROM two HAVING count(*) <> 4;" },
		async ({ client, connection }) => {
			const { result } = await finish(client, "apply", client.migrations.apply({ connection, checks: false }));
			expect(result?.applied.map(({ id }) => id)).toEqual(["001", "002", "003"]);
			expect(result?.checks).toEqual({ checks: [], passed: 0, failed: 0 });
			const verified = await finish(client, "verify", client.migrations.verify({ connection }));
			expect(verified.result).toMatchObject({ passed: 0, failed: 1 });
		},
	));

test("migrate with `to` and with ids runs only those, and refuses what would leave a hole", () =>
	withWork(three, async ({ database, client, connection }) => {
		const hole = await finish(client, "apply", client.migrations.apply({ connection, ids: ["003"] }));
		expect(hole.error).toMatchObject({ code: "REFUSED", data: { reasons: [expect.stringContaining("001, 002")] } });
		await finish(client, "apply", client.migrations.apply({ connection, to: "002" }));
		expect(await events(database)).toEqual(["001 apply", "002 apply"]);
		const named = await finish(client, "apply", client.migrations.apply({ connection, ids: ["002", "003"] }));
		expect(named.result?.skipped).toEqual([{ id: "002", reason: "it is applied" }]);
		expect(await events(database)).toEqual(["001 apply", "002 apply", "003 apply"]);
	}));

test("a session that may only read is refused before anything is tried", () =>
	withWork(three, async ({ database, client, connection }) => {
		await database.script(`ALTER DATABASE ${database.database} SET default_transaction_read_only = on`);
		const { error } = await finish(client, "apply", client.migrations.apply({ connection }));
		expect(error).toMatchObject({ code: "REFUSED", hint: expect.stringContaining("primary") });
		expect((await client.migrations.status({ connection })).summary.pending).toBe(3);
	}));

test("a schema bulkhead that is not ours is refused, and not touched", () =>
	withWork(three, async ({ database, client, connection }) => {
		await database.script("CREATE SCHEMA bulkhead; CREATE TABLE bulkhead.events (id int)");
		const { error } = await finish(client, "apply", client.migrations.apply({ connection }));
		expect(error).toMatchObject({ code: "REFUSED", hint: expect.stringContaining("Rename") });
		expect(await tables(database)).toBe("");
	}));

test("the ledger is only ever added to", () =>
	withWork(three, async ({ database, client, connection }) => {
		await finish(client, "apply", client.migrations.apply({ connection }));
		for (const change of [
			"UPDATE bulkhead.events SET by = 'x'",
			"DELETE FROM bulkhead.events",
			"TRUNCATE bulkhead.events",
		]) {
			await expect(database.script(change)).rejects.toThrow("only ever added to");
		}
	}));

test("NOTICEs are told with the migration they belong to", () =>
	withWork({ "001_one.sql": "DO $$ BEGIN RAISE NOTICE 'hello %', 1; END $$;" }, async ({ client, connection }) => {
		const { progress } = await finish(client, "apply", client.migrations.apply({ connection }));
		expect(progress).toContainEqual({ kind: "notice", migration: "001", severity: "NOTICE", message: "hello 1" });
	}));

test("a string is read as it was cut, also where the database's default is that a backslash escapes", () =>
	withWork(
		{ "001_path.sql": "CREATE TABLE path AS SELECT 'C:\\' AS folder;" },
		async ({ database, client, connection }) => {
			await database.script(`ALTER DATABASE ${database.database} SET standard_conforming_strings = off`);
			const { error } = await finish(client, "apply", client.migrations.apply({ connection }));
			expect(error).toBeUndefined();
			expect(await database.sql("SELECT folder FROM path")).toEqual([{ folder: "C:\\" }]);
		},
	));
