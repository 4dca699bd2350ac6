/** The audit trail around everything that changes a database or looks at its data, on a real server. */
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, expect, test } from "vitest";
import { finish, withBulkhead, withSet } from "../helpers/bulkhead.ts";
import { withDatabase } from "../helpers/postgres.ts";

const set = {
	"001_a.sql": "CREATE TABLE a (id int PRIMARY KEY); INSERT INTO a VALUES (1), (2);",
	"rollback/001_a.sql": "DROP TABLE a;",
	"verify/001_a.sql": "-- check: there\nSELECT 1 WHERE to_regclass('a') IS NULL;",
	"002_b.sql": "CREATE TABLE b (id int);",
};

let store = "";
beforeEach(() => {
	store = mkdtempSync(join(tmpdir(), "bulkhead-audited-"));
});
afterEach(() => rmSync(store, { recursive: true }));

test("a run leaves an entry with who, where, what, why, how it ended and how much, and so does a refused one", async () => {
	await withDatabase(async ({ url, database }) => {
		await withSet(set, (folder) =>
			withBulkhead(async ({ client, open }) => {
				const connection = await open(url, folder);
				await finish(client, "apply", client.migrations.apply({ connection }));
				await finish(client, "verify", client.migrations.verify({ connection }));
				const back = { connection, ids: ["001"], reason: "support ticket 4711" };
				await finish(client, "rollback", client.migrations.rollback(back));
				await finish(client, "rollback", client.migrations.rollback({ ...back, confirmed: true }));
				const { entries } = await client.audit.list({});
				const told = entries.map(({ action, outcome, code, reason }) => [action, outcome, code, reason]);
				expect(told.toReversed()).toEqual([
					["migrate", "done", undefined, undefined],
					["verify", "done", undefined, undefined],
					["rollback", "refused", "REFUSED", "support ticket 4711"],
					["rollback", "refused", "REFUSED", "support ticket 4711"],
				]);
				const run = entries.at(-1);
				expect(run).toMatchObject({ effect: "change", database, counts: { applied: 2, skipped: 0 } });
				expect(run?.connection).toMatchObject({ database, server: expect.stringContaining(":") });
				expect(run?.endedAt?.getTime()).toBeGreaterThanOrEqual(run?.at.getTime() ?? 0);
				expect((await client.audit.verify({})).ok).toBe(true);
			}, store),
		);
	});
});

test("an action whose intent cannot be written does not run", async () => {
	await withDatabase(async ({ url, sql }) => {
		await withSet(set, (folder) =>
			withBulkhead(async ({ client, open }) => {
				const connection = await open(url, folder);
				const raw = new Database(join(store, "bulkhead.db"));
				raw.exec("CREATE TRIGGER full BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'no room'); END");
				await expect(client.migrations.apply({ connection })).rejects.toMatchObject({ code: "STORE_FAILED" });
				expect(
					await sql("SELECT 1 AS there WHERE to_regclass('a') IS NOT NULL OR to_regnamespace('bulkhead') IS NOT NULL"),
				).toEqual([]);
				raw.exec("DROP TRIGGER full");
				raw.close();
				expect((await finish(client, "apply", client.migrations.apply({ connection }))).result?.applied).toHaveLength(
					2,
				);
			}, store),
		);
	});
});

test("the intent is on the disk while the action runs, and the outcome before anybody is told of the end", async () => {
	await withDatabase(async ({ url }) => {
		await withSet({ "001_a.sql": "SELECT pg_sleep(1.5);" }, (folder) =>
			withBulkhead(async ({ client, open }) => {
				const connection = await open(url, folder);
				const outcomes: unknown[] = [];
				const read = () => {
					const raw = new Database(join(store, "bulkhead.db"), { readonly: true });
					outcomes.push(raw.prepare("SELECT kind FROM audit ORDER BY seq").pluck().all());
					raw.close();
				};
				const { error } = await finish(client, "apply", client.migrations.apply({ connection }), (progress) => {
					if (progress.kind === "statement-started") read();
				});
				expect(error).toBeUndefined();
				read();
				expect(outcomes).toEqual([["action"], ["action", "outcome"]]);
			}, store),
		);
	});
});

