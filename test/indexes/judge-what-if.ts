/** Queries with an index more and one less, as the application plans them, by hypopg and on an empty copy. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { WhatIf } from "../../main/contract/indexes.ts";
import { type Bulkhead, withBulkhead } from "../helpers/bulkhead.ts";
import type { PostgresVersion } from "../helpers/clusters.ts";
import { onServer, type TestDatabase, withDatabase } from "../helpers/postgres.ts";
import { type OwnServer, ownServer } from "./own-server.ts";
import { APP, functions, profile } from "./policy-shapes.ts";

const SCENE = `${functions}
	CREATE EXTENSION IF NOT EXISTS pg_stat_statements;
	INSERT INTO tenants (name) SELECT 'T' || n FROM generate_series(1, 40) n;
	CREATE TABLE orders (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), tenant_id uuid NOT NULL REFERENCES tenants, status text, total int, created_at timestamptz NOT NULL DEFAULT now());
	INSERT INTO orders (tenant_id, status, total, created_at) SELECT id, 'open', n, now() - n * interval '1 minute' FROM tenants, generate_series(1, 250) n;
	CREATE INDEX orders_tenant ON orders (tenant_id); CREATE INDEX orders_total ON orders (total);
	CREATE INDEX "orders odd ""one" ON orders (lower(status), tenant_id);
	ALTER TABLE orders ENABLE ROW LEVEL SECURITY; ALTER TABLE orders FORCE ROW LEVEL SECURITY;
	CREATE POLICY own ON orders USING (tenant_id = tenant_sql());
	GRANT SELECT, INSERT, UPDATE, DELETE ON orders TO ${APP};
	CREATE SEQUENCE touched; GRANT USAGE ON SEQUENCE touched TO ${APP}; ANALYZE;`;

/** As the application asked: two of them by the table's name alone, one with its schema, one that changes rows, one of another table. */
const ASKED = [
	"SELECT id FROM orders WHERE total = 17 AND nextval('touched') > 0",
	"SELECT * FROM public.orders ORDER BY created_at DESC LIMIT 20",
	"UPDATE orders SET status = 'done' WHERE total = 4000",
	"SELECT count(*) FROM tenants",
];

interface Scene extends Pick<TestDatabase, "params" | "sql"> {
	client: Bulkhead["client"];
	connection: string;
}

