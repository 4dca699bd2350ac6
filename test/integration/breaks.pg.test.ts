import { connect as connectTcp, createServer, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { finish, withBulkhead, withSet } from "../helpers/bulkhead.ts";
import { onServer, type TestDatabase, withDatabase } from "../helpers/postgres.ts";

const slow = {
	"001_quick.sql": "CREATE TABLE quick ();",
	"002_slow.sql": "CREATE TABLE slow ();\nSELECT pg_sleep(30);",
};

const held =
	"SELECT 1 FROM pg_locks l JOIN pg_database d ON d.oid = l.database WHERE locktype = 'advisory' AND d.datname = current_database()";

test("a cancel stops the statement on the server within two seconds; the file is rolled back and the lock is free", () =>
	withDatabase((database) =>
		withSet(slow, (folder) =>
			withBulkhead(async ({ client, open }) => {
				const connection = await open(database.url, folder);
				let asked = 0;
				const { error } = await finish(client, "apply", client.migrations.apply({ connection }), (progress, jobId) => {
					if (progress.kind !== "statement-started" || progress.index !== 2) return;
					asked = performance.now();
					void client.jobs.cancel({ jobId });
				});
				expect(performance.now() - asked).toBeLessThan(2_000);
				expect(error).toMatchObject({
					code: "CANCELLED",
					data: { applied: ["001"], state: expect.stringContaining("002 was rolled back") },
				});
				expect(await database.sql("SELECT 1 WHERE to_regclass('slow') IS NOT NULL")).toEqual([]);
				expect(await database.sql(held)).toEqual([]);
				expect((await client.migrations.status({ connection })).summary).toMatchObject({ applied: 1, pending: 1 });
			}),
		),
	));

/** The statement is told before the server has it: asked again until somebody sleeps there. */
async function terminateSleeper(database: TestDatabase): Promise<void> {
	const sql =
		"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = current_database()";
	while ((await database.sql(sql)).length === 0) await sleep(20);
}

test("a backend that is terminated in the middle ends as CONNECTION_LOST, with nothing half done and the state told", () =>
	withDatabase((database) =>
		withSet(slow, (folder) =>
			withBulkhead(async ({ client, open }) => {
				const connection = await open(database.url, folder);
				const { error } = await finish(client, "apply", client.migrations.apply({ connection }), (progress) => {
					if (progress.kind !== "statement-started" || progress.index !== 2) return;
					void terminateSleeper(database);
				});
				expect(error).toMatchObject({ code: "CONNECTION_LOST", file: "002_slow.sql", line: 2 });
				expect(error?.data?.state).toContain("002 was not committed");
				expect((await client.migrations.status({ connection })).summary).toMatchObject({ applied: 1, pending: 1 });
			}),
		),
	));

test("of two runners one works and the other is told who, with LOCK_HELD", () =>
	withDatabase((database) =>
		withSet({ "001_slow.sql": "SELECT pg_sleep(8);" }, (folder) =>
			withBulkhead((first) =>
				withBulkhead(async (second) => {
					const one = await first.open(database.url, folder);
					const two = await second.open(database.url, folder);
					const began = Promise.withResolvers<void>();
					const working = finish(
						first.client,
						"apply",
						first.client.migrations.apply({ connection: one }),
						(progress) => {
							if (progress.kind === "statement-started") began.resolve();
						},
					);
					await began.promise;
					expect((await second.client.migrations.status({ connection: two })).runner).toMatchObject({
						user: "postgres",
					});
					const refused = await finish(second.client, "apply", second.client.migrations.apply({ connection: two }));
					expect(refused.error).toMatchObject({
						code: "LOCK_HELD",
						data: { holder: { user: "postgres", application: expect.stringContaining("bulkhead") } },
					});
					expect(refused.progress).toContainEqual(expect.objectContaining({ kind: "waiting-for-lock" }));
					expect((await working).result?.applied).toHaveLength(1);
				}),
			),
		),
	));

test("eight runners at the same moment apply each migration once", () =>
	withDatabase((database) =>
		withSet(Object.fromEntries([1, 2, 3, 4].map((at) => [`00${at}_m.sql`, `CREATE TABLE m_${at} ();`])), (folder) =>
			withBulkhead(async ({ client, open }) => {
				const runs = Array.from({ length: 8 }, async () => {
					const connection = await open(database.url, folder);
					return finish(client, "apply", client.migrations.apply({ connection }));
				});
				const ended = await Promise.all(runs);
				expect(ended.flatMap(({ error }) => error ?? [])).toEqual([]);
				expect(ended.flatMap(({ result }) => result?.applied ?? [])).toHaveLength(4);
				expect(
					await database.sql(
						"SELECT migration, count(*)::text AS n FROM bulkhead.events GROUP BY 1 HAVING count(*) <> 1",
					),
				).toEqual([]);
			}),
		),
	));

test("a lock that another session holds is waited for in short tries, and the migration succeeds once it is free", () =>
	withDatabase((database) =>
		withSet({ "001_alter.sql": "ALTER TABLE busy ADD COLUMN more int;" }, (folder) =>
			withBulkhead(async ({ client, open }) => {
				await database.script("CREATE TABLE busy ()");
				const connection = await open(database.url, folder);
				const free = Promise.withResolvers<void>();
				const holder = onServer(database.params, async (session) => {
					await session.execute("BEGIN; LOCK TABLE busy");
					await free.promise;
					await session.execute("ROLLBACK");
				});
				await sleep(200);
				const { result, progress } = await finish(client, "apply", client.migrations.apply({ connection }), (event) => {
					if (event.kind === "notice" && event.severity === "WAITING") free.resolve();
				});
				await holder;
				expect(result?.applied).toHaveLength(1);
				expect(progress).toContainEqual(expect.objectContaining({ kind: "notice", severity: "WAITING" }));
			}),
		),
	));

test("while a statement waits for a lock, who holds it is told, with what it does and how many queue behind; and it can be ended from here", () =>
	withDatabase((database) =>
		withSet({ "001_alter.sql": "SET LOCAL lock_timeout = '20s';\nALTER TABLE busy ADD COLUMN more int;" }, (folder) =>
			withBulkhead(async ({ client, open }) => {
				await database.script("CREATE TABLE busy ()");
				const connection = await open(database.url, folder);
				const holder = onServer({ ...database.params, applicationName: "nightly dump" }, async (session) => {
					await session.execute("BEGIN; LOCK TABLE busy IN ACCESS SHARE MODE");
					await session.execute("SELECT pg_sleep(60)");
				}).catch((caught: unknown) => caught);
				await sleep(200);
				const reader = Promise.withResolvers<unknown>();
				const { result, progress } = await finish(client, "apply", client.migrations.apply({ connection }), (event) => {
					if (event.kind !== "blocked" || !event.by[0]) return;
					if (event.behind === 0) reader.resolve(database.sql("SELECT count(*) FROM busy"));
					else void client.activity.stop({ connection, pid: event.by[0].pid, how: "terminate" });
				});
				expect(result?.applied).toHaveLength(1);
				const blocked = progress.filter((event) => event.kind === "blocked");
				expect(blocked[0]?.by).toMatchObject([
					{
						application: "nightly dump",
						user: "postgres",
						state: "active",
						query: "SELECT pg_sleep(60)",
						waits: false,
						since: expect.any(Date),
					},
				]);
				expect(blocked.some(({ behind }) => behind === 1)).toBe(true);
				expect(await holder).toMatchObject({ code: "CONNECTION_LOST" });
				await reader.promise;
				expect(await client.activity.stop({ connection, pid: 9_999_999, how: "cancel" })).toEqual({ heard: false });
			}),
		),
	));

/** A proxy before the server that can swallow the answers from the moment COMMIT passes. */
async function withProxy<T>(port: number, use: (proxyPort: number) => Promise<T>): Promise<T> {
	const sockets = new Set<Socket>();
	const server = createServer((client) => {
		const upstream = connectTcp({ host: "127.0.0.1", port });
		for (const socket of [client, upstream]) {
			sockets.add(socket);
			socket.on("error", () => {});
		}
		client.on("data", (chunk) => {
			upstream.write(chunk);
			if (chunk.includes("INSERT INTO bulkhead.events") && chunk.includes("COMMIT")) {
				// The server commits; the client never hears of it.
				upstream.removeAllListeners("data");
				setTimeout(() => client.destroy(), 300);
			}
		});
		upstream.on("data", (chunk) => client.write(chunk));
		client.on("close", () => upstream.destroy());
		upstream.on("close", () => client.destroy());
	});
	await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
	const address = server.address();
	try {
		return await use(typeof address === "object" && address ? address.port : 0);
	} finally {
		for (const socket of sockets) socket.destroy();
		server.close();
	}
}

test("when the answer to COMMIT is lost, the ledger is asked: what was committed is told as applied", () =>
	withDatabase((database) =>
		withSet({ "001_one.sql": "CREATE TABLE one ();" }, (folder) =>
			withBulkhead(({ client, open }) =>
				withProxy(database.server.port, async (proxyPort) => {
					const connection = await open(database.url.replace(`:${database.server.port}/`, `:${proxyPort}/`), folder);
					const { result, error } = await finish(client, "apply", client.migrations.apply({ connection }));
					expect(error).toBeUndefined();
					expect(result?.applied.map(({ id }) => id)).toEqual(["001"]);
					expect(await database.sql("SELECT migration, event FROM bulkhead.events")).toEqual([
						{ migration: "001", event: "apply" },
					]);
				}),
			),
		),
	));
