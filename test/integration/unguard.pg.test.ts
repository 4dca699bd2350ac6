/** A run that switches row-level security off on a table with rows asks for that table's name. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { finish, withBulkhead, withSet } from "../helpers/bulkhead.ts";
import { type TestDatabase, withDatabase } from "../helpers/postgres.ts";

const BEFORE = `
CREATE SCHEMA shop; CREATE TABLE shop.full (id int); INSERT INTO shop.full VALUES (1); CREATE TABLE shop.empty (id int); CREATE TABLE shop.open (id int);
INSERT INTO shop.open VALUES (1);
ALTER TABLE shop.full ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY; ALTER TABLE shop.empty ENABLE ROW LEVEL SECURITY;`;

const OFF =
	"ALTER TABLE shop.full DISABLE ROW LEVEL SECURITY;\nALTER TABLE shop.empty DISABLE ROW LEVEL SECURITY;\nALTER TABLE shop.open DISABLE ROW LEVEL SECURITY;";

const withFiles = (
	files: Record<string, string>,
	use: (database: TestDatabase, folder: string) => Promise<void>,
): Promise<void> =>
	withDatabase(async (database) => {
		await database.script(BEFORE);
		await withSet(files, (folder) => use(database, folder));
	});

const isOn = async ({ sql }: TestDatabase): Promise<string | undefined> =>
	(await sql<{ on: string }>("SELECT relrowsecurity::text AS on FROM pg_class WHERE oid = 'shop.full'::regclass"))[0]
		?.on;

test("without the table's name nothing runs, and the plan tells which it is; with it the run goes on", () =>
	withFiles({ "001_a.sql": "CREATE TABLE shop.other (id int);", "002_off.sql": OFF }, async (database, folder) =>
		withBulkhead(async ({ client, open }) => {
			const connection = await open(database.url, folder);
			const plan = await client.migrations.plan({ connection, direction: "apply" });
			expect(plan.unguarded).toEqual([{ migration: "002", line: 1, table: "shop.full" }]);
			const refused = await finish(client, "apply", client.migrations.apply({ connection }));
			expect(refused.error).toMatchObject({ code: "CONFIRMATION_NEEDED", data: { unguarded: ["shop.full"] } });
			const wrong = await finish(client, "apply", client.migrations.apply({ connection, unguard: ["shop.fuller"] }));
			expect(wrong.error?.code).toBe("CONFIRMATION_NEEDED");
			expect(await database.sql("SELECT to_regclass('shop.other')::text AS there")).toEqual([{ there: null }]);
			expect(await isOn(database)).toBe("true");
			const done = await finish(client, "apply", client.migrations.apply({ connection, unguard: ["shop.full"] }));
			expect(done.result?.applied.map(({ id }) => id)).toEqual(["001", "002"]);
			expect(await isOn(database)).toBe("false");
		}),
	));

test("one that is switched on again further down, and a word in a text, ask for nothing", () =>
	withFiles(
		{
			"001_a.sql": `${OFF}\nSELECT 'disable row level security';`,
			"002_b.sql": "ALTER TABLE shop.full ENABLE ROW LEVEL SECURITY;",
		},
		(database, folder) =>
			withBulkhead(async ({ client, open }) => {
				const connection = await open(database.url, folder);
				const { result, error } = await finish(client, "apply", client.migrations.apply({ connection }));
				expect([error, result?.applied.length]).toEqual([undefined, 2]);
			}),
	));

test("a store stays as it is: nothing of a name that was typed is kept for the next run", () => {
	const store = mkdtempSync(join(tmpdir(), "bulkhead-store-"));
	return withFiles({ "001_off.sql": OFF }, (database, folder) =>
		withBulkhead(async ({ client, open }) => {
			const connection = await open(database.url, folder);
			await finish(client, "apply", client.migrations.apply({ connection, unguard: ["shop.full"] }));
			await database.script("ALTER TABLE shop.full ENABLE ROW LEVEL SECURITY; DROP SCHEMA bulkhead CASCADE");
			const again = await finish(client, "apply", client.migrations.apply({ connection }));
			expect(again.error?.code).toBe("CONFIRMATION_NEEDED");
		}, store),
	).finally(() => rmSync(store, { recursive: true }));
});
