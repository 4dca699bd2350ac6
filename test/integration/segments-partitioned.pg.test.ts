/** CREATE INDEX CONCURRENTLY on a partitioned table, which PostgreSQL refuses: part by part. */
import { expect, test } from "vitest";
import type { JobProgress } from "../../main/contract/index.ts";
import { finish, withBulkhead, withSet } from "../helpers/bulkhead.ts";
import type { PostgresVersion } from "../helpers/clusters.ts";
import { onServer, type TestDatabase, withDatabase } from "../helpers/postgres.ts";

const tree = `
CREATE TABLE events (id int, at date, tenant int, note text) PARTITION BY RANGE (at);
CREATE TABLE events_2023 PARTITION OF events FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
CREATE TABLE events_2024 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01') PARTITION BY LIST (tenant);
CREATE TABLE events_2024_one PARTITION OF events_2024 FOR VALUES IN (1);
CREATE SCHEMA deep;
CREATE TABLE deep."Événements d'été" PARTITION OF events_2024 DEFAULT;
INSERT INTO events SELECT g, date '2023-06-01' + g, g % 3, 'n' FROM generate_series(1, 400) g;`;

interface Work {
	database: TestDatabase;
	plan(): Promise<string[]>;
	apply(
		resume?: boolean | "clean",
		onProgress?: (progress: JobProgress, jobId: string) => void,
	): ReturnType<typeof finish<"apply">>;
	cancel(jobId: string): void;
}

const withWork = (sql: string, use: (work: Work) => Promise<void>, version: PostgresVersion = 18) =>
	withDatabase(
		(database) =>
			withSet({ "001_build.sql": sql, "002_next.sql": "CREATE TABLE next_one ();" }, (folder) =>
				withBulkhead(async ({ client, open }) => {
					await database.script(tree);
					const connection = await open(database.url, folder);
					await use({
						database,
						plan: async () =>
							(await client.migrations.plan({ connection, direction: "apply" })).steps[0]?.statements[0]?.instead ?? [],
						apply: (resume: boolean | "clean" = false, onProgress) =>
							finish(
								client,
								"apply",
								client.migrations.apply(
									resume === "clean" ? { connection, interrupted: resume } : { connection, resume },
								),
								onProgress,
							),
						cancel: (jobId) => void client.jobs.cancel({ jobId }),
					});
				}),
			),
		{ version },
	);

/** Every index of the tree: `table: index state → what it is attached to`. */
async function indexes({ sql }: TestDatabase): Promise<string[]> {
	const rows = await sql<{ told: string }>(`
		SELECT format('%s: %s%s%s', i.indrelid::regclass, i.indexrelid::regclass, CASE WHEN indisvalid AND indisready THEN '' ELSE ' INVALID' END,
		              ' → ' || h.inhparent::regclass) AS told
		  FROM pg_partition_tree('events') p JOIN pg_index i ON i.indrelid = p.relid LEFT JOIN pg_inherits h ON h.inhrelid = i.indexrelid
		 ORDER BY 1`);
	return rows.map(({ told }) => told);
}

const whole = [
	'deep."Événements d\'été": deep."Événements d\'été_at_idx" → events_2024_at_idx',
	"events: events_at_idx",
	"events_2023: events_2023_at_idx → events_at_idx",
	"events_2024: events_2024_at_idx → events_at_idx",
	"events_2024_one: events_2024_one_at_idx → events_2024_at_idx",
];
const build = "CREATE INDEX CONCURRENTLY events_at_idx ON events (at);";

/** Holds up every build until it is let go. */
function oldWriter(database: TestDatabase, table: string) {
	const free = Promise.withResolvers<void>();
	const ready = Promise.withResolvers<void>();
	const ended = onServer(database.params, async (session) => {
		await session.execute(`BEGIN; LOCK TABLE ${table} IN ROW EXCLUSIVE MODE`);
		ready.resolve();
		await free.promise;
		await session.execute("COMMIT");
	}).catch((caught: unknown) => caught);
	return { ready: ready.promise, free: () => free.resolve(), ended };
}

test.each([14, 18] as const)(
	"PostgreSQL %i: the parent's index is valid at the end, each partition's built CONCURRENTLY and attached, those in between too",
	(version) =>
		withWork(
			build,
			async ({ database, apply }) => {
				const { error, progress, result } = await apply();
				expect(error).toBeUndefined();
				expect(result?.applied.map(({ id }) => id)).toEqual(["001", "002"]);
				expect(await indexes(database)).toEqual(whole);
				expect(
					progress.filter((each) => each.kind === "statement-progress" && each.partitions?.of === 3).length,
				).toBeGreaterThan(2);
			},
			version,
		),
);

test("equal indexes that partitions have already are attached, and not built twice; others are left alone", () =>
	withWork(build, async ({ database, apply }) => {
		await database.script(
			"CREATE INDEX mine ON events_2023 (at); CREATE INDEX events_2024_one_at_idx ON events_2024_one (at DESC)",
		);
		expect((await apply()).error).toBeUndefined();
		const found = await indexes(database);
		expect(found).toContain("events_2023: mine → events_at_idx");
		expect(found).toContain("events_2024_one: events_2024_one_at_idx");
		expect(found.filter((each) => each.startsWith("events_2023:"))).toHaveLength(1);
		expect(found.find((each) => /events_2024_one_at_idx_[0-9a-f]{8} → events_2024_at_idx/.test(each))).toBeDefined();
	}));

