import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { finish, withBulkhead, withSet } from "../helpers/bulkhead.ts";
import { onServer, type TestDatabase, withDatabase } from "../helpers/postgres.ts";

const mixed = [
	"CREATE TABLE first (id int);",
	"CREATE INDEX CONCURRENTLY first_id ON first (id);",
	"CREATE TABLE second (id int);",
	"VACUUM first;",
].join("\n");
const rollback = "DROP TABLE IF EXISTS first, second;";

const withWork = (
	files: Record<string, string>,
	use: (work: {
		database: TestDatabase;
		folder: string;
		connection: string;
		client: Parameters<Parameters<typeof withBulkhead>[0]>[0]["client"];
	}) => Promise<void>,
) =>
	withDatabase((database) =>
		withSet(files, (folder) =>
			withBulkhead(async ({ client, open }) =>
				use({ database, folder, client, connection: await open(database.url, folder) }),
			),
		),
	);

const indexes = (database: TestDatabase) =>
	database.sql(
		"SELECT c.relname AS name, i.indisvalid::text AS valid FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public' ORDER BY 1",
	);

test("a file with statements that no transaction takes runs in its own order, and each segment is in the ledger", () =>
	withWork({ "001_mixed.sql": mixed }, async ({ database, client, connection }) => {
		const plan = await client.migrations.plan({ connection, direction: "apply" });
		expect(plan.steps[0]?.statements.map(({ segment, alone }) => [segment, alone])).toEqual([
			[1, false],
			[2, true],
			[3, false],
			[4, true],
		]);
		const { result, error } = await finish(client, "apply", client.migrations.apply({ connection }));
		expect(error).toBeUndefined();
		expect(result?.applied[0]?.statements.map(({ line, command }) => [line, command])).toEqual([
			[1, "CREATE TABLE"],
			[2, "CREATE INDEX"],
			[3, "CREATE TABLE"],
			[4, "VACUUM"],
		]);
		expect(await indexes(database)).toEqual([{ name: "first_id", valid: "true" }]);
		expect(await database.sql("SELECT event, reason FROM bulkhead.events ORDER BY id")).toEqual([
			{ event: "start", reason: null },
			...["1 of 4: done", "2 of 4: running", "2 of 4: done", "3 of 4: done", "4 of 4: running", "4 of 4: done"].map(
				(reason) => ({
					event: "step",
					reason: `segment ${reason}`,
				}),
			),
			{ event: "apply", reason: null },
		]);
		expect((await client.migrations.status({ connection })).migrations).toMatchObject([{ state: "applied" }]);
		expect((await client.migrations.history({ connection })).events.map(({ event }) => event)).toEqual([
			"apply",
			"start",
		]);
	}));

test("a unique build that fails leaves no invalid index, stops as INTERRUPTED, and goes on with resume once it is mended", () =>
	withWork(
		{
			"001_unique.sql":
				"CREATE TABLE doubles (id int);\nINSERT INTO doubles VALUES (1), (1);\nCREATE UNIQUE INDEX CONCURRENTLY doubles_id ON doubles (id);\nCREATE TABLE late (id int);",
			"rollback/001_unique.sql": "DROP TABLE IF EXISTS doubles, late;",
			"002_next.sql": "CREATE TABLE next_one ();",
		},
		async ({ database, client, connection }) => {
			const { error, progress } = await finish(client, "apply", client.migrations.apply({ connection }));
			expect(error).toMatchObject({
				...{ code: "INTERRUPTED", sqlstate: "23505", file: "001_unique.sql", line: 3 },
				data: { state: "001 stopped midway: 1 of 3 segments are done, and stay done." },
			});
			expect(error?.hint).toContain("--resume");
			expect(progress).toContainEqual(
				expect.objectContaining({ kind: "notice", message: expect.stringContaining("doubles_id") }),
			);
			expect(await indexes(database)).toEqual([]);
			const status = await client.migrations.status({ connection });
			expect(status.migrations[0]).toMatchObject({
				state: "interrupted",
				interruption: { done: 1, of: 3, line: 3, error: expect.stringContaining("23505") },
			});
			const blind = await finish(client, "apply", client.migrations.apply({ connection }));
			expect(blind.error).toMatchObject({
				code: "INTERRUPTED",
				data: { reasons: [expect.stringContaining("line 3 is next")] },
			});
			await database.script("DELETE FROM doubles");
			const resumed = await finish(client, "apply", client.migrations.apply({ connection, resume: true }));
			expect(resumed.result?.applied.map(({ id }) => id)).toEqual(["001", "002"]);
			expect(resumed.result?.applied[0]?.statements.map(({ line }) => line)).toEqual([3, 4]);
			expect(await indexes(database)).toEqual([{ name: "doubles_id", valid: "true" }]);
			expect((await client.migrations.status({ connection })).summary).toMatchObject({ applied: 2, interrupted: 0 });
		},
	));

