/**
 * A shop with tenants behind row-level security, for looks through a tenant's eyes: a table with the tenant's column, one that reaches
 * it through a foreign key, a partitioned one, and a table that no tenant has.
 */
import type { ConnectParams } from "../../main/core/ports.ts";
import { onServer } from "./postgres.ts";
import { as, type Login, type PrivateCluster } from "./private-cluster.ts";

export const ALPHA = "11111111-1111-4111-8111-111111111111";
export const BETA = "22222222-2222-4222-8222-222222222222";

export interface ShopOptions {
	/** Type of the tenants' ids; values come from `ids`. */
	type?: string;
	ids?: [string, string];
	/** Policies are TO this role alone. */
	policiesFor?: string;
	/** Rows of each tenant in orders. */
	rows?: number;
}

/** Made by the superuser and owned by `owner`, where one is given. Secrets of the second tenant begin with `beta-secret`. */
export function shopSql({
	type = "uuid",
	ids = [ALPHA, BETA],
	policiesFor = "PUBLIC",
	rows = 20,
}: ShopOptions = {}): string {
	const current = `nullif(current_setting('app.tenant', true), '')::${type}`;
	const guarded = (table: string, condition: string): string => `
		ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
		CREATE POLICY own ON ${table} TO ${policiesFor} USING (${condition});`;
	return `
	CREATE TABLE public.tenants (id ${type} PRIMARY KEY, name text NOT NULL, slug text UNIQUE, status text NOT NULL DEFAULT 'active');
	CREATE TABLE public.orders (id bigint PRIMARY KEY, tenant_id ${type} NOT NULL REFERENCES public.tenants, title text NOT NULL,
		amount numeric(10,2), note text, secret text NOT NULL, made timestamptz NOT NULL DEFAULT '2026-01-01');
	CREATE INDEX ON public.orders (tenant_id, id);
	CREATE TABLE public.lines (id bigint PRIMARY KEY, order_id bigint NOT NULL REFERENCES public.orders, what text NOT NULL);
	CREATE TABLE public.events (tenant_id ${type} NOT NULL, at date NOT NULL, what text NOT NULL) PARTITION BY RANGE (at);
	CREATE TABLE public.events_old PARTITION OF public.events FOR VALUES FROM ('2000-01-01') TO ('2026-01-01');
	CREATE TABLE public.events_new PARTITION OF public.events FOR VALUES FROM ('2026-01-01') TO ('2100-01-01');
	CREATE TABLE public.countries (code text PRIMARY KEY);
	INSERT INTO public.tenants VALUES ('${ids[0]}', 'Alpha', 'alpha', 'active'), ('${ids[1]}', 'Beta', 'beta', 'suspended');
	INSERT INTO public.orders (id, tenant_id, title, amount, note, secret)
		SELECT n, CASE WHEN n % 2 = 1 THEN '${ids[0]}' ELSE '${ids[1]}' END::${type}, 'order ' || n, n, CASE WHEN n % 3 = 0 THEN 'note ' || n END,
		       CASE WHEN n % 2 = 1 THEN 'alpha-secret-' ELSE 'beta-secret-' END || n FROM generate_series(1, ${rows * 2}) AS n;
	INSERT INTO public.lines SELECT o.id * 10, o.id, 'line of ' || o.secret FROM public.orders o;
	INSERT INTO public.events SELECT o.tenant_id, date '2025-12-20' + (o.id % 30)::int, 'event of ' || o.secret FROM public.orders o;
	INSERT INTO public.countries VALUES ('DZ'), ('CH');
	${["orders", "events", "events_old", "events_new"].map((name) => guarded(`public.${name}`, `tenant_id = ${current}`)).join("")}
	${guarded("public.tenants", `id = ${current}`)}
	${guarded("public.lines", "EXISTS (SELECT FROM public.orders o WHERE o.id = order_id)")}
	ANALYZE;`;
}

export const shopTenancy = {
	tenants: { table: "public.tenants", id: "id", name: "name", slug: "slug", status: "status" },
	tenantColumn: "tenant_id",
	tables: { "public.tenants": "id", "public.lines": { column: "order_id", table: "public.orders", key: "id" } },
	context: "SELECT pg_catalog.set_config('app.tenant', $1, true)",
};

export interface Shop {
	/** The owner: CREATEROLE, no superuser. */
	owner: ConnectParams;
	url: string;
	/** A login that may only read the tables. */
	reader: ConnectParams;
	readerUrl: string;
	admin: ConnectParams;
	adminUrl: string;
	/** As superuser. */
	script(text: string): Promise<void>;
	sql(text: string): Promise<Record<string, string | null>[]>;
}

/** The viewer's role is the whole cluster's: one owner makes it for all of its databases. */
const owners = new WeakMap<PrivateCluster, Login>();

async function ownerOf(cluster: PrivateCluster): Promise<Login> {
	const owner = owners.get(cluster) ?? (await cluster.login("CREATEROLE"));
	owners.set(cluster, owner);
	return owner;
}

/** A shop in a database of its own. */
export async function openShop(cluster: PrivateCluster, options: ShopOptions = {}): Promise<Shop> {
	const owner = await ownerOf(cluster);
	const reader = await cluster.login("");
	const database = await cluster.database(owner);
	const admin = cluster.admin(database.database);
	const script = async (text: string): Promise<void> => {
		await onServer(admin, (session) => session.execute(text));
	};
	await script(`GRANT CREATE ON SCHEMA public TO ${owner.user}`);
	if (options.policiesFor !== undefined) {
		await script(`DO $$ BEGIN CREATE ROLE ${options.policiesFor} NOLOGIN; EXCEPTION WHEN duplicate_object THEN END $$;
			GRANT ${options.policiesFor} TO ${owner.user} WITH ADMIN OPTION; GRANT ${options.policiesFor} TO ${reader.user}`);
	}
	await onServer(database, (session) => session.execute(shopSql(options)));
	await script(`GRANT SELECT ON ALL TABLES IN SCHEMA public TO ${options.policiesFor ?? reader.user}`);
	return {
		...{ owner: database, admin, reader: as(admin, reader), script },
		...{ url: urlOf(database), adminUrl: urlOf(admin), readerUrl: urlOf(as(admin, reader)) },
		sql: (text) => onServer(admin, (session) => session.query(text)),
	};
}

export function urlOf({ user, password = "", host, port, database }: ConnectParams & Partial<Login>): string {
	return `postgres://${user}:${encodeURIComponent(password)}@${host}:${port}/${database}`;
}
