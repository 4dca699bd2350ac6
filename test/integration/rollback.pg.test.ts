import { expect, test } from "vitest";
import { failureOf } from "../../main/hosts/cli/failure.ts";
import { finish, withBulkhead, withSet } from "../helpers/bulkhead.ts";
import { onServer, paramsOf, testServer, withDatabase } from "../helpers/postgres.ts";

const set = {
	"001_people.sql": "CREATE TABLE people (id int PRIMARY KEY, name text);",
	"002_notes.sql":
		"CREATE TABLE notes (id int, person int REFERENCES people); ALTER TABLE people ADD COLUMN tenant int;",
	"003_empty.sql": "CREATE TABLE empty ();",
	"rollback/001_people.sql": "DROP TABLE people;",
	"rollback/002_notes.sql": "DO $$ BEGIN EXECUTE 'DROP TABLE notes'; END $$; ALTER TABLE people DROP COLUMN tenant;",
	"rollback/003_empty.sql": "DROP TABLE empty;",
};
const data =
	"INSERT INTO people SELECT g, 'p', nullif(g % 2, 0) FROM generate_series(1, 10) g; INSERT INTO notes VALUES (1, 1), (2, 2)";
const lost = [
	{ object: "public.people.tenant", kind: "column", rows: 5 },
	{ object: "public.notes", kind: "table", rows: 2 },
];

test("what a rollback destroys is counted, also where a DO block destroys it; unconfirmed it is refused and nothing changes", () =>
	withDatabase((database) =>
		withSet(set, (folder) =>
			withBulkhead(async ({ client, open }) => {
				const connection = await open(database.url, folder);
				await finish(client, "apply", client.migrations.apply({ connection }));
				await database.script(data);
				const plan = await client.migrations.plan({ connection, direction: "rollback", to: "001" });
				expect(plan).toMatchObject({ refusals: [], lost, steps: [{ id: "003" }, { id: "002" }] });
				const request = { connection, to: "001", reason: "test" };
				const { error } = await finish(client, "rollback", client.migrations.rollback(request));
				expect(error).toMatchObject({ code: "CONFIRMATION_NEEDED", data: { lost } });
				// Neither 003, which destroys nothing, nor 002: it is all or nothing.
				expect((await client.migrations.status({ connection })).summary.applied).toBe(3);
				expect(await database.sql("SELECT count(tenant)::text AS n FROM people")).toEqual([{ n: "5" }]);
				const { result } = await finish(
					client,
					"rollback",
					client.migrations.rollback({ ...request, confirmed: true }),
				);
				expect(result).toMatchObject({ rolledBack: [{ id: "003" }, { id: "002" }], lost });
				const { events } = await client.migrations.history({ connection, limit: 1 });
				expect(events).toMatchObject([{ migration: "002", event: "rollback", reason: "test" }]);
				const [kept] = await database.sql(
					"SELECT details -> 'lost' ->> 0 AS lost FROM bulkhead.events ORDER BY id DESC LIMIT 1",
				);
				expect(JSON.parse(kept?.["lost"] ?? "")).toEqual(lost[0]);
			}),
		),
	));

test("a migration under another one is not rolled back, nor one without a rollback file, nor without a reason", () =>
	withDatabase((database) =>
		withSet({ ...set, "004_last.sql": "SELECT 1;" }, (folder) =>
			withBulkhead(async ({ client, open }) => {
				const connection = await open(database.url, folder);
				await finish(client, "apply", client.migrations.apply({ connection }));
				const back = async (ids: string[], reason: string) =>
					(await finish(client, "rollback", client.migrations.rollback({ connection, ids, reason }))).error;
				expect(await back(["003"], "x")).toMatchObject({
					code: "REFUSED",
					data: { reasons: [expect.stringContaining("004 stands on 003")] },
				});
				expect(await back(["004"], "x")).toMatchObject({
					data: { reasons: [expect.stringContaining("rollback/004_last.sql")] },
				});
				expect(await back(["004"], " ")).toMatchObject({ code: "BAD_INPUT" });
				expect((await client.migrations.status({ connection })).summary.applied).toBe(4);
			}),
		),
	));

test("rows that row-level security hides from a plain owner are counted all the same, and FORCE stays as it was", async () => {
	const server = await testServer();
	await onServer(paramsOf(server, "postgres"), (session) =>
		session.execute("DROP ROLE IF EXISTS plain_owner; CREATE ROLE plain_owner LOGIN PASSWORD 'plain'"),
	);
	await withDatabase(
		(database) =>
			withSet(
				{
					"001_forced.sql":
						"CREATE TABLE forced (id int); INSERT INTO forced SELECT generate_series(1, 7); ALTER TABLE forced ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;",
					"rollback/001_forced.sql": "DROP TABLE forced;",
				},
				(folder) =>
					withBulkhead(async ({ client, open }) => {
						await database.script("GRANT CREATE ON SCHEMA public TO plain_owner");
						const url = `postgres://plain_owner:plain@${server.host}:${server.port}/${database.database}`;
						const connection = await open(url, folder);
						await finish(client, "apply", client.migrations.apply({ connection }));
						const plan = await client.migrations.plan({ connection, direction: "rollback", ids: ["001"] });
						expect(plan.lost).toEqual([{ object: "public.forced", kind: "table", rows: 7 }]);
						expect(
							await database.sql("SELECT relforcerowsecurity::text AS forced FROM pg_class WHERE relname = 'forced'"),
						).toEqual([{ forced: "true" }]);
					}),
			),
		{ owner: "plain_owner" },
	);
});

test("what stands on a table stops its rollback: the plan and the run say where, and advise no CASCADE", () =>
	withDatabase((database) =>
		withSet(set, (folder) =>
			withBulkhead(async ({ client, open }) => {
				const connection = await open(database.url, folder);
				await finish(client, "apply", client.migrations.apply({ connection }));
				await database.script("CREATE VIEW on_people AS SELECT id FROM people");
				const failure = {
					code: "STATEMENT_FAILED",
					sqlstate: "2BP01",
					file: "rollback/001_people.sql",
					line: 1,
					statement: "DROP TABLE people",
					detail: "view on_people depends on table people",
					hint: expect.not.stringContaining("CASCADE"),
				};
				const planned = await client.migrations.plan({ connection, direction: "rollback", to: "000" }).catch(failureOf);
				expect(planned).toMatchObject({ ...failure, data: { state: "Nothing was changed." } });
				const request = { connection, to: "000", reason: "test", confirmed: true };
				const { error } = await finish(client, "rollback", client.migrations.rollback(request));
				expect(error).toMatchObject(failure);
				expect(error?.data?.state).toContain("as it was before");
				expect((await client.migrations.status({ connection })).summary.applied).toBe(3);
			}),
		),
	));

test("after a rollback the migration is pending and can be applied again", () =>
	withDatabase((database) =>
		withSet(set, (folder) =>
			withBulkhead(async ({ client, open }) => {
				const connection = await open(database.url, folder);
				await finish(client, "apply", client.migrations.apply({ connection }));
				await finish(client, "rollback", client.migrations.rollback({ connection, ids: ["003"], reason: "x" }));
				expect((await client.migrations.status({ connection })).migrations.at(-1)).toMatchObject({
					id: "003",
					state: "pending",
				});
				const { result } = await finish(client, "apply", client.migrations.apply({ connection }));
				expect(result?.applied.map(({ id }) => id)).toEqual(["003"]);
			}),
		),
	));