test("what stopped midway can be rolled back instead, and a file that was edited in what is done is not resumed", () =>
	withWork(
		{ "001_mixed.sql": `${mixed}\nSELECT 1 / 0;`, "rollback/001_mixed.sql": rollback },
		async ({ folder, client, connection }) => {
			expect((await finish(client, "apply", client.migrations.apply({ connection }))).error?.code).toBe("INTERRUPTED");
			writeFileSync(join(folder, "001_mixed.sql"), mixed.replace("second (id int)", "second (id bigint)"));
			const edited = await finish(client, "apply", client.migrations.apply({ connection, resume: true }));
			expect(edited.error).toMatchObject({ code: "REFUSED", message: expect.stringContaining("edited") });
			const back = await finish(
				client,
				"rollback",
				client.migrations.rollback({ connection, ids: ["001"], reason: "x" }),
			);
			expect(back.error).toBeUndefined();
			expect((await client.migrations.status({ connection })).migrations[0]).toMatchObject({ state: "pending" });
			expect((await finish(client, "apply", client.migrations.apply({ connection }))).result?.applied).toHaveLength(1);
		},
	));

test("a first segment that fails leaves nothing to decide", () =>
	withWork({ "001_early.sql": "SELECT nonsense;\nVACUUM;" }, async ({ client, connection }) => {
		const { error } = await finish(client, "apply", client.migrations.apply({ connection }));
		expect(error).toMatchObject({
			code: "STATEMENT_FAILED",
			line: 1,
			data: { state: expect.stringContaining("Nothing of 001 was done") },
		});
		expect((await client.migrations.status({ connection })).migrations[0]).toMatchObject({ state: "pending" });
	}));

test("a build in the middle is found at work from elsewhere; after a crash its invalid index is dropped, and resume builds it", () =>
	withWork(
		{ "001_mixed.sql": mixed.replace("(id int);", "(id int);\nINSERT INTO first SELECT generate_series(1, 1000);") },
		async ({ database, client, connection, folder }) => {
			// An old snapshot holds the build up until it is let go.
			const free = Promise.withResolvers<void>();
			const holder = onServer(database.params, async (session) => {
				await session.execute("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT 1");
				await free.promise;
				await session.execute("COMMIT");
			});
			const killed = withBulkhead(async (other) => {
				const own = await other.open(database.url, folder);
				const building = Promise.withResolvers<void>();
				finish(other.client, "apply", other.client.migrations.apply({ connection: own }), (progress) => {
					if (progress.kind === "statement-started" && progress.text.includes("CONCURRENTLY")) building.resolve();
				}).catch(() => {
					// This Bulkhead is closed in the middle, on purpose.
				});
				await building.promise;
				while ((await database.sql("SELECT 1 FROM pg_stat_progress_create_index")).length === 0) await sleep(20);
				const status = await client.migrations.status({ connection });
				expect(status.migrations[0]).toMatchObject({
					state: "interrupted",
					interruption: { done: 1, stillRunning: expect.any(Number) },
				});
				const early = await finish(client, "apply", client.migrations.apply({ connection, resume: true }));
				// The lock is held by the session that works.
				expect(early.error?.code).toBe("LOCK_HELD");
				// As a crash would leave it: the backend dies in the middle of the build.
				await database.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_progress_create_index");
			});
			await killed;
			free.resolve();
			await holder;
			expect(await indexes(database)).toEqual([{ name: "first_id", valid: "false" }]);
			const resumed = await finish(client, "apply", client.migrations.apply({ connection, resume: true }));
			expect(resumed.error).toBeUndefined();
			expect(await indexes(database)).toEqual([{ name: "first_id", valid: "true" }]);
			expect((await client.migrations.status({ connection })).migrations[0]).toMatchObject({ state: "applied" });
		},
	));

test("IF NOT EXISTS over an invalid twin is refused, and the twin is left alone", () =>
	withWork(
		{ "001_twin.sql": "CREATE INDEX CONCURRENTLY IF NOT EXISTS twin_id ON twin (id);" },
		async ({ database, client, connection }) => {
			await database.script("CREATE TABLE twin (id int); INSERT INTO twin VALUES (1), (1)");
			await expect(database.script("CREATE UNIQUE INDEX CONCURRENTLY twin_id ON twin (id)")).rejects.toThrow();
			const { error } = await finish(client, "apply", client.migrations.apply({ connection }));
			expect(error).toMatchObject({ code: "REFUSED", data: { reasons: [expect.stringContaining("twin_id")] } });
			expect(await indexes(database)).toEqual([{ name: "twin_id", valid: "false" }]);
		},
	));

test("a rehearsal does not run what it could not take back", () =>
	withWork({ "001_plain.sql": "CREATE TABLE plain ();", "002_mixed.sql": mixed }, async ({ client, connection }) => {
		const { error } = await finish(client, "rehearse", client.migrations.rehearse({ connection }));
		expect(error).toMatchObject({ code: "REFUSED", data: { reasons: [expect.stringContaining("002_mixed.sql:2")] } });
		expect(
			(await finish(client, "rehearse", client.migrations.rehearse({ connection, to: "001" }))).result?.rehearsal,
		).toHaveLength(1);
	}));
