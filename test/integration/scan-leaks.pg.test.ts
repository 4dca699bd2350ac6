/** What a scan says of leaks that are planted one at a time: the very table, tenant and number, and nothing else. */
import { describe, expect, test } from "vitest";
import { finish, withBulkhead } from "../helpers/bulkhead.ts";
import type { PostgresVersion } from "../helpers/clusters.ts";
import { hasVersion, withDatabase } from "../helpers/postgres.ts";
import { A, APP, B, ROLE, scanIt, scanning, told } from "./scan-scene.ts";

interface Leak {
	name: string;
	planted: string;
	found: string[];
	/** security_invoker is of 15. */
	from?: number;
}

/** Every tenant sees all 12: A owns 3, B 4, C 5. */
const all = (table: string): string[] => [
	`public.${table} Alpha 9`,
	`public.${table} Beta 8`,
	`public.${table} Gamma 7`,
];

const leaks: Leak[] = [
	{
		name: "a view that reads as its owner, a superuser",
		planted: `CREATE VIEW note_view AS SELECT * FROM notes; GRANT SELECT ON note_view TO ${APP};`,
		found: all("note_view"),
	},
	{
		name: "a policy USING (true)",
		planted: `CREATE POLICY wide ON notes FOR SELECT TO ${APP} USING (true);`,
		found: all("notes"),
	},
	{
		name: "row-level security switched off on a table with policies",
		planted: "ALTER TABLE notes DISABLE ROW LEVEL SECURITY;",
		found: all("notes"),
	},
	{
		name: "no FORCE where the application owns the table",
		planted: `ALTER TABLE notes OWNER TO ${APP}; ALTER TABLE notes NO FORCE ROW LEVEL SECURITY;`,
		found: all("notes"),
	},
	{
		name: "a partition without a policy that is named directly",
		planted: "DROP POLICY own ON orders_2025; ALTER TABLE orders_2025 DISABLE ROW LEVEL SECURITY;",
		found: ["public.orders_2025 Alpha 5", "public.orders_2025 Beta 4", "public.orders_2025 Gamma 3"],
	},
	{
		name: "rows without a tenant that a policy shows to everybody",
		planted: `INSERT INTO notes VALUES (90, NULL, 'x'), (91, NULL, 'x');
			ALTER POLICY own ON notes USING (tenant_id = current_tenant() OR tenant_id IS NULL);`,
		found: ["public.notes Alpha 2", "public.notes Beta 2", "public.notes Gamma 2"],
	},
	{
		name: "a materialised view, which no policy holds",
		planted: `CREATE MATERIALIZED VIEW note_copy AS SELECT tenant_id, count(*) AS n FROM notes GROUP BY 1; GRANT SELECT ON note_copy TO ${APP};`,
		found: ["public.note_copy Alpha 2", "public.note_copy Beta 2", "public.note_copy Gamma 2"],
	},
	{
		name: "one tenant that sees one row of another",
		planted: `ALTER POLICY own ON notes USING (tenant_id = current_tenant() OR (id = 4 AND current_tenant() = '${A}'));`,
		found: ["public.notes Alpha 1"],
	},
];

/** What stands in the way of being fooled, or of blaming what is right. */
const harmless: Leak[] = [
	{ name: "the clean schema", planted: "", found: [] },
	{
		name: "a view with security_invoker",
		from: 15,
		planted: `CREATE VIEW note_view WITH (security_invoker) AS SELECT * FROM notes; GRANT SELECT ON note_view TO ${APP};`,
		found: [],
	},
	{
		name: "a leaking view that the application may not read",
		planted: "CREATE VIEW note_view AS SELECT * FROM notes;",
		found: [],
	},
];

describe.each<PostgresVersion>([14, 16, 18])("on PostgreSQL %i", (version) => {
	test.runIf(hasVersion(version)).each([...leaks, ...harmless].filter(({ from = 0 }) => version >= from))(
		"$name: exactly what leaks is told",
		({ planted, found }) =>
			scanning(
				planted,
				(result) => {
					expect(told(result)).toEqual(found);
					expect(result.notEvaluated).toEqual([]);
				},
				{ version },
			),
	);
});

test("foreign rows are told with whose they are, and the matrix shows own and foreign side by side", () =>
	scanning(`CREATE POLICY wide ON notes FOR SELECT TO ${APP} USING (true);`, (result) => {
		const alpha = result.foreignRows.find(({ tenant }) => tenant === A);
		expect(alpha).toMatchObject({ name: "Alpha", rows: 9, owners: [{ rows: 5 }, { tenant: B, rows: 4 }] });
		const notes = result.byTable.find(({ table }) => table === "public.notes");
		const at = result.matrix.findIndex(({ id }) => id === A);
		expect([notes?.own[at], notes?.foreign[at], notes?.sawRows, notes?.tenants]).toEqual([3, 9, 3, 3]);
		expect([result.tables, result.tenants, result.evaluated]).toEqual([5, 3, 15]);
	}));

