/** Before anything is adopted: which histories there are, and what would be adopted on whose word. */
import { expect, test } from "vitest";
import { type Bulkhead, finish, withBulkhead, withSet } from "../helpers/bulkhead.ts";
import { type TestDatabase, withDatabase } from "../helpers/postgres.ts";
import { dbmateTable, flywayRows, flywayTable, golangTable } from "./foreign-tables.ts";

interface Scene {
	database: TestDatabase;
	client: Bulkhead["client"];
	connection: string;
}

const scene = (files: Record<string, string>, use: (scene: Scene) => Promise<void>): Promise<void> =>
	withDatabase((database) =>
		withSet(files, (folder) =>
			withBulkhead(async ({ client, open }) => {
				await use({ database, client, connection: await open(database.url, folder) });
			}),
		),
	);

const flyway = {
	"V1__one.sql": "CREATE TABLE one (id int);",
	"V2__two.sql": "CREATE TABLE two (id int);",
	"V3__three.sql": "CREATE TABLE three (id int);",
	"verify/V2__two.sql": "-- check: two is there\nSELECT 1 WHERE to_regclass('two') IS NULL;",
};

test("each history is told with its table, its rows, the last that it says was run, and how much of the folder it knows", () =>
	scene(flyway, async ({ client, connection, database }) => {
		expect(await client.migrations.histories({ connection })).toEqual({ histories: [], notes: [] });
		await database.script(`${dbmateTable} INSERT INTO schema_migrations VALUES ('7'), ('8');
			CREATE SCHEMA old; ${flywayTable("old")} ${flywayRows([{ version: "1" }, { version: "2" }, { version: "9" }], "old")}
			CREATE SCHEMA other; CREATE TABLE other.pgmigrations (id int);`);
		const { histories, notes } = await client.migrations.histories({ connection });
		expect(histories).toEqual([
			{
				...{ tool: "flyway", table: "old.flyway_schema_history", rows: 3, known: 2, doubtful: false, refusals: [] },
				last: { version: "9", at: "2024-01-02 03:04:05", by: "deploy" },
			},
			{
				...{ tool: "dbmate", table: "public.schema_migrations", rows: 2, known: 0, doubtful: true, refusals: [] },
				last: { version: "8" },
			},
		]);
		expect(notes).toEqual([expect.stringContaining("other.pgmigrations has the columns id integer")]);
		// Looking left nothing behind.
		expect(await database.sql("SELECT 1 FROM pg_namespace WHERE nspname = 'bulkhead'")).toEqual([]);
	}));

test("what stands in the way of a history is told with it: a failed row, a dirty version of another folder", () =>
	scene(flyway, async ({ client, connection, database }) => {
		await database.script(`${golangTable} INSERT INTO schema_migrations VALUES (77, true);
			${flywayTable()} ${flywayRows([{ version: "1" }, { version: "2", success: false }])}`);
		const { histories } = await client.migrations.histories({ connection });
		expect(histories.map(({ tool, refusals }) => [tool, refusals.length])).toEqual([
			["flyway", 1],
			["golang-migrate", 2],
		]);
		const preview = await client.migrations.previewAdoption({ connection });
		expect(preview.refusals).toEqual(histories[0]?.refusals);
	}));

test("a history that row-level security would show in part is named and not read, and the others are read all the same", () =>
	scene(flyway, async ({ client, connection, database }) => {
		await database.script(`CREATE SCHEMA a; ${flywayTable("a")} ${flywayRows([{ version: "1" }], "a")}
			CREATE SCHEMA b; ${flywayTable("b")} ${flywayRows([{ version: "1" }], "b")}
			ALTER TABLE a.flyway_schema_history ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;`);
		const role = `${database.database}_reader`;
		await database.script(`CREATE ROLE ${role} LOGIN PASSWORD 'low'; GRANT USAGE ON SCHEMA a, b TO ${role};
			GRANT SELECT ON a.flyway_schema_history, b.flyway_schema_history TO ${role}`);
		const url = new URL(database.url);
		url.username = role;
		url.password = "low";
		const own = await client.connections.open({ url: url.href, settings: {} });
		const { histories, notes } = await client.migrations.histories({ connection: own.id });
		expect(histories.map(({ table }) => table)).toEqual(["b.flyway_schema_history"]);
		expect(notes).toEqual([expect.stringContaining("a.flyway_schema_history looks like the history of Flyway")]);
		expect((await client.migrations.histories({ connection })).histories).toHaveLength(2);
		await database.script(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
	}));

test("a preview tells what adopt then does: evidence, differences, what is skipped and why, versions without a file", () =>
	scene(flyway, async ({ client, connection, database }) => {
		await database.script(`CREATE TABLE one (id int);
			${flywayTable()} ${flywayRows([{ version: "1", checksum: 12 }, { version: "2" }, { version: "2.5" }])}`);
		const preview = await client.migrations.previewAdoption({ connection });
		expect(preview).toMatchObject({
			refusals: [],
			history: { tool: "flyway", table: "public.flyway_schema_history", withoutFile: ["2.5"] },
			adopt: [
				{
					...{ id: "001", checks: { passed: 0, failed: 0 } },
					history: { tool: "flyway", version: "1", at: "2024-01-02 03:04:05", by: "deploy" },
					differences: [expect.stringContaining("001 (V1__one.sql)")],
				},
				{
					...{ id: "002", checks: { passed: 0, failed: 1 } },
					differences: ["002: the history says that it was run, and a check does not hold: two is there."],
				},
			],
		});
		const refused = await finish(client, "adopt", client.migrations.adopt({ connection }));
		expect(refused.error?.data?.reasons).toEqual(preview.adopt.flatMap(({ differences }) => differences));
		const all = await client.migrations.previewAdoption({ connection, ids: ["001", "002", "003"] });
		expect(all.skipped).toEqual([{ id: "003", reason: expect.stringContaining("does not have it") }]);
		// Of the checks alone nothing is proven: 001 has none, 002's does not hold.
		const checks = await client.migrations.previewAdoption({ connection, from: "checks", ids: ["001", "002"] });
		expect(checks.adopt).toEqual([]);
		expect(checks.skipped).toHaveLength(2);
		expect(await database.sql("SELECT 1 FROM pg_namespace WHERE nspname = 'bulkhead'")).toEqual([]);
		const despite = await finish(
			client,
			"adopt",
			client.migrations.adopt({ connection, despite: true, reason: "seen" }),
		);
		expect(despite.result?.adopted.map(({ id }) => id)).toEqual(preview.adopt.map(({ id }) => id));
	}));
