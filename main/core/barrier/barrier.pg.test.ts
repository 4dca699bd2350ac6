import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withBulkhead } from "../../../test/helpers/bulkhead.ts";
import { type PrivateCluster, privateCluster } from "../../../test/helpers/private-cluster.ts";
import { openShop, shopTenancy } from "../../../test/helpers/view-scene.ts";

describe("the barrier", () => {
	let cluster: PrivateCluster;
	beforeAll(async () => {
		cluster = await privateCluster();
	});
	afterAll(() => cluster.stop());

	it("is installed as one change that can be read before, and again without a second one", async () => {
		const shop = await openShop(cluster);
		await withBulkhead(async ({ client, open }) => {
			const at = { connection: await open(shop.url), tenancy: shopTenancy };
			const before = await client.barrier.check(at);
			expect(before).toMatchObject({ installed: false, tables: [], holds: false });
			expect(before.missing.map(({ name }) => name).sort()).toEqual([
				"events",
				"events_new",
				"events_old",
				"lines",
				"orders",
				"tenants",
			]);
			const preview = await client.barrier.preview({ ...at, what: "install" });
			expect(preview.sql).toContain("AS RESTRICTIVE");
			const installed = await client.barrier.install(at);
			expect(installed.change.sql).toBe(preview.sql);
			expect(installed.barrier).toMatchObject({ installed: true, missing: [], holds: true, leaks: [] });
			expect(await client.barrier.install(at)).toMatchObject({ changed: false });
			expect(await client.migrations.status({ connection: at.connection })).toMatchObject({ summary: { missing: 0 } });
			const { events } = await client.migrations.history({ connection: at.connection });
			expect(events.map(({ migration, event }) => [migration, event])).toEqual([["barrier", "apply"]]);
			expect(await client.certificates.verify({ connection: at.connection })).toMatchObject({ ok: true });
			const removed = await client.barrier.remove({ ...at, reason: "not wanted" });
			expect(removed.barrier).toMatchObject({ installed: false, holds: false });
			expect(await shop.sql("SELECT 1::text AS found FROM pg_roles WHERE rolname = 'bulkhead_viewer'")).toEqual([]);
			expect(await shop.sql("SELECT polname::text FROM pg_policy WHERE polname = 'bulkhead_viewer'")).toEqual([]);
		});
	});

	it("changes nothing of what is detected: its own policies say nothing of the application's tenancy", async () => {
		const shop = await openShop(cluster);
		await withBulkhead(async ({ client, open }) => {
			const connection = await open(shop.adminUrl);
			const before = await client.tenancy.detect({ connection });
			await client.barrier.install({ connection });
			expect(await client.tenancy.detect({ connection })).toEqual(before);
			expect(await client.barrier.check({ connection })).toMatchObject({ holds: true, missing: [] });
			await client.barrier.remove({ connection });
		});
	});
});
