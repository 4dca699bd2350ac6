/** Sequences, statistics and vacuum, as they are read of a server and judged; and what a login that sees little must not call well. */
import { expect, test } from "vitest";
import { bloatChecks } from "../../main/core/indexes/bloat/checks.ts";
import type { Check } from "../../main/core/indexes/check.ts";
import type { Facts } from "../../main/core/indexes/facts.ts";
import { upkeepChecks } from "../../main/core/indexes/statistics/checks.ts";
import { withBulkhead } from "../helpers/bulkhead.ts";
import { withDatabase } from "../helpers/postgres.ts";
import { functions, profile, shapes, table } from "../indexes/policy-shapes.ts";
import { readFactsOf } from "../indexes/read.ts";

const judge = (facts: Facts, name: string) => {
	const check = [...upkeepChecks, ...bloatChecks].find((each: Check) => each.name === name);
	if (!check) throw new Error(`no check ${name}`);
	return check.judge(facts);
};

const SEQUENCES = `
	CREATE TABLE filling (id serial PRIMARY KEY); SELECT setval('filling_id_seq', 2100000000);
	CREATE TABLE warned (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY); SELECT setval('warned_id_seq', 1900000000);
	CREATE TABLE told (id int PRIMARY KEY DEFAULT 0); CREATE SEQUENCE told_numbers AS bigint; ALTER TABLE told ALTER id SET DEFAULT nextval('told_numbers'); SELECT setval('told_numbers', 1700000000);
	CREATE TABLE wide (id bigserial PRIMARY KEY); SELECT setval('wide_id_seq', 2100000000);
	CREATE TABLE child (wide_id int REFERENCES wide);
	CREATE TABLE roomy (id bigserial PRIMARY KEY); SELECT setval('roomy_id_seq', 2100000000);
	CREATE SEQUENCE down INCREMENT -1 MINVALUE -100 MAXVALUE -1; SELECT setval('down', -96);
	CREATE SEQUENCE fresh MAXVALUE 10;`;

test("a sequence runs out where it, its column or a column that refers to it ends; what is hidden is not called well", () =>
	withDatabase(async ({ params, script, sql }) => {
		await script(SEQUENCES);
		const facts = await readFactsOf(params);
		const { found, objects } = judge(facts, "sequence-exhaustion");
		expect(objects).toBe(7);
		expect(found.map(({ object, severity }) => [object, severity]).sort()).toEqual([
			["sequence public.down", "ERROR"],
			["sequence public.filling_id_seq", "ERROR"],
			["sequence public.told_numbers", "INFO"],
			["sequence public.warned_id_seq", "WARN"],
			["sequence public.wide_id_seq", "ERROR"],
		]);
		expect(found.find(({ object }) => object.endsWith("wide_id_seq"))?.detail).toContain("child.wide_id");
		const down = found.find(({ object }) => object.endsWith(".down"))?.fix;
		expect((await sql(down?.holds.violations ?? "")).length).toBe(1);
		await script(down?.sql ?? "");
		expect(await sql(down?.holds.violations ?? "")).toEqual([]);
		await script("CREATE ROLE sees_little LOGIN PASSWORD 'password-of-a-test'").catch(() => {});
		const bare = await readFactsOf({ ...params, user: "sees_little", password: "password-of-a-test" });
		const seen = judge(bare, "sequence-exhaustion");
		expect(seen.found).toEqual([]);
		expect(seen.notEvaluated).toHaveLength(7);
	}));

