/** The guard of production: what the server enforces, what the core refuses, and how long an unlocking lasts. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ConnectionSettings } from "../../main/contract/index.ts";
import { finish, withBulkhead, withSet } from "../helpers/bulkhead.ts";
import { onServer, type TestDatabase, withDatabase } from "../helpers/postgres.ts";

const one = { "001_one.sql": "CREATE TABLE one (id int);", "rollback/001_one.sql": "DROP TABLE one;" };

let folder = "";
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), "bulkhead-guard-"));
});
afterEach(() => {
	vi.unstubAllEnvs();
	rmSync(folder, { recursive: true });
});

function settingsOf({ params }: TestDatabase, more: Partial<ConnectionSettings> = {}): ConnectionSettings {
	const { host, port, database, user } = params;
	return { name: "Shop", environment: "production", host, port, database, user, sslMode: "prefer", ...more };
}

function usePolicy(rules: unknown): void {
	const file = join(folder, "policy.json");
	writeFileSync(file, typeof rules === "string" ? rules : JSON.stringify({ version: 1, ...(rules as object) }));
	vi.stubEnv("BULKHEAD_POLICY", file);
}

const refused = expect.objectContaining({ code: "REFUSED" });

test("a session of production can only read, the server says so, and what writes is refused before it begins", () =>
	withDatabase((database) =>
		withSet(one, (migrations) =>
			withBulkhead(async ({ client }) => {
				const { password = "" } = database.params;
				const { id, guard } = await client.connections.save({
					settings: settingsOf(database, { migrations }),
					password,
				});
				expect(guard).toEqual({ guarded: true, locked: true, minutes: 10 });
				expect((await client.connections.test({ id })).readOnly).toBe(true);
				expect((await client.migrations.status({ connection: id })).summary.pending).toBe(1);
				await expect(client.migrations.apply({ connection: id })).rejects.toEqual(refused);
				await expect(client.migrations.rehearse({ connection: id })).rejects.toEqual(refused);
				await expect(client.migrations.adopt({ connection: id })).rejects.toEqual(refused);
				await expect(
					client.migrations.rollback({ connection: id, ids: ["001"], reason: "x", confirmed: true }),
				).rejects.toEqual(refused);
				await expect(client.activity.stop({ connection: id, pid: 1, how: "cancel" })).rejects.toEqual(refused);
				expect(
					await database.sql("SELECT to_regclass('bulkhead.ledger')::text AS ledger, to_regclass('one')::text AS one"),
				).toEqual([{ ledger: null, one: null }]);
				const plan = await client.migrations.plan({ connection: id, direction: "apply" });
				expect(JSON.stringify(plan)).toContain("Shop is locked");
			}),
		),
	));

test("unlocked it can be written to, until the minutes are over or somebody locks it; a run that has begun goes to its end", () =>
	withDatabase((database) =>
		withSet({ ...one, "002_slow.sql": "SELECT pg_sleep(1); CREATE TABLE two (id int);" }, (migrations) =>
			withBulkhead(async ({ client }) => {
				const { password = "" } = database.params;
				const { id } = await client.connections.save({ settings: settingsOf(database, { migrations }), password });
				const { guard } = await client.connections.unlockWrites({ id, minutes: 5 });
				expect(guard.locked).toBe(false);
				expect(Math.round(((guard.until?.getTime() ?? 0) - Date.now()) / 60_000)).toBe(5);
				expect((await client.connections.test({ id })).readOnly).toBe(false);
				const run = finish(client, "apply", client.migrations.apply({ connection: id }), (progress) => {
					if (progress.kind === "migration-started") void client.connections.lockWrites({ id });
				});
				expect((await run).result?.applied.map((each) => each.id)).toEqual(["001", "002"]);
				expect((await client.connections.test({ id })).readOnly).toBe(true);
				await expect(
					client.migrations.rollback({ connection: id, ids: ["002"], reason: "x", confirmed: true }),
				).rejects.toEqual(refused);
			}),
		),
	));

test("an address that is given has no guard unless it is said to be production; any saved one may have it", () =>
	withDatabase((database) =>
		withBulkhead(async ({ client }) => {
			expect((await client.connections.open({ url: database.url })).guard.guarded).toBe(false);
			const said = await client.connections.open({ url: database.url, settings: { environment: "production" } });
			expect(said.guard.locked).toBe(true);
			const asked = settingsOf(database, { environment: "test", safety: { guarded: true } });
			expect((await client.connections.save({ settings: asked })).guard.locked).toBe(true);
		}),
	));

test("the machine's policy makes a host production, shortens an unlocking and can forbid it; it says so", () =>
	withDatabase(async (database) => {
		usePolicy({
			environments: [{ hosts: [database.params.host], environment: "production" }],
			unlock: { maxMinutes: 2 },
		});
		await withBulkhead(async ({ client }) => {
			const card = await client.connections.open({ url: database.url });
			expect(card).toMatchObject({
				environment: "production",
				forced: ["environment"],
				guard: { locked: true, minutes: 2 },
			});
			const { guard } = await client.connections.unlockWrites({ id: card.id, minutes: 400 });
			expect((guard.until?.getTime() ?? 0) - Date.now()).toBeLessThanOrEqual(120_000);
			expect(await client.policy.show()).toMatchObject({ state: "active" });
		});
		usePolicy({ environments: [{ hosts: ["*"], environment: "production" }], unlock: { maxMinutes: 0 } });
		await withBulkhead(async ({ client }) => {
			const { id } = await client.connections.open({ url: database.url });
			await expect(client.connections.unlockWrites({ id })).rejects.toEqual(refused);
		});
	}));

test("hosts, password modes and exports that the policy does not allow are refused, and a policy that cannot be read refuses all", () =>
	withDatabase(async (database) => {
		usePolicy({ hosts: { deny: [database.params.host] }, export: "sealed", passwordModes: ["vault", "pgpass"] });
		await withBulkhead(async ({ client }) => {
			await expect(client.connections.open({ url: database.url })).rejects.toEqual(refused);
			await expect(client.connections.save({ settings: settingsOf(database, { host: "other" }) })).rejects.toEqual(
				refused,
			);
			await expect(client.connectionFiles.export({})).rejects.toEqual(refused);
		});
		usePolicy('{ "version": 1, "hosts": { "alow": [] } }');
		await withBulkhead(async ({ client }) => {
			expect(await client.policy.show()).toMatchObject({ state: "invalid", faults: [expect.stringContaining("alow")] });
			expect((await client.connections.list()).connections).toEqual([]);
			await expect(client.connections.open({ url: database.url })).rejects.toEqual(refused);
			await expect(client.connections.save({ settings: settingsOf(database) })).rejects.toEqual(refused);
		});
	}));

test("where the first host does not answer the next one is tried, and stays the first for this run", () =>
	withDatabase((database) =>
		withBulkhead(async ({ client }) => {
			const { host, port, password = "" } = database.params;
			const settings = settingsOf(database, {
				environment: "development",
				host: "127.0.0.1",
				port: 1,
				otherHosts: [{ host, port }],
			});
			const { id } = await client.connections.save({ settings, password });
			expect((await client.connections.test({ id })).database).toBe(database.database);
			const [card] = (await client.connections.list()).connections;
			expect(card?.lastState).toMatchObject({ ok: true });
		}),
	));

test("where the database's name has to be typed the core itself wants it, for a rollback, a restore and for ending a session", () =>
	withDatabase((database) => {
		usePolicy({ typedConfirmation: "always" });
		return withSet(one, (migrations) =>
			withBulkhead(({ client }) =>
				onServer(database.params, async (other) => {
					const settings = settingsOf(database, { environment: "test", migrations });
					const { id, typedConfirmation } = await client.connections.save({
						settings,
						password: database.params.password ?? "",
					});
					expect(typedConfirmation).toBe(true);
					await finish(client, "apply", client.migrations.apply({ connection: id }));
					const back = { connection: id, ids: ["001"], reason: "a try", confirmed: true };
					const pid = other.backendPid;
					const ways = (typed?: string) => [
						() => client.migrations.rollback({ ...back, ...(typed === undefined ? {} : { typed }) }),
						() => client.snapshots.restore({ connection: id, id: "none", ...(typed === undefined ? {} : { typed }) }),
						() =>
							client.activity.stop({
								connection: id,
								pid,
								how: "terminate",
								...(typed === undefined ? {} : { typed }),
							}),
					];
					for (const typed of [undefined, "", "another"]) {
						for (const way of ways(typed)) {
							await expect(way()).rejects.toMatchObject({
								code: "CONFIRMATION_NEEDED",
								message: expect.stringContaining(settings.database),
							});
						}
					}
					expect(await other.query("SELECT 1 AS one")).toEqual([{ one: "1" }]);
					const typed = settings.database;
					expect(await client.activity.stop({ connection: id, pid, how: "cancel", typed })).toMatchObject({
						heard: true,
					});
					const done = await finish(client, "rollback", client.migrations.rollback({ ...back, typed }));
					expect(done.result?.rolledBack).toHaveLength(1);
				}),
			),
		);
	}));