test("stopped in the middle it is interrupted, with what is built named; resume goes on with the partitions that are left", () =>
	withWork(build, async ({ database, apply, cancel }) => {
		const held = oldWriter(database, "events_2024_one");
		await held.ready;
		let asked = 0;
		const stopped = await apply(false, (event, jobId) => {
			if (event.kind !== "blocked" || event.by.length === 0 || asked > 0) return;
			asked = performance.now();
			cancel(jobId);
		});
		expect(performance.now() - asked).toBeLessThan(2_000);
		const state = stopped.error?.data?.state;
		expect(stopped.error?.code).toBe("INTERRUPTED");
		expect(state).toContain("2 partitions have their index");
		expect(state).toContain('The invalid index "public"."events_2024_one_at_idx" is left');
		expect(await indexes(database)).toEqual([
			'deep."Événements d\'été": deep."Événements d\'été_at_idx" → events_2024_at_idx',
			"events: events_at_idx INVALID",
			"events_2023: events_2023_at_idx → events_at_idx",
			"events_2024: events_2024_at_idx INVALID",
			"events_2024_one: events_2024_one_at_idx INVALID",
		]);
		held.free();
		await held.ended;
		await database.script(`CREATE TABLE events_2026 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
			ALTER TABLE events_2024 DETACH PARTITION deep."Événements d'été"`);
		const oid = "SELECT 'events_2023_at_idx'::regclass::oid::text AS oid";
		const built = await database.sql(oid);
		expect((await apply(true)).error).toBeUndefined();
		expect(await indexes(database)).toEqual([...whole.slice(1), "events_2026: events_2026_at_idx → events_at_idx"]);
		expect(await database.sql(oid)).toEqual(built);
	}));

test("clean drops the invalid index of the partition where a build was stopped", () =>
	withWork(build, async ({ database, apply, cancel }) => {
		const held = oldWriter(database, "events_2024_one");
		await held.ready;
		await apply(false, (event, jobId) => {
			if (event.kind === "blocked" && event.by.length > 0) cancel(jobId);
		});
		held.free();
		await held.ended;
		expect((await apply("clean")).result?.skipped.map(({ id }) => id)).toEqual(["001"]);
		expect((await indexes(database)).filter((each) => each.startsWith("events_2024_one:"))).toEqual([]);
	}));

test("a unique index without the partition key is refused by the server before anything is built, also where only a table in between lacks it", () =>
	withWork("CREATE UNIQUE INDEX CONCURRENTLY events_key ON events (id, at);", async ({ database, apply }) => {
		const { error } = await apply();
		expect(error).toMatchObject({
			code: "STATEMENT_FAILED",
			sqlstate: "0A000",
			data: { state: expect.stringContaining("Nothing of 001") },
		});
		expect(await indexes(database)).toEqual([]);
	}));

test("doubles in one partition stop a unique build; the partitions that have theirs keep it, and it goes on when the doubles are gone", () =>
	withWork("CREATE UNIQUE INDEX CONCURRENTLY events_key ON events (id, at, tenant);", async ({ database, apply }) => {
		await database.script("INSERT INTO events SELECT * FROM events_2024_one LIMIT 1");
		const { error } = await apply();
		expect(error).toMatchObject({ code: "INTERRUPTED", sqlstate: "23505" });
		expect((await indexes(database)).filter((each) => each.startsWith("events_2024_one:"))).toEqual([]);
		await database.script("DELETE FROM events_2024_one WHERE ctid = (SELECT max(ctid) FROM events_2024_one)");
		expect((await apply(true)).error).toBeUndefined();
		expect((await indexes(database)).some((each) => each.includes("INVALID"))).toBe(false);
	}));

test("without a name it has the server's; IF NOT EXISTS over an equal one that is whole does nothing, over another it is refused", () =>
	withWork(
		"CREATE INDEX CONCURRENTLY ON events (at);\nCREATE INDEX CONCURRENTLY IF NOT EXISTS events_at_idx ON events (at);\nCREATE INDEX CONCURRENTLY IF NOT EXISTS events_at_idx ON events (id);",
		async ({ database, apply }) => {
			const { error } = await apply();
			expect(error).toMatchObject({
				code: "INTERRUPTED",
				line: 3,
				message: expect.stringContaining("another index than the file asks for"),
			});
			expect(await indexes(database)).toEqual(whole);
		},
	));

test("a table with a foreign partition is refused before anything is made", () =>
	withWork(build, async ({ database, apply }) => {
		await database.script(`CREATE FOREIGN DATA WRAPPER nothing; CREATE SERVER nowhere FOREIGN DATA WRAPPER nothing;
			CREATE FOREIGN TABLE events_far PARTITION OF events FOR VALUES FROM ('2030-01-01') TO ('2031-01-01') SERVER nowhere`);
		const { error } = await apply();
		expect(error).toMatchObject({ code: "REFUSED", data: { reasons: [expect.stringContaining("events_far")] } });
		expect(await indexes(database)).toEqual([]);
	}));