test("tables that nobody analysed, or not since much changed, and a partitioned one as a whole; autovacuum that is turned off", () =>
	withDatabase(async ({ params, script }) => {
		await script(`
			CREATE TABLE never (n int) WITH (autovacuum_enabled = false); INSERT INTO never SELECT generate_series(1, 5000);
			CREATE TABLE small (n int); INSERT INTO small SELECT generate_series(1, 500);
			CREATE TABLE changed (n int); INSERT INTO changed SELECT generate_series(1, 5000);
			CREATE TABLE known (n int); INSERT INTO known SELECT generate_series(1, 5000);
			CREATE TABLE parts (n int) PARTITION BY RANGE (n); CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM (0) TO (200000);
			INSERT INTO parts SELECT generate_series(1, 100100);`);
		await script("ANALYZE changed, known, parts_1");
		await script("UPDATE changed SET n = n + 1 WHERE n % 2 = 0; SELECT pg_stat_force_next_flush();");
		const facts = await readFactsOf(params);
		const stale = judge(facts, "stale-statistics");
		expect(stale.found.map(({ object }) => object).sort()).toEqual([
			"table public.changed",
			"table public.never",
			"table public.parts",
		]);
		expect(judge(facts, "vacuum-off").found.map(({ object }) => object)).toEqual(["table public.never"]);
		expect(judge(facts, "wraparound").found).toEqual([]);
		await script(stale.found.map(({ fix }) => fix?.sql).join("\n"));
		await script("SELECT pg_stat_force_next_flush()");
		expect(judge(await readFactsOf(params), "stale-statistics").found).toEqual([]);
	}));

test("behind row-level security pg_stats is empty for who monitors: bloat is not evaluated, with the reason, and never green", () => {
	const [shape] = shapes;
	if (!shape) throw new Error("no shape");
	return withDatabase(async ({ params, script, url }) => {
		await script(`${functions} ${table(shape, "tenant")}
			INSERT INTO tenants (name) SELECT 'T' || n FROM generate_series(1, 10) n;
			INSERT INTO sql_tenant (tenant_id, note) SELECT id, md5(n::text) FROM tenants, generate_series(1, 30000) n;
			CREATE TABLE open (id int PRIMARY KEY, note text); INSERT INTO open SELECT n, md5(n::text) FROM generate_series(1, 400000) n; DELETE FROM open WHERE id % 10 < 8;
			DO $$ BEGIN CREATE ROLE monitors LOGIN PASSWORD 'password-of-a-test'; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
			GRANT pg_monitor, pg_read_all_data TO monitors;`);
		await script("VACUUM ANALYZE open");
		await script("ANALYZE");
		const monitor = await readFactsOf({ ...params, user: "monitors", password: "password-of-a-test" }, profile);
		const hidden = judge(monitor, "index-bloat");
		expect(hidden.notEvaluated.map(({ object }) => object)).toContain("index public.sql_tenant_pkey");
		expect(hidden.notEvaluated[0]?.reason).toMatch(/row-level security|row security/i);
		const tables = judge(monitor, "table-bloat");
		expect(tables.notEvaluated.map(({ object }) => object)).toEqual(["table public.sql_tenant"]);
		const superuser = await readFactsOf(params, profile);
		expect(judge(superuser, "index-bloat").notEvaluated).toEqual([]);
		expect(judge(superuser, "table-bloat").notEvaluated).toEqual([]);
		await withBulkhead(async ({ client, open }) => {
			const detail = await client.indexes.table({
				connection: await open(url),
				table: "public.sql_tenant",
				tenancy: profile,
			});
			expect(detail.plans.application).toMatchObject({ role: profile.role });
			expect(detail.plans.application?.plan).toContain("tenant_id");
			expect(detail.plans.administrator?.plan).not.toContain("tenant_id");
			expect(detail.tenants.hot.length).toBe(10);
			expect(detail.tenants.hot[0]?.share).toBeCloseTo(0.1, 1);
			expect(detail.indexes.find(({ name }) => name === "public.sql_tenant_tenant_id_idx")?.serves).toContain(
				"tenant contract",
			);
			expect(detail.indexes.every(({ bloat }) => bloat !== null)).toBe(true);
			await expect(
				client.indexes.exact({ connection: await open(url), index: "public.sql_tenant_pkey" }),
			).rejects.toMatchObject({
				code: "REFUSED",
			});
		});
	});
});
