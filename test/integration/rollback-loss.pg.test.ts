/** What a rollback takes away, seen before it runs: whose rows, whose row-level security, and the room that keeping them takes. */
import { expect, test } from "vitest";
import { type Bulkhead, finish, withBulkhead, withSet } from "../helpers/bulkhead.ts";
import { onServer, paramsOf, type TestDatabase, testServer, withDatabase } from "../helpers/postgres.ts";

interface Scene {
	database: TestDatabase;
	client: Bulkhead["client"];
	connection: string;
}

const scene = (files: Record<string, string>, use: (scene: Scene) => Promise<void>): Promise<void> =>
	withDatabase((database) =>
		withSet(files, (folder) =>
			withBulkhead(async ({ client, open }) => {
				const connection = await open(database.url, folder);
				const { error } = await finish(client, "apply", client.migrations.apply({ connection }));
				expect(error).toBeUndefined();
				await use({ database, client, connection });
			}),
		),
	);

const tenants = `CREATE TABLE tenants (id int PRIMARY KEY, name text);
	INSERT INTO tenants SELECT g, 'Tenant ' || g FROM generate_series(1, 30) g;`;

test("what is lost is counted by tenant, exactly: the ten with the most rows by name, all others together, nobody's rows as such", () =>
	scene(
		{
			"001_tenants.sql": tenants,
			"002_notes.sql": `CREATE TABLE notes (tenant_id int REFERENCES tenants, text text);
				INSERT INTO notes SELECT t, 'x' FROM generate_series(1, 30) t, generate_series(1, t);
				INSERT INTO notes SELECT NULL, 'x' FROM generate_series(1, 28);
				CREATE TABLE plain (id int); INSERT INTO plain VALUES (1);`,
			"rollback/002_notes.sql": "DROP TABLE notes, plain;",
		},
		async ({ client, connection }) => {
			const { lost } = await client.migrations.plan({ connection, direction: "rollback", ids: ["002"] });
			const [notes, plain] = lost;
			expect(plain).toEqual({ object: "public.plain", kind: "table", rows: 1 });
			expect(notes).toMatchObject({ object: "public.notes", rows: 493 });
			expect(notes?.tenants?.slice(0, 4)).toEqual([
				{ tenant: "30", name: "Tenant 30", rows: 30 },
				{ tenant: "29", name: "Tenant 29", rows: 29 },
				{ tenant: "28", name: "Tenant 28", rows: 28 },
				{ tenant: null, rows: 28 },
			]);
			expect(notes?.tenants).toHaveLength(10);
			const named = notes?.tenants?.reduce((sum, { rows }) => sum + rows, 0) ?? 0;
			// 1 to 21 are not named.
			expect(notes?.otherTenants).toEqual({ tenants: 21, rows: 493 - named });
			expect(notes?.otherTenants?.rows).toBe((21 * 22) / 2);
		},
	));

test("whose rows are lost is asked of the tenancy profile that is saved with the connection, and detected where its file cannot be read", () =>
	withDatabase((database) =>
		withSet(
			{
				"001_tenants.sql": tenants,
				"002_notes.sql": `CREATE TABLE notes (tenant_id int, owner int REFERENCES tenants); INSERT INTO notes VALUES (1, 7), (2, 7);`,
				"rollback/002_notes.sql": "DROP TABLE notes;",
			},
			(folder) =>
				withBulkhead(async ({ client }) => {
					const lostOf = async (more: object) => {
						const settings = { migrations: folder, ...more };
						const { id: connection } = await client.connections.open({ url: database.url, settings });
						const applied = await finish(client, "apply", client.migrations.apply({ connection }));
						expect(applied.error).toBeUndefined();
						const { lost } = await client.migrations.plan({ connection, direction: "rollback", ids: ["002"] });
						return lost[0]?.tenants;
					};
					const own = { tenants: { table: "public.tenants", id: "id", name: "name" }, tenantColumn: "owner" };
					expect(await lostOf({ tenancyProfile: own })).toEqual([{ tenant: "7", name: "Tenant 7", rows: 2 }]);
					expect(await lostOf({ tenancy: "no-such-file.json" })).toHaveLength(2);
				}),
		),
	));

