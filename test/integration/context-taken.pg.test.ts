/** The statement that chooses the tenant is looked at afterwards: what was not chosen is told, and nothing is shown as if it had been. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withBulkhead } from "../helpers/bulkhead.ts";
import { onServer } from "../helpers/postgres.ts";
import { type PrivateCluster, privateCluster } from "../helpers/private-cluster.ts";
import { ALPHA, BETA, openShop, type Shop, shopTenancy, urlOf } from "../helpers/view-scene.ts";

const FUNCTIONS = `
CREATE FUNCTION public.choose_nothing(t text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN IF false THEN PERFORM set_config('app.tenant', t, true); END IF; END $$;
CREATE FUNCTION public.choose_other(t text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN PERFORM set_config('app.tenant', '', true); END $$;
CREATE FUNCTION public.choose_claims(t text) RETURNS void LANGUAGE plpgsql AS $$
	BEGIN PERFORM set_config('app.claims', json_build_object('t', t)::text, true), set_config('app.tenant', t, true); END $$;
CREATE FUNCTION public.choose_role(t text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN PERFORM set_config('app.tenant', t, true), set_config('role', 'pg_monitor', true); END $$;
CREATE FUNCTION public.choose_quietly(t text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE format('SELECT %s(%L, %L, true)', 'set_' || 'config', 'app.tenant', t); END $$;`;

describe("a context", () => {
	let cluster: PrivateCluster;
	let shop: Shop;
	beforeAll(async () => {
		cluster = await privateCluster();
		shop = await openShop(cluster);
		await onServer(shop.owner, (session) => session.execute(FUNCTIONS));
		await shop.script(`GRANT pg_monitor TO ${shop.owner.user}`);
	});
	afterAll(() => cluster.stop());

	const whyZero = (context: string) =>
		withBulkhead(async ({ client, open }) => {
			const tenancy = { ...shopTenancy, role: shop.owner.user, context };
			return client.rows.whyZero({ connection: await open(shop.adminUrl), tenancy, tenant: ALPHA, table: "orders" });
		});
	const explain = (context: string) =>
		withBulkhead(async ({ client, open }) => {
			const tenancy = { ...shopTenancy, role: shop.owner.user, context };
			const key = [{ column: "id", value: "1" }];
			return client.rows.explain({
				connection: await open(shop.adminUrl),
				tenancy,
				tenant: ALPHA,
				table: "orders",
				key,
			});
		});

	it.each([
		["does nothing", "SELECT public.choose_nothing($1)", "app.tenant is empty afterwards"],
		["empties it", "SELECT public.choose_other($1)", "app.tenant is empty afterwards"],
		["takes another", `SELECT pg_catalog.set_config('app.tenant', '${BETA}', true), $1::text`, undefined],
		["takes a role as well", "SELECT public.choose_role($1)", "It makes pg_monitor of"],
	])("that %s explains no row", async (_, context, why) => {
		// A value that was made of the tenant just now cannot be told from another one: then the verdicts show whose it is.
		if (why === undefined) return expect((await explain(context)).seen).toBe(false);
		await expect(explain(context)).rejects.toMatchObject({ code: "REFUSED", message: expect.stringContaining(why) });
	});

	it.each(["SELECT public.choose_claims($1)", "SELECT public.choose_quietly($1)", shopTenancy.context])(
		"that chooses the tenant is used: %s",
		async (context) => expect((await explain(context)).seen).toBe(true),
	);

	it("that did not take is the first cause of zero rows", async () => {
		const { causes, counts } = await whyZero("SELECT public.choose_nothing($1)");
		expect(counts.tenant?.rows).toBe(0);
		expect(causes[0]).toMatchObject({ cause: "context-failed", text: expect.stringContaining("did not choose") });
	});

	it("that did not take stops a dossier, a comparison and a demonstration", () =>
		withBulkhead(async ({ client, open }) => {
			await shop.script(
				`GRANT SELECT ON ALL TABLES IN SCHEMA public TO ${shop.reader.user}; CREATE POLICY wide ON public.events USING (true)`,
			);
			const tenancy = { ...shopTenancy, role: shop.reader.user, context: "SELECT public.choose_nothing($1)" };
			const refused = { code: "REFUSED", message: expect.stringContaining("did not choose this tenant") };
			const asReader = { connection: await open(urlOf(shop.reader)), tenancy };
			await expect(client.tenants.show({ ...asReader, tenant: ALPHA })).rejects.toMatchObject(refused);
			const asAdmin = { connection: await open(shop.adminUrl), tenancy };
			const { view } = await client.views.open({ ...asAdmin, tenant: ALPHA, reason: "a test" });
			await expect(
				client.views.compare({ view, table: { schema: "public", name: "orders" }, other: "beta", reason: "a test" }),
			).rejects.toMatchObject(refused);
			const wide = { check: "policy-always-true", object: "policy wide on public.events" };
			await expect(client.doctor.demonstrate({ ...asAdmin, ...wide })).rejects.toMatchObject(refused);
		}));
});
