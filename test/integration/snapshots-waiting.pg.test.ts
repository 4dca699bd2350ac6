/** What a rollback took out is offered again once its migrations are back, by the ledger of the very database. */
import { rmSync } from "node:fs";
import { expect, test } from "vitest";
import { finish, withBulkhead, withSet } from "../helpers/bulkhead.ts";
import { withDatabase } from "../helpers/postgres.ts";

const set = {
	"001_people.sql": "CREATE TABLE people (id int PRIMARY KEY);",
	"002_notes.sql": "CREATE TABLE notes (id int PRIMARY KEY);",
	"003_tags.sql": "CREATE TABLE tags (id int PRIMARY KEY);",
	"rollback/002_notes.sql": "DROP TABLE notes;",
	"rollback/003_tags.sql": "DROP TABLE tags;",
};

test("a snapshot waits from its rollback until it is put back: first for its migrations, then for nothing but a person", () =>
	withDatabase((database) =>
		withSet(set, (folder) =>
			withBulkhead(async ({ client, open }) => {
				const connection = await open(database.url, folder);
				const waiting = async () => (await client.snapshots.waiting({ connection })).waiting;
				expect(await waiting()).toEqual([]);
				await finish(client, "apply", client.migrations.apply({ connection }));
				await database.script("INSERT INTO notes VALUES (1), (2); INSERT INTO tags VALUES (3)");
				const request = { connection, to: "001", reason: "wrong release", confirmed: true };
				const { result } = await finish(client, "rollback", client.migrations.rollback(request));
				const { id = "", path = "" } = result?.snapshot ?? {};
				const facts = {
					...{ id, path, reason: "wrong release", migrations: ["003", "002"] },
					tables: expect.arrayContaining([
						{ table: "public.notes", rows: 2 },
						{ table: "public.tags", rows: 1 },
					]),
				};
				expect(await waiting()).toMatchObject([{ ...facts, missing: ["003", "002"] }]);
				await finish(client, "apply", client.migrations.apply({ connection, to: "002" }));
				expect(await waiting()).toMatchObject([{ ...facts, missing: ["003"] }]);
				await finish(client, "apply", client.migrations.apply({ connection }));
				expect(await waiting()).toMatchObject([{ ...facts, missing: [] }]);
				const back = await finish(client, "restore", client.snapshots.restore({ connection, id }));
				expect(back.error).toBeUndefined();
				expect(await waiting()).toEqual([]);
			}),
		),
	));

test("a rollback that lost nothing leaves nothing that waits, and a file that is not on this machine is told as such", () =>
	withDatabase((database) =>
		withSet(set, (folder) =>
			withBulkhead(async ({ client, open }) => {
				const connection = await open(database.url, folder);
				await finish(client, "apply", client.migrations.apply({ connection }));
				const back = (ids: string[]) =>
					finish(client, "rollback", client.migrations.rollback({ connection, ids, reason: "x", confirmed: true }));
				await back(["003"]);
				expect((await client.snapshots.waiting({ connection })).waiting).toEqual([]);
				await database.script("INSERT INTO notes VALUES (1)");
				const { result } = await back(["002"]);
				rmSync(result?.snapshot?.path ?? "");
				const { waiting } = await client.snapshots.waiting({ connection });
				expect(waiting).toMatchObject([{ id: result?.snapshot?.id, migrations: ["002"], missing: ["002"] }]);
				expect(waiting[0]?.path).toBeUndefined();
			}),
		),
	));
