import { expect, test } from "vitest";
import { finish, withBulkhead, withSet } from "../helpers/bulkhead.ts";
import { catalogFingerprint } from "../helpers/catalog-fingerprint.ts";
import { onServer, type TestDatabase, withDatabase } from "../helpers/postgres.ts";

const set = {
	"001_change.sql": [
		"ALTER TABLE big ADD COLUMN cheap int DEFAULT 1;",
		"ALTER TABLE big ALTER COLUMN id TYPE bigint;",
		"DO $$ BEGIN UPDATE small SET note = 'x' WHERE id <= 3; DELETE FROM small WHERE id > 8; END $$;",
		"CREATE TABLE fresh (id int PRIMARY KEY);",
	].join("\n"),
	"002_more.sql": "ALTER TABLE fresh ADD COLUMN a int;\nCREATE INDEX big_cheap ON big (cheap);",
	"rollback/001_change.sql": "DROP TABLE fresh; ALTER TABLE big DROP COLUMN cheap, ALTER COLUMN id TYPE int;",
	"rollback/002_more.sql": "ALTER TABLE fresh DROP COLUMN a;",
	"verify/002_more.sql":
		"-- check: a is there\nSELECT 1 WHERE NOT EXISTS (SELECT FROM pg_attribute WHERE attrelid = 'fresh'::regclass AND attname = 'a');",
};
const before =
	"CREATE TABLE big (id int); INSERT INTO big SELECT generate_series(1, 1000); CREATE TABLE small (id int, note text); INSERT INTO small SELECT generate_series(1, 10)";

const everything = (database: TestDatabase) =>
	onServer(database.params, async (session) => [
		...(await catalogFingerprint(session)),
		JSON.stringify(await session.query("SELECT * FROM small ORDER BY id")),
		JSON.stringify(
			await session.query("SELECT oid::text, relfilenode::text FROM pg_class WHERE relname IN ('big', 'small')"),
		),
	]);

test("a rehearsal measures locks, rewrites, rows and the catalogue's difference, tries the rollbacks, and changes nothing", () =>
	withDatabase((database) =>
		withSet(set, (folder) =>
			withBulkhead(async ({ client, open }) => {
				await database.script(before);
				const connection = await open(database.url, folder);
				const was = await everything(database);
				const { result, error } = await finish(client, "rehearse", client.migrations.rehearse({ connection }));
				expect(error).toBeUndefined();
				const [first, second] = result?.rehearsal ?? [];
				expect(first?.locks).toMatchObject([
					{ table: "public.big", mode: "AccessExclusiveLock", line: 1 },
					{ table: "public.small", mode: "RowExclusiveLock", line: 3 },
				]);
				expect(first?.rewrites).toMatchObject([{ object: "public.big", line: 2 }]);
				expect(first?.rows).toEqual({ "public.small": { inserted: 0, updated: 3, deleted: 2 } });
				expect(first?.schemaDiff.filter((line) => line.includes("big"))).toEqual([
					expect.stringMatching(/^\+ column 1 public\.big\.id bigint/),
					expect.stringMatching(/^- column 1 public\.big\.id integer/),
					expect.stringMatching(/^\+ column 2 public\.big\.cheap integer/),
				]);
				expect(first?.comesBack).toBe(true);
				expect(first?.walBytes).toBeGreaterThan(0);
				expect(second).toMatchObject({ comesBack: false, checks: [{ name: "a is there", ok: true }] });
				expect(second?.comesBackDiff).toEqual([expect.stringContaining("+ index CREATE INDEX big_cheap")]);
				expect(await everything(database)).toEqual(was);
				expect((await client.migrations.status({ connection })).summary.pending).toBe(2);
			}),
		),
	));

test("what would fail fails in the rehearsal, with its place, and nothing stays", () =>
	withDatabase((database) =>
		withSet({ ...set, "003_bad.sql": "CREATE TABLE late ();\nSELECT nonsense;" }, (folder) =>
			withBulkhead(async ({ client, open }) => {
				await database.script(before);
				const connection = await open(database.url, folder);
				const was = await everything(database);
				const { error } = await finish(client, "rehearse", client.migrations.rehearse({ connection }));
				expect(error).toMatchObject({
					code: "STATEMENT_FAILED",
					file: "003_bad.sql",
					line: 2,
					data: { state: expect.stringContaining("rehearsal") },
				});
				expect(await everything(database)).toEqual(was);
			}),
		),
	));

test("every migration of the IAFactory set comes back, as its rehearsal proves", () =>
	withDatabase((database) =>
		withBulkhead(async ({ client, open }) => {
			const connection = await open(database.url);
			const { result } = await finish(client, "rehearse", client.migrations.rehearse({ connection }));
			expect(result?.rehearsal.map(({ id, comesBack, comesBackDiff }) => [id, comesBack, comesBackDiff])).toEqual(
				["001", "002", "003", "004", "005", "006", "007", "008"].map((id) => [id, true, undefined]),
			);
			expect(result?.rehearsal.flatMap(({ checks }) => checks.filter(({ ok }) => !ok))).toEqual([]);
		}),
	));

