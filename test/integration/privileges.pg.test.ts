import { expect, test } from "vitest";
import type { PrivilegesResult } from "../../main/contract/index.ts";
import { finish, withBulkhead, withSet } from "../helpers/bulkhead.ts";
import { onServer, paramsOf, type TestDatabase, testServer, withDatabase } from "../helpers/postgres.ts";

const ROLES = `DO $$ BEGIN
	CREATE ROLE preflight_owner LOGIN PASSWORD 'plain';
	CREATE ROLE preflight_deployer LOGIN PASSWORD 'plain';
	CREATE ROLE preflight_bypass LOGIN PASSWORD 'plain' BYPASSRLS;
	GRANT preflight_owner TO preflight_bypass;
EXCEPTION WHEN duplicate_object THEN END $$`;

/** `users` belongs to preflight_owner and is forced; `plain` is his too and has no policies; `theirs` is the superuser's. */
const SETUP = `
	ALTER SCHEMA public OWNER TO preflight_owner;
	CREATE SCHEMA closed;
	SET ROLE preflight_owner;
	CREATE TABLE users (id int PRIMARY KEY, tenant int);
	INSERT INTO users VALUES (1, 1), (2, 2);
	ALTER TABLE users ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
	CREATE POLICY own ON users USING (tenant = nullif(current_setting('app.tenant', true), '')::int);
	CREATE TABLE plain (id int PRIMARY KEY, word text);
	GRANT SELECT ON plain TO preflight_deployer;
	CREATE TABLE owned_only (id int);
	ALTER TABLE owned_only ENABLE ROW LEVEL SECURITY;
	RESET ROLE;
	CREATE TABLE theirs (id int PRIMARY KEY);`;

type Who = "preflight_owner" | "preflight_deployer" | "preflight_bypass" | "postgres";

async function inDatabase<T>(use: (database: TestDatabase, urlOf: (who: Who) => string) => Promise<T>): Promise<T> {
	const server = await testServer();
	await onServer(paramsOf(server, "postgres"), (session) => session.execute(ROLES));
	return withDatabase(async (database) => {
		await database.script(
			`${SETUP}; GRANT CREATE ON DATABASE ${database.database} TO preflight_owner, preflight_deployer, preflight_bypass`,
		);
		const urlOf = (who: Who) =>
			who === "postgres" ? database.url : `postgres://${who}:plain@${server.host}:${server.port}/${database.database}`;
		return use(database, urlOf);
	});
}

/** What is said before the run, and how the run ends. */
async function foretold(who: Who, file: string) {
	return inDatabase((_database, urlOf) =>
		withSet({ "001_a.sql": file }, (folder) =>
			withBulkhead(async ({ client, open }) => {
				const connection = await open(urlOf(who), folder);
				const said = await client.preflight.privileges({ connection, direction: "apply", ids: ["001"] });
				const run = await finish(client, "apply", client.migrations.apply({ connection }));
				return { said, error: run.error };
			}),
		),
	);
}

