/** A table that another session holds ACCESS EXCLUSIVE is named, and everything else is judged: nobody waits for it, nothing fails whole. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Bulkhead, withBulkhead } from "../helpers/bulkhead.ts";
import { onServer } from "../helpers/postgres.ts";
import { type PrivateCluster, privateCluster } from "../helpers/private-cluster.ts";
import { ALPHA, openShop, type Shop, shopTenancy } from "../helpers/view-scene.ts";

const reason = "a test";

describe.each([14, 18] as const)("a table that another session holds, on PostgreSQL %i", (version) => {
	let cluster: PrivateCluster;
	beforeAll(async () => {
		cluster = await privateCluster(version);
	});
	afterAll(() => cluster.stop());

	/** A shop behind its barrier, in which `orders` is held. The policy of `lines` names `orders`. */
	async function whileHeld(use: (shop: Shop, bulkhead: Bulkhead) => Promise<void>, more = ""): Promise<void> {
		const shop = await openShop(cluster);
		await withBulkhead(async (bulkhead) => {
			await bulkhead.client.barrier.install({ connection: await bulkhead.open(shop.url), tenancy: shopTenancy });
			if (more !== "") await onServer(shop.owner, (session) => session.execute(more));
			await onServer(shop.admin, async (session) => {
				await session.execute("BEGIN; LOCK TABLE public.orders IN ACCESS EXCLUSIVE MODE");
				const began = performance.now();
				await use(shop, bulkhead);
				expect(performance.now() - began).toBeLessThan(15_000);
				await session.execute("ROLLBACK");
			});
		});
	}

	it("is not evaluated by the doctor's checks of policies, and the others are judged", () =>
		whileHeld(
			async (shop, { client, open }) => {
				const result = await client.doctor.examine({ connection: await open(shop.adminUrl), tenancy: shopTenancy });
				const unread = result.notEvaluated.filter(({ check }) => check === "policy-always-true");
				expect(unread.map(({ object }) => object).sort()).toEqual(["table public.lines", "table public.orders"]);
				expect(unread[0]?.reason).toContain("ACCESS EXCLUSIVE");
				const found = result.findings.map(({ check, object }) => `${check} ${object}`);
				expect(found).toContain("policy-always-true policy wide on public.events");
				expect(found).toContain("not-forced table public.orders");
				expect(found.filter((each) => /^policy.* public\.(orders|lines)$/.test(each))).toEqual([]);
			},
			`CREATE POLICY wide ON public.events USING (true); ALTER TABLE public.orders NO FORCE ROW LEVEL SECURITY;
			 CREATE PUBLICATION everything FOR TABLE public.orders, public.events;
			 CREATE RULE nothing AS ON DELETE TO public.orders DO INSTEAD NOTHING`,
		));

	it("is named by the barrier, whose other tables stand; and it is not claimed that the server holds a look", () =>
		whileHeld(async (shop, { client, open }) => {
			const at = { connection: await open(shop.url), tenancy: shopTenancy };
			const state = await client.barrier.check(at);
			expect(state.tables.map(({ name }) => name)).toEqual(["events", "events_new", "events_old", "tenants"]);
			expect(state.missing).toMatchObject([
				{ name: "lines", installable: false },
				{ name: "orders", installable: false },
			]);
			expect(state.missing[1]?.reason).toContain("ACCESS EXCLUSIVE");
			expect(state.holds).toBe(false);
			const view = await client.views.open({ ...at, tenant: ALPHA, reason });
			expect(view.level).toBe("structured");
			const table = { schema: "public", name: "events" };
			expect((await client.views.browse({ view: view.view, table })).rows.length).toBeGreaterThan(0);
		}));

	it("is told at once to who asks for one of its rows, and its policies without what they say", () =>
		whileHeld(async (shop, { client, open }) => {
			const at = { connection: await open(shop.url), tenancy: { ...shopTenancy, role: shop.owner.user } };
			for (const table of ["orders", "lines"]) {
				const asked = client.rows.explain({
					...at,
					tenant: ALPHA,
					table,
					key: [{ column: "id", value: table === "orders" ? "1" : "10" }],
				});
				await expect(asked).rejects.toMatchObject({
					code: "REFUSED",
					message: expect.stringMatching(/holds (public\.)?orders ACCESS EXCLUSIVE/),
				});
			}
			const other = await client.rows.whyZero({ ...at, tenant: ALPHA, table: "events" });
			expect(other.counts.tenant?.rows).toBe(20);
			const { policies, notes } = await client.rows.policies({ connection: at.connection, table: "orders" });
			expect(policies.map(({ name }) => name)).toEqual(["bulkhead_viewer", "own"]);
			expect(notes.join(" ")).toContain("What policy own says cannot be told now");
		}));
});
