/** The audit trail and the store from the command line, as scripts and other people's tools use them. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, expect, test } from "vitest";
import { withSet } from "../helpers/bulkhead.ts";
import { withDatabase } from "../helpers/postgres.ts";
import { runCli } from "../helpers/run-cli.ts";

let folder = "";
let store = "";
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), "bulkhead-cli-audit-"));
	store = join(folder, "store");
});
afterEach(() => rmSync(folder, { recursive: true }));

const cli = (...args: string[]) => runCli(store, args);
const json = async (...args: string[]) => (await cli(...args, "--json")).json as Record<string, unknown>;

const set = { "001_a.sql": "CREATE TABLE a (id int);", "rollback/001_a.sql": "DROP TABLE a;" };

test("list, verify and export tell what was done, and a third party verifies the export by the recipe of the documentation", async () => {
	await withDatabase(async ({ url }) => {
		await withSet(set, async (migrations) => {
			const at = ["--url", url, "--migrations", migrations];
			expect((await cli("migrate", ...at)).code).toBe(0);
			expect((await cli("rollback", "001", ...at, "--reason", "=1+1 ticket", "--yes")).code).toBe(0);
			const { entries } = (await json("audit")) as { entries: Record<string, unknown>[] };
			expect(entries).toMatchObject([
				{ action: "rollback", outcome: "done", reason: "=1+1 ticket", effect: "change", counts: { rolledBack: 1 } },
				{ action: "migrate", outcome: "done", counts: { applied: 1 } },
			]);
			expect(await json("audit", "list", "--action", "migrate", "--since", "1h")).toMatchObject({
				entries: [{ seq: 1 }],
			});
			expect(await json("audit", "list", "--person", "nobody-of-this-name")).toEqual({ entries: [] });
			const page = await json("audit", "list", "--limit", "1");
			expect(page).toMatchObject({ entries: [{ seq: 3 }], next: 3 });
			expect(await json("audit", "list", "--after", "3")).toMatchObject({ entries: [{ seq: 1 }] });
			expect(await json("audit", "verify", "--url", url)).toMatchObject({ ok: true, entries: 4, anchors: { held: 2 } });

			const file = join(folder, "trail.jsonl");
			expect((await cli("audit", "export", "--out", file)).code).toBe(0);
			expect(statSync(file).mode & 0o077).toBe(0);
			expect((await cli("audit", "export", "--out", file)).code).toBe(7);
			const recipe = /```js\n([\s\S]*?)```/.exec(readFileSync("docs/audit.md", "utf8"))?.[1] ?? "";
			writeFileSync(join(folder, "verify.mjs"), recipe);
			const check = () => spawnSync(process.execPath, [join(folder, "verify.mjs"), file], { encoding: "utf8" });
			expect(check()).toMatchObject({ status: 0, stdout: expect.stringContaining("5 entries hold") });
			writeFileSync(file, readFileSync(file, "utf8").replace("=1+1 ticket", "=1+2 ticket"));
			expect(check()).toMatchObject({ status: 1, stdout: "entry 3 does not hold\n" });

			const sheet = join(folder, "trail.csv");
			expect((await cli("audit", "export", "--out", sheet, "--action", "rollback")).code).toBe(0);
			expect(readFileSync(sheet, "utf8")).toContain(",'=1+1 ticket,");
			expect((await cli("audit", "export", "--out", join(folder, "b.jsonl"), "--action", "rollback")).code).toBe(2);
		});
	});
});

test("an entry that somebody changed ends verify with exit 1 and its number", async () => {
	expect((await cli("connections", "add", "one", "--url", "postgres://u@127.0.0.1/d")).code).toBe(0);
	expect((await cli("connections", "remove", "one", "--yes")).code).toBe(0);
	const raw = new Database(join(store, "bulkhead.db"));
	raw.exec(
		"DROP TRIGGER audit_no_update; UPDATE audit SET text = replace(text, 'remove-connection', 'save-connection') WHERE seq = 3",
	);
	raw.close();
	const { code, json: verdict } = await runCli(store, ["audit", "verify", "--json"]);
	expect(code).toBe(1);
	expect(verdict).toMatchObject({ ok: false, entries: 2, brokenAt: { seq: 3, kind: "edited" } });
});

test("a wrong option is bad usage with what is asked for", async () => {
	for (const wrong of [
		["--limit", "0"],
		["--since", "yesterday"],
		["--after", "x"],
	])
		expect(await runCli(store, ["audit", "list", ...wrong])).toMatchObject({ code: 2 });
});

test("a damaged store is set aside and told, checked, and restored from its newest good backup", async () => {
	expect((await cli("connections", "add", "dear", "--url", "postgres://u@127.0.0.1/d")).code).toBe(0);
	expect(await json("store", "check")).toMatchObject({
		ok: true,
		problems: [],
		backups: [{ reason: "daily", ok: true }],
	});
	writeFileSync(join(store, "bulkhead.db"), "no database ".repeat(1_000));
	const { code, stderr, json: list } = await runCli(store, ["connections", "list", "--json"]);
	expect(code).toBe(0);
	expect(stderr).toContain("bulkhead store restore");
	expect(list).toEqual({ connections: [] });
	expect(await json("store")).toMatchObject({
		troubles: [{ what: "damaged" }],
		aside: [expect.stringContaining(".damaged-")],
	});
	expect((await cli("store", "restore")).code).toBe(7);
	expect((await cli("store", "restore", "--yes")).code).toBe(0);
	expect(await json("connections", "list")).toMatchObject({ connections: [{ name: "dear" }] });
	expect(await json("store")).toMatchObject({ troubles: [] });
	expect(await json("audit", "--action", "restore-store")).toMatchObject({ entries: [{ outcome: "noted" }] });
});

test("a store of a newer Bulkhead ends every command with exit 5 and the next step", async () => {
	expect((await cli("store")).code).toBe(0);
	const raw = new Database(join(store, "bulkhead.db"));
	raw.pragma("user_version = 999");
	raw.close();
	const { code, json: answer } = await runCli(store, ["audit", "--json"]);
	expect(code).toBe(5);
	expect(answer).toMatchObject({ error: { code: "STORE_FAILED", hint: expect.stringContaining("Use that Bulkhead") } });
});
