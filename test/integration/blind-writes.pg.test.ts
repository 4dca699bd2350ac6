import { expect, test } from "vitest";
import { finish, withBulkhead, withSet } from "../helpers/bulkhead.ts";
import { onServer, paramsOf, testServer, withDatabase } from "../helpers/postgres.ts";

const table = `CREATE TABLE guarded (id int, tenant int);
	INSERT INTO guarded SELECT g, g % 2 FROM generate_series(1, 10) g;
	ALTER TABLE guarded ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
	CREATE POLICY own ON guarded USING (tenant = nullif(current_setting('app.tenant', true), '')::int);`;

/** Applies 001 (the forced table) and 002 (given) as its plain owner; answers with the end of that and the sum that 002 changes. */
async function change(file: string) {
	const server = await testServer();
	await onServer(paramsOf(server, "postgres"), (session) =>
		session.execute(
			"DO $$ BEGIN CREATE ROLE blind_owner LOGIN PASSWORD 'plain'; EXCEPTION WHEN duplicate_object THEN END $$",
		),
	);
	return withDatabase((database) =>
		withSet({ "001_table.sql": table, "002_change.sql": file }, (folder) =>
			withBulkhead(async ({ client, open }) => {
				await database.script(
					`ALTER SCHEMA public OWNER TO blind_owner; GRANT CREATE ON DATABASE ${database.database} TO blind_owner`,
				);
				const url = `postgres://blind_owner:plain@${server.host}:${server.port}/${database.database}`;
				const connection = await open(url, folder);
				const finished = await finish(client, "apply", client.migrations.apply({ connection }));
				const [row] = await database.sql<{ sum: string }>("SELECT sum(id)::text AS sum FROM guarded");
				return { ...finished, sum: Number(row?.sum) };
			}),
		),
	);
}

test.each([
	["an UPDATE", "UPDATE guarded SET id = id + 1;"],
	["a DELETE in a DO block", "DO $$ BEGIN DELETE FROM guarded; END $$;"],
	["an INSERT … SELECT from it", "CREATE TABLE copy (id int); INSERT INTO copy SELECT id FROM guarded;"],
	["CREATE TABLE AS of it", "CREATE TABLE copy AS SELECT * FROM guarded;"],
])(
	"%s that row-level security would silently cut short is an error that names the table and the three ways on",
	async (_what, file) => {
		const { error, sum } = await change(file);
		expect(error).toMatchObject({ code: "STATEMENT_FAILED", sqlstate: "42501", file: "002_change.sql" });
		expect(error?.message).toContain("guarded");
		expect(error?.hint).toMatch(/BYPASSRLS.*NO FORCE.*row_security = on/);
		expect(sum).toBe(55);
	},
);

test("a right that is missing is not taken for a blind write", async () => {
	const { error } = await change("SELECT * FROM pg_catalog.pg_authid;");
	expect(error).toMatchObject({ sqlstate: "42501", hint: expect.stringContaining("Connect as the owner") });
});

test("lifting FORCE around the change in the same file changes every row, and the table is forced afterwards", async () => {
	const { error, sum } = await change(
		"ALTER TABLE guarded NO FORCE ROW LEVEL SECURITY; UPDATE guarded SET id = id + 1; ALTER TABLE guarded FORCE ROW LEVEL SECURITY;",
	);
	expect(error).toBeUndefined();
	expect(sum).toBe(65);
});

test("a file that means one tenant says so, and changes that tenant's rows", async () => {
	const { error, sum } = await change(
		"SET LOCAL row_security = on; SELECT set_config('app.tenant', '1', true); UPDATE guarded SET id = id + 1;",
	);
	expect(error).toBeUndefined();
	expect(sum).toBe(60);
});

test("DML that touches no row is applied, with a warning that names its line", async () => {
	const { error, progress } = await change(
		"ALTER TABLE guarded NO FORCE ROW LEVEL SECURITY;\nUPDATE guarded SET id = 0 WHERE id > 99;",
	);
	expect(error).toBeUndefined();
	expect(progress).toContainEqual({
		kind: "notice",
		migration: "002",
		severity: "WARNING",
		message: "UPDATE in line 2 touched no rows.",
	});
});