test.each<[who: Who, file: string, says: RegExp, next: RegExp]>([
	[
		"preflight_owner",
		"\nUPDATE users SET id = id + 1;",
		/^UPDATE in line 2 would .*public\.users .*FORCE.*binds its owner/,
		/BYPASSRLS.*NO FORCE.*one tenant/,
	],
	["preflight_owner", "DELETE FROM users;", /^DELETE in line 1 would .*public\.users/, /NO FORCE/],
	["preflight_owner", "INSERT INTO users VALUES (3, 3);", /^INSERT in line 1 would .*public\.users/, /NO FORCE/],
	[
		"preflight_owner",
		"CREATE TABLE copy AS SELECT * FROM users;",
		/^SELECT in line 1 would .*public\.users/,
		/NO FORCE/,
	],
	[
		"preflight_owner",
		"WITH gone AS (DELETE FROM users RETURNING id) INSERT INTO plain SELECT id FROM gone;",
		/^DELETE .* public\.users/,
		/NO FORCE/,
	],
	[
		"preflight_owner",
		"ALTER TABLE owned_only FORCE ROW LEVEL SECURITY;\nDELETE FROM owned_only;",
		/^DELETE in line 2 would .*public\.owned_only/,
		/NO FORCE/,
	],
	[
		"preflight_owner",
		"CREATE TABLE fresh (id int);\nALTER TABLE fresh ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;\nINSERT INTO fresh VALUES (1);",
		/^INSERT in line 3 would .*public\.fresh/,
		/NO FORCE/,
	],
	[
		"preflight_owner",
		"ALTER TABLE theirs ADD COLUMN b int;",
		/^ALTER TABLE in line 1 needs the owner of public\.theirs, postgres/,
		/Connect as postgres/,
	],
	[
		"preflight_owner",
		"CREATE TABLE child (id int REFERENCES theirs);",
		/needs REFERENCES on public\.theirs/,
		/GRANT REFERENCES ON "public"\."theirs" TO "preflight_owner";/,
	],
	[
		"preflight_owner",
		"CREATE INDEX ON theirs (id);",
		/^CREATE INDEX .* needs the owner of public\.theirs/,
		/Connect as/,
	],
	["preflight_owner", "CREATE ROLE more;", /^CREATE ROLE in line 1 needs CREATEROLE/, /superuser/],
	[
		"preflight_owner",
		"CREATE TABLE closed.new (id int);",
		/needs CREATE on schema closed/,
		/GRANT CREATE ON SCHEMA "closed" TO "preflight_owner"/,
	],
	["preflight_owner", "ALTER TABLE nowhere ADD COLUMN b int;", /names nowhere, which is not there/, /Check its name/],
	[
		"preflight_owner",
		"CREATE TABLE absent.new (id int);",
		/needs the schema absent, which is not there/,
		/CREATE SCHEMA "absent"/,
	],
	[
		"preflight_deployer",
		"UPDATE plain SET word = 'x';",
		/^UPDATE in line 1 needs UPDATE on public\.plain/,
		/As preflight_owner: GRANT UPDATE/,
	],
	["preflight_deployer", "TRUNCATE plain;", /needs TRUNCATE on public\.plain/, /GRANT TRUNCATE/],
	[
		"preflight_deployer",
		"CREATE TABLE mine (id int);",
		/needs CREATE on schema public/,
		/GRANT CREATE ON SCHEMA "public"/,
	],
	[
		"preflight_deployer",
		"CREATE POLICY p ON plain USING (true);",
		/^CREATE POLICY .* needs the owner of public\.plain/,
		/Connect as preflight_owner/,
	],
	["preflight_deployer", "DROP TABLE plain;", /^DROP TABLE .* needs the owner of public\.plain/, /Connect as/],
	["preflight_deployer", "ALTER TABLE plain RENAME TO other;", /needs the owner of public\.plain/, /Connect as/],
	["preflight_deployer", "REFRESH MATERIALIZED VIEW plain;", /needs the owner of public\.plain/, /Connect as/],
	["postgres", "ALTER TABLE nowhere ADD COLUMN b int;", /names nowhere/, /Check/],
])("what is said to fail fails, there: %s: %s", async (who, file, says, next) => {
	const { said, error } = await foretold(who, file);
	const certain = said.problems.filter(({ certainty }) => certainty === "fails");
	expect(certain[0]).toMatchObject({ message: expect.stringMatching(says), next: expect.stringMatching(next) });
	expect(error).toMatchObject({ code: "STATEMENT_FAILED", line: certain[0]?.line });
});

