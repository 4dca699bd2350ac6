/** A run that takes from under the barrier's policies what they stand on. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Bulkhead, finish, putFiles, withBulkhead, withSet } from "../../../test/helpers/bulkhead.ts";
import { onServer } from "../../../test/helpers/postgres.ts";
import { type PrivateCluster, privateCluster } from "../../../test/helpers/private-cluster.ts";
import { openShop, shopTenancy, urlOf } from "../../../test/helpers/view-scene.ts";
import type { ConnectParams } from "../ports.ts";

const TENANT = "33333333-3333-4333-8333-333333333333";

/** Rights of the viewer on tables, and the barrier's policies. */
const STANDS = `
SELECT c.relname::text AS name, 'right' AS what FROM pg_class c, aclexplode(c.relacl) x
 WHERE x.grantee = 'bulkhead_viewer'::regrole AND c.relkind IN ('r', 'p', 'v')
UNION ALL SELECT polrelid::regclass::text, 'policy' FROM pg_policy WHERE polname = 'bulkhead_viewer' ORDER BY 1, 2`;

describe("the barrier gives way", () => {
	let cluster: PrivateCluster;
	beforeAll(async () => {
		cluster = await privateCluster();
	});
	afterAll(() => cluster.stop());

	const stands = async (params: ConnectParams): Promise<string[]> =>
		onServer(params, async (session) =>
			(await session.query<{ name: string; what: string }>(STANDS)).map(({ name, what }) => `${name} ${what}`),
		);

	async function rollback({ client }: Pick<Bulkhead, "client">, connection: string, id: string) {
		const asked = { connection, ids: [id], reason: "an emergency", confirmed: true };
		return finish(client, "rollback", client.migrations.rollback(asked));
	}

	it("the bundled set goes back behind 006 and comes again, with what left the barrier told, and the barrier is put back", async () => {
		const params = await cluster.database();
		await withBulkhead(async ({ client, open }) => {
			const connection = await open(urlOf(params));
			expect((await finish(client, "apply", client.migrations.apply({ connection }))).error).toBeUndefined();
			await onServer(params, (session) =>
				session.execute(`INSERT INTO public.tenants (id, name, slug, region, admin_email) VALUES ('${TENANT}', 'A', 'a', 'DZ', 'a@a.dz');
					INSERT INTO public.projects (tenant_id, name) VALUES ('${TENANT}', 'Kept')`),
			);
			const installed = await client.barrier.install({ connection });
			expect(installed.barrier).toMatchObject({ holds: true, missing: [], left: [] });
			const whole = await stands(params);
			const behind = installed.barrier.tables.map(({ schema, name }) => `${schema}.${name}`).sort();
			expect(behind).toContain("public.projects");

			const plan = await client.migrations.plan({ connection, direction: "rollback", ids: ["008"] });
			expect(plan.barrierLeft?.map(({ table }) => table).sort()).toEqual(behind);
			expect(await stands(params)).toEqual(whole);

			const unguarded = await rollback({ client }, connection, "008");
			expect(unguarded.error).toBeUndefined();
			expect(unguarded.result?.barrierLeft?.map(({ table }) => table).sort()).toEqual(behind);
			expect(new Set(unguarded.result?.barrierLeft?.map(({ why }) => why))).toEqual(new Set(["row-security"]));
			expect(await stands(params)).toEqual([]);
			const checked = await client.barrier.check({ connection });
			expect(checked).toMatchObject({ installed: false, holds: false, leaks: [] });
			expect(checked.left).toHaveLength(behind.length);
			expect(checked.left[0]).toMatchObject({ migration: "008", event: "rollback", why: "row-security" });

			// As it is where only 008 came again, and somebody rolls back further from there.
			await finish(client, "apply", client.migrations.apply({ connection }));
			expect((await client.barrier.install({ connection })).barrier).toMatchObject({ holds: true, left: [] });
			expect(await stands(params)).toEqual(whole);

			const all = { connection, to: "005", reason: "an emergency", confirmed: true };
			const back = await finish(client, "rollback", client.migrations.rollback(all));
			expect(back.error).toBeUndefined();
			const left = new Map(back.result?.barrierLeft?.map(({ table, why }) => [table, why]));
			expect([...left.keys()].sort()).toEqual(behind);
			expect(left.get("public.tenants")).toBe("table");
			expect(back.result?.lost.map(({ object }) => object)).toContain("public.projects.tenant_id");
			expect(back.result?.snapshot?.tables.map(({ table }) => table)).toContain("public.projects");
			const { body } = await client.certificates.show({ connection, id: "latest" });
			expect(body).toMatchObject({ outcome: "done", drift: null, barrierLeft: back.result?.barrierLeft });
			expect(body.difference.some((line) => line.startsWith("-") && line.includes("bulkhead_viewer"))).toBe(true);
			expect(await client.certificates.verify({ connection })).toMatchObject({ ok: true });
			expect((await client.certificates.list({ connection })).now).toMatchObject({ same: true });

			await finish(client, "apply", client.migrations.apply({ connection }));
			expect((await client.barrier.install({ connection })).barrier).toMatchObject({
				holds: true,
				missing: [],
				left: [],
			});
			expect(await stands(params)).toEqual(whole);
		});
	});

	it.each(["007", "006"])(
		"a rollback of %s alone, with 008 gone before and the barrier's policies left as they were",
		async (id) => {
			const params = await cluster.database();
			await withBulkhead(async ({ client, open }) => {
				const connection = await open(urlOf(params));
				await finish(client, "apply", client.migrations.apply({ connection }));
				await client.barrier.install({ connection });
				for (const each of id === "007" ? ["008"] : ["008", "007"]) await rollback({ client }, connection, each);
				// Where 008 was rolled back by hand, these stand.
				await onServer(params, (session) =>
					session.execute(`ALTER TABLE public.tenants ENABLE ROW LEVEL SECURITY; GRANT SELECT ON public.tenants TO bulkhead_viewer;
					CREATE POLICY bulkhead_viewer ON public.tenants AS RESTRICTIVE TO bulkhead_viewer USING (id::text = SESSION_USER::text)`),
				);
				const { error, result } = await rollback({ client }, connection, id);
				expect(error).toBeUndefined();
				expect(result?.barrierLeft).toEqual(id === "006" ? [{ table: "public.tenants", why: "table" }] : undefined);
				expect(await stands(params)).toEqual(id === "006" ? [] : ["tenants policy", "tenants right"]);
			});
		},
	);

	it("takes from the viewer only what the rollback concerns, tables that reach their tenant through it among that", async () => {
		const shop = await openShop(cluster);
		await withSet(
			{
				"001_note.sql": "ALTER TABLE public.countries ADD tenant_id uuid;",
				"rollback/001_note.sql":
					"ALTER TABLE public.orders DROP COLUMN tenant_id CASCADE; ALTER TABLE public.countries DROP tenant_id;",
				"002_none.sql": "ALTER TABLE public.orders ADD more text;",
				"rollback/002_none.sql": "ALTER TABLE public.orders DROP more;",
			},
			(folder) =>
				withBulkhead(async ({ client, open }) => {
					const connection = await open(shop.url, folder);
					await finish(client, "apply", client.migrations.apply({ connection }));
					await client.barrier.install({ connection, tenancy: shopTenancy });
					const whole = await stands(shop.admin);
					const nothing = await rollback({ client }, connection, "002");
					expect(nothing.result).not.toHaveProperty("barrierLeft");
					expect(await stands(shop.admin)).toEqual(whole);
					const { error, result } = await rollback({ client }, connection, "001");
					expect(error).toBeUndefined();
					expect(result?.barrierLeft?.map(({ table }) => table)).toContain("public.orders");
					const now = await stands(shop.admin);
					for (const name of ["orders", "lines"])
						expect(now.includes(`${name} right`), name).toBe(now.includes(`${name} policy`));
					expect(now).not.toContain("orders right");
					expect(now).toContain("events policy");
				}),
		);
	});

	it.each([
		["drops", "ALTER TABLE public.orders DROP COLUMN tenant_id;"],
		["retypes", "ALTER TABLE public.orders ALTER COLUMN tenant_id TYPE text USING tenant_id::text;"],
	])("a migration that %s a tenant's column is refused, with the next step", async (_, sql) => {
		const shop = await openShop(cluster);
		await shop.script("DROP POLICY own ON public.orders; CREATE POLICY own ON public.orders USING (true)");
		await shop.script("ALTER TABLE public.orders DROP CONSTRAINT orders_tenant_id_fkey");
		await withSet({ "001_change.sql": sql }, (folder) =>
			withBulkhead(async ({ client, open }) => {
				const connection = await open(shop.url, folder);
				await client.barrier.install({ connection, tenancy: shopTenancy });
				const before = await stands(shop.admin);
				const { error } = await finish(client, "apply", client.migrations.apply({ connection }));
				expect(error).toMatchObject({
					code: "STATEMENT_FAILED",
					hint: expect.stringContaining("isolation barrier remove"),
					line: 1,
				});
				expect(await stands(shop.admin)).toEqual(before);
				await client.barrier.remove({ connection, tenancy: shopTenancy });
				const again = await finish(client, "apply", client.migrations.apply({ connection }));
				expect(again.error).toBeUndefined();
			}),
		);
	});

	it("a migration that switches row-level security off takes the viewer's right with it", async () => {
		const shop = await openShop(cluster);
		await withSet({}, (folder) =>
			withBulkhead(async ({ client, open }) => {
				putFiles(folder, { "001_off.sql": "ALTER TABLE public.orders DISABLE ROW LEVEL SECURITY;" });
				const connection = await open(shop.url, folder);
				await client.barrier.install({ connection, tenancy: shopTenancy });
				const unguard = ["public.orders"];
				const { result } = await finish(client, "apply", client.migrations.apply({ connection, unguard }));
				expect(result?.barrierLeft).toEqual([{ table: "public.orders", why: "row-security" }]);
				const now = await stands(shop.admin);
				expect(now.filter((each) => each.startsWith("orders "))).toEqual([]);
				expect(now).toContain("lines right");
				const { body } = await client.certificates.show({ connection, id: "latest" });
				expect(body.barrierLeft).toEqual(result?.barrierLeft);
			}),
		);
	});
});
