import { describe, expect, test } from "vitest";
import { type Bulkhead, finish, withBulkhead, withSet } from "../helpers/bulkhead.ts";
import { catalogFingerprint } from "../helpers/catalog-fingerprint.ts";
import { missingPgBouncer, type PoolMode, withPgBouncer } from "../helpers/pgbouncer.ts";
import { onServer, port, type TestDatabase, withDatabase } from "../helpers/postgres.ts";

const missing = await missingPgBouncer();

const set = {
	"001_table.sql": "CREATE TABLE kept (id int PRIMARY KEY, word text); INSERT INTO kept VALUES (1, 'one'), (2, 'two');",
	"rollback/001_table.sql": "DROP TABLE kept;",
	"verify/001_table.sql": "-- check: the table is there\nSELECT 1 WHERE to_regclass('kept') IS NULL;",
	"002_index.sql": "CREATE INDEX CONCURRENTLY kept_word ON kept (word);",
	"rollback/002_index.sql": "DROP INDEX kept_word;",
};

/** The words are rolled back once, so that there is a snapshot, and applied again. */
async function prepare({ client }: Bulkhead, connection: string): Promise<string> {
	const apply = () => finish(client, "apply", client.migrations.apply({ connection, to: "001" }));
	await apply();
	const undo = client.migrations.rollback({ connection, ids: ["001"], reason: "to keep it", confirmed: true });
	const { result } = await finish(client, "rollback", undo);
	await apply();
	return result?.snapshot?.id ?? "";
}

/** Advisory locks in this database; the server is shared with other tests. */
const LOCKS = `FROM pg_locks l JOIN pg_database d ON d.oid = l.database
	WHERE l.locktype = 'advisory' AND d.datname = current_database()`;

/** Rows, catalogue, ledger and locks. */
async function everything({ params, sql }: TestDatabase) {
	const [row] = await sql<Record<"rows" | "events" | "locks", string>>(
		`SELECT (SELECT string_agg(id || word, ',' ORDER BY id) FROM kept) AS rows,
		        (SELECT count(*)::text FROM bulkhead.events) AS events,
		        (SELECT count(*)::text ${LOCKS}) AS locks`,
	);
	return { ...row, catalog: await onServer(params, catalogFingerprint) };
}