export function judgeWhatIf(kind: PostgresVersion | "debian"): void {
	describe(`on ${kind === "debian" ? "Debian's PostgreSQL 15" : `PostgreSQL ${kind}`}`, () => {
		let server: OwnServer;
		beforeAll(async () => {
			server = await ownServer(kind);
		});
		afterAll(() => server?.stop());

		const withScene = (use: (scene: Scene) => Promise<void>, more = ""): Promise<void> =>
			withDatabase(
				async ({ params, script, sql, url }) => {
					await script(SCENE + more);
					await onServer(params, async (session) => {
						const [tenant] = await session.query<{ id: string }>("SELECT id::text AS id FROM tenants LIMIT 1");
						await session.query("SELECT pg_stat_statements_reset()::text");
						await session.query("SELECT set_config('app.tenant', $1, false)", [tenant?.id ?? ""]);
						await session.execute(`SET ROLE ${APP}`);
						for (const query of ASKED) await session.query(query);
					});
					await withBulkhead(async ({ client, open }) => use({ params, sql, client, connection: await open(url) }));
				},
				{ server },
			);

		const about = ({ statements }: WhatIf, text: string) => statements.find(({ query }) => query.includes(text));
		const ask = { tenancy: profile };

		test("without an index: the queries that were recorded change their plans, as the application makes them, and none is run", () =>
			withScene(async ({ client, connection, sql }) => {
				const before = await sql("SELECT last_value::text, is_called::text FROM touched");
				const told = await client.indexes.withoutIndex({ connection, index: "public.orders_total", ...ask });
				expect(told.by).toBe("empty copy");
				expect(told.says).toContain("pg_stat_statements has recorded");
				expect(told.says).toContain(`planned as ${APP}`);
				expect(about(told, "total = $1 AND")).toMatchObject({ calls: 1, changes: true });
				expect(about(told, "total = $1 AND")?.planBefore).toContain("orders_total");
				expect(about(told, "total = $1 AND")?.planAfter).not.toContain("orders_total");
				expect(about(told, "UPDATE")).toMatchObject({ changes: true });
				expect(about(told, "ORDER BY created_at")).toMatchObject({ changes: false });
				expect(about(told, "ORDER BY created_at")?.planBefore).toContain("tenant_id");
				expect(told.statements.some(({ query }) => query.includes("FROM tenants"))).toBe(false);
				expect(told.bytes).toBeGreaterThan(0);
				expect(await sql("SELECT last_value::text, is_called::text FROM touched")).toEqual(before);
				expect(await sql("SELECT count(*)::text AS n FROM pg_class WHERE relpersistence = 't'")).toEqual([{ n: "0" }]);
			}));

		test("with one more: by hypopg where that is installed, else on the copy; the page is read in its order", () =>
			withScene(async ({ client, connection }) => {
				const told = await client.indexes.withIndex({
					...{ connection, table: "public.orders", columns: ["tenant_id", "created_at DESC"], ...ask },
				});
				expect(told.by).toBe("empty copy");
				const page = about(told, "ORDER BY created_at");
				expect(page).toMatchObject({ changes: true });
				expect(page?.planBefore).toContain("Sort");
				expect(page?.planAfter).not.toContain("Sort");
			}));

		test("columns that are none, and SQL in their place, are refused; what is not there is not found", () =>
			withScene(async ({ client, connection }) => {
				const ask = (columns: string[], table = "public.orders") =>
					client.indexes.withIndex({ connection, table, columns, tenancy: profile });
				for (const columns of [
					["nothing"],
					["tenant_id); DROP TABLE orders; --"],
					["(lower(status)) ; SELECT 1"],
					["(nothing)"],
				])
					await expect(ask(columns)).rejects.toMatchObject({ code: "BAD_INPUT" });
				await expect(ask(["id"], "public.nothing")).rejects.toMatchObject({ code: "NOT_FOUND" });
				await expect(client.indexes.withoutIndex({ connection, index: "public.nothing" })).rejects.toMatchObject({
					code: "NOT_FOUND",
				});
			}));

		test("the table is only looked at: whoever holds it against every writer is not waited for", () =>
			withScene(async ({ client, connection, params }) => {
				await onServer(params, async (session) => {
					await session.execute("BEGIN; LOCK TABLE orders IN EXCLUSIVE MODE");
					const told = await client.indexes.withoutIndex({ connection, index: 'public."orders odd ""one"', ...ask });
					expect(told.statements.length).toBeGreaterThan(2);
					await session.execute("ROLLBACK");
				});
			}));

		test("without pg_stat_statements it is what every application asks, and says so", () =>
			withScene(async ({ client, connection, sql }) => {
				await sql("DROP EXTENSION pg_stat_statements");
				const told = await client.indexes.withoutIndex({ connection, index: "public.orders_pkey", ...ask });
				expect(told.says).toContain("pg_stat_statements is not installed");
				expect(about(told, '"id" = $1')).toMatchObject({ calls: null, changes: true });
			}));

		if (kind === "debian")
			test("hypopg is taken where it is: costs are those of the table as it is", () =>
				withScene(async ({ client, connection }) => {
					const told = await client.indexes.withIndex({
						...{ connection, table: "public.orders", columns: ["tenant_id", "created_at DESC"], ...ask },
					});
					expect(told.by).toBe("hypopg");
					expect(told.bytes).toBeGreaterThan(0);
					const page = about(told, "ORDER BY created_at");
					expect(page).toMatchObject({ changes: true });
					expect(page?.costAfter).toBeLessThan((page?.costBefore ?? 0) / 2);
				}, "CREATE EXTENSION hypopg;"));
	});
}
