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

/** JSON has no dates. */
function revive(seen: ActivityResult): unknown {
	return JSON.parse(JSON.stringify(seen), (key, value: unknown) =>
		["at", "since", "began", "transactionSince"].includes(key) && typeof value === "string" ? new Date(value) : value,
	);
}
