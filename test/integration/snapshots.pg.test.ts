import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync, zstdCompressSync, zstdDecompressSync } from "node:zlib";
import { expect, test } from "vitest";
import { finish, withBulkhead, withSet } from "../helpers/bulkhead.ts";
import { onServer, paramsOf, type TestDatabase, testServer, withDatabase } from "../helpers/postgres.ts";

const set = {
	"001_people.sql":
		"CREATE TABLE people (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text, twice text GENERATED ALWAYS AS (name || name) STORED);",
	"002_tenants.sql": `CREATE TABLE tenants (id uuid PRIMARY KEY, parent uuid REFERENCES tenants, made timestamptz, price numeric, raw bytea, tags text[]);
		CREATE TABLE loose (a int, b text);
		INSERT INTO tenants (id) VALUES ('00000000-0000-0000-0000-000000000000');
		ALTER TABLE people ADD COLUMN tenant uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000' REFERENCES tenants;
		CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.name := 'touched'; RETURN NEW; END $$;
		CREATE TRIGGER stamp BEFORE INSERT OR UPDATE ON people FOR EACH ROW EXECUTE FUNCTION stamp();`,
	"rollback/001_people.sql": "DROP TABLE people;",
	"rollback/002_tenants.sql":
		"ALTER TABLE people DROP COLUMN tenant; DROP TABLE tenants, loose; DROP TRIGGER stamp ON people; DROP FUNCTION stamp;",
};

const data = `ALTER TABLE people DISABLE TRIGGER stamp;
	INSERT INTO tenants SELECT gen_random_uuid(), NULL, now() - g * interval '1.000001 s', g / 7.0, decode(md5(g::text), 'hex'), ARRAY['a,"', NULL, E'\\n\\t\\\\'] FROM generate_series(1, 20) g;
	UPDATE tenants SET parent = (SELECT max(id::text)::uuid FROM tenants);
	INSERT INTO people (name, tenant) SELECT 'p' || g, (SELECT id FROM tenants WHERE id::text !~ '^0000' ORDER BY md5(id::text || g) LIMIT 1) FROM generate_series(1, 500) g;
	INSERT INTO loose SELECT g % 3, E'é\\t\\\\N ' || g % 2 FROM generate_series(1, 12) g;
	ALTER TABLE people ENABLE TRIGGER stamp;`;

/** Every value of every table, so that a restore can be held against what was. */
const digest = async (database: TestDatabase): Promise<string> => {
	const [row] = await database.sql<{ all: string }>(
		`SELECT (SELECT md5(string_agg(ROW(id, name, twice, tenant)::text, '|' ORDER BY id)) FROM people) || (SELECT md5(string_agg(t::text, '|' ORDER BY id)) FROM tenants t)
		     || (SELECT md5(string_agg(l::text, '|' ORDER BY a, b)) FROM loose l) AS all`,
	);
	return row?.all ?? "";
};

const back = { to: "001", reason: "test", confirmed: true };

