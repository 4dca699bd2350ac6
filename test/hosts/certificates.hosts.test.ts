import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { withSet } from "../helpers/bulkhead.ts";
import { withDatabase } from "../helpers/postgres.ts";
import { runCli } from "../helpers/run-cli.ts";

const set = {
	"001_a.sql": "CREATE TABLE a (id int PRIMARY KEY, tenant_id int);",
	"002_b.sql": "CREATE TABLE b ();",
};

test("certificates are listed, shown, verified and exported by the command line, and finish tells what is open", () =>
	withDatabase((database) =>
		withSet(set, async (folder) => {
			const store = mkdtempSync(join(tmpdir(), "bulkhead-cli-"));
			const run = (...args: string[]) => runCli(store, [...args, "--url", database.url, "--migrations", folder]);
			try {
				expect((await run("certificates", "verify", "--json")).json).toEqual({ ok: true, certificates: 0, gaps: [] });
				const migrated = await run("migrate");
				expect(migrated).toMatchObject({
					code: 0,
					stdout: expect.stringMatching(/certificate 1 \([0-9a-f]{12}\)\n1 thing is still open: `bulkhead finish`/),
				});
				const list = await run("certificates", "--json");
				expect(list.json).toMatchObject({
					total: 1,
					now: { same: true },
					open: [{ kind: "row-security-off", object: "public.a" }],
				});
				expect((await run("certificates")).stdout).toContain("the catalogue is as the last certificate left it");
				expect((await run("certificates", "show", "latest", "--json")).json).toMatchObject({
					certificate: { number: 1, body: { kind: "apply", migrations: [{ id: "001" }, { id: "002" }] } },
				});
				expect((await run("certificates", "show", "1")).stdout).toContain("+ table public.a owner");
				expect(await run("certificates", "show", "7", "--json")).toMatchObject({
					code: 2,
					json: { error: { code: "NOT_FOUND" } },
				});
				expect(await run("finish", "--check", "--json")).toMatchObject({
					code: 1,
					json: { open: [{ since: { certificate: 1 } }] },
				});
				expect((await run("finish")).code).toBe(0);
				const file = join(store, "c.html");
				expect(await run("certificates", "export", "1", "--out", file, "--json")).toMatchObject({
					...{ code: 0, json: { exported: { file, format: "html" } } },
				});
				expect(readFileSync(file, "utf8")).toMatch(/^<!doctype html>/);
				writeFileSync(file, "kept");
				expect(await run("certificates", "export", "1", "--out", file, "--json")).toMatchObject({ code: 7 });
				expect(readFileSync(file, "utf8")).toBe("kept");
				expect((await run("certificates", "export", "1", "--out", file, "--yes")).code).toBe(0);
				expect((await run("certificates", "export", "1", "--out", join(store, "c.txt"))).code).toBe(2);
				expect(existsSync(join(store, "c.txt"))).toBe(false);
				await database.script(
					"SET session_replication_role = replica; UPDATE bulkhead.certificates SET body = body || ' '",
				);
				expect(await run("certificates", "verify", "--json")).toMatchObject({
					...{ code: 1, json: { ok: false, brokenAt: { number: 1, kind: "edited" } } },
				});
				expect((await run("certificates", "verify")).stdout).toContain("the chain is BROKEN");
			} finally {
				rmSync(store, { recursive: true });
			}
		}),
	));
