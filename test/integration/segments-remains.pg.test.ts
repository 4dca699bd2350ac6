/** What stopped statements leave behind: dropped, or named; and what is there already under a name, looked at before it is believed. */
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { finish, withBulkhead, withSet } from "../helpers/bulkhead.ts";
import type { PostgresVersion } from "../helpers/clusters.ts";
import { onServer, type TestDatabase, withDatabase } from "../helpers/postgres.ts";

interface Work {
	database: TestDatabase;
	apply(resume?: boolean, onProgress?: Parameters<typeof finish>[3]): ReturnType<typeof finish<"apply">>;
	state(): Promise<string | undefined>;
	cancel(jobId: string): void;
}

const withWork = (sql: string, use: (work: Work) => Promise<void>, version: PostgresVersion = 18) =>
	withDatabase(
		(database) =>
			withSet({ "001_work.sql": sql }, (folder) =>
				withBulkhead(async ({ client, open }) => {
					const connection = await open(database.url, folder);
					await use({
						database,
						apply: (resume = false, onProgress) =>
							finish(client, "apply", client.migrations.apply({ connection, resume }), onProgress),
						state: async () => (await client.migrations.status({ connection })).migrations[0]?.state,
						cancel: (jobId) => void client.jobs.cancel({ jobId }),
					});
				}),
			),
		{ version },
	);

const unsound = ({ sql }: TestDatabase) =>
	sql<{ name: string }>(
		"SELECT c.relname AS name FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE NOT (indisvalid AND indisready) ORDER BY 1",
	).then((rows) => rows.map(({ name }) => name));

function holding(database: TestDatabase, sql: string) {
	const [free, ready] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
	const ended = onServer(database.params, async (session) => {
		await session.execute(sql);
		ready.resolve();
		await free.promise;
		await session.execute("COMMIT");
	});
	return { ready: ready.promise, free: () => free.resolve(), ended };
}

const table = "CREATE TABLE big (id int, note text); INSERT INTO big SELECT g, g FROM generate_series(1, 500) g";
const build = "CREATE INDEX CONCURRENTLY big_id ON big (id);";

test("a build that is cancelled while it waits leaves no invalid index where that can be dropped, and nothing to decide", () =>
	withWork(build, async ({ database, apply, state, cancel }) => {
		await database.script(table);
		const held = holding(database, "BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT 1");
		await held.ready;
		const { error } = await apply(false, (event, jobId) => {
			if (event.kind === "blocked" && event.by.length > 0) cancel(jobId);
		});
		expect(error).toMatchObject({
			code: "CANCELLED",
			data: { state: expect.stringContaining("Nothing of 001 was done") },
		});
		expect(await unsound(database)).toEqual([]);
		expect(await state()).toBe("pending");
		held.free();
		await held.ended;
	}));

test.each([14, 18] as const)(
	"PostgreSQL %i: where the invalid index cannot be dropped it is named, the migration is interrupted, and resume drops it and builds",
	(version) =>
		withWork(
			build,
			async ({ database, apply, state, cancel }) => {
				await database.script(table);
				const held = holding(database, "BEGIN; INSERT INTO big VALUES (0, 'x')");
				await held.ready;
				const { error } = await apply(false, (event, jobId) => {
					if (event.kind === "blocked" && event.by.length > 0) cancel(jobId);
				});
				expect(error).toMatchObject({
					code: "INTERRUPTED",
					data: { state: expect.stringContaining('DROP INDEX CONCURRENTLY "public"."big_id"') },
				});
				expect(await unsound(database)).toEqual(["big_id"]);
				expect(await state()).toBe("interrupted");
				held.free();
				await held.ended;
				expect((await apply(true)).error).toBeUndefined();
				expect(await unsound(database)).toEqual([]);
				expect(await state()).toBe("applied");
			},
			version,
		),
);