test("operators and types of other schemas that a search path puts first cannot hide a leak", () =>
	scanning(
		`CREATE SCHEMA trap;
		 CREATE FUNCTION trap.never(uuid, uuid) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT false';
		 CREATE FUNCTION trap.always(uuid, uuid) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true';
		 CREATE OPERATOR trap.<> (LEFTARG = uuid, RIGHTARG = uuid, FUNCTION = trap.never);
		 CREATE OPERATOR trap.= (LEFTARG = uuid, RIGHTARG = uuid, FUNCTION = trap.always);
		 CREATE DOMAIN trap.uuid AS pg_catalog.text;
		 CREATE FUNCTION trap.count() RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT 0::bigint';
		 GRANT USAGE ON SCHEMA trap TO PUBLIC;
		 CREATE POLICY wide ON notes FOR SELECT TO ${APP} USING (true);
		 DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET search_path = trap, public, pg_catalog', current_database()); END $$;`,
		(result) => expect(told(result)).toEqual(all("notes")),
	));

test("an id that a collation takes for another's is told apart", () =>
	withDatabase(async ({ script, url }) => {
		await script(`${ROLE}
			CREATE COLLATION loose (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
			CREATE TABLE firms (id text, tenant_id text COLLATE loose);
			INSERT INTO firms VALUES ('1', 'acme'), ('2', 'ACME'), ('3', 'ACME');
			ALTER TABLE firms ENABLE ROW LEVEL SECURITY;
			CREATE POLICY own ON firms USING (tenant_id = current_setting('app.firm', true));
			GRANT SELECT ON firms TO ${APP};`);
		const context = "SELECT set_config('app.firm', $1, true)";
		const tenancy = { tenantColumn: "tenant_id", role: APP, context };
		const { result } = await scanIt(url, { tenancy, tenants: ["acme", "ACME"] });
		expect(result && told(result)).toEqual(["public.firms ACME 1", "public.firms acme 2"]);
	}));

test("the clean IAFactory set with its tenants has no foreign row, and every table is asked as every tenant", () =>
	withDatabase((database) =>
		withBulkhead(async ({ client, open }) => {
			const connection = await open(database.url);
			await finish(client, "apply", client.migrations.apply({ connection }));
			await database.script(`SET session_replication_role = replica;
				INSERT INTO tenants (id, name, slug, region, admin_email)
				SELECT md5(n::text)::uuid, 'T' || n, 't-' || n, 'DZ', 't@example.org' FROM generate_series(1, 30) AS n;
				INSERT INTO projects (tenant_id, name) SELECT md5((1 + n % 30)::text)::uuid, 'P' FROM generate_series(1, 300) AS n;`);
			const { result } = await finish(client, "scan", client.scan.start({ connection }));
			expect(result).toMatchObject({
				role: "iafactory_app",
				foreignRows: [],
				notEvaluated: [],
				orphans: [],
				tables: 16,
			});
			expect(result?.evaluated).toBe(16 * 31);
			expect(result?.byTable.find(({ table }) => table === "public.projects")?.sawRows).toBe(30);
		}),
	));

test("tenants that only rows know, and rows without a tenant, are told", () =>
	scanning(
		`INSERT INTO notes VALUES (90, NULL, 'x'), (91, '00000000-0000-4000-8000-0000000000ff', 'x'), (92, '00000000-0000-4000-8000-0000000000ff', 'x');`,
		({ orphans, foreignRows }) => {
			expect(foreignRows).toEqual([]);
			expect(orphans).toEqual([
				{ table: "public.notes", tenant: "00000000-0000-4000-8000-0000000000ff", rows: 2 },
				{ table: "public.notes", tenant: null, rows: 1 },
			]);
		},
	));

test("a tenant may be named by its slug; one that is not there, and a table that is not, are errors", async () => {
	await scanning("", ({ tenants, matrix }) => expect([tenants, matrix]).toEqual([1, [{ id: B, name: "Beta" }]]), {
		tenants: ["beta"],
	});
	await expect(scanning("", () => {}, { tenants: ["nobody"] })).rejects.toThrow("NOT_FOUND");
	await expect(scanning("", () => {}, { tables: ["public.nowhere"] })).rejects.toThrow("NOT_FOUND");
});
