import { expect, test } from "vitest";
import type { RehearseResult, TenancyProfile } from "../../main/contract/index.ts";
import { type Finished, finish, withBulkhead, withSet } from "../helpers/bulkhead.ts";
import { type TestDatabase, withDatabase } from "../helpers/postgres.ts";

const A = "00000000-0000-4000-8000-00000000000a";
const B = "00000000-0000-4000-8000-00000000000b";
const C = "00000000-0000-4000-8000-00000000000c";

const before = `
CREATE TABLE tenants (id uuid PRIMARY KEY, name text NOT NULL, slug text);
INSERT INTO tenants VALUES ('${A}', 'Alpha', 'alpha'), ('${B}', 'Beta', 'beta'), ('${C}', 'Gamma', 'gamma');
CREATE TABLE notes (id int PRIMARY KEY, tenant_id uuid NOT NULL REFERENCES tenants, body text);
CREATE TABLE lines (note int REFERENCES notes ON DELETE CASCADE, tenant_id uuid NOT NULL, n int);
INSERT INTO notes SELECT i, (ARRAY['${A}', '${B}', '${C}']::uuid[])[1 + i % 3], 'x' FROM generate_series(1, 30) i;
INSERT INTO lines SELECT i, tenant_id, n FROM notes, generate_series(1, 2) n, LATERAL (SELECT notes.id AS i) q;
`;

type Rehearsed = RehearseResult["rehearsal"][number];

async function rehearse(
	database: TestDatabase,
	files: Record<string, string>,
	extra: { tenancy?: TenancyProfile; tenants?: boolean } = {},
): Promise<Finished<"rehearse">> {
	return withSet(files, (folder) =>
		withBulkhead(async ({ client, open }) => {
			const connection = await open(database.url, folder);
			return finish(client, "rehearse", client.migrations.rehearse({ connection, ...extra }));
		}),
	);
}

async function effects(database: TestDatabase, sql: string, tenancy?: TenancyProfile): Promise<Rehearsed> {
	const { result, error } = await rehearse(database, { "001_a.sql": sql }, tenancy ? { tenancy } : {});
	expect(error).toBeUndefined();
	const [first] = result?.rehearsal ?? [];
	if (!first) throw new Error("nothing was rehearsed");
	return first;
}

test("each statement's rows are told tenant by tenant, with names: inserted, updated, deleted, cascaded, in a DO block, by COPY", () =>
	withDatabase(async (database) => {
		await database.script(before);
		const { tenants, tenantsMissing, rows } = await effects(
			database,
			[
				`UPDATE notes SET body = 'y' WHERE id <= 3;`,
				`DELETE FROM notes WHERE id IN (3, 4, 5);`,
				`DO $$ BEGIN INSERT INTO notes SELECT 100 + i, '${B}', 'n' FROM generate_series(1, 4) i; DELETE FROM lines WHERE n = 2; END $$;`,
				"COPY notes FROM stdin;",
				`200\t${C}\tcopied`,
				"\\.",
				"CREATE TABLE plain (id int); INSERT INTO plain VALUES (1);",
			].join("\n"),
		);
		expect(tenantsMissing).toBeUndefined();
		expect(tenants).toEqual([
			{
				...{ line: 1, table: "public.notes", column: "tenant_id", moved: [], warnings: [] },
				tenants: [A, B, C].map((tenant, at) => ({
					...{ tenant, name: ["Alpha", "Beta", "Gamma"][at], inserted: 0, updated: 1, deleted: 0 },
				})),
			},
			expect.objectContaining({
				...{ line: 2, table: "public.lines" },
				tenants: [A, B, C].map((tenant) => expect.objectContaining({ tenant, deleted: 2, updated: 0, inserted: 0 })),
			}),
			expect.objectContaining({
				...{ line: 2, table: "public.notes" },
				tenants: [A, B, C].map((tenant) => expect.objectContaining({ tenant, deleted: 1 })),
			}),
			expect.objectContaining({
				...{ line: 3, table: "public.lines" },
				tenants: [A, B, C].map((tenant) => expect.objectContaining({ tenant, deleted: 9 })),
			}),
			expect.objectContaining({
				...{ line: 3, table: "public.notes" },
				tenants: [expect.objectContaining({ tenant: B, inserted: 4 })],
			}),
			expect.objectContaining({
				...{ line: 4, table: "public.notes" },
				tenants: [expect.objectContaining({ tenant: C, inserted: 1 })],
			}),
		]);
		expect(rows["public.notes"]).toEqual({ inserted: 5, updated: 3, deleted: 3 });
		expect(await database.sql("SELECT count(*)::text AS n FROM notes")).toEqual([{ n: "30" }]);
		expect(await database.sql("SELECT 1 FROM pg_trigger WHERE tgname LIKE 'bulkhead%'")).toEqual([]);
	}));

