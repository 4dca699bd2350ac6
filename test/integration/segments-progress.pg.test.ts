/** What is told of a statement that takes long: how far it is, and for whom it waits. */
import { expect, test } from "vitest";
import type { JobProgress } from "../../main/contract/index.ts";
import { finish, withBulkhead, withSet } from "../helpers/bulkhead.ts";
import type { PostgresVersion } from "../helpers/clusters.ts";
import { hasVersion, onServer, type TestDatabase, withDatabase } from "../helpers/postgres.ts";

type Of<Kind extends JobProgress["kind"]> = Extract<JobProgress, { kind: Kind }>;
const of = <Kind extends JobProgress["kind"]>(progress: JobProgress[], kind: Kind) =>
	progress.filter((each): each is Of<Kind> => each.kind === kind);

interface Work {
	database: TestDatabase;
	apply(onProgress?: Parameters<typeof finish>[3]): ReturnType<typeof finish<"apply">>;
	stop(pid: number, how: "cancel" | "terminate"): Promise<unknown>;
	cancel(jobId: string): void;
}

function withWork(
	files: Record<string, string>,
	use: (work: Work) => Promise<void>,
	options: { version?: PostgresVersion; url?: (database: TestDatabase) => Promise<string> } = {},
): Promise<void> {
	return withDatabase(
		(database) =>
			withSet(files, (folder) =>
				withBulkhead(async ({ client, open }) => {
					await database.script(
						"CREATE TABLE big (id int, note text); INSERT INTO big SELECT g, g FROM generate_series(1, 1000) g",
					);
					const connection = await open((await options.url?.(database)) ?? database.url, folder);
					await use({
						database,
						apply: (onProgress) => finish(client, "apply", client.migrations.apply({ connection }), onProgress),
						stop: (pid, how) => client.activity.stop({ connection, pid, how }),
						cancel: (jobId) => void client.jobs.cancel({ jobId }),
					});
				}),
			),
		options.version ? { version: options.version } : {},
	);
}

const build = { "001_build.sql": "CREATE INDEX CONCURRENTLY big_id ON big (id);" };

/** A session with an open transaction that does this, until it is let go or ended. */
function holding(database: TestDatabase, sql: string) {
	const free = Promise.withResolvers<void>();
	const ready = Promise.withResolvers<void>();
	const ended = onServer({ ...database.params, applicationName: "nightly report" }, async (session) => {
		await session.execute(sql);
		ready.resolve();
		await free.promise;
		await session.execute("COMMIT");
	}).catch((caught: unknown) => caught);
	return { ready: ready.promise, free: () => free.resolve(), ended };
}

const writer = "BEGIN; INSERT INTO big VALUES (0, 'x')";
const oldSnapshot = "BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT 1";

test.each([14, 18] as const)(
	"PostgreSQL %i: a build that waits for an old transaction says which phase, and for whom; that one can be ended from here",
	async (version) => {
		if (!hasVersion(version)) throw new Error(`no PostgreSQL ${version} here`);
		await withWork(
			build,
			async ({ database, apply, stop }) => {
				const held = holding(database, writer);
				await held.ready;
				const { error, progress } = await apply((event) => {
					if (event.kind === "blocked" && event.by[0]) void stop(event.by[0].pid, "terminate");
				});
				expect(error).toBeUndefined();
				expect(of(progress, "blocked")[0]?.by).toMatchObject([
					{ user: "postgres", application: "nightly report", state: "idle in transaction", since: expect.any(Date) },
				]);
				expect(of(progress, "blocked")[0]?.by[0]?.query).toContain("INSERT INTO big");
				expect(of(progress, "statement-progress")[0]).toMatchObject({
					text: "CREATE INDEX CONCURRENTLY waits for transactions that write to the table, before it builds",
					object: "big_id",
					sessions: { done: 0, of: 1 },
				});
				held.free();
				expect(await held.ended).toMatchObject({ code: "CONNECTION_LOST" });
			},
			{ version },
		);
	},
);

test("a build has no limit of time, whatever the role, the database and the file have set", () =>
	withWork(
		{
			"001_build.sql":
				"SET lock_timeout = '300ms';\nSET statement_timeout = '400ms';\nCREATE INDEX CONCURRENTLY big_id ON big (id);",
		},
		async ({ database, apply }) => {
			await database.script(
				`ALTER DATABASE ${database.database} SET lock_timeout = '200ms'; ALTER DATABASE ${database.database} SET statement_timeout = '200ms'`,
			);
			const held = holding(database, `SET statement_timeout = 0; ${oldSnapshot}`);
			await held.ready;
			let looks = 0;
			const { error, progress } = await apply((event) => {
				if (event.kind === "blocked") looks += 1;
				if (looks === 2) held.free();
			});
			expect(error).toBeUndefined();
			expect(of(progress, "statement-progress").map(({ text }) => text)).toContain(
				"CREATE INDEX CONCURRENTLY waits for transactions that may still see older rows, in any table",
			);
			await held.ended;
		},
	));

test("a role that may not see others' sessions is told that, with the pid and the user that it may see", () =>
	withWork(
		build,
		async ({ database, apply }) => {
			const held = holding(database, oldSnapshot);
			await held.ready;
			const { error, progress } = await apply((event) => {
				if (event.kind === "blocked") held.free();
			});
			await held.ended;
			expect(error).toBeUndefined();
			expect(of(progress, "blocked")[0]?.by).toMatchObject([
				{ pid: expect.any(Number), user: "postgres", hidden: true, query: "", state: "" },
			]);
			expect(of(progress, "statement-progress").length).toBeGreaterThan(0);
		},
		{
			async url({ database, script, server, url }) {
				await script(`DO $$ BEGIN CREATE ROLE progress_owner LOGIN PASSWORD 'plain'; EXCEPTION WHEN duplicate_object THEN END $$;
					GRANT CREATE ON DATABASE ${database} TO progress_owner; ALTER TABLE big OWNER TO progress_owner; GRANT CREATE ON SCHEMA public TO progress_owner`);
				return url.replace(/\/\/[^@]+@/, "//progress_owner:plain@").replace(String(server.user), String(server.user));
			},
		},
	));

test("blocks and rows are counted while an index is built, and while a table is cleaned", () =>
	withWork(
		{ "001_work.sql": "CREATE INDEX CONCURRENTLY big_note ON big (md5(md5(note)));\nVACUUM (FULL) big;" },
		async ({ database, apply }) => {
			await database.script("INSERT INTO big SELECT g, repeat(md5(g::text), 4) FROM generate_series(1, 600000) g");
			const { error, progress } = await apply();
			expect(error).toBeUndefined();
			const told = of(progress, "statement-progress");
			const [counted] = told.filter(({ blocks }) => blocks !== undefined && (blocks.of ?? 0) > 0);
			expect(counted?.blocks?.of).toBeGreaterThan(1_000);
			expect(counted?.blocks?.done).toBeLessThanOrEqual(counted?.blocks?.of ?? 0);
		},
	));