test("roll back, apply again, restore: every value is what it was, and rows added meanwhile stay", () =>
	withDatabase((database) =>
		withSet(set, (folder) =>
			withBulkhead(async ({ client, open }) => {
				const connection = await open(database.url, folder);
				await finish(client, "apply", client.migrations.apply({ connection }));
				await database.script(data);
				const before = await digest(database);
				const { result, error } = await finish(client, "rollback", client.migrations.rollback({ connection, ...back }));
				expect(error).toBeUndefined();
				expect(result?.snapshot).toMatchObject({
					sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
					tables: expect.arrayContaining([
						{ table: "public.people", rows: 500 },
						{ table: "public.tenants", rows: 21 },
						{ table: "public.loose", rows: 12 },
					]),
				});
				const id = result?.snapshot?.id ?? "";
				const early = await finish(client, "restore", client.snapshots.restore({ connection, id }));
				expect(early.error).toMatchObject({ code: "REFUSED", hint: expect.stringContaining("Apply the migrations") });
				await finish(client, "apply", client.migrations.apply({ connection }));
				const restored = await finish(client, "restore", client.snapshots.restore({ connection, id }));
				expect(restored.error).toBeUndefined();
				expect(restored.result?.restored).toEqual(
					expect.arrayContaining([
						{ table: "public.tenants", rows: 21, absent: 0, kept: 0 },
						{ table: "public.loose", rows: 12, absent: 0, kept: 0 },
						{ table: "public.people", rows: 500, absent: 0, kept: 0 },
					]),
				);
				expect(await digest(database)).toBe(before);
				// Twice is as good as once.
				const again = await finish(client, "restore", client.snapshots.restore({ connection, id }));
				expect(again.result?.restored.every(({ rows }) => rows === 0)).toBe(true);
				expect(await digest(database)).toBe(before);
				// The trigger is awake again, and numbers go on where they were.
				await database.script("INSERT INTO people (name) VALUES ('new')");
				expect(await database.sql("SELECT id::text, name FROM people ORDER BY people.id DESC LIMIT 1")).toEqual([
					{ id: "501", name: "touched" },
				]);
				const { events } = await client.migrations.history({ connection, limit: 1 });
				expect(events).toMatchObject([{ event: "restore", reason: `snapshot ${id}` }]);
			}),
		),
	));

test("a row that was written since, under a key of the snapshot, is never overwritten and never silently left out", () =>
	withDatabase((database) =>
		withSet(set, (folder) =>
			withBulkhead(async ({ client, open }) => {
				const connection = await open(database.url, folder);
				await finish(client, "apply", client.migrations.apply({ connection }));
				await database.script(data);
				const { result } = await finish(client, "rollback", client.migrations.rollback({ connection, ...back }));
				const id = result?.snapshot?.id ?? "";
				await finish(client, "apply", client.migrations.apply({ connection }));
				// Somebody works on: one tenant is made anew, one person moves there by hand, one is renamed.
				await database.script(`ALTER TABLE people DISABLE TRIGGER stamp;
					UPDATE tenants SET price = 42;
					INSERT INTO tenants (id) VALUES ('11111111-1111-1111-1111-111111111111');
					UPDATE people SET tenant = '11111111-1111-1111-1111-111111111111' WHERE id = 1;
					UPDATE people SET name = 'renamed' WHERE id = 2;`);
				const refused = await finish(client, "restore", client.snapshots.restore({ connection, id }));
				expect(refused.error).toMatchObject({
					code: "REFUSED",
					data: {
						reasons: expect.arrayContaining([
							"public.tenants: 1 rows were written since, and differ from the snapshot.",
							"public.people: 1 rows were written since, and differ from the snapshot.",
						]),
					},
				});
				expect(await database.sql("SELECT count(*)::text AS n FROM tenants")).toEqual([{ n: "2" }]);
				const kept = await finish(client, "restore", client.snapshots.restore({ connection, id, keepPresent: true }));
				expect(kept.result?.restored).toEqual(
					expect.arrayContaining([
						{ table: "public.tenants", rows: 20, absent: 0, kept: 1 },
						{ table: "public.people", rows: 499, absent: 0, kept: 1 },
					]),
				);
				const people = await database.sql(
					"SELECT name, (tenant::text ~ '^1111')::text AS moved FROM people WHERE id <= 2 ORDER BY id",
				);
				expect(people).toEqual([
					{ name: "p1", moved: "true" },
					{ name: "renamed", moved: "false" },
				]);
			}),
		),
	));

