/** Schemas and statements that a look must come through: odd names and ids, no key, very wide, very long, and what leads past the barrier. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withBulkhead } from "../../../test/helpers/bulkhead.ts";
import { onServer } from "../../../test/helpers/postgres.ts";
import { type PrivateCluster, privateCluster } from "../../../test/helpers/private-cluster.ts";
import { ALPHA, openShop, type Shop, type ShopOptions, shopTenancy, urlOf } from "../../../test/helpers/view-scene.ts";
import type { OpenedView } from "../../contract/index.ts";
import type { Client } from "../../hosts/local-client.ts";
import { inventLogin, makeLogin } from "../barrier/logins.ts";

const reason = "a test";
const odd = 'we"ird\n<b>__proto__</b>';
const quoted = `"${odd.replaceAll('"', '""')}"`;

describe("odd schemas", () => {
	let cluster: PrivateCluster;
	beforeAll(async () => {
		cluster = await privateCluster();
	});
	afterAll(() => cluster.stop());

	/** A shop behind its barrier, and a view of its first tenant at level server. */
	async function inView(
		options: ShopOptions & { more?: string; level?: string; tenant?: string },
		use: (view: OpenedView, client: Client, shop: Shop) => Promise<void>,
	): Promise<void> {
		const shop = await openShop(cluster, options);
		if (options.more !== undefined) await onServer(shop.owner, (session) => session.execute(options.more ?? ""));
		await withBulkhead(async ({ client, open }) => {
			const at = { connection: await open(shop.url), tenancy: shopTenancy };
			await client.barrier.install(at);
			const view = await client.views.open({ ...at, tenant: options.tenant ?? options.ids?.[0] ?? ALPHA, reason });
			expect(view.level, view.why.join(" ")).toBe(options.level ?? "server");
			await use(view, client, shop);
		});
	}

	it.each([
		["integers", "bigint", ["7", "8"]],
		["texts", "text", ["acme", "beta"]],
		["texts with anything in them", "text", ["Ünï_'\"\\", "b.c_d"]],
		["texts that are long", "text", ["a-name-of-thirty-nine-characters-0123456", "another"]],
	] as const)("ids that are %s stand in the login's name", (_, type, [first, second]) =>
		inView({ type, ids: [first.replaceAll("'", "''"), second], tenant: first }, async ({ view, evidence }, client) => {
			expect(evidence.tenant).toBe(first);
			expect(
				(await client.views.sql({ view, text: "SELECT count(*), min(tenant_id::text) FROM orders" })).rows,
			).toEqual([["20", first]]);
		}),
	);

	it("an id that is too long for a name is no reason to show less than the other levels do", () => {
		const long = "x".repeat(60);
		return inView({ type: "text", ids: [long, "b"], level: "structured" }, async ({ why, view }, client) => {
			expect(why.join(" ")).toContain("longer than");
			expect((await client.views.browse({ view, table: { schema: "public", name: "orders" } })).rows).toHaveLength(20);
		});
	});

	it("names with quotes, line ends and __proto__ are names", () =>
		inView(
			{
				more: `CREATE SCHEMA ${quoted}; CREATE TABLE ${quoted}.${quoted} (tenant_id uuid, ${quoted} text PRIMARY KEY, __proto__ text, constructor text);
					INSERT INTO ${quoted}.${quoted} VALUES ('${ALPHA}', E'=cmd\\n"', 'p', 'c');
					ALTER TABLE ${quoted}.${quoted} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
					CREATE POLICY own ON ${quoted}.${quoted} USING (tenant_id = current_setting('app.tenant', true)::uuid)`,
			},
			async ({ view }, client) => {
				const table = { schema: odd, name: odd };
				const page = await client.views.browse({
					view,
					table,
					filters: [{ column: odd, op: "starts", value: "=" }],
					sort: [{ column: "__proto__" }],
				});
				expect(page.rows).toEqual([[ALPHA, '=cmd\n"', "p", "c"]]);
				expect(page.columns.map(({ name }) => name)).toEqual(["tenant_id", odd, "__proto__", "constructor"]);
				expect(await client.views.cell({ view, table, key: ['=cmd\n"'], column: "constructor" })).toMatchObject({
					value: "c",
				});
				const { values } = await client.views.suggest({ view, table, column: "__proto__" });
				expect(values).toEqual([{ value: "p", rows: 1 }]);
			},
		));

	it("a table without a key is paged by where its rows lie, and one of 1,600 columns is shown whole", () => {
		const columns = Array.from({ length: 1_598 }, (_, at) => `c${at} text`).join(", ");
		const guard = (name: string) =>
			`ALTER TABLE ${name} ENABLE ROW LEVEL SECURITY; ALTER TABLE ${name} FORCE ROW LEVEL SECURITY;
			 CREATE POLICY own ON ${name} USING (tenant_id = current_setting('app.tenant', true)::uuid);`;
		return inView(
			{
				more: `CREATE TABLE keyless (tenant_id uuid, n int); INSERT INTO keyless SELECT '${ALPHA}', n FROM generate_series(1, 25) n;
					CREATE TABLE wide (tenant_id uuid, id int PRIMARY KEY, ${columns}); INSERT INTO wide (tenant_id, id, c1597) VALUES ('${ALPHA}', 1, 'last');
					${guard("keyless")} ${guard("wide")}`,
			},
			async ({ view }, client) => {
				const seen: unknown[] = [];
				const at = { view, table: { schema: "public", name: "keyless" }, limit: 10 };
				for (
					let page = await client.views.browse(at);
					;
					page = await client.views.browse({ ...at, after: page.next ?? [] })
				) {
					seen.push(...page.rows.map(([, n]) => n));
					if (!page.next) break;
				}
				expect(new Set(seen).size).toBe(25);
				const wide = await client.views.browse({ view, table: { schema: "public", name: "wide" } });
				expect(wide.rows[0]).toHaveLength(1_600);
				expect(wide.rows[0]?.at(-1)).toBe("last");
				expect((await client.views.sql({ view, text: "TABLE wide" })).rows[0]?.at(-1)).toBe("last");
			},
		);
	});

	it("ten million rows are a page of them; what never ends is ended with its view", () =>
		inView({}, async ({ view }, client) => {
			const many = await client.views.sql({
				view,
				text: "SELECT n, repeat('x', 100) FROM generate_series(1, 10000000) AS n",
			});
			expect(many).toMatchObject({ truncated: true });
			expect(many.rows).toHaveLength(1_000);
			const heavy = await client.views.sql({
				view,
				text: "SELECT repeat('x', 1900) AS a FROM generate_series(1, 100000) AS n",
				maxRows: 10_000,
			});
			expect(heavy.truncated).toBe(true);
			expect(JSON.stringify(heavy.rows).length).toBeLessThan(12_000_000);
			const endless = client.views.sql({
				view,
				text: "SELECT count(*) FROM generate_series(1, 100000000) a, generate_series(1, 100000000) b",
			});
			const ended = expect(endless).rejects.toMatchObject({ code: "REFUSED" });
			await new Promise((done) => setTimeout(done, 500));
			await client.views.close({ view });
			await ended;
		}));

	it("a view with the reader's request gone stops what it asked for", () =>
		inView({}, async ({ view }, client, shop) => {
			const gone = new AbortController();
			const endless = client.views.sql(
				{ view, text: "SELECT count(*) FROM generate_series(1, 10000000000)" },
				{ signal: gone.signal },
			);
			const ended = expect(endless).rejects.toThrow();
			setTimeout(() => gone.abort(), 300);
			await ended;
			await client.views.close({ view });
			expect(
				await shop.sql(
					"SELECT 1 AS left FROM pg_stat_activity WHERE state = 'active' AND usename LIKE 'bulkhead\\_view%'",
				),
			).toEqual([]);
		}));

	it("a SECURITY DEFINER function that everybody may call, and a view with its owner's rights, stand in the way of level server", () =>
		inView(
			{
				level: "structured",
				more: `CREATE FUNCTION everything() RETURNS SETOF orders LANGUAGE sql SECURITY DEFINER AS 'SELECT * FROM orders';
					CREATE VIEW loose AS SELECT * FROM orders; GRANT SELECT ON loose TO PUBLIC`,
			},
			async ({ why, waysUp }, client, shop) => {
				expect(why.join(" ")).toMatch(/function everything\(\)|everything\(\) runs as/);
				expect(why.join(" ")).toContain("the view public.loose");
				expect(waysUp[0]).toContain("barrier check");
				const connection = (await client.connections.open({ url: shop.url })).id;
				const at = { connection, tenancy: shopTenancy };
				await expect(client.views.open({ ...at, tenant: ALPHA, reason, require: "server" })).rejects.toMatchObject({
					code: "REFUSED",
				});
			},
		));

	it("policies for the application's role alone are inherited, and the role cannot be taken on", () =>
		inView({ policiesFor: "shop_app" }, async ({ view, evidence }, client) => {
			expect(evidence).toMatchObject({ level: "server", superuser: false });
			expect((await client.views.sql({ view, text: "SELECT count(*) FROM orders" })).rows).toEqual([["20"]]);
		}));

	it("a policy that somebody changed is noticed, and installed anew", () =>
		inView({}, async (_, client, shop) => {
			await shop.script("ALTER POLICY bulkhead_viewer ON orders USING (true)");
			const at = { connection: (await client.connections.open({ url: shop.url })).id, tenancy: shopTenancy };
			const state = await client.barrier.check(at);
			expect(state).toMatchObject({ holds: false });
			expect(state.missing).toMatchObject([{ name: "orders", installable: true }]);
			expect((await client.barrier.install(at)).barrier).toMatchObject({ holds: true, missing: [] });
		}));

	it("a login without a session was left behind: it is swept, and the trail says so; one in use stays", () =>
		inView({}, async ({ view }, client, shop) => {
			const left = inventLogin(ALPHA);
			if (!left) throw new Error("no login");
			await onServer(shop.owner, (session) => makeLogin(session, left, new Date(Date.now() + 600_000)));
			const connection = (await client.connections.open({ url: shop.url })).id;
			expect((await client.barrier.check({ connection, tenancy: shopTenancy })).swept).toEqual([left.user]);
			const { entries } = await client.audit.list({ action: "sweep-view-logins" });
			expect(entries[0]).toMatchObject({ details: { logins: [left.user] } });
			expect((await client.views.browse({ view, table: { schema: "public", name: "orders" } })).rows).toHaveLength(20);
		}));

	it("a login without CREATEROLE gets level tool, and is told that it cannot make a one-time login", () =>
		inView({}, async (_, client, shop) => {
			const url = urlOf(shop.reader);
			const connection = (await client.connections.open({ url })).id;
			const view = await client.views.open({ connection, tenancy: shopTenancy, tenant: ALPHA, reason });
			expect(view.level).toBe("tool");
			expect(view.why.join(" ")).toContain("CREATEROLE");
		}));
});
