import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { RehearseResult } from "../../main/contract/index.ts";
import { withSet } from "../helpers/bulkhead.ts";
import { onServer, type TestDatabase, withDatabase } from "../helpers/postgres.ts";
import { runCli } from "../helpers/run-cli.ts";

let store: string;
beforeAll(() => {
	store = mkdtempSync(join(tmpdir(), "bulkhead-store-"));
	// The embedded server may run as another user: where it cannot pass, its folder would be elsewhere.
	chmodSync(store, 0o755);
});
afterAll(() => rmSync(store, { recursive: true, force: true }));

const files = {
	"001_a.sql": "CREATE TABLE a (id int);",
	"rollback/001_a.sql": "DROP TABLE a;",
	"002_b.sql": "CREATE INDEX CONCURRENTLY a_id ON a (id);",
	"rollback/002_b.sql": "SELECT 1;",
};

const scratches = async (database: TestDatabase): Promise<string[]> =>
	(
		await database.sql<{ name: string }>("SELECT datname AS name FROM pg_database WHERE datname ~ '^bulkhead_scratch_'")
	).map(({ name }) => name);

const migrate = (database: TestDatabase, folder: string, ...more: string[]) =>
	runCli(store, ["migrate", "--url", database.url, "--migrations", folder, "--rehearse", ...more]);

test("--scratch rehearses what no transaction takes, says what does not come back, and exits 1 for it; --json has all of it", () =>
	withDatabase((database) =>
		withSet(files, async (folder) => {
			const told = await migrate(database, folder, "--scratch");
			expect([told.code, told.stdout]).toEqual([1, expect.stringContaining("DOES NOT COME BACK")]);
			expect(told.stdout).toMatch(
				/scratch database bulkhead_scratch_\w+ on the same server .* run anew, dropped\nits catalogue was the target's/,
			);
			const { code, json } = await migrate(database, folder, "--scratch=embedded", "--to", "1", "--json");
			expect(code).toBe(0);
			expect(json as RehearseResult).toMatchObject({
				scratch: { server: "embedded", equalsTarget: true },
				rehearsal: [{ id: "001", on: "scratch", comesBack: true, tenants: [], locks: [] }],
			});
			const one = await migrate(database, folder, "--json", "--scratch", "001");
			expect((one.json as RehearseResult).rehearsal.map(({ id }) => id)).toEqual(["001"]);
			expect(await scratches(database)).toEqual([]);
		}),
	));

test("wrong usage is told before anything is run", () =>
	withDatabase((database) =>
		withSet(files, async (folder) => {
			expect((await migrate(database, folder, "--scratch=elsewhere")).code).toBe(2);
			const alone = await runCli(store, ["migrate", "--url", database.url, "--migrations", folder, "--scratch"]);
			expect([alone.code, alone.stderr]).toEqual([2, expect.stringContaining("--scratch needs --rehearse")]);
			const profile = join(store, "tenancy.json");
			writeFileSync(profile, '{"tenantColumn": 7, "colour": "red"}');
			const bad = await migrate(database, folder, "--tenancy", profile);
			expect([bad.code, bad.stderr]).toEqual([2, expect.stringMatching(/tenantColumn.*colour/s)]);
		}),
	));

test("what a rehearsal that is killed leaves behind, the next one takes away: a database, and an embedded server with its folder", () =>
	withDatabase((database) =>
		withSet({ "001_a.sql": "CREATE TABLE a (id int);\nSELECT pg_sleep(30);" }, async (folder) => {
			const kill = async (scratch: string, isUnderWay: () => Promise<boolean>) => {
				let seen = false;
				const run = runCli(
					store,
					["migrate", "--url", database.url, "--migrations", folder, "--rehearse", `--scratch=${scratch}`],
					{
						started: (child) => {
							void (async () => {
								while (!seen && child.exitCode === null) {
									seen = await isUnderWay();
									await sleep(50);
								}
								await sleep(600);
								child.kill("SIGKILL");
							})();
						},
					},
				);
				expect((await run).code).toBeNull();
				expect(seen).toBe(true);
			};
			await kill("server", async () => (await scratches(database)).length > 0);
			const left = await scratches(database);
			expect(left).toHaveLength(1);
			const folderOf = join(store, "scratch");
			const servers = () => (existsSync(folderOf) ? readdirSync(folderOf) : []).filter((name) => /^\d+-/.test(name));
			await kill("embedded", async () => {
				try {
					return servers().some((name) => readdirSync(join(folderOf, name)).includes("port"));
				} catch {
					return false;
				}
			});
			expect(servers()).toHaveLength(1);
			await withSet(files, async (next) => {
				const again = await migrate(database, next, "--scratch", "001");
				expect([again.code, again.stderr]).toEqual([
					0,
					expect.stringContaining(`${left[0]}, which a rehearsal that was killed`),
				]);
				expect((await migrate(database, next, "--scratch=embedded", "--to", "1")).code).toBe(0);
			});
			expect(await scratches(database)).toEqual([]);
			expect(servers()).toEqual([]);
			await onServer(database.params, (session) =>
				session.query(
					"SELECT pg_terminate_backend(pid)::text AS t FROM pg_stat_activity WHERE query ~ 'pg_sleep' AND pid <> pg_backend_pid() AND datname = current_database()",
				),
			);
		}),
	));