test("a snapshot is for its owner alone, is listed with what it holds, and a changed byte anywhere is found and nothing is restored", () =>
	withDatabase((database) =>
		withSet(set, (folder) =>
			withBulkhead(async ({ client, open }) => {
				const connection = await open(database.url, folder);
				await finish(client, "apply", client.migrations.apply({ connection }));
				await database.script(data);
				const { result } = await finish(client, "rollback", client.migrations.rollback({ connection, ...back }));
				const { id = "", path = "" } = result?.snapshot ?? {};
				expect(statSync(path).mode & 0o077).toBe(0);
				expect(statSync(dirname(path)).mode & 0o077).toBe(0);
				const listed = await client.snapshots.list({ check: true });
				expect(listed.snapshots).toMatchObject([
					{ id, intact: true, head: { database: database.database, migrations: ["002"] } },
				]);
				await finish(client, "apply", client.migrations.apply({ connection }));
				const whole = zstdDecompressSync(readFileSync(path));
				for (const at of [3, 40, Math.floor(whole.length / 2), whole.length - 1]) {
					const changed = Buffer.from(whole);
					changed[at] = (changed[at] ?? 0) ^ 1;
					writeFileSync(path, zstdCompressSync(changed));
					const { error } = await finish(client, "restore", client.snapshots.restore({ connection, id }));
					expect(error?.code, `byte ${at}`).toBe("SNAPSHOT_DAMAGED");
				}
				writeFileSync(path, zstdCompressSync(whole.subarray(0, whole.length - 80)));
				const cut = await finish(client, "restore", client.snapshots.restore({ connection, id }));
				expect(cut.error?.code).toBe("SNAPSHOT_DAMAGED");
				expect((await client.snapshots.list({ check: true })).snapshots).toMatchObject([{ id, intact: false }]);
				expect(await database.sql("SELECT count(*)::text AS n FROM loose")).toEqual([{ n: "0" }]);
			}),
		),
	));

test("a snapshot that an earlier Bulkhead wrote with gzip is listed and put back", () =>
	withDatabase((database) =>
		withSet(set, (folder) =>
			withBulkhead(async ({ client, open }) => {
				const connection = await open(database.url, folder);
				await finish(client, "apply", client.migrations.apply({ connection }));
				await database.script(data);
				const { result } = await finish(client, "rollback", client.migrations.rollback({ connection, ...back }));
				const { id = "", path = "" } = result?.snapshot ?? {};
				expect(path).toMatch(/\.zst$/);
				writeFileSync(path.replace(/zst$/, "gz"), gzipSync(zstdDecompressSync(readFileSync(path))));
				rmSync(path);
				await finish(client, "apply", client.migrations.apply({ connection }));
				expect((await client.snapshots.list({ check: true })).snapshots).toMatchObject([{ id, intact: true }]);
				const restored = await finish(client, "restore", client.snapshots.restore({ connection, id }));
				expect(restored.result?.restored.map(({ rows }) => rows)).toEqual(
					(await client.snapshots.list({ check: false })).snapshots[0]?.head?.tables.map(({ rows }) => rows),
				);
			}),
		),
	));

test("a rollback that fails after its snapshot leaves the data where it was and no snapshot", () =>
	withDatabase((database) =>
		withSet(
			{
				...set,
				"rollback/002_tenants.sql": `${set["rollback/002_tenants.sql"]} SELECT 1 / (SELECT count(*) FROM pg_class WHERE relname = 'people' AND pg_backend_pid() < 0);`,
			},
			(folder) =>
				withBulkhead(async ({ client, open }) => {
					const connection = await open(database.url, folder);
					await finish(client, "apply", client.migrations.apply({ connection }));
					await database.script(data);
					const before = await digest(database);
					const { error } = await finish(client, "rollback", client.migrations.rollback({ connection, ...back }));
					expect(error).toMatchObject({ code: "STATEMENT_FAILED", sqlstate: "22012" });
					expect(await digest(database)).toBe(before);
					expect((await client.snapshots.list({})).snapshots).toEqual([]);
				}),
		),
	));