test.each<[who: Who, file: string]>([
	[
		"preflight_owner",
		"ALTER TABLE users NO FORCE ROW LEVEL SECURITY; UPDATE users SET id = id + 10; ALTER TABLE users FORCE ROW LEVEL SECURITY;",
	],
	[
		"preflight_owner",
		"SET LOCAL row_security = on; SELECT set_config('app.tenant', '1', true); UPDATE users SET id = id + 10;",
	],
	[
		"preflight_owner",
		"DO $$ BEGIN PERFORM set_config('row_security', 'on', true); END $$; UPDATE users SET id = id + 10;",
	],
	["preflight_owner", "DELETE FROM owned_only; CREATE INDEX ON users (tenant); ALTER TABLE users ADD COLUMN more int;"],
	[
		"preflight_owner",
		"CREATE SCHEMA own; CREATE TABLE own.a (id int PRIMARY KEY); CREATE TABLE own.b (id int REFERENCES own.a); INSERT INTO own.a VALUES (1);",
	],
	[
		"preflight_owner",
		"DROP TABLE IF EXISTS nowhere; ALTER TABLE IF EXISTS nowhere ADD COLUMN b int; DROP TABLE theirs;",
	],
	["preflight_owner", "DO $$ BEGIN EXECUTE 'CREATE TABLE later (id int)'; END $$; INSERT INTO later VALUES (1);"],
	[
		"preflight_owner",
		"CREATE TABLE first (id int); ALTER TABLE first RENAME TO second; INSERT INTO second VALUES (1); DROP TABLE second;",
	],
	[
		"preflight_owner",
		"CREATE VIEW seen AS SELECT * FROM plain; SELECT count(*) FROM seen; SELECT relname FROM pg_class LIMIT 1;",
	],
	[
		"preflight_owner",
		"CREATE TEMP TABLE scratch AS SELECT id FROM plain; INSERT INTO scratch VALUES (1); DROP TABLE scratch;",
	],
	[
		"preflight_owner",
		"SET LOCAL search_path = closed, public; WITH names AS (SELECT 1 AS id) INSERT INTO plain SELECT id FROM names;",
	],
	["preflight_deployer", "SELECT * FROM plain;"],
	[
		"preflight_bypass",
		"UPDATE users SET id = id + 10; ALTER TABLE users ADD COLUMN more int; INSERT INTO plain VALUES (7, 'x');",
	],
	[
		"postgres",
		"UPDATE users SET id = id + 10; CREATE ROLE preflight_made; DROP ROLE preflight_made; CREATE TABLE closed.n (id int);",
	],
])("what runs is not said to fail: %s: %s", async (who, file) => {
	const { said, error } = await foretold(who, file);
	expect(error).toBeUndefined();
	expect(said.problems.filter(({ certainty }) => certainty === "fails")).toEqual([]);
});

test("what stands in a DO block may fail, for it may not come to run", async () => {
	const { said, error } = await foretold(
		"preflight_owner",
		"DO $$ BEGIN IF false THEN DELETE FROM users; END IF; END $$;",
	);
	expect(error).toBeUndefined();
	expect(said.problems).toEqual([expect.objectContaining({ certainty: "may-fail", line: 1, table: "public.users" })]);
});

test("a file that takes another role is judged up to there, and that is said", async () => {
	const { said } = await foretold(
		"postgres",
		"SELECT 1;\nSET LOCAL ROLE preflight_deployer;\nUPDATE plain SET id = 1;",
	);
	expect(said.problems).toEqual([]);
	expect(said.notes).toEqual(["001_a.sql takes another role in line 2: what follows in it was not judged."]);
});

