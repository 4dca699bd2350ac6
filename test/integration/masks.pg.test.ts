/** What is masked stays masked by whichever name it is asked for: partitions, views, why (not) a row. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { OpenedView, TenancyProfile } from "../../main/contract/index.ts";
import type { Client } from "../../main/hosts/local-client.ts";
import { withBulkhead } from "../helpers/bulkhead.ts";
import { onServer } from "../helpers/postgres.ts";
import { type PrivateCluster, privateCluster } from "../helpers/private-cluster.ts";
import { ALPHA, openShop, type Shop, shopTenancy } from "../helpers/view-scene.ts";

const reason = "a test";

/** Security-invoker views are there from 15 on: only there a look shows views at all. */
const VIEWS = `
CREATE VIEW public.v_plain WITH (security_invoker = true) AS SELECT tenant_id, id, title, secret FROM public.orders;
CREATE VIEW public.v_renamed WITH (security_invoker = true) AS SELECT tenant_id, id, secret AS title, title AS secret FROM public.orders;
CREATE VIEW public.v_made WITH (security_invoker = true) AS SELECT tenant_id, id, 'x' || secret AS made, amount + 1 AS more FROM public.orders;
CREATE VIEW public.v_whole WITH (security_invoker = true) AS SELECT o.tenant_id, o.id, to_jsonb(o) AS row FROM public.orders o;
CREATE VIEW public.v_above WITH (security_invoker = true) AS SELECT tenant_id, id, title FROM public.v_renamed;
CREATE VIEW public.v_both WITH (security_invoker = true) AS SELECT tenant_id, title AS said FROM public.orders UNION ALL SELECT tenant_id, secret FROM public.orders;
CREATE VIEW public.v_without WITH (security_invoker = true) AS SELECT tenant_id, id, amount + 1 AS more FROM public.orders;
CREATE VIEW public.v_nobodys WITH (security_invoker = true) AS SELECT secret AS word FROM public.orders;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO PUBLIC;`;

describe("masks", () => {
	let cluster: PrivateCluster;
	let shop: Shop;
	beforeAll(async () => {
		cluster = await privateCluster();
		shop = await openShop(cluster);
		await onServer(shop.owner, (session) =>
			session.execute(`COMMENT ON COLUMN public.events.what IS 'what happened @mask'; ${VIEWS}`),
		);
		await withBulkhead(async ({ client, open }) => {
			await client.barrier.install({ connection: await open(shop.url), tenancy: shopTenancy });
		});
	});
	afterAll(() => cluster.stop());

	const inView = (tenancy: TenancyProfile, use: (view: OpenedView, client: Client) => Promise<void>): Promise<void> =>
		withBulkhead(async ({ client, open }) => {
			const view = await client.views.open({ connection: await open(shop.url), tenant: ALPHA, reason, tenancy });
			expect(view.level, view.why.join(" ")).toBe("server");
			await use(view, client);
		});

	const maskedOf = ({ tables }: OpenedView): Record<string, string[]> =>
		Object.fromEntries(tables.filter(({ masked }) => masked.length > 0).map(({ name, masked }) => [name, masked]));

	it("a tag on a partitioned table holds for its partitions, and one on a partition for the whole", () =>
		inView(shopTenancy, async (view, client) => {
			expect(maskedOf(view)).toEqual({ events: ["what"], events_old: ["what"], events_new: ["what"] });
			for (const name of ["events", "events_old", "events_new"]) {
				const seen = await client.views.browse({ view: view.view, table: { schema: "public", name } });
				expect(JSON.stringify(seen.rows)).not.toContain("event of");
				const free = await client.views.sql({ view: view.view, text: `SELECT what FROM ${name}` });
				expect(JSON.stringify(free.rows)).not.toContain("event of");
			}
		}));

	it("a rule for a partition holds for its family too", () =>
		inView({ ...shopTenancy, mask: ["events_old.at"] }, async (view) => {
			expect(maskedOf(view).events).toEqual(["at", "what"]);
			expect(maskedOf(view).events_new).toEqual(["at", "what"]);
		}));

	it("a view shows a masked column under no name, and what is plainly another column it shows", () =>
		inView({ ...shopTenancy, mask: ["orders.secret"] }, async (view, client) => {
			expect(maskedOf(view)).toMatchObject({
				orders: ["secret"],
				v_plain: ["secret"],
				v_renamed: ["title"],
				v_made: ["made", "more"],
				v_whole: ["row"],
				v_above: ["title"],
				v_both: expect.arrayContaining(["said"]),
			});
			expect(maskedOf(view).v_without).toBeUndefined();
			for (const { name } of view.tables) {
				const seen = await client.views.browse({ view: view.view, table: { schema: "public", name } });
				const free = await client.views.sql({ view: view.view, text: `TABLE ${name}` });
				expect(JSON.stringify([seen.rows, free.rows]), name).not.toMatch(/"x?alpha-secret|alpha-secret-\d+","tenant/);
			}
			const plain = await client.views.browse({ view: view.view, table: { schema: "public", name: "v_plain" } });
			expect(JSON.stringify(plain.rows)).toContain("order 1");
			await expect(client.views.sql({ view: view.view, text: "SELECT word FROM v_nobodys" })).rejects.toMatchObject({
				code: "REFUSED",
				data: { data: { reasons: expect.arrayContaining([expect.stringContaining("v_nobodys may show")]) } },
			});
		}));

	it("why (not) a row masks by tag as a look does", () =>
		withBulkhead(async ({ client, open }) => {
			const at = {
				connection: await open(shop.url),
				tenancy: { ...shopTenancy, role: shop.owner.user },
				tenant: ALPHA,
			};
			const told = await client.rows.explain({
				...at,
				table: "events_old",
				row: [
					{ column: "tenant_id", value: ALPHA },
					{ column: "at", value: "2025-12-21" },
					{ column: "what", value: "alpha-word" },
				],
			});
			expect(told.row.find(({ column }) => column === "what")).toMatchObject({ masked: true, value: null });
			expect(JSON.stringify(told.row)).not.toContain("alpha-word");
		}));
});