test("rows that change hands are told from whom to whom, exactly, also where the tenants exchange as many rows as they get", () =>
	withDatabase(async (database) => {
		await database.script(before);
		const { tenants } = await effects(
			database,
			`UPDATE notes SET tenant_id = CASE tenant_id WHEN '${A}' THEN '${B}' ELSE '${A}' END::uuid WHERE id % 3 <> 2;`,
		);
		expect(tenants).toHaveLength(1);
		expect(tenants[0]?.moved).toEqual(
			expect.arrayContaining([
				{ from: A, to: B, rows: 10 },
				{ from: B, to: A, rows: 10 },
			]),
		);
		expect(tenants[0]?.warnings).toEqual([expect.stringMatching(/^It moves 20 rows from one tenant to another/)]);
	}));

test("a statement that names one tenant, by id or by slug, and touches others is warned about; one that keeps to it is not", () =>
	withDatabase(async (database) => {
		await database.script(before);
		const { tenants } = await effects(
			database,
			[
				`UPDATE notes SET body = 'a' WHERE tenant_id = '${A}' OR id = 1;`,
				`UPDATE notes SET body = 'b' WHERE tenant_id = '${A}';`,
				"DELETE FROM lines WHERE tenant_id <> (SELECT id FROM tenants WHERE slug = 'gamma');",
			].join("\n"),
		);
		expect(tenants.map(({ line, warnings }) => [line, warnings])).toEqual([
			[1, [`It names tenant Alpha (${A}) only, and touches 1 rows that are not of that tenant (Beta (${B})).`]],
			[2, []],
			[3, [expect.stringMatching(/^It names tenant Gamma .* touches 40 rows .*Alpha .*Beta/)]],
		]);
	}));

test("a backfill in the file that adds the column is told as rows that had no tenant, without a warning", () =>
	withDatabase(async (database) => {
		await database.script(`${before} CREATE TABLE old (id int); INSERT INTO old SELECT generate_series(1, 7);`);
		const { tenants } = await effects(
			database,
			`DO $$ BEGIN EXECUTE 'ALTER TABLE old ADD COLUMN tenant_id uuid'; EXECUTE 'UPDATE old SET tenant_id = ''${A}'''; END $$;`,
		);
		expect(tenants).toMatchObject([
			{
				table: "public.old",
				moved: [{ from: null, to: A, rows: 7 }],
				tenants: [{ tenant: null, updated: 7 }],
				warnings: [],
			},
		]);
	}));

test("MERGE, ON CONFLICT, TRUNCATE, partitions and rows that change partition are counted", () =>
	withDatabase(async (database) => {
		await database.script(`${before}
			CREATE TABLE parts (tenant_id uuid, n int) PARTITION BY LIST (tenant_id);
			CREATE TABLE parts_a PARTITION OF parts FOR VALUES IN ('${A}');
			CREATE TABLE parts_b PARTITION OF parts FOR VALUES IN ('${B}');
			INSERT INTO parts SELECT '${A}', generate_series(1, 5);`);
		const { tenants, tenantsMissing } = await effects(
			database,
			[
				`INSERT INTO notes VALUES (1, '${A}', 'c'), (500, '${A}', 'c') ON CONFLICT (id) DO UPDATE SET body = 'c';`,
				`MERGE INTO notes USING (VALUES (2), (600)) v (id) ON notes.id = v.id WHEN MATCHED THEN DELETE WHEN NOT MATCHED THEN INSERT VALUES (v.id, '${C}', 'm');`,
				`UPDATE parts SET tenant_id = '${B}' WHERE n <= 2;`,
				`DELETE FROM parts_a WHERE n = 3;`,
				"TRUNCATE lines;",
			].join("\n"),
		);
		expect(tenantsMissing).toBeUndefined();
		const told = tenants.map(({ line, table, tenants: own, moved }) => [
			...[line, table, moved.map(({ rows }) => rows)],
			own.map(({ name, inserted, updated, deleted }) => `${name} +${inserted} ~${updated} -${deleted}`).sort(),
		]);
		expect(told).toEqual([
			[1, "public.notes", [], ["Alpha +1 ~0 -0", "Beta +0 ~1 -0"]],
			[2, "public.lines", [], ["Gamma +0 ~0 -2"]],
			[2, "public.notes", [], ["Gamma +1 ~0 -1"]],
			[3, "public.parts", [2], ["Alpha +0 ~2 -0"]],
			[4, "public.parts_a", [], ["Alpha +0 ~0 -1"]],
			[5, "public.lines", [], ["Alpha +0 ~0 -20", "Beta +0 ~0 -20", "Gamma +0 ~0 -18"]],
		]);
	}));