test("each run's certificate names the trail's last entry; a trail that was deleted or rolled back does not fit it", async () => {
	await withDatabase(async ({ url }) => {
		await withSet(set, async (folder) => {
			const earlier = `${store}-earlier`;
			const run = (ids: string[]) =>
				withBulkhead(async ({ client, open }) => {
					const connection = await open(url, folder);
					const { result } = await finish(client, "apply", client.migrations.apply({ connection, ids }));
					expect(result?.certificate?.number).toBeDefined();
					return client.audit.verify({ connection });
				}, store);
			const verify = () =>
				withBulkhead(async ({ client, open }) => client.audit.verify({ connection: await open(url, folder) }), store);
			expect(await run(["001"])).toMatchObject({ ok: true, anchors: { held: 1, lost: [] } });
			cpSync(store, earlier, { recursive: true });
			expect(await run(["002"])).toMatchObject({ ok: true, anchors: { held: 2, lost: [] } });
			// Rolled back to how it was before the second run.
			const whole = `${store}-whole`;
			cpSync(store, whole, { recursive: true });
			replace(store, earlier);
			expect(await verify()).toMatchObject({ ok: false, brokenAt: { kind: "anchor", seq: 3 }, anchors: { held: 2 } });
			// Deleted.
			rmSync(join(store, "bulkhead.db"));
			rmSync(join(store, "backups"), { recursive: true, force: true });
			expect(await verify()).toMatchObject({
				ok: false,
				brokenAt: { kind: "anchor" },
				anchors: { held: 0, lost: [{ certificate: 2 }] },
			});
			replace(store, whole);
			expect(await verify()).toMatchObject({ ok: true });
			for (const each of [earlier, whole]) rmSync(each, { recursive: true });
		});
	});
});

function replace(folder: string, by: string): void {
	rmSync(folder, { recursive: true });
	cpSync(by, folder, { recursive: true });
}

test("passwords that are given with an address, saved, or unlocked are in no file of the store", async () => {
	await withDatabase(async ({ url, params }) => {
		const secret = "s3cr3t-Straße/?";
		const own = url.replace(/:[^:@/]*@/, `:${encodeURIComponent(secret)}@`);
		await withBulkhead(async ({ client, open }) => {
			const id = await open(own);
			await client.connections.unlock({ id, password: secret });
			const { host, port, database, user } = params;
			const settings = {
				name: "saved",
				host,
				port,
				database,
				user,
				environment: "test" as const,
				sslMode: "prefer" as const,
			};
			const card = await client.connections.save({ settings, password: secret });
			await client.migrations.status({ connection: card.id, checks: true }).catch(() => {});
			await client.connections.remove({ id: card.id });
			const { entries } = await client.audit.list({});
			expect(entries.map(({ action }) => action)).toEqual([
				"remove-connection",
				"run-checks",
				"save-connection",
				"unlock-connection",
			]);
			const { text } = await client.audit.export({ format: "jsonl" });
			for (const shape of [secret, encodeURIComponent(secret)]) expect(text).not.toContain(shape);
		}, store);
		for (const name of ["bulkhead.db", "bulkhead.db-wal"]
			.map((each) => join(store, each))
			.filter((each) => existsSync(each)))
			expect(readFileSync(name).includes("s3cr3t")).toBe(false);
	});
});

test("cancelling or ending a session of the database, an adoption's preview and checks with the state are in the trail; plain looks at the schema are not", async () => {
	await withDatabase(async ({ url }) => {
		await withSet(set, (folder) =>
			withBulkhead(async ({ client, open }) => {
				const connection = await open(url, folder);
				await client.activity.stop({ connection, pid: 999_999_999, how: "cancel" });
				await client.activity.stop({ connection, pid: 999_999_999, how: "terminate" });
				await client.migrations.previewAdoption({ connection });
				await client.migrations.status({ connection, checks: true });
				await client.migrations.status({ connection });
				await client.migrations.plan({ connection, direction: "apply" });
				await client.certificates.list({ connection });
				const { entries } = await client.audit.list({});
				expect(entries.map(({ action, effect }) => `${action} ${effect}`).toReversed()).toEqual([
					"cancel-session change",
					"terminate-session change",
					"preview-adoption look",
					"run-checks look",
				]);
			}, store),
		);
	});
});