test("a snapshot of one database is not restored into another, and an id that leaves the folder is unknown", () =>
	withDatabase((database) =>
		withDatabase((other) =>
			withSet(set, (folder) =>
				withBulkhead(async ({ client, open }) => {
					const connection = await open(database.url, folder);
					const elsewhere = await open(other.url, folder);
					for (const each of [connection, elsewhere])
						await finish(client, "apply", client.migrations.apply({ connection: each }));
					await database.script(data);
					const { result } = await finish(client, "rollback", client.migrations.rollback({ connection, ...back }));
					const id = result?.snapshot?.id ?? "";
					const wrong = await finish(client, "restore", client.snapshots.restore({ connection: elsewhere, id }));
					expect(wrong.error).toMatchObject({ code: "REFUSED", message: expect.stringContaining(other.database) });
					const unknown = await finish(
						client,
						"restore",
						client.snapshots.restore({ connection, id: "../../etc/passwd" }),
					);
					expect(unknown.error?.code).toBe("NOT_FOUND");
				}),
			),
		),
	));

test("the IAFactory set as a plain owner under FORCE: 008 to 006 rolled back and applied again, then restored, each row has its own tenant", async () => {
	const server = await testServer();
	await onServer(paramsOf(server, "postgres"), (session) =>
		session.execute(
			"DO $$ BEGIN CREATE ROLE snapshot_owner LOGIN CREATEROLE PASSWORD 'plain'; EXCEPTION WHEN duplicate_object THEN END $$",
		),
	);
	await withDatabase(
		(database) =>
			withBulkhead(async ({ client, open }) => {
				await database.script("ALTER SCHEMA public OWNER TO snapshot_owner");
				const connection = await open(
					`postgres://snapshot_owner:plain@${server.host}:${server.port}/${database.database}`,
				);
				const applied = await finish(client, "apply", client.migrations.apply({ connection }));
				expect(applied.error).toBeUndefined();
				await database.script(`INSERT INTO tenants (name, slug, region, admin_email) SELECT 'T' || g, 't-' || g, 'DZ', g || '@x.dz' FROM generate_series(1, 5) g;
					INSERT INTO projects (tenant_id, name) SELECT t.id, 'P' || g FROM tenants t, generate_series(1, 40) g;
					INSERT INTO crm_leads (tenant_id, contact_name) SELECT t.id, 'L' || g FROM tenants t, generate_series(1, 10) g;`);
				const state = () =>
					database.sql(
						"SELECT (SELECT md5(string_agg(p::text, '' ORDER BY id)) FROM projects p) AS p, (SELECT md5(string_agg(t::text, '' ORDER BY id)) FROM tenants t) AS t, (SELECT md5(string_agg(l::text, '' ORDER BY id)) FROM crm_leads l) AS l, (SELECT bool_and(relforcerowsecurity)::text FROM pg_class WHERE relname IN ('projects', 'tenants')) AS f",
					);
				const before = await state();
				const { result, error } = await finish(
					client,
					"rollback",
					client.migrations.rollback({ connection, to: "005", reason: "x", confirmed: true }),
				);
				expect(error).toBeUndefined();
				expect(result?.rolledBack.map(({ id }) => id)).toEqual(["008", "007", "006"]);
				const again = await finish(client, "apply", client.migrations.apply({ connection }));
				expect(again.error).toBeUndefined();
				const restored = await finish(
					client,
					"restore",
					client.snapshots.restore({ connection, id: result?.snapshot?.id ?? "" }),
				);
				expect(restored.error).toBeUndefined();
				expect(await state()).toEqual(before);
				expect((await finish(client, "verify", client.migrations.verify({ connection }))).result?.failed).toBe(0);
			}),
		{ owner: "snapshot_owner" },
	);
});

test("what is written is one file, under the store, and nothing else stays", () =>
	withDatabase((database) =>
		withSet(set, (folder) =>
			withBulkhead(async ({ client, open }) => {
				const connection = await open(database.url, folder);
				await finish(client, "apply", client.migrations.apply({ connection }));
				await database.script(data);
				const { result } = await finish(client, "rollback", client.migrations.rollback({ connection, ...back }));
				const path = result?.snapshot?.path ?? "";
				expect(readdirSync(dirname(path)).map((name) => join(dirname(path), name))).toEqual([path]);
			}),
		),
	));