test("without a column tenant_id the column that the policies ask about is taken, and a profile overrides what is detected", () =>
	withDatabase(async (database) => {
		await database.script(`
			CREATE TABLE accounts (id int PRIMARY KEY, title text); INSERT INTO accounts VALUES (1, 'One'), (2, 'Two');
			CREATE TABLE orders (id int, account int, buyer int);
			INSERT INTO orders SELECT i, 1 + i % 2, 7 FROM generate_series(1, 10) i;
			ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
			CREATE POLICY own ON orders USING (account = current_setting('app.account')::int);`);
		const sql = "UPDATE orders SET id = id + 1 WHERE account = 1;";
		expect((await effects(database, sql)).tenants).toMatchObject([
			{ column: "account", tenants: [{ tenant: "1", updated: 5 }], warnings: [] },
		]);
		const tenancy = {
			tenantColumn: "none",
			tables: { "public.orders": "buyer" },
			tenants: { table: "accounts", id: "id", name: "title" },
		};
		expect((await effects(database, sql, tenancy)).tenants).toMatchObject([
			{ column: "buyer", tenants: [{ tenant: "7", updated: 5 }] },
		]);
	}));

test("under FORCE the owner who lifts it has every row counted, and the run without tenants counts none", () =>
	withDatabase(async (database) => {
		await database.script(`${before} ALTER TABLE notes ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
			CREATE POLICY own ON notes USING (tenant_id = '${A}');`);
		const files = {
			"001_a.sql":
				"ALTER TABLE notes NO FORCE ROW LEVEL SECURITY; UPDATE notes SET body = 'z'; ALTER TABLE notes FORCE ROW LEVEL SECURITY;",
		};
		const { result } = await rehearse(database, files);
		expect(result?.rehearsal[0]?.tenants[0]?.tenants.map(({ updated }) => updated)).toEqual([10, 10, 10]);
		const without = await rehearse(database, files, { tenants: false });
		expect(without.result?.rehearsal[0]).toMatchObject({ tenants: [], rows: { "public.notes": { updated: 30 } } });
	}));

test("more than 20 tenants: those with the most rows are listed, the others added up", () =>
	withDatabase(async (database) => {
		await database.script(
			"CREATE TABLE t (tenant_id int); INSERT INTO t SELECT i FROM generate_series(1, 50) i, generate_series(1, i) n;",
		);
		const [effect] = (await effects(database, "DELETE FROM t;")).tenants;
		expect(effect?.tenants.map(({ deleted }) => deleted)).toEqual(Array.from({ length: 20 }, (_, at) => 50 - at));
		expect(effect?.others).toEqual({ tenants: 30, inserted: 0, updated: 0, deleted: (30 * 31) / 2 });
	}));

test("where a file switches triggers off, it is said that the count may not be whole", () =>
	withDatabase(async (database) => {
		await database.script(before);
		const rehearsed = await effects(
			database,
			"ALTER TABLE notes DISABLE TRIGGER USER;\nUPDATE notes SET body = '1';\nDO $$ BEGIN ALTER TABLE notes DISABLE TRIGGER USER; UPDATE notes SET body = '2'; END $$;",
		);
		expect(rehearsed.tenantsMissing).toMatch(/switches triggers off/);
	}));

test("the triggers of the table run as in a real run, once: what they write is counted, and the measured run has none of ours", () =>
	withDatabase(async (database) => {
		await database.script(`${before}
			CREATE TABLE log (tenant_id uuid, triggers int);
			CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
				INSERT INTO log SELECT NEW.tenant_id, count(*) FROM pg_trigger WHERE tgrelid = 'notes'::regclass AND NOT tgisinternal; RETURN NEW; END $$;
			CREATE TRIGGER note AFTER UPDATE ON notes FOR EACH ROW EXECUTE FUNCTION note();`);
		const { tenants, rows, schemaDiff, comesBack } = await effects(
			database,
			`UPDATE notes SET body = 't' WHERE tenant_id = '${A}'; DO $$ BEGIN IF (SELECT max(triggers) FROM log) > 1 THEN CREATE TABLE seen (); END IF; END $$;`,
		);
		expect(rows["public.log"]).toEqual({ inserted: 10, updated: 0, deleted: 0 });
		expect(tenants.map(({ table, tenants: [own] }) => [table, own?.inserted, own?.updated])).toEqual([
			["public.log", 10, 0],
			["public.notes", 0, 10],
		]);
		expect([schemaDiff, comesBack]).toEqual([[], undefined]);
	}));
