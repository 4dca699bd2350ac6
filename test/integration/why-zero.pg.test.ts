import { expect, test } from "vitest";
import type { ZeroRows } from "../../main/contract/index.ts";
import { type RowScene, withRowScene } from "../helpers/row-scene.ts";

const ask = ({ client, connection, tenancy }: RowScene, rest: object = {}): Promise<ZeroRows> =>
	client.rows.whyZero({ connection, tenancy, tenant: "one", table: "shop.orders", ...rest });

const causes = ({ causes: all }: ZeroRows): string[] => all.map(({ cause }) => cause);

test("a table that is not empty for the tenant says so, with counts up to a bound", async () => {
	await withRowScene(async (scene) => {
		const told = await ask(scene, { atMost: 500 });
		expect(causes(told)).toEqual(["not-empty"]);
		expect(told.counts).toEqual({
			tenant: { rows: 500, more: true },
			administrator: { rows: 500, more: true },
			ofTenant: { rows: 500, more: true },
		});
		expect((await ask(scene)).counts.tenant).toEqual({ rows: 1_000, more: false });
	});
});

test("each cause of an empty table is told, the first to look at first, each with a next step", async () => {
	await withRowScene(async (scene) => {
		const { database, app, tenancy } = scene;
		expect(causes(await ask(scene, { tenant: "three" }))).toEqual(["tenant-has-none"]);
		const elsewhere = { ...tenancy, context: "SELECT set_config('shop.other', $1, true)" };
		const unset = await ask(scene, { tenancy: elsewhere });
		expect(causes(unset)).toEqual(["no-context", "filtered"]);
		expect(unset.causes[0]?.text).toContain("shop.tenant");
		const failing = { ...tenancy, context: "SELECT shop.no_such($1)" };
		expect(causes(await ask(scene, { tenancy: failing }))).toEqual(["context-failed", "filtered"]);
		await database.script(`CREATE POLICY never ON shop.orders AS RESTRICTIVE TO ${app} USING (false)`);
		const filtered = await ask(scene, { tenant: "two" });
		expect(causes(filtered)).toEqual(["tenant-suspended", "filtered"]);
		expect(filtered.causes[1]?.text).toBe(
			"The policies filter all of them: this login sees 2000 rows, 1000 rows of tenant 2. They are never, own.",
		);
		await database.script("DROP POLICY own ON shop.orders; DROP POLICY never ON shop.orders");
		expect(causes(await ask(scene))).toEqual(["no-policy-for-role", "filtered"]);
		await database.script("DROP POLICY others ON shop.orders; DROP POLICY no_closing ON shop.orders");
		expect(causes(await ask(scene))).toEqual(["no-policy", "filtered"]);
		await database.script(`CREATE POLICY broken ON shop.orders USING (tenant_id = 1 / (id - id))`);
		expect(causes(await ask(scene))).toEqual(["policy-error"]);
		await database.script(`REVOKE ALL ON shop.orders FROM ${app}`);
		const noGrant = await ask(scene);
		expect(noGrant.causes[0]).toMatchObject({
			cause: "no-table-grant",
			sql: `GRANT SELECT ON "shop"."orders" TO "${app}";`,
		});
		await database.script(`REVOKE USAGE ON SCHEMA shop FROM ${app}; TRUNCATE shop.orders`);
		expect(causes(await ask(scene)).slice(0, 3)).toEqual(["no-schema-grant", "no-table-grant", "empty"]);
		for (const { text, next } of (await ask(scene)).causes)
			expect([text.length > 10, next.length > 10]).toEqual([true, true]);
	});
});
