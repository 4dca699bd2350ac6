/** `bulkhead activity`, as its users run it. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type ActivityResult, activityResult } from "../../main/contract/index.ts";
import { port, withDatabase } from "../helpers/postgres.ts";
import { runCli } from "../helpers/run-cli.ts";

/** `use` runs while one session waits for another in a database of its own. */
const whileBlocked = (use: (url: string, pids: { holder: number; waiter: number }) => Promise<void>): Promise<void> =>
	withDatabase(async ({ params, url, script }) => {
		await script("CREATE TABLE rows (id int); INSERT INTO rows VALUES (1)");
		await port.withSession(params, {}, async (holder) => {
			await holder.execute("BEGIN; UPDATE rows SET id = 2");
			await port.withSession(params, {}, async (waiter) => {
				const waiting = waiter.execute("UPDATE rows SET id = 3 /* \u202e */");
				try {
					await use(url, { holder: holder.backendPid, waiter: waiter.backendPid });
				} finally {
					await holder.execute("ROLLBACK");
					await waiting;
				}
			});
		});
	});

const withStore = async (use: (store: string) => Promise<void>): Promise<void> => {
	const store = mkdtempSync(join(tmpdir(), "bulkhead-store-"));
	try {
		await use(store);
	} finally {
		rmSync(store, { recursive: true });
	}
};

test("--json tells what the contract says, and --blocked only who waits or keeps waiting", () =>
	withStore((store) =>
		whileBlocked(async (url, { holder, waiter }) => {
			const { json, code } = await runCli(store, ["activity", "--json", "--blocked", "--url", url]);
			const read = activityResult.safeParse(revive(json as ActivityResult));
			expect(read.error).toBeUndefined();
			expect(code).toBe(0);
			expect(read.data?.sessions.map(({ pid }) => pid).sort()).toEqual([holder, waiter].sort());
			expect(read.data?.tree).toEqual([
				{ pid: holder, depth: 1 },
				{ pid: waiter, depth: 2 },
			]);
			const all = (await runCli(store, ["activity", "--json", "--url", url])).json as ActivityResult;
			expect(all.sessions.length).toBeGreaterThan(2);
		}),
	));

test("people get a table and the tree, with what a server says escaped", () =>
	withStore((store) =>
		whileBlocked(async (url, { holder, waiter }) => {
			const { stdout } = await runCli(store, ["activity", "--url", url]);
			expect(stdout).toContain(`for ${holder}`);
			expect(stdout).toMatch(new RegExp(`\\n  ${holder} postgres idle in transaction, open for \\d+ s: BEGIN; UPDATE`));
			expect(stdout).toMatch(new RegExp(`\\n    ${waiter} postgres active`));
			expect(stdout).toContain("\\u202e");
			expect(stdout).not.toContain("\u202e");
		}),
	));

test("--long that is no number of minutes is bad usage", () =>
	withStore(async (store) => {
		const { code, json } = await runCli(store, [
			"activity",
			"--json",
			"--long",
			"soon",
			"--url",
			"postgres://nowhere/x",
		]);
		expect([code, json]).toMatchObject([2, { error: { code: "BAD_USAGE" } }]);
	}));

test("cancel ends the statement of a session, terminate the session; each asks first, and tells what it has seen", () =>
	withStore((store) =>
		withDatabase(async ({ params, url }) => {
			await port.withSession(params, {}, async (other) => {
				const pid = String(other.backendPid);
				const stop = (...args: string[]) => runCli(store, ["activity", ...args, "--json", "--url", url]);
				const sleeping = other.execute("SELECT pg_sleep(60)").catch((caught: unknown) => caught);
				expect(await stop("cancel", pid)).toMatchObject({
					code: 7,
					json: { error: { code: "CONFIRMATION_NEEDED", message: expect.stringContaining("pg_sleep") } },
				});
				expect(await stop("cancel", pid, "--yes")).toMatchObject({
					code: 0,
					json: { pid: other.backendPid, how: "cancel", heard: true, ended: true },
				});
				expect(await sleeping).toMatchObject({ sqlstate: "57014" });
				expect(await stop("cancel", pid, "--yes")).toMatchObject({ code: 1, json: { heard: true, ended: false } });
				expect(await stop("terminate", pid, "--yes")).toMatchObject({ code: 0, json: { ended: true } });
				expect(await stop("terminate", pid, "--yes")).toMatchObject({
					code: 2,
					json: { error: { code: "NOT_FOUND" } },
				});
				expect(await stop("cancel", "12x", "--yes")).toMatchObject({ code: 2, json: { error: { code: "BAD_USAGE" } } });
			});
		}),
	));

test("on production a session is ended only with the guard lifted and the database's name said, by --yes or at the terminal", () =>
	withStore((store) =>
		withDatabase(async ({ params, url }) => {
			await port.withSession(params, {}, async (other) => {
				const asked = ["activity", "terminate", String(other.backendPid), "--json", "--url", url];
				const production = [...asked, "--environment", "production"];
				expect(await runCli(store, [...production, "--yes"])).toMatchObject({
					code: 7,
					json: { error: { code: "REFUSED" } },
				});
				expect(await runCli(store, [...production, "--unlock"])).toMatchObject({
					code: 7,
					json: { error: { code: "CONFIRMATION_NEEDED" } },
				});
				expect(await runCli(store, [...production, "--unlock", "--yes"])).toMatchObject({
					code: 0,
					json: { ended: true },
				});
			});
		}),
	));

/** JSON has no dates. */
function revive(seen: ActivityResult): unknown {
	return JSON.parse(JSON.stringify(seen), (key, value: unknown) =>
		["at", "since", "began", "transactionSince"].includes(key) && typeof value === "string" ? new Date(value) : value,
	);
}
