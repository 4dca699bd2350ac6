/** A tenant's dossier says what the last isolation scan found of it, and that there was none. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { finish, withBulkhead } from "../helpers/bulkhead.ts";
import { type PrivateCluster, privateCluster } from "../helpers/private-cluster.ts";
import { ALPHA, BETA, openShop, shopTenancy } from "../helpers/view-scene.ts";

let cluster: PrivateCluster;
beforeAll(async () => {
	cluster = await privateCluster();
});
afterAll(() => cluster.stop());

test("the dossier holds what the last scan found between the tenant and others", async () => {
	const shop = await openShop(cluster);
	const tenancy = { ...shopTenancy, role: shop.reader.user };
	await withBulkhead(async ({ client, open }) => {
		const at = { connection: await open(shop.adminUrl), tenancy };
		expect((await client.tenants.show({ ...at, tenant: ALPHA })).findings).toBeUndefined();
		await finish(client, "scan", client.scan.start(at));
		expect((await client.tenants.show({ ...at, tenant: ALPHA })).findings).toMatchObject({ sees: [], seenBy: [] });
		await shop.script(`CREATE POLICY wide ON public.orders FOR SELECT USING (tenant_id = '${BETA}')`);
		await finish(client, "scan", client.scan.start(at));
		const { findings } = await client.tenants.show({ ...at, tenant: ALPHA });
		expect(findings?.sees).toContainEqual({ table: "public.orders", rows: 20, atLeast: false });
		expect(findings?.seenBy).toEqual([]);
		const other = (await client.tenants.show({ ...at, tenant: "beta" })).findings;
		expect(other?.sees).toEqual([]);
		expect(other?.seenBy).toContainEqual({ table: "public.orders", tenant: ALPHA, name: "Alpha", rows: 20 });
	});
});
