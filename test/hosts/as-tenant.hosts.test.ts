import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type PrivateCluster, privateCluster } from "../helpers/private-cluster.ts";
import { runCli } from "../helpers/run-cli.ts";
import { ALPHA, openShop, type Shop, shopTenancy } from "../helpers/view-scene.ts";

interface Seen {
	evidence: Record<string, unknown>;
	columns: { name: string; type: string }[];
	rows: (string | null)[][];
	truncated: boolean;
	ms: number;
	next?: string[];
}

describe("as-tenant and the barrier on the command line", () => {
	let cluster: PrivateCluster;
	let shop: Shop;
	let store: string;
	let tenancy: string[];
	beforeAll(async () => {
		cluster = await privateCluster();
		shop = await openShop(cluster);
		store = mkdtempSync(join(tmpdir(), "bulkhead-as-tenant-"));
		writeFileSync(join(store, "tenancy.json"), JSON.stringify(shopTenancy));
		tenancy = ["--tenancy", join(store, "tenancy.json"), "--json"];
	});
	afterAll(async () => {
		await cluster.stop();
		rmSync(store, { recursive: true });
	});

	const look = (url: string, ...args: string[]) =>
		runCli(store, ["as-tenant", "alpha", "--url", url, ...tenancy, "--reason", "a test", ...args]);

	it("refuses a look that the server does not enforce, installs the barrier, and then looks", async () => {
		const refused = await look(shop.adminUrl, "--table", "orders", "--require", "server");
		expect(refused).toMatchObject({ code: 7, json: { error: { code: "REFUSED" } } });
		const free = await look(shop.adminUrl, "--sql", "SELECT 1");
		expect(free).toMatchObject({ code: 7, json: { error: { code: "REFUSED" } } });
		const structured = await look(shop.adminUrl, "--table", "orders", "--limit", "3");
		expect(structured).toMatchObject({
			code: 0,
			json: { evidence: { level: "structured", tenant: ALPHA, readOnly: true }, truncated: true },
		});

		const installed = await runCli(store, ["isolation", "barrier", "install", "--url", shop.url, ...tenancy]);
		expect(installed).toMatchObject({ code: 0, json: { barrier: { installed: true, missing: [], holds: true } } });
		const server = await look(shop.adminUrl, "--table", "orders", "--require", "server", "--limit", "3");
		expect(server.code).toBe(0);
		const { evidence, columns, rows, truncated, next } = server.json as Seen;
		expect(evidence).toMatchObject({
			level: "server",
			superuser: false,
			bypassrls: false,
			rowSecurity: [{ schema: "public", table: "orders", active: true }],
		});
		expect(columns[0]).toMatchObject({ name: "id", type: "bigint" });
		expect(rows.map(([id]) => id)).toEqual(["1", "3", "5"]);
		expect(truncated).toBe(true);
		const behind = await look(shop.adminUrl, "--table", "public.orders", "--limit", "3", "--after", "5");
		expect((behind.json as Seen).rows.map(([id]) => id)).toEqual(["7", "9", "11"]);
		const same = await look(shop.adminUrl, "--table", "orders", "--limit", "3", "--after", JSON.stringify(next));
		expect((same.json as Seen).rows).toEqual((behind.json as Seen).rows);
		const one = await look(shop.adminUrl, "--table", "orders", "--where", "id=3", "--sort", "made:desc");
		expect((one.json as Seen).rows).toHaveLength(1);
		const counted = await look(shop.adminUrl, "--sql", "SELECT count(*) FROM orders");
		expect((counted.json as Seen).rows).toEqual([["20"]]);
		expect(await shop.sql("SELECT 1 AS left FROM pg_roles WHERE rolname LIKE 'bulkhead\\_view\\_%'")).toEqual([]);
	});

	it("says what is missing before it connects anywhere", async () => {
		const nowhere = "postgres://nobody@127.0.0.1:1/nothing";
		const without = await runCli(store, ["as-tenant", "alpha", "--url", nowhere, "--table", "orders", "--json"]);
		expect(without).toMatchObject({ code: 2, json: { error: { code: "BAD_USAGE" } } });
		expect((await look(nowhere)).code).toBe(2);
		expect((await look(nowhere, "--table", "orders", "--sql", "SELECT 1")).code).toBe(2);
		expect((await look(nowhere, "--table", "orders", "--where", "id")).code).toBe(2);
		const unknown = await runCli(store, [
			"as-tenant",
			"nobody",
			"--url",
			shop.adminUrl,
			...tenancy,
			"--reason",
			"x",
			"--table",
			"orders",
		]);
		expect(unknown).toMatchObject({ code: 2, json: { error: { code: "NOT_FOUND" } } });
	});

	it("what a killed Bulkhead left behind is dropped by the next check", async () => {
		const left = () => shop.sql("SELECT rolname::text AS name FROM pg_roles WHERE rolname LIKE 'bulkhead\\_view\\_%'");
		const asked = ["as-tenant", ALPHA, "--url", shop.url, ...tenancy, "--reason", "a test"];
		const endless = [...asked, "--sql", "SELECT count(*) FROM generate_series(1, 10000000000)"];
		let kill = (): void => {};
		const running = runCli(store, endless, {
			started: (child) => {
				kill = () => void child.kill("SIGKILL");
			},
		}).catch(() => undefined);
		while (
			(
				await shop.sql(
					"SELECT 1 AS runs FROM pg_stat_activity WHERE query LIKE '%10000000000%' AND usename LIKE 'bulkhead%'",
				)
			).length === 0
		)
			await sleep(100);
		kill();
		await running;
		expect(await left()).toHaveLength(1);
		// The server looks each second whether its client is there.
		while ((await shop.sql("SELECT 1 AS runs FROM pg_stat_activity WHERE usename LIKE 'bulkhead\\_view%'")).length > 0)
			await sleep(100);
		const checked = await runCli(store, ["isolation", "barrier", "check", "--url", shop.url, ...tenancy]);
		expect(checked).toMatchObject({
			code: 0,
			json: { barrier: { holds: true, swept: [expect.stringContaining(ALPHA)] } },
		});
		expect(await left()).toEqual([]);
	});
});
