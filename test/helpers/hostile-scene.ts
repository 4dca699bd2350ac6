/** A shop with all that hostile statements reach for, behind the barrier, and what they could leave in it. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { hostileParts } from "../isolation/hostile-statements.ts";
import { withBulkhead } from "./bulkhead.ts";
import { catalogFingerprint } from "./catalog-fingerprint.ts";
import { onServer } from "./postgres.ts";
import type { PrivateCluster } from "./private-cluster.ts";
import { BETA, openShop, type Shop, shopTenancy } from "./view-scene.ts";

export const levels = ["server", "tool", "structured"] as const;
export type Level = (typeof levels)[number];

const FOREIGN = new RegExp(`beta-secret|${BETA}|"Beta"`);

/** Whether something of the second tenant is in a text; what the statement itself says of it does not count. */
export const isForeign = (said: string, sql = ""): boolean =>
	FOREIGN.test(sql.includes(BETA) ? said.replaceAll(BETA, "") : said);

export async function hostileShop(cluster: PrivateCluster): Promise<Shop> {
	const shop = await openShop(cluster);
	await shop.script(hostileParts);
	const reader = new URL(shop.readerUrl).username;
	await shop.script(`ALTER TABLE public.moods OWNER TO ${shop.owner.user}; GRANT SELECT ON public.moods TO ${reader}`);
	await withBulkhead(async ({ client, open }) => {
		await client.barrier.install({ connection: await open(shop.url), tenancy: shopTenancy });
		const { leaks } = await client.barrier.check({ connection: await open(shop.url), tenancy: shopTenancy });
		if (leaks.length > 0) throw new Error(leaks.join("; "));
	});
	return shop;
}

export const urlAt = (shop: Shop, level: Level): string =>
	({ server: shop.url, tool: shop.readerUrl, structured: shop.adminUrl })[level];

/** A superuser can make one-time logins: at level structured the barrier must not hold. */
export async function atLevel<T>(shop: Shop, level: Level, use: () => Promise<T>): Promise<T> {
	if (level !== "structured") return use();
	await shop.script("ALTER ROLE bulkhead_viewer CREATEDB");
	try {
		return await use();
	} finally {
		await shop.script("ALTER ROLE bulkhead_viewer NOCREATEDB");
	}
}

const REMAINS = `SELECT json_build_object(
	'rows', (SELECT json_agg(json_build_array(t, query_to_xml('SELECT md5(coalesce(string_agg(r::text, '','' ORDER BY r::text), '''')) FROM ' || t || ' r', true, false, '')::text))
		FROM unnest(ARRAY['public.orders', 'public.lines', 'public.events', 'public.tenants', 'public.plain', 'public.moods', 'public.kept']) AS t),
	'roles', (SELECT json_agg(json_build_array(rolname, rolsuper, rolbypassrls, rolconfig) ORDER BY rolname) FROM pg_roles),
	'members', (SELECT count(*) FROM pg_auth_members), 'settings', (SELECT count(*) FROM pg_db_role_setting),
	'large', (SELECT json_agg(md5(lo_get(oid)) ORDER BY oid) FROM pg_largeobject_metadata), 'prepared', (SELECT count(*) FROM pg_prepared_xacts),
	'slots', (SELECT count(*) FROM pg_replication_slots), 'counted', (SELECT last_value FROM public.counted),
	'locks', (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'),
	'sessions', (SELECT count(*) FROM pg_stat_activity WHERE usename LIKE 'bulkhead\\_view%'))::text AS remains`;

/** Rows, roles, one-time logins, large objects, locks, sessions and the whole catalogue. */
export async function remainsOf(shop: Shop): Promise<string[]> {
	const [row] = await shop.sql(REMAINS);
	return [row?.remains ?? "", ...(await onServer(shop.admin, catalogFingerprint))];
}

/** Files of a store that hold the second tenant's canary. */
export function writtenDown(folder: string): string[] {
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name))
		.filter((file) => readFileSync(file).includes("beta-secret"));
}
