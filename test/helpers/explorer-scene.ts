/** A shop to look around in through a tenant's eyes: wide and long cells, masked columns, keys that point, a long table, hostile names. */
import { type PrivateCluster, privateCluster } from "./private-cluster.ts";
import { ALPHA, BETA, openShop, type Shop } from "./view-scene.ts";

/** Rows that Alpha has in the long table. */
export const LONG = 100_000;
/** In every row of the other tenant, and in nothing else. */
export const CANARY = "beta-secret";

/** Tenants whose names have broken screens before, by their ids. */
export const hostileTenants = {
	html: { id: "33333333-3333-4333-8333-333333333333", name: `<img src=x onerror="window.pwned=1">` },
	turned: { id: "44444444-4444-4444-8444-444444444444", name: "safe\u202etxt.exe" },
	arabic: { id: "55555555-5555-4555-8555-555555555555", name: `${"مدرسة".repeat(6)}م` },
} as const;

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;

const own = "tenant_id = nullif(current_setting('app.tenant', true), '')::uuid";
const guarded = (table: string) => `
	ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
	CREATE POLICY own ON ${table} USING (${own});`;

const MORE = `
	ALTER TABLE public.orders ADD phone text;
	COMMENT ON COLUMN public.orders.phone IS 'Of the buyer. @mask';
	UPDATE public.orders SET phone = CASE tenant_id WHEN '${ALPHA}' THEN 'alpha-phone-' ELSE '${CANARY}-phone-' END || id;
	UPDATE public.orders SET note = repeat(CASE tenant_id WHEN '${ALPHA}' THEN 'alpha ' ELSE '${CANARY} ' END, 2000) WHERE id IN (3, 4);
	UPDATE public.orders SET note = '' WHERE id IN (5, 6);
	UPDATE public.orders SET title = E'two\\nlines <b>bold</b>' WHERE id IN (7, 8);
	CREATE TABLE public.readings (id bigint PRIMARY KEY, tenant_id uuid NOT NULL REFERENCES public.tenants, at timestamptz NOT NULL,
		value numeric(12,3) NOT NULL, kind text NOT NULL, place text, note text);
	INSERT INTO public.readings SELECT n, '${ALPHA}', timestamptz '2026-01-01' + n * interval '1 minute', n * 1.5,
		(ARRAY['temperature','humidity','pressure'])[1 + n % 3], CASE WHEN n % 4 > 0 THEN 'room ' || n % 40 END, 'reading number ' || n
		FROM generate_series(1, ${LONG}) AS n;
	INSERT INTO public.readings SELECT ${LONG} + n, '${BETA}', now(), n, '${CANARY}', '${CANARY}', '${CANARY}-' || n FROM generate_series(1, 40) AS n;
	CREATE INDEX ON public.readings (tenant_id, id);
	CREATE TABLE public.drafts (id bigint PRIMARY KEY, tenant_id uuid NOT NULL REFERENCES public.tenants, body text);
	INSERT INTO public.drafts VALUES (1, '${BETA}', '${CANARY}-draft');
	CREATE TABLE public."odd <b>""name" (id int PRIMARY KEY, tenant_id uuid NOT NULL, "<i>col\u202eumn" text, "__proto__" text);
	INSERT INTO public."odd <b>""name" VALUES (1, '${ALPHA}', '<img src=x onerror="window.pwned=1">', 'p'), (2, '${BETA}', '${CANARY}', '${CANARY}');
	${["public.readings", "public.drafts", `public."odd <b>""name"`].map(guarded).join("")}
	INSERT INTO public.tenants VALUES ${Object.values(hostileTenants)
		.map(({ id, name }, at) => `('${id}', ${quoted(name)}, 'hostile-${at}', 'active')`)
		.join(", ")};
	ANALYZE;`;

export interface ExplorerScene {
	shop: Shop;
	cluster: PrivateCluster;
}

export async function explorerScene(): Promise<ExplorerScene> {
	const cluster = await privateCluster();
	const shop = await openShop(cluster);
	await shop.script(MORE);
	await shop.script(`GRANT SELECT ON ALL TABLES IN SCHEMA public TO ${shop.reader.user}`);
	return { shop, cluster };
}
