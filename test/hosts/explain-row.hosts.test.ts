import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { withRowScene } from "../helpers/row-scene.ts";
import { runCli } from "../helpers/run-cli.ts";

test("explain-row and why-zero answer on the command line as the contract of the JSON says, and for people", async () => {
	const store = mkdtempSync(join(tmpdir(), "bulkhead-cli-"));
	try {
		await withRowScene(async ({ database, tenancy }) => {
			const file = join(store, "tenancy.json");
			writeFileSync(file, JSON.stringify(tenancy));
			const on = ["--url", database.url, "--tenancy", file, "--tenant", "one"];
			const told = await runCli(store, ["explain-row", ...on, "--table", "shop.orders", "--key", "1", "--json"]);
			expect(told.code).toBe(0);
			const { verdicts } = told.json as { verdicts: { command: string; visible: boolean; policies: object[] }[] };
			expect(verdicts.map(({ command, visible }) => [command, visible])).toEqual([
				["SELECT", false],
				["INSERT", false],
				["UPDATE", false],
				["DELETE", false],
			]);
			expect(verdicts[0]?.policies).toMatchObject([{ name: "own", permissive: true, passes: false }]);
			const people = await runCli(store, [
				"explain-row",
				...on,
				"--table",
				"shop.orders",
				"--where",
				"id=2",
				"--set",
				"status=closed",
			]);
			expect(people.stdout).toContain("Policy no_closing (WITH CHECK): restrictive, and not true of the new row.");
			const keys = ["--key", "order_id=1", "--key", "no=2"];
			expect((await runCli(store, ["explain-row", ...on, "--table", "shop.lines", ...keys, "--json"])).code).toBe(0);
			const zero = await runCli(store, ["why-zero", ...on, "--table", "shop.orders", "--json"]);
			expect(zero.json).toMatchObject({ causes: [{ cause: "not-empty" }] });
			const unknown = await runCli(store, ["explain-row", ...on, "--table", "shop.ordrs", "--key", "1", "--json"]);
			expect([unknown.code, unknown.json]).toMatchObject([
				2,
				{ error: { code: "NOT_FOUND", hint: "Did you mean shop.orders?" } },
			]);
			const usage = await runCli(store, ["explain-row", "--url", database.url, "--json"]);
			expect([usage.code, usage.json]).toMatchObject([2, { error: { code: "BAD_USAGE" } }]);
			const noKey = await runCli(store, ["explain-row", ...on, "--table", "shop.orders", "--json"]);
			expect([noKey.code, noKey.json]).toMatchObject([2, { error: { code: "BAD_INPUT" } }]);
		});
	} finally {
		rmSync(store, { recursive: true });
	}
});