test("of a dropped column only values count; the tenant column itself counts for the tenants that it names", () =>
	scene(
		{
			"001_people.sql": `${tenants} CREATE TABLE people (id int PRIMARY KEY); INSERT INTO people SELECT generate_series(1, 9);`,
			"002_owned.sql": "ALTER TABLE people ADD tenant_id int REFERENCES tenants, ADD nick text;",
			"rollback/002_owned.sql": "ALTER TABLE people DROP tenant_id, DROP nick;",
		},
		async ({ client, connection, database }) => {
			await database.script("UPDATE people SET tenant_id = 1 + id % 2; UPDATE people SET nick = 'n' WHERE id < 3");
			const { lost } = await client.migrations.plan({ connection, direction: "rollback", ids: ["002"] });
			expect(lost).toEqual([
				{
					...{ object: "public.people.tenant_id", kind: "column", rows: 9 },
					tenants: [
						{ tenant: "2", name: "Tenant 2", rows: 5 },
						{ tenant: "1", name: "Tenant 1", rows: 4 },
					],
				},
				{
					...{ object: "public.people.nick", kind: "column", rows: 2 },
					tenants: [
						{ tenant: "1", name: "Tenant 1", rows: 1 },
						{ tenant: "2", name: "Tenant 2", rows: 1 },
					],
				},
			]);
		},
	));

test("the room that a snapshot may take is measured, and the ledger keeps figures, no customer's name", () =>
	scene(
		{
			"001_tenants.sql": tenants,
			"002_big.sql": `CREATE TABLE big (tenant_id int REFERENCES tenants, text text);
				INSERT INTO big SELECT 1, repeat('x', 500) FROM generate_series(1, 2000);`,
			"rollback/002_big.sql": "DROP TABLE big;",
			"003_empty.sql": "CREATE TABLE empty ();",
			"rollback/003_empty.sql": "DROP TABLE empty;",
		},
		async ({ client, connection, database }) => {
			const empty = await client.migrations.plan({ connection, direction: "rollback", ids: ["003"] });
			expect(empty).toMatchObject({ lost: [], exposed: [] });
			expect(empty.room).toBeUndefined();
			const { room } = await client.migrations.plan({ connection, direction: "rollback", to: "001" });
			expect(room?.needed).toBeGreaterThan(1_000_000);
			expect(room?.free).toBeGreaterThan(room?.needed ?? 0);
			const request = { connection, to: "001", reason: "x", confirmed: true };
			const { result } = await finish(client, "rollback", client.migrations.rollback(request));
			expect(result?.lost[0]?.tenants).toEqual([{ tenant: "1", name: "Tenant 1", rows: 2000 }]);
			expect(result?.snapshot?.path.startsWith(room?.folder ?? "nowhere")).toBe(true);
			const [entry] = await database.sql<{ lost: string }>(
				"SELECT details ->> 'lost' AS lost FROM bulkhead.events WHERE event = 'rollback' LIMIT 1",
			);
			expect(JSON.parse(entry?.lost ?? "")).toEqual([{ object: "public.big", kind: "table", rows: 2000 }]);
		},
	));

const guarded = (name: string, extra = "") =>
	`CREATE TABLE ${name} (id int, tenant_id int); INSERT INTO ${name} VALUES (1, 1), (2, 2);
	ALTER TABLE ${name} ENABLE ROW LEVEL SECURITY ${extra};
	CREATE POLICY own ON ${name} USING (tenant_id::text = current_setting('app.tenant', true));`;

