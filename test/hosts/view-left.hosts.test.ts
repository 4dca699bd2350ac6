/** A window that is gone leaves no view open, over whichever pipe it looked. */
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pipes } from "../helpers/pipes.ts";
import { type PrivateCluster, privateCluster } from "../helpers/private-cluster.ts";
import { ALPHA, openShop, type Shop, shopTenancy } from "../helpers/view-scene.ts";

describe("a view that is held by a window", () => {
	let cluster: PrivateCluster;
	let shop: Shop;
	beforeAll(async () => {
		cluster = await privateCluster();
		shop = await openShop(cluster);
	});
	afterAll(() => cluster.stop());

	test.each(pipes)("ends when that is gone: %s", (_name, lend) =>
		lend(async (piped) => {
			const [window, other] = [await piped.connect(), await piped.connect()];
			const { id: connection } = await window.client.connections.open({ url: shop.url });
			const asked = { connection, tenancy: shopTenancy, tenant: ALPHA, reason: "a test" };
			const { view } = await window.client.views.open(asked);
			const held = (await window.client.views.hold({ view }))[Symbol.asyncIterator]();
			expect((await held.next()).value).toEqual({ view });
			held.next().catch(() => {});
			await window.drop();
			const isOpen = async () => (await other.client.views.list({})).views.some((each) => each.view === view);
			await sleep(5_000);
			expect(await isOpen()).toBe(true);
			for (let tries = 0; (await isOpen()) && tries < 60; tries += 1) await sleep(500);
			expect(await isOpen()).toBe(false);
		}),
	);
});
