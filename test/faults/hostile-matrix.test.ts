/**
 * Every hostile statement × PostgreSQL 14, 16, 18 × three levels through the contract. Through the command line, which is a parser and a
 * printer around the same contract, each statement at each level and on each version once, so that it ends within minutes; all of them with
 * WHOLE_MATRIX=1.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { attackCommand, attackContract } from "../helpers/hostile-attack.ts";
import { attackLogin } from "../helpers/hostile-login.ts";
import { hostileShop, type Level, levels, remainsOf } from "../helpers/hostile-scene.ts";
import { hasVersion } from "../helpers/postgres.ts";
import { type PrivateCluster, privateCluster } from "../helpers/private-cluster.ts";
import type { Shop } from "../helpers/view-scene.ts";
import { endless } from "../isolation/hostile/sessions.ts";

/** Whether the statements that a look's time has to end are among them: half a minute each time. At level tool one version is enough. */
const more = (version: number, level: Level) => (level === "server" || version === 18 ? endless : []);

const versions = [14, 16, 18] as const;

/** A square of versions and levels in which each third stands once in each row and column. */
const third = (version: (typeof versions)[number], level: Level) =>
	process.env.WHOLE_MATRIX === "1" ? undefined : (versions.indexOf(version) + levels.indexOf(level)) % 3;

describe.each(versions)("hostile statements on PostgreSQL %i", (version) => {
	if (!hasVersion(version)) return it.skip(`no binaries of PostgreSQL ${version} here`);
	let cluster: PrivateCluster;
	let shop: Shop;
	beforeAll(async () => {
		cluster = await privateCluster(version);
		shop = await hostileShop(cluster);
	});
	afterAll(() => cluster.stop());

	describe.each(levels)("at level %s", (level) => {
		it.each([
			["the contract", (shop: Shop, level: Level) => attackContract(shop, level, more(version, level))],
			["the command line", (shop: Shop, level: Level) => attackCommand(shop, level, third(version, level))],
		] as const)("show and leave nothing through %s", async (_, attack) => {
			const before = await remainsOf(shop);
			const { leaks, answered, broken } = await attack(shop, level);
			expect(leaks).toEqual([]);
			expect(await remainsOf(shop)).toEqual(before);
			if (level === "structured") expect(answered).toEqual([]);
			else expect(broken).toEqual([]);
		});
	});

	it("show nothing through a one-time login that nothing but the server holds", async () => {
		const before = await remainsOf(shop);
		expect((await attackLogin(shop)).leaks).toEqual([]);
		expect(await remainsOf(shop)).toEqual(before);
	});
});
