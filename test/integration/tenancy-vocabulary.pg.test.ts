import { expect, test } from "vitest";
import { quoteQualified } from "../../main/core/sql/quote.ts";
import { contextCall } from "../../main/core/tenancy/context.ts";
import { findTenant } from "../../main/core/tenancy/find-tenant.ts";
import { readTenancy } from "../../main/core/tenancy/read-tenancy.ts";
import { belongsTo, tenantOf } from "../../main/core/tenancy/tenant-of.ts";
import { onServer, type TestDatabase, withDatabase } from "../helpers/postgres.ts";
import { iafactory } from "../helpers/tenancy-schemas.ts";

const SYSTEM = "00000000-0000-0000-0000-000000000000";

const withIafactory = (use: (database: TestDatabase) => Promise<void>): Promise<void> =>
	withDatabase(async (database) => {
		await database.script(iafactory());
		await use(database);
	});

test("IAFactory's tenancy is found: sixteen tables, the table of tenants, the statement and the role", () =>
	withIafactory(async ({ params }) => {
		const tenancy = await onServer(params, (session) => readTenancy(session));
		expect(tenancy).toMatchObject({
			source: "detected",
			problems: [],
			profile: {
				tenantColumn: "tenant_id",
				role: "iafactory_app",
				context: "SELECT public.set_tenant($1)",
				tenants: {
					table: "public.tenants",
					id: "id",
					slug: "slug",
					adminEmail: "admin_email",
					createdAt: "created_at",
				},
			},
			tenants: { schema: "public", name: "tenants", id: { name: "id", type: "uuid" }, columns: { region: "region" } },
		});
		expect(tenancy.tables).toHaveLength(16);
		expect(tenancy.tables.find(({ name }) => name === "tenants")?.tenant).toEqual({ name: "id", type: "uuid" });
		expect(tenancy.tables.filter(({ path, parent }) => path.length > 0 || parent !== undefined)).toEqual([]);
	}));

test("the statement chooses the tenant, by whom then nothing but its rows is seen", () =>
	withIafactory(async ({ params }) => {
		await onServer(params, async (session) => {
			const tenancy = await readTenancy(session);
			await session.execute("BEGIN");
			const call = contextCall(tenancy, SYSTEM);
			await session.query(call?.sql ?? "", call?.values);
			await session.execute("SET LOCAL ROLE iafactory_app");
			expect(await session.query("SELECT slug FROM tenants")).toEqual([{ slug: "system" }]);
			await session.execute("ROLLBACK");
		});
	}));

test("a tenant is found by id in any spelling and by slug; what is none is NOT_FOUND with a next step", () =>
	withIafactory(async ({ params }) => {
		await onServer(params, async (session) => {
			const tenancy = await readTenancy(session);
			const system = { id: SYSTEM, name: "System", slug: "system", status: "active" };
			for (const written of [SYSTEM, `{${SYSTEM}}`, "system"]) {
				expect(await findTenant(session, tenancy, written)).toEqual(system);
			}
			for (const none of ["nobody", "' OR true --", "11111111-1111-1111-1111-111111111111"]) {
				await expect(findTenant(session, tenancy, none)).rejects.toMatchObject({
					code: "NOT_FOUND",
					data: { hint: /slug/ },
				});
			}
		});
	}));

test("a profile's path through two foreign keys is followed, and an index serves the condition", () =>
	withDatabase(async ({ params, script }) => {
		await script(`
			CREATE TABLE shops (id text PRIMARY KEY, title text); INSERT INTO shops VALUES ('a', 'A'), ('b', 'B');
			CREATE TABLE orders (id bigint PRIMARY KEY, shop varchar(3) REFERENCES shops);
			CREATE TABLE "order ""items" (id int PRIMARY KEY, "the order" bigint REFERENCES orders);
			CREATE TABLE parts (item int REFERENCES "order ""items");
			INSERT INTO orders SELECT i, CASE WHEN i % 2 = 0 THEN 'a' ELSE 'b' END FROM generate_series(1, 2000) i;
			INSERT INTO "order ""items" SELECT i, i FROM generate_series(1, 2000) i;
			INSERT INTO parts SELECT i FROM generate_series(1, 2000) i; INSERT INTO parts VALUES (NULL);
			CREATE INDEX ON orders (shop); CREATE INDEX ON "order ""items" ("the order"); CREATE INDEX ON parts (item);
			UPDATE orders SET shop = 'c' WHERE false; INSERT INTO shops VALUES ('abc', 'cut'); ANALYZE;`);
		const profile = {
			tenantColumn: "tenant_id",
			tenants: { table: "shops", id: "id", name: "title" },
			tables: {
				orders: "shop",
				'order "items': { column: "the order", table: "orders", key: "id" },
				"public.parts": { column: "item", table: 'public.order "items', key: "id" },
				"public.gone": "x",
			},
		};
		await onServer(params, async (session) => {
			const { tables, problems } = await readTenancy(session, profile);
			expect(problems).toEqual(["There is no table public.gone."]);
			const parts = tables.find(({ name }) => name === "parts");
			if (!parts) throw new Error("no parts");
			expect(parts.path).toHaveLength(2);
			const of = `SELECT pg_catalog.count(*)::text AS n FROM ${quoteQualified("public", "parts")} AS t WHERE`;
			expect(await session.query(`${of} ${belongsTo(parts, "t", "$1")}`, ["a"])).toEqual([{ n: "1000" }]);
			expect(await session.query(`${of} ${tenantOf(parts, "t")} = $1`, ["b"])).toEqual([{ n: "1000" }]);
			// 'abcd' is no tenant: a cast to varchar(3) would make 'abc' of it.
			expect(await session.query(`${of} ${belongsTo(parts, "t", "$1")}`, ["abcd"])).toEqual([{ n: "0" }]);
			await session.execute("SET enable_seqscan = off");
			const plan = await session.query<Record<string, string>>(`EXPLAIN ${of} ${belongsTo(parts, "t", "$1")}`, ["a"]);
			expect(plan.map((row) => row["QUERY PLAN"]).join("\n")).toMatch(/Index Cond: \(\(?shop\)?/);
		});
	}));

test("what a statement for the context must not be is told before it runs", () =>
	withDatabase(async ({ params }) => {
		const faults = async (context: string): Promise<string[]> =>
			onServer(params, async (session) => (await readTenancy(session, { tenantColumn: "x", context })).problems);
		expect(await faults("COMMIT")).toEqual([expect.stringMatching(/no SELECT/)]);
		expect(await faults("SELECT set_config('a.b', $10, true)")).toEqual([expect.stringMatching(/no \$1/)]);
		expect(await faults("SELECT set_config('a.b', $1, true)")).toEqual([]);
	}));
