/** Every hostile statement, at each level, on each version: nothing of the second tenant comes back, and nothing stays behind. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inventLogin, makeLogin } from "../../main/core/barrier/logins.ts";
import { type Bulkhead, withBulkhead } from "../helpers/bulkhead.ts";
import { hasVersion, onServer } from "../helpers/postgres.ts";
import { type PrivateCluster, privateCluster } from "../helpers/private-cluster.ts";
import { ALPHA, BETA, openShop, type Shop, shopTenancy } from "../helpers/view-scene.ts";
import { hostileParts, hostileStatements } from "../isolation/hostile-statements.ts";

const FOREIGN = new RegExp(`beta-secret|${BETA}|"Beta"`);

/** What hostile statements could leave: rows, objects, roles, large objects, prepared transactions, listeners. */
const REMAINS = `
SELECT json_build_object('orders', (SELECT md5(string_agg(o::text, ',' ORDER BY id)) FROM orders o), 'objects', (SELECT count(*) FROM pg_class),
	'policies', (SELECT count(*) FROM pg_policy), 'roles', (SELECT count(*) FROM pg_roles WHERE rolname !~ '^bulkhead_view_'),
	'large', (SELECT count(*) FROM pg_largeobject_metadata), 'prepared', (SELECT count(*) FROM pg_prepared_xacts),
	'grants', (SELECT md5(string_agg(coalesce(relacl::text, '-'), ',' ORDER BY oid)) FROM pg_class))::text AS remains`;

describe.each([18, 16, 14] as const)("hostile statements on PostgreSQL %i", (version) => {
	if (!hasVersion(version)) return it.skip(`no binaries of PostgreSQL ${version} here`);
	let cluster: PrivateCluster;
	let shop: Shop;
	beforeAll(async () => {
		cluster = await privateCluster(version);
		shop = await openShop(cluster);
		await shop.script(hostileParts);
		await withBulkhead(async ({ client, open }) => {
			const { barrier } = await client.barrier.install({ connection: await open(shop.url), tenancy: shopTenancy });
			expect(barrier).toMatchObject({ holds: true, missing: [] });
		});
	});
	afterAll(() => cluster.stop());

	/** Names of the statements that showed something of the second tenant. */
	async function leaksOf(run: (sql: string) => Promise<unknown>): Promise<{ leaks: string[]; answered: number }> {
		const before = await shop.sql(REMAINS);
		const leaks: string[] = [];
		let answered = 0;
		for (const { name, sql } of hostileStatements) {
			// An answer may quote the statement, which names the second tenant by itself: rows alone are looked at, and errors without it.
			const said = await run(sql).then(
				(rows) => {
					answered += 1;
					return JSON.stringify(rows);
				},
				(caught: unknown) => String(caught),
			);
			const own = sql.includes(BETA) ? said.replaceAll(BETA, "") : said;
			if (FOREIGN.test(own)) leaks.push(`${name}: ${said.slice(0, 200)}`);
		}
		expect(await shop.sql(REMAINS)).toEqual(before);
		return { leaks, answered };
	}

	const through = (url: string, level: string) =>
		withBulkhead(async ({ client, open }: Bulkhead) => {
			const view = await client.views.open({
				connection: await open(url),
				tenant: ALPHA,
				reason: "hostile",
				tenancy: shopTenancy,
			});
			expect(view.level).toBe(level);
			const sql = async (text: string) => (await client.views.sql({ view: view.view, text, maxRows: 1_000 })).rows;
			const result = await leaksOf(sql);
			if (level !== "structured") expect(await sql("SELECT count(*) FROM orders")).toEqual([["20"]]);
			return result;
		});

	it("none leaks at level server", async () => {
		expect((await through(shop.url, "server")).leaks).toEqual([]);
	}, 180_000);

	it("none leaks at level tool", async () => {
		expect((await through(shop.readerUrl, "tool")).leaks).toEqual([]);
	}, 180_000);

	it("none is run at level structured", async () => {
		await shop.script("ALTER ROLE bulkhead_viewer CREATEDB");
		expect(await through(shop.adminUrl, "structured")).toEqual({ leaks: [], answered: 0 });
		await shop.script("ALTER ROLE bulkhead_viewer NOCREATEDB");
	}, 180_000);

	it("none leaks through a one-time login that nothing but the server holds", async () => {
		const login = inventLogin(ALPHA);
		if (!login) throw new Error("no login");
		await onServer(shop.owner, (session) => makeLogin(session, login, new Date(Date.now() + 600_000)));
		try {
			const { leaks, answered } = await leaksOf((sql) =>
				onServer({ ...shop.owner, ...login, connectTimeoutMs: 5_000 }, async (session) => {
					await session.execute("SET statement_timeout = '2s'; BEGIN READ ONLY; SET LOCAL search_path = public");
					await session.query("SELECT set_config('app.tenant', $1, true)", [ALPHA]);
					return (await (await session.open(sql)).fetch(1_000)).rows;
				}),
			);
			expect(leaks).toEqual([]);
			// Most of them run, and show nothing that is not the tenant's own.
			expect(answered).toBeGreaterThan(30);
		} finally {
			await onServer(shop.owner, (session) => session.execute(`DROP ROLE "${login.user}"`));
		}
	}, 180_000);
});
