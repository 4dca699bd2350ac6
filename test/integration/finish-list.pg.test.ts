import { expect, test } from "vitest";
import { finish, withBulkhead, withSet } from "../helpers/bulkhead.ts";
import { withDatabase } from "../helpers/postgres.ts";

const set = {
	"001_base.sql": `CREATE TABLE a (id int PRIMARY KEY, tenant_id int);
ALTER TABLE a ENABLE ROW LEVEL SECURITY;
ALTER TABLE a FORCE ROW LEVEL SECURITY;
CREATE POLICY p ON a USING (true);
CREATE TABLE b (id int, a_id int);
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER "odd ""name" BEFORE INSERT ON b FOR EACH ROW EXECUTE FUNCTION f();`,
	"002_open.sql": `ALTER TABLE b ADD CONSTRAINT b_a FOREIGN KEY (a_id) REFERENCES a NOT VALID;
ALTER TABLE b DISABLE TRIGGER USER;
CREATE TABLE c (tenant_id int);
CREATE TABLE plain (id int);`,
};

test("what is open is listed with its beginning and the statement that resolves it; each statement does, and then nothing is open", () =>
	withDatabase((database) =>
		withSet(set, (folder) =>
			withBulkhead(async ({ client, open }) => {
				const connection = await open(database.url, folder);
				expect((await client.certificates.finishList({ connection })).open).toEqual([]);
				await finish(client, "apply", client.migrations.apply({ connection, to: "001" }));
				expect((await client.certificates.finishList({ connection })).open).toEqual([]);
				const { result } = await finish(client, "apply", client.migrations.apply({ connection }));
				expect(result?.certificate).toMatchObject({ open: 3 });
				await database.script(`ALTER TABLE a NO FORCE ROW LEVEL SECURITY; CREATE INDEX b_id ON b (id);
					UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'b_id'::regclass`);
				const found = (await client.certificates.finishList({ connection })).open;
				const by002 = { certificate: 2, migrations: ["002"], outside: false };
				expect(found).toMatchObject([
					{ kind: "constraint-not-validated", object: "b_a on public.b", since: by002 },
					{ kind: "index-invalid", object: "public.b_id", since: null },
					{ kind: "row-security-not-forced", object: "public.a", since: null },
					{ kind: "row-security-off", object: "public.c", since: by002 },
					{ kind: "trigger-disabled", object: '"odd ""name" on public.b', since: by002 },
				]);
				const { body } = await client.certificates.show({ connection, id: "2" });
				expect(body.open.map(({ kind }) => kind)).toEqual([
					"constraint-not-validated",
					"row-security-off",
					"trigger-disabled",
				]);
				for (const { resolve } of found) for (const sql of resolve.split("; ")) await database.script(sql);
				expect((await client.certificates.finishList({ connection })).open).toEqual([]);
			}),
		),
	));

test("what came outside Bulkhead is told as such once a run has noticed it", () =>
	withDatabase((database) =>
		withSet({ ...set, "002_open.sql": "CREATE TABLE x ();" }, (folder) =>
			withBulkhead(async ({ client, open }) => {
				const connection = await open(database.url, folder);
				await finish(client, "apply", client.migrations.apply({ connection, to: "001" }));
				await database.script("ALTER TABLE a DISABLE ROW LEVEL SECURITY");
				await finish(client, "apply", client.migrations.apply({ connection }));
				expect((await client.certificates.finishList({ connection })).open).toMatchObject([
					{ kind: "row-security-off", object: "public.a", since: { certificate: 2, outside: true } },
				]);
			}),
		),
	));

test("a foreign key whose own triggers are at rest is open, and a partition only where others may go to it directly", () =>
	withDatabase((database) =>
		withBulkhead(async ({ client, open }) => {
			const connection = await open(database.url);
			await database.script(`CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE b (a int REFERENCES a); ALTER TABLE b DISABLE TRIGGER ALL;
				CREATE TABLE whole (tenant_id int) PARTITION BY LIST (tenant_id); CREATE TABLE part PARTITION OF whole FOR VALUES IN (1);
				ALTER TABLE whole ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY`);
			const read = async () => (await client.certificates.finishList({ connection })).open;
			expect(await read()).toMatchObject([
				{
					kind: "foreign-key-off",
					object: "b_a_fkey on public.b",
					resolve: "ALTER TABLE public.b ENABLE TRIGGER ALL;",
				},
			]);
			await database.script("GRANT SELECT ON part TO PUBLIC; ALTER TABLE b ENABLE TRIGGER ALL");
			expect(await read()).toMatchObject([{ kind: "row-security-off", object: "public.part" }]);
		}),
	));

test("nothing is open after the whole IAFactory set", () =>
	withDatabase((database) =>
		withBulkhead(async ({ client, open }) => {
			const connection = await open(database.url);
			const { result } = await finish(client, "apply", client.migrations.apply({ connection }));
			expect(result?.certificate).toMatchObject({ number: 1, open: 0 });
			expect((await client.certificates.finishList({ connection })).open).toEqual([]);
		}),
	));

test("tables are known to hold tenants' rows as the connection's tenancy says: by another column, and through a foreign key", () =>
	withDatabase((database) =>
		withBulkhead(async ({ client }) => {
			await database.script(`CREATE TABLE accounts (id int PRIMARY KEY);
				CREATE TABLE orders (id int PRIMARY KEY, account_id int REFERENCES accounts);
				CREATE TABLE lines (id int, order_id int REFERENCES orders);
				CREATE TABLE plain (id int, tenant_id int)`);
			const { host, port, user, password = "", database: name } = database.params;
			const settings = {
				...{ name: "Shop", environment: "test" as const, host, port, database: name, user, sslMode: "prefer" as const },
				tenancyProfile: {
					tenants: { table: "public.accounts", id: "id" },
					tenantColumn: "account_id",
					tables: { "public.lines": { column: "order_id", table: "public.orders", key: "id" } },
				},
			};
			const { id: connection } = await client.connections.save({ settings, password });
			const { open } = await client.certificates.finishList({ connection });
			const off = open.filter(({ kind }) => kind === "row-security-off").map(({ object }) => object);
			expect(off).toEqual(expect.arrayContaining(["public.lines", "public.orders"]));
			expect(off).not.toContain("public.plain");
		}),
	));