describe.skipIf(missing !== undefined)(`with PgBouncer${missing ? ` (${missing})` : ""}`, () => {
	test.each<{ mode: PoolMode; size?: number; settings?: string[] }>([
		{ mode: "transaction" },
		{ mode: "transaction", size: 1 },
		{ mode: "transaction", size: 3, settings: ["min_pool_size = 3"] },
		{ mode: "transaction", settings: ["server_round_robin = 1", "min_pool_size = 4"] },
		{ mode: "transaction", settings: ["server_round_robin = 1"] },
		{ mode: "statement" },
	])("whatever changes the database is refused, and changes nothing: $mode $size $settings", async (options) => {
		await withDatabase((database) =>
			withSet(set, (folder) =>
				withBulkhead(async (bulkhead) => {
					const { client, open } = bulkhead;
					const snapshot = await prepare(bulkhead, await open(database.url, folder));
					const before = await everything(database);
					expect(before).toMatchObject({ rows: "1one,2two", locks: "0" });
					await withPgBouncer(database.params, options, async ({ url }) => {
						const connection = await open(url, folder);
						const ends = [
							await finish(client, "apply", client.migrations.apply({ connection })),
							await finish(client, "rehearse", client.migrations.rehearse({ connection })),
							await finish(
								client,
								"rollback",
								client.migrations.rollback({ connection, ids: ["001"], reason: "no", confirmed: true }),
							),
							await finish(client, "adopt", client.migrations.adopt({ connection })),
							await finish(client, "restore", client.snapshots.restore({ connection, id: snapshot })),
						];
						for (const { error } of ends) {
							expect(error).toMatchObject({
								code: "REFUSED",
								message: expect.stringContaining("pooler"),
								hint: expect.stringContaining("direct port"),
								data: { state: "Nothing was run." },
							});
							const [announced, proof] = error?.data?.reasons ?? [];
							expect(announced).toMatch(/^The login was answered as process -?\d+, and process \d+ answers/);
							expect(proof).toMatch(
								options.mode === "statement"
									? /^BEGIN was answered: .*statement pooling/
									: /^Two connections|^The server process changed/,
							);
						}
						expect(await everything(database)).toEqual(before);
					});
				}),
			),
		);
	});

	test("a pool that others keep busy is found out too", async () => {
		await withDatabase((database) =>
			withSet(set, (folder) =>
				withBulkhead(async ({ client, open }) => {
					await withPgBouncer(database.params, { mode: "transaction", size: 3 }, async ({ url, params }) => {
						let working = true;
						const others = [1, 2, 3, 4].map(() =>
							onServer(params, async (session) => {
								while (working) await session.execute("BEGIN; SELECT pg_sleep(0.01); COMMIT");
							}),
						);
						try {
							const connection = await open(url, folder);
							for (let round = 0; round < 10; round += 1) {
								const { error } = await finish(client, "apply", client.migrations.apply({ connection }));
								expect(error?.code).toBe("REFUSED");
							}
						} finally {
							working = false;
							await Promise.all(others);
						}
						expect(await database.sql("SELECT 1 FROM pg_namespace WHERE nspname = 'bulkhead'")).toEqual([]);
						expect(await database.sql(`SELECT 1 ${LOCKS}`)).toEqual([]);
					});
				}),
			),
		);
	});

	test.each([{ size: 20 }, { size: 1 }])("session mode is as good as the server itself: %o", async ({ size }) => {
		await withDatabase((database) =>
			withSet(set, (folder) =>
				withBulkhead(async (bulkhead) => {
					const { client, open } = bulkhead;
					await withPgBouncer(database.params, { mode: "session", size }, async ({ url }) => {
						const connection = await open(url, folder);
						const snapshot = await prepare(bulkhead, connection);
						const { result, error } = await finish(client, "apply", client.migrations.apply({ connection }));
						expect(error).toBeUndefined();
						expect(result?.applied.map(({ id }) => id)).toEqual(["002"]);
						await database.script("DELETE FROM kept");
						const restored = await finish(client, "restore", client.snapshots.restore({ connection, id: snapshot }));
						expect(restored.error).toBeUndefined();
						expect(await everything(database)).toMatchObject({ rows: "1one,2two", locks: "0" });
						expect((await client.migrations.status({ connection })).summary).toMatchObject({ applied: 2 });
					});
				}),
			),
		);
	});

	test("while a run waits in session mode, its blocker is found by the process that really waits", async () => {
		await withDatabase((database) =>
			withSet({ "001_a.sql": "CREATE TABLE a ();", "002_b.sql": "ALTER TABLE a ADD COLUMN b int;" }, (folder) =>
				withBulkhead(async ({ client, open }) => {
					await withPgBouncer(database.params, { mode: "session" }, async ({ url }) => {
						const connection = await open(url, folder);
						await finish(client, "apply", client.migrations.apply({ connection, to: "001" }));
						const { progress } = await onServer(database.params, async (session) => {
							await session.execute("BEGIN; LOCK TABLE a");
							const started = client.migrations.apply({ connection });
							const seen = await finish(client, "apply", started, (event) => {
								if (event.kind === "blocked") void session.execute("ROLLBACK");
							});
							return seen;
						});
						expect(progress).toContainEqual(
							expect.objectContaining({
								kind: "blocked",
								by: [expect.objectContaining({ state: expect.any(String) })],
							}),
						);
					});
				}),
			),
		);
	});

	test("in transaction mode status, verify, lint and the plan still answer, and the plan says why nothing would run", async () => {
		await withDatabase((database) =>
			withSet(set, (folder) =>
				withBulkhead(async (bulkhead) => {
					const { client, open } = bulkhead;
					await prepare(bulkhead, await open(database.url, folder));
					await withPgBouncer(database.params, { mode: "transaction" }, async ({ url }) => {
						const connection = await open(url, folder);
						expect((await client.migrations.status({ connection, checks: true })).summary).toMatchObject({
							applied: 1,
						});
						const verified = await finish(client, "verify", client.migrations.verify({ connection }));
						expect(verified.result).toMatchObject({ passed: 1, failed: 0 });
						expect((await client.lint.files({ connection })).findings).toEqual(expect.any(Array));
						for (const direction of ["apply", "rollback"] as const) {
							const plan = await client.migrations.plan({
								connection,
								direction,
								to: direction === "apply" ? "002" : "000",
							});
							expect(plan.refusals).toEqual([expect.stringMatching(/pooler.*process.*direct port/)]);
						}
						expect(await database.sql(`SELECT 1 ${LOCKS}`)).toEqual([]);
					});
				}),
			),
		);
	});

	test("in statement mode nothing that reads in a transaction can be had, and that is said", async () => {
		await withDatabase((database) =>
			withSet(set, (folder) =>
				withBulkhead(async ({ client, open }) => {
					await withPgBouncer(database.params, { mode: "statement" }, async ({ url }) => {
						const connection = await open(url, folder);
						await expect(client.migrations.status({ connection })).rejects.toMatchObject({
							code: "REFUSED",
							message: expect.stringContaining("statement pooling mode"),
							data: { hint: expect.stringContaining("direct port") },
						});
					});
				}),
			),
		);
	});

	describe.each([{ size: 20 }, { size: 1 }])("a cancel in transaction mode, %o", ({ size }) => {
		/** How a statement ends that is cancelled once the server works on it, and the processes that go on with it. */
		const cancelled = (database: TestDatabase, params: TestDatabase["params"], statement: string) =>
			onServer(database.params, async (outside) => {
				const find = async () => {
					const rows = await outside.query<{ pid: string }>(
						`SELECT pid::text AS pid FROM pg_stat_activity
						  WHERE datname = current_database() AND state = 'active' AND wait_event = 'PgSleep' AND query = $1`,
						[statement],
					);
					return rows.map(({ pid }) => pid);
				};
				const stop = new AbortController();
				const ended = port
					.withSession(params, { signal: stop.signal }, (session) => session.execute(statement))
					.then(
						() => undefined,
						(caught: unknown) => caught,
					);
				while ((await find()).length === 0);
				stop.abort();
				const error = await ended;
				// The error is on its way a moment before the server writes down that it is idle.
				const until = performance.now() + 1_000;
				let left = await find();
				while (left.length > 0 && performance.now() < until) left = await find();
				for (const pid of left) await outside.query("SELECT pg_terminate_backend($1::int, 5000)::text AS ended", [pid]);
				return { error, left };
			});

		test("stops the statement each time, and the pooler lives on", () =>
			withDatabase((database) =>
				withPgBouncer(database.params, { mode: "transaction", size }, async ({ params }) => {
					for (let round = 0; round < 10; round += 1) {
						const { error, left } = await cancelled(database, params, "SELECT pg_sleep(60)");
						expect(left).toEqual([]);
						expect(error).toMatchObject({ code: "CANCELLED", data: {} });
						expect(error).not.toHaveProperty("data.detail");
					}
				}),
			));

		test("that a statement swallows is told as one that may run on, with its process", () =>
			withDatabase((database) =>
				withPgBouncer(database.params, { mode: "transaction", size }, async ({ params }) => {
					const swallows =
						"DO $$ BEGIN LOOP BEGIN PERFORM pg_sleep(60); EXCEPTION WHEN query_canceled THEN END; END LOOP; END $$";
					const { error, left } = await cancelled(database, params, swallows);
					expect(left).toHaveLength(1);
					expect(error).toMatchObject({
						code: "CANCELLED",
						data: { detail: expect.stringMatching(new RegExp(`may be among them: process ${left[0]}\\.$`)) },
					});
				}),
			));
	});

	test("a startup parameter that the pooler does not take is told as its own refusal, with the way round it", async () => {
		await withDatabase((database) =>
			withPgBouncer(database.params, { mode: "transaction" }, async ({ params }) => {
				process.env.PGOPTIONS = "-c lock_timeout=1000";
				try {
					await expect(onServer(params, async () => {})).rejects.toMatchObject({
						code: "CONNECT_FAILED",
						data: { hint: expect.stringContaining("direct port"), data: { reason: "pooler" } },
					});
				} finally {
					delete process.env.PGOPTIONS;
				}
			}),
		);
	});
});
