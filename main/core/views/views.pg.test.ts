import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Bulkhead, withBulkhead } from "../../../test/helpers/bulkhead.ts";
import { type PrivateCluster, privateCluster } from "../../../test/helpers/private-cluster.ts";
import { ALPHA, BETA, openShop, type Shop, shopTenancy } from "../../../test/helpers/view-scene.ts";
import type { OpenedView, ViewLevel, ViewPiece, ViewRows } from "../../contract/index.ts";

const orders = { schema: "public", name: "orders" };
const reason = "a customer asks";

async function fileOf(pieces: AsyncIterable<ViewPiece>): Promise<{ text: string; end: ViewPiece["end"] }> {
	const all: ViewPiece[] = [];
	for await (const piece of pieces) all.push(piece);
	return { text: all.map(({ text }) => text).join(""), end: all.at(-1)?.end };
}

describe("views", () => {
	let cluster: PrivateCluster;
	let shop: Shop;
	beforeAll(async () => {
		cluster = await privateCluster();
		shop = await openShop(cluster);
		await withBulkhead(async ({ client, open }) => {
			await client.barrier.install({ connection: await open(shop.url), tenancy: shopTenancy });
		});
	});
	afterAll(() => cluster.stop());

	const as: Record<ViewLevel, () => string> = {
		server: () => shop.url,
		tool: () => shop.readerUrl,
		structured: () => shop.adminUrl,
	};

	async function withView<T>(
		level: ViewLevel,
		use: (view: OpenedView, bulkhead: Bulkhead) => Promise<T>,
		more: { tenant?: string; minutes?: number; tenancy?: typeof shopTenancy & { mask?: string[] } } = {},
	): Promise<T> {
		return withBulkhead(async (bulkhead) => {
			const connection = await bulkhead.open(as[level]());
			// A superuser can make one-time logins too: without the barrier's tables there is nothing that they could look at.
			const tenancy = more.tenancy ?? shopTenancy;
			if (level === "structured") await shop.script("ALTER ROLE bulkhead_viewer CREATEDB");
			try {
				const view = await bulkhead.client.views.open({ connection, tenant: ALPHA, reason, tenancy, ...more });
				expect(view.level).toBe(level);
				return await use(view, bulkhead);
			} finally {
				if (level === "structured") await shop.script("ALTER ROLE bulkhead_viewer NOCREATEDB");
			}
		});
	}

	describe.each(["server", "tool", "structured"] as const)("at level %s", (level) => {
		it("shows the tenant's rows and no other, with the evidence", () =>
			withView(level, async ({ view, evidence, tables }, { client }) => {
				expect(evidence).toMatchObject({ level, tenant: ALPHA, readOnly: true });
				if (level !== "structured")
					expect(evidence).toMatchObject({ superuser: false, bypassrls: false, refusesUnfiltered: true });
				expect(tables.map(({ name }) => name).sort()).toEqual([
					"events",
					"events_new",
					"events_old",
					"lines",
					"orders",
					"tenants",
				]);
				for (const table of tables) {
					const { rows, evidence: proof } = await client.views.browse({
						view,
						table: { schema: "public", name: table.name },
					});
					expect(rows.length, table.name).toBeGreaterThan(0);
					expect(JSON.stringify(rows)).not.toMatch(/beta|Beta/);
					if (level !== "structured")
						expect(proof.rowSecurity).toEqual([{ schema: "public", table: table.name, active: true }]);
				}
			}));

		it.each([
			["its key", []],
			["a column with nulls", [{ column: "note" }]],
			["two columns in two directions", [{ column: "note", desc: true }, { column: "amount" }]],
		])("pages in the order of %s until every row was there once", (_, sort) =>
			withView(level, async ({ view }, { client }) => {
				const ids: (string | null | undefined)[] = [];
				for (let after: (string | null)[] | undefined = undefined; ; ) {
					const page: ViewRows = await client.views.browse({
						view,
						table: orders,
						sort,
						limit: 7,
						...(after && { after }),
					});
					ids.push(...page.rows.map(([id]) => id));
					after = page.next;
					if (!after) break;
				}
				expect(ids).toHaveLength(20);
				expect(new Set(ids).size).toBe(20);
			}),
		);

		it("goes on behind a row of which only the key is given", () =>
			withView(level, async ({ view }, { client }) => {
				const at = { view, table: orders, sort: [{ column: "note" }] };
				const first = await client.views.browse({ ...at, limit: 3 });
				const next = await client.views.browse({ ...at, limit: 3, after: [first.rows.at(-1)?.[0] ?? ""] });
				const all = await client.views.browse({ ...at, limit: 6 });
				expect([...first.rows, ...next.rows]).toEqual(all.rows);
			}));

		it("filters, counts, suggests and peeks within the tenant", () =>
			withView(level, async ({ view }, { client }) => {
				const at = { view, table: orders };
				const filtered = async (column: string, op: "=" | "contains" | "in" | "null" | ">", value?: string) =>
					(await client.views.browse({ ...at, filters: [{ column, op, ...(value === undefined ? {} : { value }) }] }))
						.rows.length;
				expect(await filtered("id", "=", "3")).toBe(1);
				expect(await filtered("id", "=", "4")).toBe(0);
				expect(await filtered("secret", "contains", "BETA")).toBe(0);
				expect(await filtered("id", "in", '["1","2","3"]')).toBe(2);
				expect(await filtered("amount", ">", "30")).toBe(5);
				expect(await client.views.count(at)).toMatchObject({ rows: 20, more: false });
				expect(await client.views.count({ ...at, atMost: 5 })).toMatchObject({ rows: 5, more: true });
				const { values } = await client.views.suggest({ ...at, column: "secret" });
				expect(values).toHaveLength(20);
				expect(JSON.stringify(values)).not.toContain("beta");
				const peeked = await client.views.peek({
					view,
					table: { schema: "public", name: "lines" },
					key: ["10"],
					column: "order_id",
				});
				expect(peeked).toMatchObject({ table: orders, key: ["1"], rows: [expect.arrayContaining(["order 1"])] });
				await expect(client.views.cell({ ...at, key: ["2"], column: "secret" })).rejects.toMatchObject({
					code: "NOT_FOUND",
				});
				expect(await client.views.cell({ ...at, key: ["1"], column: "secret" })).toMatchObject({
					value: "alpha-secret-1",
				});
				await expect(
					client.views.browse({ ...at, filters: [{ column: "id", op: "=", value: "x" }] }),
				).rejects.toMatchObject({
					code: "BAD_INPUT",
				});
			}));

		it("exports what it shows, in pieces that are one file", () =>
			withView(level, async ({ view }, { client }) => {
				const csv = await fileOf(await client.views.export({ view, from: { table: orders }, format: "csv" }));
				expect(csv.end).toMatchObject({ rows: 20, truncated: false });
				expect(csv.text.trim().split("\r\n")).toHaveLength(21);
				const json = await fileOf(await client.views.export({ view, from: { table: orders }, format: "json" }));
				expect(JSON.parse(json.text)).toMatchObject({ tenant: { id: ALPHA }, reason });
				expect(csv.text + json.text).not.toContain("beta");
			}));

		it("masks columns on the server, and reveals one value for a reason that is kept", () =>
			withView(
				level,
				async ({ view, tables }, { client }) => {
					expect(tables.find(({ name }) => name === "orders")?.masked).toEqual(["secret"]);
					const at = { view, table: orders };
					const { rows, columns } = await client.views.browse(at);
					const place = columns.findIndex(({ name }) => name === "secret");
					expect(new Set(rows.map((row) => row[place]))).toEqual(new Set(["•••"]));
					await expect(client.views.suggest({ ...at, column: "secret" })).rejects.toMatchObject({ code: "REFUSED" });
					await expect(client.views.cell({ ...at, key: ["1"], column: "secret" })).rejects.toMatchObject({
						code: "REFUSED",
					});
					const revealed = await client.views.reveal({
						...at,
						key: ["1"],
						column: "secret",
						reason: "to compare a number",
					});
					expect(revealed).toMatchObject({ value: "alpha-secret-1", reveals: 1 });
					const { entries } = await client.audit.list({ tenant: ALPHA });
					expect(entries[0]).toMatchObject({
						action: "view-reveal",
						reason: "to compare a number",
						counts: { reveals: 1 },
					});
				},
				{ tenancy: { ...shopTenancy, mask: ["public.orders.secret"] } },
			));
	});

	it.each(["server", "tool"] as const)("free SQL at level %s sees the tenant's rows and no other", (level) =>
		withView(
			level,
			async ({ view }, { client }) => {
				const sql = (text: string) => client.views.sql({ view, text });
				expect((await sql("SELECT count(*), min(title) AS title FROM orders")).rows).toEqual([["20", "order 1"]]);
				expect(
					(
						await sql(
							"SELECT o.id, l.what, o.secret FROM orders o JOIN lines l ON l.order_id = o.id ORDER BY 1 LIMIT 2; -- end",
						)
					).rows,
				).toEqual([
					["1", "line of alpha-secret-1", "•••"],
					["3", "line of alpha-secret-3", "•••"],
				]);
				expect((await sql("TABLE tenants")).rows).toEqual([[ALPHA, "Alpha", "alpha", "active"]]);
				expect((await sql("SELECT 1 AS a, 2 AS a, repeat('x', 5000) AS long")).cut).toEqual([
					{ row: 0, column: 2, length: 5000 },
				]);
				await expect(sql("SELECT 1; SELECT 2")).rejects.toMatchObject({ code: "REFUSED" });
				await expect(sql("SELEC 1")).rejects.toMatchObject({ code: "BAD_INPUT" });
				const wrong =
					"SELECT id, 'é😀'\n  FROM orders o JOIN lines l\n    ON l.order_id = o.id WHERE nothing = 1 AND secret <> ''";
				await expect(sql(wrong)).rejects.toMatchObject({
					code: "STATEMENT_FAILED",
					data: { sqlstate: "42702", line: 1, column: 8, offset: 7 },
				});
				await expect(sql(wrong.replace("SELECT id", "SELECT o.id"))).rejects.toMatchObject({
					code: "STATEMENT_FAILED",
					data: { sqlstate: "42703", line: 3, offset: wrong.indexOf("nothing") + 2 },
				});
				await expect(sql("SELECT 1\n  FROMM orders (")).rejects.toMatchObject({
					code: "BAD_INPUT",
					data: { offset: expect.any(Number) },
				});
			},
			{ tenancy: { ...shopTenancy, mask: ["public.orders.secret"] } },
		),
	);

	it("a file that nobody reads on keeps nobody from browsing, and closing ends it", () =>
		withView("server", async ({ view }, { client }) => {
			const file = (
				await client.views.export({
					view,
					from: { sql: "SELECT repeat('x', 100000) FROM generate_series(1, 500)" },
					format: "csv",
				})
			)[Symbol.asyncIterator]();
			expect((await file.next()).done).toBe(false);
			const seen = await Promise.all(
				Array.from({ length: 6 }, () => client.views.browse({ view, table: orders, limit: 3 })),
			);
			expect(seen.map(({ rows }) => rows.length)).toEqual([3, 3, 3, 3, 3, 3]);
			expect(await client.views.close({ view })).toEqual({ closed: true });
			expect(await shop.sql("SELECT 1::text AS there FROM pg_roles WHERE rolname LIKE 'bulkhead\\_view\\_%'")).toEqual(
				[],
			);
		}));

	it("free SQL is refused where nothing would keep it inside, with the reason and the ways up", () =>
		withView("structured", async ({ view, waysUp }, { client }) => {
			expect(waysUp.length).toBeGreaterThanOrEqual(2);
			await expect(client.views.sql({ view, text: "SELECT 1" })).rejects.toMatchObject({
				code: "REFUSED",
				data: { data: { reasons: expect.arrayContaining(waysUp) } },
			});
		}));

	it("puts two tenants and the superuser side by side in one snapshot", () =>
		withView("structured", async ({ view }, { client }) => {
			const seen = await client.views.compare({
				view,
				table: orders,
				other: "beta",
				reason: "who sees what",
				limit: 10,
			});
			expect(seen.counts).toEqual({ tenant: 5, other: 5, admin: 10 });
			expect(seen.rows[0]).toMatchObject({ key: ["1"], seenBy: { tenant: true, other: false, admin: true } });
			expect(seen.rows[1]).toMatchObject({ key: ["2"], seenBy: { tenant: false, other: true, admin: true } });
			const next = await client.views.compare({
				view,
				table: orders,
				other: BETA,
				reason: "who sees what",
				limit: 10,
				after: seen.next ?? [],
			});
			expect(next.rows[0]?.key).toEqual(["11"]);
		}));

	it("ends at its time: nothing is answered, what runs is ended, and its login is gone", () =>
		withView("server", async ({ view, connection }, { client }) => {
			expect(
				await shop.sql("SELECT 1::text AS there FROM pg_roles WHERE rolname LIKE 'bulkhead\\_view\\_%'"),
			).toHaveLength(1);
			expect((await client.views.list({ connection })).views).toHaveLength(1);
			expect(await client.views.extend({ view, minutes: 5, reason: "still at it" })).toMatchObject({ view });
			expect(await client.views.close({ view })).toEqual({ closed: true });
			await expect(client.views.browse({ view, table: orders })).rejects.toMatchObject({ code: "NOT_FOUND" });
			expect(await shop.sql("SELECT 1::text AS there FROM pg_roles WHERE rolname LIKE 'bulkhead\\_view\\_%'")).toEqual(
				[],
			);
		}));

	it("tells where in the text an error is, whatever stands before the statement", () =>
		withView("server", async ({ view }, { client }) => {
			await expect(
				client.views.sql({ view, text: "-- first\n\n  SELECT id,\n    titel FROM public.orders" }),
			).rejects.toMatchObject({ code: "STATEMENT_FAILED", data: { line: 4, column: 5, sqlstate: "42703" } });
			await expect(client.views.sql({ view, text: "SELECT 1\nFRM x" })).rejects.toMatchObject({
				code: "BAD_INPUT",
				data: { line: 2 },
			});
		}));

	it("foresees the level that an opening then has, and opens nothing for it", () =>
		withBulkhead(async ({ client, open }) => {
			for (const [url, level] of [
				[shop.url, "server"],
				[shop.readerUrl, "tool"],
			] as const) {
				const at = { connection: await open(url), tenant: ALPHA, tenancy: shopTenancy };
				expect(await client.views.foresee(at)).toMatchObject({
					level,
					freeSql: true,
					tables: 6,
					tenant: { id: ALPHA },
				});
				expect(await client.views.list({})).toEqual({ views: [] });
			}
			await expect(
				client.views.foresee({ connection: await open(shop.adminUrl), tenant: "nobody", tenancy: shopTenancy }),
			).rejects.toMatchObject({ code: "NOT_FOUND" });
		}));

	it("writes who looked as whom, why and at which level before the first row leaves", () =>
		withView("server", async ({ view }, { client }) => {
			await client.views.browse({ view, table: orders });
			const { entries } = await client.audit.list({});
			expect(entries.map(({ action, outcome }) => `${action} ${outcome}`)).toEqual([
				"view-browse done",
				"as-tenant done",
			]);
			expect(entries[0]).toMatchObject({
				tenant: ALPHA,
				reason,
				effect: "look",
				counts: { rows: 20 },
				details: { level: "server", table: "public.orders" },
			});
		}));

	it("refuses a tenant that is not there, and a level that is not to be had", () =>
		withBulkhead(async ({ client, open }) => {
			const connection = await open(shop.readerUrl);
			const at = { connection, reason, tenancy: shopTenancy };
			await expect(client.views.open({ ...at, tenant: ALPHA, require: "server" })).rejects.toMatchObject({
				code: "REFUSED",
			});
			const admin = { ...at, connection: await open(shop.adminUrl) };
			await expect(client.views.open({ ...admin, tenant: "nobody" })).rejects.toMatchObject({ code: "NOT_FOUND" });
		}));
});
