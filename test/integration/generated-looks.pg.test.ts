/** What is generated shows the bound tenant alone; what a profile, a policy or a masked key could tell stays where it is. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Client } from "../../main/hosts/local-client.ts";
import { withBulkhead } from "../helpers/bulkhead.ts";
import { atLevel, isForeign, type Level, levels, urlAt } from "../helpers/hostile-scene.ts";
import { type PrivateCluster, privateCluster } from "../helpers/private-cluster.ts";
import { ALPHA, BETA, openShop, type Shop, shopTenancy } from "../helpers/view-scene.ts";
import { generatePage, generateQuery, seeded } from "../isolation/generated-queries.ts";

const MANY = 1_000;
/** Takes the tenant, and chooses another. */
const elsewhere = `SELECT set_config('app.tenant', '${BETA}', true), $1::text`;

describe("generated looks", () => {
	let cluster: PrivateCluster;
	let shop: Shop;
	beforeAll(async () => {
		cluster = await privateCluster();
		shop = await openShop(cluster);
		await withBulkhead(async ({ client, open }) => {
			await client.barrier.install({ connection: await open(shop.url), tenancy: shopTenancy });
		});
	});
	afterAll(() => cluster.stop());

	type More = { tenancy?: typeof shopTenancy & { mask?: string[] }; minutes?: number };
	const withView = <T>(level: Level, use: (client: Client, view: string) => Promise<T>, more: More = {}): Promise<T> =>
		atLevel(shop, level, () =>
			withBulkhead(async ({ client, open }) => {
				const connection = await open(urlAt(shop, level));
				const asked = { connection, tenant: ALPHA, reason: "generated", tenancy: shopTenancy, ...more };
				const opened = await client.views.open(asked);
				expect(opened.level).toBe(level);
				return use(client, opened.view);
			}),
		);

	/** How many of them were answered, and those that showed another tenant. */
	async function ask(questions: (() => Promise<{ rows: unknown }>)[], texts: string[]) {
		const leaks: string[] = [];
		let answered = 0;
		for (const [at, question] of questions.entries()) {
			const said = await question().then(
				({ rows }) => {
					answered += 1;
					return JSON.stringify(rows);
				},
				(caught: unknown) => `${caught} ${JSON.stringify(caught)}`.replaceAll(/beta-secret-2(?!\d)/g, ""),
			);
			if (isForeign(said, texts[at])) leaks.push(`${texts[at]}: ${said.slice(0, 200)}`);
		}
		return { leaks, answered };
	}

	it.each(["server", "tool"] as const)(
		"a thousand queries at level %s meet the bound tenant alone",
		async (level) => {
			await withView(level, async (client, view) => {
				const random = seeded(level.length);
				const texts = Array.from({ length: MANY }, () => generateQuery(random));
				const { leaks, answered } = await ask(
					texts.map((text) => () => client.views.sql({ view, text, maxRows: 1_000 })),
					texts,
				);
				expect(leaks).toEqual([]);
				expect(answered).toBeGreaterThan(MANY * 0.8);
			});
		},
		240_000,
	);

	it.each(levels)(
		"pages of odd columns, values and places at level %s meet the bound tenant alone",
		async (level) => {
			await withView(level, async (client, view) => {
				const random = seeded(7);
				const pages = Array.from({ length: 300 }, () => generatePage(random));
				const { leaks, answered } = await ask(
					pages.map((page) => () => client.views.browse({ view, ...page })),
					pages.map((page) => JSON.stringify(page)),
				);
				expect(leaks).toEqual([]);
				expect(answered).toBeGreaterThan(50);
			});
		},
		240_000,
	);

	it("a policy that lets everybody read shows no other tenant at level tool, in SQL of one's own either", async () => {
		await shop.script("CREATE POLICY wide ON orders FOR SELECT USING (true)");
		try {
			await withView("tool", async (client, view) => {
				const ask = (text: string) => client.views.sql({ view, text });
				expect((await ask("SELECT count(*) FROM orders")).rows).toEqual([["20"]]);
				expect((await ask("TABLE ONLY orders").catch(() => ({ rows: [] }))).rows.length).toBeLessThanOrEqual(20);
				expect((await ask("SELECT secret FROM ONLY orders")).rows).toHaveLength(20);
				expect(isForeign(JSON.stringify((await ask("TABLE orders")).rows))).toBe(false);
			});
		} finally {
			await shop.script("DROP POLICY wide ON orders");
		}
	});

	it("a profile whose statement chooses somebody else opens no view where the tenants are held by policies", async () => {
		const tenancy = { ...shopTenancy, context: elsewhere };
		await expect(withView("tool", async () => {}, { tenancy })).rejects.toMatchObject({ code: "NOT_FOUND" });
	});

	it("a profile whose statement chooses somebody else shows nobody else at level structured", async () => {
		await withView(
			"structured",
			async (client, view) => {
				const { rows } = await client.views.browse({ view, table: { schema: "public", name: "orders" } });
				expect(isForeign(JSON.stringify(rows))).toBe(false);
			},
			{ tenancy: { ...shopTenancy, context: elsewhere } },
		);
	});

	it("a profile's statement that is no SELECT and no CALL is not run", async () => {
		const context = "UPDATE public.tenants SET name = $1";
		const opened = withView("structured", async () => {}, { tenancy: { ...shopTenancy, context } });
		await expect(opened).rejects.toMatchObject({ code: "REFUSED" });
	});

	it("a masked key is not told by the row that it points to", async () => {
		const tenancy = { ...shopTenancy, mask: ["public.lines.order_id"] };
		await withView(
			"server",
			async (client, view) => {
				const peeked = client.views.peek({
					view,
					table: { schema: "public", name: "lines" },
					key: ["10"],
					column: "order_id",
				});
				await expect(peeked).rejects.toMatchObject({ code: "REFUSED" });
			},
			{ tenancy },
		);
	});
});