test("a rehearsal gives way: when others wait for its locks it ends, and says who waited for what", () =>
	withDatabase((database) =>
		withSet({ "001_a.sql": "ALTER TABLE big ADD COLUMN a int;\nSELECT pg_sleep(40);" }, (folder) =>
			withBulkhead(async ({ client, open }) => {
				await database.script(before);
				const connection = await open(database.url, folder);
				let reading: Promise<unknown> | undefined;
				const { error } = await finish(client, "rehearse", client.migrations.rehearse({ connection }), (progress) => {
					if (progress.kind === "statement-started" && progress.index === 2)
						reading ??= database.sql("SELECT count(*)::text AS n FROM big");
				});
				expect(error).toMatchObject({
					...{ code: "REFUSED", message: expect.stringMatching(/gave way: another session waited 5 s .*public\.big/) },
					...{ hint: expect.stringContaining("--scratch"), data: { state: expect.stringContaining("rolled back") } },
				});
				expect(await reading).toEqual([{ n: "1000" }]);
			}),
		),
	));

test("a lock that others hold is not waited for, and the way around is named; tables that it does not touch may be locked", () =>
	withDatabase((database) =>
		withSet({ "001_a.sql": "ALTER TABLE big ADD COLUMN a int;" }, (folder) =>
			withBulkhead(async ({ client, open }) => {
				await database.script(before);
				const connection = await open(database.url, folder);
				const rehearse = () => finish(client, "rehearse", client.migrations.rehearse({ connection }));
				await onServer(database.params, async (other) => {
					await other.execute("BEGIN; LOCK TABLE big IN ACCESS SHARE MODE");
					const { error } = await rehearse();
					expect(error).toMatchObject({
						sqlstate: "55P03",
						message: expect.stringMatching(/gave way/),
						hint: expect.stringContaining("--scratch"),
					});
					await other.execute("ROLLBACK; BEGIN; LOCK TABLE small IN ACCESS EXCLUSIVE MODE");
					expect((await rehearse()).error).toBeUndefined();
					await other.execute("ROLLBACK");
				});
			}),
		),
	));

test("what COMMIT would find out is found out: a deferred constraint", () =>
	withDatabase((database) =>
		withSet(
			{
				"001_a.sql":
					"CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (p int REFERENCES p DEFERRABLE INITIALLY DEFERRED);\nINSERT INTO c VALUES (1);",
			},
			(folder) =>
				withBulkhead(async ({ client, open }) => {
					const connection = await open(database.url, folder);
					const { error } = await finish(client, "rehearse", client.migrations.rehearse({ connection }));
					expect(error).toMatchObject({ code: "STATEMENT_FAILED", sqlstate: "23503", file: "001_a.sql" });
				}),
		),
	));

test("scans are told with the rows that were read and the time, and a lock with whom it keeps out and for how long", () =>
	withDatabase((database) =>
		withSet(
			{
				"001_a.sql":
					"ALTER TABLE big ADD CONSTRAINT positive CHECK (id > 0);\nSELECT pg_sleep(0.2);\nCREATE INDEX big_id ON big (id);",
			},
			(folder) =>
				withBulkhead(async ({ client, open }) => {
					await database.script(before);
					const connection = await open(database.url, folder);
					const { result } = await finish(client, "rehearse", client.migrations.rehearse({ connection }));
					const [first] = result?.rehearsal ?? [];
					expect(first?.scans.map(({ table, line, rows }) => [table, line, rows])).toEqual([
						["public.big", 1, 1000],
						["public.big", 3, 1000],
					]);
					expect(first?.locks).toMatchObject([{ mode: "AccessExclusiveLock", blocks: "everything" }]);
					expect(first?.locks[0]?.heldMs).toBeGreaterThan(200);
				}),
		),
	));

test("what another tool's history says that it has run is not rehearsed", () =>
	withDatabase((database) =>
		withSet({ "V1__a.sql": "CREATE TABLE a ();" }, (folder) =>
			withBulkhead(async ({ client, open }) => {
				await database.script(`CREATE TABLE flyway_schema_history (installed_rank int NOT NULL PRIMARY KEY, version varchar(50), description varchar(200) NOT NULL,
					type varchar(20) NOT NULL, script varchar(1000) NOT NULL, checksum int, installed_by varchar(100) NOT NULL,
					installed_on timestamp NOT NULL DEFAULT now(), execution_time int NOT NULL, success boolean NOT NULL);
					INSERT INTO flyway_schema_history VALUES (1, '1', 'a', 'SQL', 'V1__a.sql', NULL, 'me', now(), 1, true);`);
				const connection = await open(database.url, folder);
				for (const scratch of [undefined, "server"] as const) {
					const { error } = await finish(
						client,
						"rehearse",
						client.migrations.rehearse({ connection, ...(scratch ? { scratch } : {}) }),
					);
					expect(error?.data?.reasons?.join("\n")).toMatch(/says that Flyway has run/);
				}
			}),
		),
	));