test("the role, and each table with its owner, its policies and what is done to it", async () => {
	const file =
		"UPDATE plain SET id = 1;\nDELETE FROM users;\nCREATE TABLE fresh (id int);\nINSERT INTO fresh VALUES (1);";
	const { said } = await foretold("preflight_deployer", file);
	expect(said.role).toMatchObject({
		...{ name: "preflight_deployer", superuser: false, bypassrls: false, createrole: false, createSchemas: true },
		databaseOwner: "postgres",
	});
	const byName = (name: string) => said.tables.find(({ table }) => table === name);
	expect(said.tables.map(({ table }) => table)).toEqual(["public.plain", "public.users", "public.fresh"]);
	expect(byName("public.plain")).toMatchObject({
		...{ owner: "preflight_owner", owned: false, rls: false, active: false, rights: ["SELECT"] },
		uses: [{ migration: "001", line: 1, what: "UPDATE" }],
	});
	expect(byName("public.users")).toMatchObject({ rls: true, forced: true, active: true, rights: [] });
	expect(byName("public.fresh")).toMatchObject({ madeBy: "001", owned: true });
	expect(byName("public.fresh")).not.toHaveProperty("owner");
});

test("what an earlier migration of the plan makes is there for a later one, and a rollback is judged by its own files", async () => {
	const set = {
		"001_a.sql": "CREATE TABLE a (id int);",
		"002_b.sql": "ALTER TABLE a ADD COLUMN b int;",
		"rollback/002_b.sql": "ALTER TABLE theirs DROP COLUMN id;",
	};
	const [apply, rollback] = await inDatabase((_database, urlOf) =>
		withSet(set, (folder) =>
			withBulkhead(async ({ client, open }): Promise<PrivilegesResult[]> => {
				const connection = await open(urlOf("preflight_owner"), folder);
				return [
					await client.preflight.privileges({ connection, direction: "apply", ids: ["001", "002"] }),
					await client.preflight.privileges({ connection, direction: "rollback", ids: ["002"] }),
				];
			}),
		),
	);
	expect(apply?.problems).toEqual([]);
	expect(apply?.tables[0]?.uses).toEqual([{ migration: "002", line: 1, what: "ALTER TABLE" }]);
	expect(rollback?.problems).toMatchObject([{ migration: "002", line: 1, table: "public.theirs", certainty: "fails" }]);
});

test("a role that may not make the ledger, or not write into it, is told so before anything else", async () => {
	await inDatabase((database, urlOf) =>
		withSet({ "001_a.sql": "SELECT 1;" }, (folder) =>
			withBulkhead(async ({ client, open }) => {
				const look = async (who: Who) => {
					const connection = await open(urlOf(who), folder);
					const { problems } = await client.preflight.privileges({ connection, direction: "apply", ids: ["001"] });
					return { problems, run: () => finish(client, "apply", client.migrations.apply({ connection })) };
				};
				await database.script(`REVOKE CREATE ON DATABASE ${database.database} FROM preflight_deployer`);
				const without = await look("preflight_deployer");
				expect(without.problems).toMatchObject([
					{ certainty: "fails", next: expect.stringContaining(`GRANT CREATE ON DATABASE "${database.database}"`) },
				]);
				expect((await without.run()).error).toMatchObject({ sqlstate: "42501" });
				expect((await (await look("postgres")).run()).error).toBeUndefined();
				const after = await look("preflight_deployer");
				expect(after.problems).toMatchObject([{ table: "bulkhead.events", certainty: "fails" }]);
			}),
		),
	);
});

test("the bundled set: nothing is in a superuser's way, and who has no CREATEROLE hears of it before 008", async () => {
	await inDatabase((database, urlOf) =>
		withBulkhead(async ({ client, open }) => {
			const ids = ["001", "002", "003", "004", "005", "006", "007", "008"];
			const look = async (who: Who) =>
				client.preflight.privileges({ connection: await open(urlOf(who)), direction: "apply", ids });
			await database.script("DROP TABLE users, plain, owned_only, theirs");
			expect((await look("postgres")).problems).toEqual([]);
			const { problems, notes } = await look("preflight_owner");
			expect(notes).toContainEqual(expect.stringMatching(/^008_.* puts SQL together when it runs, in line \d+/));
			expect(problems.every(({ migration }) => migration === "008")).toBe(true);
			expect(problems).toContainEqual(
				expect.objectContaining({ certainty: "may-fail", message: expect.stringContaining("CREATEROLE") }),
			);
		}),
	);
});
