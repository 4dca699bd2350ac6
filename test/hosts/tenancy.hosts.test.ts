import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { TenancyResult, TenancyTestResult } from "../../main/contract/index.ts";
import { withDatabase } from "../helpers/postgres.ts";
import { runCli } from "../helpers/run-cli.ts";
import { iafactory, settings } from "../helpers/tenancy-schemas.ts";

let store: string;
beforeAll(() => {
	store = mkdtempSync(join(tmpdir(), "bulkhead-store-"));
});
afterAll(() => rmSync(store, { recursive: true, force: true }));

test("tenancy show prints a file that --tenancy takes, and what speaks for it beside it", () =>
	withDatabase(async ({ url, script }) => {
		await script(iafactory());
		const shown = await runCli(store, ["tenancy", "show", "--url", url]);
		expect([shown.code, JSON.parse(shown.stdout)]).toEqual([
			0,
			expect.objectContaining({
				tenantColumn: "tenant_id",
				role: "iafactory_app",
				context: "SELECT public.set_tenant($1)",
			}),
		]);
		expect(shown.stderr).toMatch(/detected: 16 tables and 0 views[\s\S]*policy api_keys_delete on public.api_keys/);
		const file = join(store, "tenancy.json");
		writeFileSync(file, shown.stdout);
		const again = await runCli(store, ["tenancy", "show", "--url", url, "--tenancy", file, "--json"]);
		const { source, tables, profile } = again.json as TenancyResult;
		expect([source, tables.length, profile]).toEqual(["given", 16, JSON.parse(shown.stdout)]);
		const tried = await runCli(store, [
			"tenancy",
			"test",
			"--url",
			url,
			"--tenancy",
			file,
			"--tenant",
			"system",
			"--json",
		]);
		expect([tried.code, tried.json]).toEqual([0, expect.objectContaining({ ok: true })]);
	}));

test("tenancy test exits 1 where rows of others are shown; a profile that cannot be read is wrong usage", () =>
	withDatabase(async ({ url, script }) => {
		await script(settings);
		const tried = await runCli(store, ["tenancy", "test", "--url", url]);
		expect([tried.code, tried.stdout]).toEqual([
			1,
			expect.stringMatching(/not ok\s+sales\.order_list: It shows rows of other tenants/),
		]);
		const all = await runCli(store, ["tenancy", "test", "--url", url, "--json"]);
		expect((all.json as TenancyTestResult).steps.some(({ outcome }) => outcome === "not-evaluated")).toBe(true);
		const file = join(store, "bad.json");
		writeFileSync(file, '{"tenantColumn": 7}');
		expect((await runCli(store, ["tenancy", "show", "--url", url, "--tenancy", file])).code).toBe(2);
		expect((await runCli(store, ["tenancy", "show", "--url", url, "--anew", "--tenancy", file])).code).toBe(2);
	}));

test("tenancy save keeps a profile with a saved connection until tenancy forget; one that is not saved keeps none", () =>
	withDatabase(async ({ url, script, params }) => {
		await script(settings);
		const env = { PGPASSWORD: params.password ?? "" };
		expect((await runCli(store, ["connections", "add", "kept", "--url", url])).code).toBe(0);
		const file = join(store, "own.json");
		writeFileSync(file, '{"tenantColumn": "company_id", "mask": ["sales.customers.name"]}');
		expect((await runCli(store, ["tenancy", "save", "--connection", "kept", "--tenancy", file], { env })).code).toBe(0);
		const shown = await runCli(store, ["tenancy", "show", "--connection", "kept", "--json"], { env });
		expect(shown.json).toMatchObject({
			source: "saved",
			profile: { mask: ["sales.customers.name"], role: "shop_app" },
		});
		expect((await runCli(store, ["tenancy", "forget", "--connection", "kept"], { env })).code).toBe(0);
		const anew = await runCli(store, ["tenancy", "show", "--connection", "kept", "--json"], { env });
		expect(anew.json).toMatchObject({ source: "detected" });
		const none = await runCli(store, ["tenancy", "save", "--url", url]);
		expect([none.code, none.stderr]).toEqual([2, expect.stringContaining("no saved connection")]);
	}));
