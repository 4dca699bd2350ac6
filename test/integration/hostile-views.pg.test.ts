/** Every hostile statement at each level on PostgreSQL 18; test/faults/hostile-matrix.test.ts has all versions and the command line. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { attackContract } from "../helpers/hostile-attack.ts";
import { attackLogin } from "../helpers/hostile-login.ts";
import { hostileShop, levels, remainsOf } from "../helpers/hostile-scene.ts";
import { type PrivateCluster, privateCluster } from "../helpers/private-cluster.ts";
import type { Shop } from "../helpers/view-scene.ts";
import { honestStatements } from "../isolation/hostile/honest.ts";
import { hostileStatements } from "../isolation/hostile-statements.ts";

describe("hostile statements", () => {
	let cluster: PrivateCluster;
	let shop: Shop;
	beforeAll(async () => {
		cluster = await privateCluster();
		shop = await hostileShop(cluster);
	});
	afterAll(() => cluster.stop());

	it("are more than 200, each another; and more than 40 are honest", () => {
		expect(new Set(hostileStatements.map(({ sql }) => sql)).size).toBeGreaterThan(200);
		expect(honestStatements.length).toBeGreaterThan(40);
	});

	it.each(levels)(
		"show and leave nothing at level %s, and honest ones are answered where there is free SQL",
		async (level) => {
			const before = await remainsOf(shop);
			const { leaks, answered, broken } = await attackContract(shop, level);
			expect(leaks).toEqual([]);
			expect(await remainsOf(shop)).toEqual(before);
			if (level === "structured") expect(answered).toEqual([]);
			else expect(broken).toEqual([]);
		},
		180_000,
	);

	it("show nothing through a one-time login that nothing but the server holds", async () => {
		const before = await remainsOf(shop);
		const { leaks, answered } = await attackLogin(shop);
		expect(leaks).toEqual([]);
		// Many of them run, and show nothing that is not the tenant's own.
		expect(answered.length).toBeGreaterThan(60);
		expect(await remainsOf(shop)).toEqual(before);
	}, 180_000);
});
