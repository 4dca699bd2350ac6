/** The tenants' list among 100,000, through the contract's client: connection, tenancy and policies included. */
import { applyThrough } from "../bulkhead.ts";
import { type Contender, interleave, timed } from "../measure.ts";
import { rowOf, type Section } from "../report.ts";
import { withDatabase } from "../server.ts";
import type { Bench } from "./bench.ts";

const TENANTS = 100_000;

const FILL = `
SET session_replication_role = replica;
INSERT INTO public.tenants (name, slug, region, plan, status, admin_email, created_at)
SELECT (ARRAY['École', 'Cabinet médical', 'مدرسة', 'Law office', 'Clinique'])[1 + n % 5] || ' ' || md5(n::text), 'tenant-' || n,
       (ARRAY['DZ', 'CH', 'FR', 'BE', 'CA'])[1 + n % 5], (ARRAY['free', 'pro', 'enterprise'])[1 + n % 3],
       (ARRAY['active', 'trial', 'suspended'])[1 + n % 3], 'admin-' || n || '@example.org', now() - n * interval '1 minute'
  FROM generate_series(1, ${TENANTS}) AS n;
INSERT INTO public.projects (tenant_id, name) SELECT id, 'P' FROM public.tenants;`;

const names = {
	page: "first page by name",
	deep: "a page by date, 50,000 rows in",
	search: "search `a99`",
	none: "search that finds nothing",
	accents: "search `école 0`",
	facets: "how many of each status, region and plan",
	dossier: "a tenant's dossier",
};

export function tenants({ server, client, quick, say }: Bench): Promise<Section[]> {
	return withDatabase(server, async (database) => {
		const url = server.url(database);
		await applyThrough(client, url, { checks: false });
		await server.query(database, FILL);
		await server.query(database, "VACUUM ANALYZE");
		const { id: connection } = await client.connections.open({ url });
		const sort = { by: "createdAt", descending: true } as const;
		const after = await deep(async (from) => client.tenants.list({ connection, sort, limit: 1_000, ...from }));
		const list = (name: string, input: Partial<Parameters<typeof client.tenants.list>[0]>): Contender => ({
			name,
			once: async () => ({ ms: await timed(() => client.tenants.list({ connection, limit: 100, ...input })) }),
		});
		const contenders: Contender[] = [
			list(names.page, {}),
			list(names.deep, { sort, after }),
			list(names.search, { search: "a99" }),
			list(names.none, { search: "nobody is called so" }),
			list(names.accents, { search: "école 0" }),
			{ name: names.facets, once: async () => ({ ms: await timed(() => client.tenants.facets({ connection })) }) },
			{
				name: names.dossier,
				once: async () => ({ ms: await timed(() => client.tenants.show({ connection, tenant: "tenant-7" })) }),
			},
		];
		const results = await interleave(contenders, quick ? 5 : 15, say);
		const target = { ms: 60 };
		return [
			{
				title: `${TENANTS.toLocaleString("en")} tenants`,
				text: [
					"`tenants.list` with 100 rows of a page, as the command line and the screen call it: each time a connection of its own, the catalogue read for how this schema keeps tenants apart, then the page. No index serves a search: all rows are read.",
				],
				rows: [
					...[names.page, names.deep, names.search, names.none, names.accents].map((name) =>
						rowOf(results, name, "ms", { target }),
					),
					rowOf(results, names.facets, "ms"),
					rowOf(results, names.dossier, "ms"),
				],
			},
		];
	});
}

type Page = { next?: string | undefined };

async function deep(read: (from: { after?: string }) => Promise<Page>): Promise<string> {
	let after: string | undefined;
	for (let pages = 0; pages < TENANTS / 2_000; pages += 1)
		after = (await read(after === undefined ? {} : { after })).next;
	if (after === undefined) throw new Error("the list ended before its middle");
	return after;
}