test("a rollback that switches row security off names the tables with tenants' rows and the roles that then read across tenants", async () => {
	const server = await testServer();
	await onServer(paramsOf(server, "postgres"), (session) =>
		session.execute(`DO $$ DECLARE wanted text; BEGIN
			FOREACH wanted IN ARRAY ARRAY['loss_app', 'loss_owner', 'loss_free', 'loss_stranger', 'loss_group'] LOOP
				BEGIN EXECUTE format('CREATE ROLE %I', wanted); EXCEPTION WHEN duplicate_object THEN END; END LOOP; END $$;
			ALTER ROLE loss_app LOGIN; ALTER ROLE loss_owner LOGIN; ALTER ROLE loss_free LOGIN BYPASSRLS; ALTER ROLE loss_stranger LOGIN;`),
	);
	await scene(
		{
			"001_tables.sql": `${guarded("orders", ", FORCE ROW LEVEL SECURITY")} ${guarded("invoices")} ${guarded("quiet")}
				${guarded("emptied")} DELETE FROM emptied; ${guarded("kept")}
				CREATE TABLE settings (id int); INSERT INTO settings VALUES (1); ALTER TABLE settings ENABLE ROW LEVEL SECURITY;
				ALTER TABLE orders OWNER TO loss_owner; ALTER TABLE invoices OWNER TO loss_owner;
				GRANT SELECT ON orders, invoices, settings, kept TO loss_app, loss_group, loss_free; GRANT SELECT (id) ON quiet TO PUBLIC;`,
			"002_more.sql": "ALTER TABLE kept FORCE ROW LEVEL SECURITY; ALTER TABLE kept OWNER TO loss_owner;",
			"rollback/001_tables.sql": `DO $$ DECLARE name text; BEGIN
				FOREACH name IN ARRAY ARRAY['orders', 'invoices', 'quiet', 'emptied', 'settings'] LOOP
					EXECUTE format('ALTER TABLE %I DISABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY', name);
				END LOOP; END $$;`,
			"rollback/002_more.sql": "ALTER TABLE kept NO FORCE ROW LEVEL SECURITY;",
		},
		async ({ client, connection, database }) => {
			const plan = await client.migrations.plan({ connection, direction: "rollback", ids: ["002", "001"] });
			expect(plan.lost).toEqual([]);
			const of = (table: string) => plan.exposed?.find((each) => each.table === table);
			expect(plan.exposed?.map(({ table }) => table)).toEqual([
				"public.invoices",
				"public.kept",
				"public.orders",
				"public.quiet",
			]);
			// The owner of invoices was never bound, loss_free is bound by nothing, loss_stranger may not read.
			expect(of("public.invoices")).toEqual({
				...{ table: "public.invoices", column: "tenant_id", how: "off", everyone: false, moreRoles: 0 },
				roles: ["loss_app", "loss_group"],
			});
			expect(of("public.orders")?.roles).toEqual(["loss_app", "loss_owner", "loss_group"]);
			expect(of("public.kept")).toMatchObject({ how: "unforced", roles: ["loss_owner"] });
			expect(of("public.quiet")?.roles).toContain("loss_stranger");
			expect(of("public.quiet")?.everyone).toBe(true);
			const { result } = await finish(
				client,
				"rollback",
				client.migrations.rollback({ connection, ids: ["002", "001"], reason: "x" }),
			);
			expect(result?.exposed).toEqual(plan.exposed);
			// As was foretold: it reads every tenant's rows.
			await database.script("GRANT USAGE ON SCHEMA public TO loss_app");
			const [seen] = await database.sql<{ n: string }>(
				"SELECT n FROM (SELECT set_config('role', 'loss_app', false)) AS s, LATERAL (SELECT count(*)::text AS n FROM invoices) AS i",
			);
			expect(seen?.n).toBe("2");
			await database.sql("SELECT set_config('role', 'none', false)");
			await database.script("DROP TABLE orders, invoices, kept, quiet, emptied, settings");
		},
	);
});

test("the rollback of 008 of the bundled set warns of every table with tenants' rows, and of none that is empty", () =>
	withDatabase((database) =>
		withBulkhead(async ({ client, open }) => {
			const connection = await open(database.url);
			await finish(client, "apply", client.migrations.apply({ connection }));
			await database.script(`INSERT INTO tenants (name, slug, region, admin_email) VALUES ('T', 't', 'DZ', 't@x.dz');
				INSERT INTO projects (tenant_id, name) SELECT id, 'P' FROM tenants`);
			const plan = await client.migrations.plan({ connection, direction: "rollback", ids: ["008"] });
			expect(plan.exposed?.map(({ table, column }) => `${table} ${column}`)).toEqual([
				"public.projects tenant_id",
				"public.tenants id",
			]);
		}),
	));