test("an index that somebody else builds at the same time is not taken for remains", () =>
	withWork(
		"CREATE TABLE big_two (id int);\nINSERT INTO big_two VALUES (1), (1);\nCREATE UNIQUE INDEX CONCURRENTLY two_id ON big_two (id);",
		async ({ database, apply }) => {
			await database.script(table);
			const held = holding(database, "BEGIN; INSERT INTO big VALUES (0, 'x')");
			await held.ready;
			let other: Promise<void> | undefined;
			const { error } = await apply(false, (event) => {
				if (event.kind === "statement-started" && event.index === 3)
					other ??= database.script("CREATE INDEX CONCURRENTLY theirs ON big (id)");
			});
			expect(error).toMatchObject({ code: "INTERRUPTED", sqlstate: "23505" });
			while ((await unsound(database)).length === 0) await sleep(20);
			expect(await unsound(database)).toEqual(["theirs"]);
			held.free();
			await held.ended;
			await other;
			expect(await unsound(database)).toEqual([]);
		},
	));

test.each([
	["another index of that name", "CREATE INDEX big_id ON big (note)", "another index than the file asks for"],
	["one that is unique", "CREATE UNIQUE INDEX big_id ON big (id)", "another index than the file asks for"],
	["one of only some rows", "CREATE INDEX big_id ON big (id) WHERE id > 0", "another index than the file asks for"],
	[
		"an index of another table",
		"CREATE TABLE other (id int); CREATE INDEX big_id ON other (id)",
		"It is an index of other",
	],
	["a table of that name", "CREATE TABLE big_id ()", "It is no index"],
])("IF NOT EXISTS over %s is refused, with both told", (_what, there, says) =>
	withWork(build.replace("CONCURRENTLY", "CONCURRENTLY IF NOT EXISTS"), async ({ database, apply, state }) => {
		await database.script(`${table}; ${there}`);
		const { error } = await apply();
		expect(error).toMatchObject({ code: "REFUSED", data: { reasons: [expect.stringContaining(says)] } });
		expect(error?.data?.reasons?.[0]).toMatch(/^001_work\.sql:1: /);
		expect(await state()).toBe("pending");
	}),
);

test("IF NOT EXISTS over the very index that is asked for, however it is written, is done", () =>
	withWork(
		"CREATE INDEX CONCURRENTLY IF NOT EXISTS big_id ON public.big USING btree ((lower(note)), id ASC) WHERE (id>1);",
		async ({ database, apply }) => {
			await database.script(`${table}; CREATE INDEX big_id ON big (lower(note), id) WHERE id > 1`);
			expect((await apply()).error).toBeUndefined();
		},
	));

test("what a stopped REINDEX CONCURRENTLY leaves beside the index is dropped, and the index itself stays good", () =>
	withWork("REINDEX INDEX CONCURRENTLY big_id;", async ({ database, apply, cancel, state }) => {
		await database.script(`${table}; CREATE INDEX big_id ON big (id)`);
		const held = holding(database, "BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT count(*) FROM pg_class");
		await held.ready;
		const { error } = await apply(false, (event, jobId) => {
			if (event.kind === "blocked" && event.by.length > 0) cancel(jobId);
		});
		expect(error?.code).toBe("CANCELLED");
		expect(await unsound(database)).toEqual([]);
		expect(await database.sql("SELECT relname AS name FROM pg_class WHERE relname ~ '^big_id'")).toEqual([
			{ name: "big_id" },
		]);
		expect(await state()).toBe("pending");
		held.free();
		await held.ended;
		expect((await apply()).error).toBeUndefined();
	}));

test("a DETACH PARTITION CONCURRENTLY that was stopped half way is ended by resume (FINALIZE)", () =>
	withWork("ALTER TABLE parted DETACH PARTITION part CONCURRENTLY;", async ({ database, apply, cancel, state }) => {
		await database.script(
			"CREATE TABLE parted (id int) PARTITION BY LIST (id); CREATE TABLE part PARTITION OF parted FOR VALUES IN (1)",
		);
		const held = holding(database, "BEGIN; SELECT * FROM parted");
		await held.ready;
		const { error } = await apply(false, (event, jobId) => {
			if (event.kind === "blocked" && event.by.length > 0) cancel(jobId);
		});
		expect(error).toMatchObject({ code: "INTERRUPTED", data: { state: expect.stringContaining("half detached") } });
		expect(await state()).toBe("interrupted");
		held.free();
		await held.ended;
		expect((await apply(true)).error).toBeUndefined();
		expect(await database.sql("SELECT 1 FROM pg_inherits WHERE inhrelid = 'part'::regclass")).toEqual([]);
		expect(await state()).toBe("applied");
	}));
