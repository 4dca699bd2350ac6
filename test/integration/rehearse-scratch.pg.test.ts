import { afterAll, beforeAll, expect, test } from "vitest";
import type { JobProgress, RehearseResult } from "../../main/contract/index.ts";
import type { ConnectParams } from "../../main/core/ports.ts";
import type { Client } from "../../main/hosts/local-client.ts";
import { type Finished, finish, withBulkhead, withSet } from "../helpers/bulkhead.ts";
import { catalogFingerprint, roleFingerprint } from "../helpers/catalog-fingerprint.ts";
import { onServer } from "../helpers/postgres.ts";
import { as, type PrivateCluster, privateCluster } from "../helpers/private-cluster.ts";

let cluster: PrivateCluster;
beforeAll(async () => {
	cluster = await privateCluster();
});
afterAll(() => cluster.stop());

/** Not by an address: that would be a test of how addresses are read. */
async function openAs(
	client: Client,
	{ host, port, database, user, password = "" }: ConnectParams,
	migrations?: string,
) {
	const settings = { host, port, database, user, sslMode: "disable" as const, name: "a test" };
	const card = await client.connections.open({
		settings: { ...settings, ...(migrations ? { migrations } : {}) },
		password,
	});
	return card.id;
}

interface Asked {
	scratch?: "server" | "embedded";
	/** Applied before; the rest is rehearsed. */
	applied?: string;
	before?: string;
	onProgress?: (progress: JobProgress, jobId: string) => void;
}

function rehearse(
	params: ConnectParams,
	files: Record<string, string> | undefined,
	{ scratch = "server", applied, before }: Asked = {},
): Promise<Finished<"rehearse">> {
	const run = (folder?: string) =>
		withBulkhead(async ({ client }) => {
			const connection = await openAs(client, params, folder);
			if (before !== undefined) await onServer(params, (session) => session.execute(before));
			if (applied !== undefined) {
				const { error } = await finish(client, "apply", client.migrations.apply({ connection, to: applied }));
				expect(error).toBeUndefined();
			}
			return finish(client, "rehearse", client.migrations.rehearse({ connection, scratch }));
		});
	return files ? withSet(files, run) : run();
}

const scratchesOn = (): Promise<string[]> =>
	onServer(cluster.admin(), async (session) =>
		(await session.query<{ name: string }>("SELECT datname AS name FROM pg_database WHERE datname ~ 'scratch'")).map(
			({ name }) => name,
		),
	);

const firstOf = (result: RehearseResult | undefined) => {
	const [first] = result?.rehearsal ?? [];
	if (!first) throw new Error("nothing was rehearsed");
	return first;
};

const set = {
	"001_base.sql": "CREATE TABLE kinds (id int PRIMARY KEY, name text); INSERT INTO kinds VALUES (1, 'first');",
	"002_more.sql":
		"CREATE TABLE things (id int PRIMARY KEY, kind int NOT NULL REFERENCES kinds); INSERT INTO things VALUES (1, 1);",
	"003_index.sql":
		"CREATE TYPE mood AS ENUM ('calm');\nCREATE INDEX CONCURRENTLY things_kind ON things (kind);\nALTER TYPE mood ADD VALUE 'busy';\nCREATE TABLE moods (m mood DEFAULT 'busy');\nVACUUM things;",
	"rollback/002_more.sql": "DROP TABLE things;",
	"rollback/003_index.sql": "DROP TABLE moods; DROP TYPE mood; DROP INDEX things_kind;",
	"verify/002_more.sql": "-- check: its row is there\nSELECT 1 WHERE NOT EXISTS (SELECT FROM things);",
};

for (const scratch of ["server", "embedded"] as const) {
	test(`${scratch}: recorded migrations are run anew, rows of theirs included; up, down and up prove that it comes back; nothing stays`, async () => {
		const params = await cluster.database();
		const was = await onServer(params, catalogFingerprint);
		const { result, error, progress } = await rehearse(params, set, { scratch, applied: "001" });
		expect(error).toBeUndefined();
		expect(result?.scratch).toMatchObject({
			...{ server: scratch === "server" ? "same" : "embedded", copiedBy: "replay", equalsTarget: true },
			...{ differences: [], notes: [] },
		});
		expect(result?.rehearsal.map(({ id, on, comesBack, comesBackDiff }) => [id, on, comesBack, comesBackDiff])).toEqual(
			[
				["002", "scratch", true, undefined],
				["003", "scratch", true, undefined],
			],
		);
		const [second, third] = result?.rehearsal ?? [];
		expect(second).toMatchObject({
			locks: [expect.objectContaining({ table: "public.kinds", mode: "ShareRowExclusiveLock", blocks: "writes" })],
			checks: [expect.objectContaining({ ok: true })],
		});
		expect(third?.outsideTransaction).toEqual([2, 5]);
		expect(third?.statements.map(({ line }) => line)).toEqual([1, 2, 3, 4, 5]);
		expect(third?.schemaDiff.join("\n")).toMatch(/\+ index .*things_kind/);
		expect(await scratchesOn()).toEqual([]);
		expect(progress.some(({ kind }) => kind === "step")).toBe(true);
		const now = await onServer(params, catalogFingerprint);
		expect(now.filter((line) => !was.includes(line) && !line.includes("kinds"))).toEqual([]);
	});
}

test("what does not come back is told with the difference, where the rollback leaves something and where the second run differs", async () => {
	const params = await cluster.database();
	const { result } = await rehearse(params, {
		"001_a.sql": "CREATE TABLE IF NOT EXISTS a (id int);\nALTER TABLE a ADD COLUMN IF NOT EXISTS b int;",
		"rollback/001_a.sql": "ALTER TABLE a DROP COLUMN b;",
		"002_b.sql": "DO $$ BEGIN IF to_regclass('was_here') IS NULL THEN CREATE TABLE fresh (id int); END IF; END $$;",
		"rollback/002_b.sql": "DROP TABLE fresh;",
		"003_c.sql": "CREATE TABLE c (id int);",
		"rollback/003_c.sql": "SELECT 1 / 0;",
		"004_d.sql": "CREATE TYPE once AS ENUM ('x');",
		"rollback/004_d.sql": "SELECT 1;",
		"005_e.sql": "CREATE TABLE e ();",
	});
	const told = result?.rehearsal.map(({ id, comesBack, comesBackDiff = [] }) => [
		id,
		comesBack,
		comesBackDiff.join("\n"),
	]);
	expect(told).toEqual([
		["001", false, expect.stringMatching(/\+ .*public\.a/)],
		["002", true, ""],
		["003", false, "rollback/003_c.sql:1: division by zero (SQLSTATE 22012)"],
		[
			"004",
			false,
			expect.stringMatching(/The second run after the rollback failed: 004_d.sql:1: type "once" already exists/),
		],
	]);
	expect(result?.skipped).toEqual([{ id: "005", reason: expect.stringContaining("004 could not be run again") }]);
	expect(await scratchesOn()).toEqual([]);
});

test("a failing statement is told with its place, also one outside a transaction; the target is not touched and nothing stays", async () => {
	const params = await cluster.database();
	const { error } = await rehearse(params, {
		"001_a.sql":
			"CREATE TABLE a (id int); INSERT INTO a VALUES (1), (1);\nCREATE UNIQUE INDEX CONCURRENTLY a_id ON a (id);",
	});
	expect(error).toMatchObject({
		...{ code: "STATEMENT_FAILED", file: "001_a.sql", line: 2, sqlstate: "23505" },
		data: { state: expect.stringContaining("the target was not touched") },
	});
	expect(error?.hint ?? "").not.toContain("--resume");
	expect(await scratchesOn()).toEqual([]);
	expect((await onServer(params, catalogFingerprint)).filter((line) => line.includes("public.a"))).toEqual([]);
});

test("what was made by hand makes the copy differ: it is said how, and pg_dump is tried where there is one that knows the server", async () => {
	const params = await cluster.database();
	const { result, error } = await rehearse(params, set, {
		applied: "001",
		before: "CREATE TABLE by_hand (id int); CREATE VIEW seen AS SELECT id FROM by_hand;",
	});
	expect(error).toBeUndefined();
	const { scratch } = result ?? {};
	if (scratch?.copiedBy === "dump") expect(scratch).toMatchObject({ equalsTarget: true, differences: [] });
	else {
		expect(scratch).toMatchObject({ copiedBy: "replay", equalsTarget: false });
		expect(scratch?.differences.join("\n")).toMatch(/- .*public\.by_hand/);
		expect(scratch?.notes.join("\n")).toMatch(/pg_dump/);
	}
});

test("sessions on the target are no hindrance: they keep their transactions and their locks", async () => {
	const params = await cluster.database();
	await onServer(params, async (other) => {
		await other.execute("CREATE TABLE busy (id int)");
		await other.execute("BEGIN; LOCK TABLE busy IN ACCESS EXCLUSIVE MODE");
		const { result, error } = await rehearse(params, {
			"001_a.sql": "CREATE TABLE a (id int);",
			"rollback/001_a.sql": "DROP TABLE a;",
		});
		expect(error).toBeUndefined();
		expect(firstOf(result).comesBack).toBe(true);
		expect(result?.scratch?.differences.join("\n")).toMatch(/- .*public\.busy/);
		expect(
			(await other.query("SELECT 1 AS one FROM pg_locks WHERE pid = pg_backend_pid() AND mode = 'AccessExclusiveLock'"))
				.length,
		).toBe(1);
		await other.execute("COMMIT");
	});
});

test("a role that may not create databases is refused with the way out, and goes that way", async () => {
	const login = await cluster.login();
	const params = await cluster.database(login);
	const files = { "001_a.sql": "CREATE TABLE a (id int);", "rollback/001_a.sql": "DROP TABLE a;" };
	const { error } = await rehearse(params, files);
	expect(error).toMatchObject({ code: "REFUSED", hint: expect.stringContaining("--scratch=embedded") });
	const { result } = await rehearse(params, files, { scratch: "embedded" });
	expect(result?.scratch).toMatchObject({ equalsTarget: true, differences: [] });
	expect(firstOf(result).comesBack).toBe(true);
});

test("hostile names of database and role are names and nothing else, on both kinds of server", async () => {
	const name = `x"; DROP TABLE y; -- ' \\ é=`;
	const role = `r"o'le -- x`;
	await onServer(cluster.admin(), async (session) => {
		await session.execute(`CREATE ROLE "${role.replaceAll('"', '""')}" LOGIN CREATEDB PASSWORD 'pw'`);
		await session.execute(
			`CREATE DATABASE "${name.replaceAll('"', '""')}" TEMPLATE template0 OWNER "${role.replaceAll('"', '""')}"`,
		);
		await session.execute(`ALTER DATABASE "${name.replaceAll('"', '""')}" SET search_path TO "o'dd", public`);
		await session.execute(`ALTER DATABASE "${name.replaceAll('"', '""')}" SET app.tenant_id TO 'o''x'`);
	});
	const params = { ...cluster.admin(name), user: role, password: "pw" };
	const files = {
		"001_a.sql":
			"CREATE SCHEMA \"o'dd\"; CREATE TABLE here (tenant text);\nDO $$ BEGIN IF to_regclass('\"o''dd\".here') IS NULL OR current_setting('app.tenant_id', true) <> 'o''x' THEN RAISE 'no'; END IF; END $$;",
		"rollback/001_a.sql": 'DROP SCHEMA "o\'dd" CASCADE;',
	};
	for (const scratch of ["server", "embedded"] as const) {
		const { result, error } = await rehearse(params, files, { scratch });
		expect(error).toBeUndefined();
		expect(firstOf(result).comesBack).toBe(true);
		// Only a superuser may set what no module declares; without it the copy is another than the target, and that is said.
		const refused = result?.scratch?.notes.filter((note) => note.startsWith("The setting app.tenant_id "));
		expect([refused?.length, result?.scratch?.equalsTarget]).toEqual(scratch === "embedded" ? [0, true] : [1, false]);
		expect(result?.scratch?.database).toEqual(
			scratch === "embedded" ? name : expect.stringMatching(/^bulkhead_scratch_[0-9a-f]{12}$/),
		);
	}
	expect(await scratchesOn()).toEqual([]);
});

test("what belongs to the whole server is refused on it, and runs on the embedded one, which no role outlives", async () => {
	const params = await cluster.database();
	const cases = {
		"CREATE ROLE": "CREATE ROLE rehearsed_role;",
		"GRANT of a role": "GRANT pg_read_all_data TO postgres;",
		"ALTER SYSTEM": "ALTER SYSTEM SET work_mem = '5MB';",
		"CREATE DATABASE": "CREATE DATABASE rehearsed_db;",
		"DROP OWNED": "DROP OWNED BY postgres;",
		"COMMENT on a role": "COMMENT ON ROLE postgres IS 'x';",
		"may change": "DO $$ BEGIN EXECUTE format('CREATE ROLE %I', 'rehearsed_role'); END $$;",
	};
	for (const [what, sql] of Object.entries(cases)) {
		const { error } = await rehearse(params, { "001_a.sql": sql });
		expect([what, error?.code, error?.data?.reasons?.join("\n")]).toEqual([
			...[what, "REFUSED"],
			expect.stringMatching(new RegExp(`^001_a.sql:1 .*${what}.*--scratch=embedded`)),
		]);
	}
	const roles = await onServer(cluster.admin(), roleFingerprint);
	const { result, error } = await rehearse(
		params,
		{
			"001_a.sql": "CREATE ROLE rehearsed_role;\nCREATE TABLE t (); ALTER TABLE t OWNER TO rehearsed_role;",
			"rollback/001_a.sql": "DROP TABLE t; DROP ROLE rehearsed_role;",
		},
		{ scratch: "embedded" },
	);
	expect(error).toBeUndefined();
	expect(firstOf(result).comesBack).toBe(true);
	expect(await onServer(cluster.admin(), roleFingerprint)).toEqual(roles);
	const remote = await rehearse(
		params,
		{ "001_a.sql": "CREATE SUBSCRIPTION s CONNECTION 'host=x' PUBLICATION p;" },
		{ scratch: "embedded" },
	);
	expect(remote.error).toMatchObject({
		code: "REFUSED",
		data: { reasons: [expect.stringContaining("another server")] },
	});
});

test("the bundled set comes back on the embedded server, as its owner who may create roles, and no role of the target changes", async () => {
	const login = await cluster.login("CREATEROLE");
	const params = await cluster.database(login);
	const roles = await onServer(cluster.admin(), roleFingerprint);
	const { result, error } = await rehearse(params, undefined, { scratch: "embedded", applied: "005" });
	expect(error).toBeUndefined();
	expect(result?.scratch).toMatchObject({ copiedBy: "replay", equalsTarget: true });
	expect(result?.rehearsal.map(({ id, comesBack, checks }) => [id, comesBack, checks.filter(({ ok }) => !ok)])).toEqual(
		["006", "007", "008"].map((id) => [id, true, []]),
	);
	expect(await onServer(cluster.admin(), roleFingerprint)).toEqual(roles);
});

test("the bundled set on the target's server: refused for a role with power over roles; where the roles are there, let run for one without", async () => {
	const mighty = await cluster.login("CREATEROLE CREATEDB");
	const { error } = await rehearse(await cluster.database(mighty), undefined);
	expect(error?.data?.reasons?.join("\n")).toMatch(/008_enable_rls_policies\.sql:\d+ may change .*--scratch=embedded/);
	const plain = await cluster.login("CREATEDB");
	await onServer(cluster.admin(), (session) =>
		session.execute("CREATE ROLE iafactory_app NOLOGIN NOINHERIT; CREATE ROLE iafactory_superadmin NOLOGIN NOINHERIT"),
	);
	const roles = await onServer(cluster.admin(), roleFingerprint);
	const { result } = await rehearse(await cluster.database(plain), undefined);
	expect(result?.rehearsal.map(({ id, comesBack }) => [id, comesBack])).toEqual(
		["001", "002", "003", "004", "005", "006", "007", "008"].map((id) => [id, true]),
	);
	expect(await onServer(cluster.admin(), roleFingerprint)).toEqual(roles);
	await onServer(cluster.admin(), (session) =>
		session.execute("DROP ROLE iafactory_app; DROP ROLE iafactory_superadmin"),
	);
});

test("a cancel midway drops the scratch database, and the embedded server", async () => {
	const params = await cluster.database();
	const files = { "001_a.sql": "CREATE TABLE a (id int);\nSELECT pg_sleep(60);" };
	for (const scratch of ["server", "embedded"] as const) {
		await withSet(files, (folder) =>
			withBulkhead(async ({ client }) => {
				const connection = await openAs(client, params, folder);
				let cancelled = false;
				const began = Date.now();
				const { error } = await finish(
					client,
					"rehearse",
					client.migrations.rehearse({ connection, scratch }),
					(progress, jobId) => {
						if (cancelled || progress.kind !== "step") return;
						cancelled = true;
						setTimeout(() => void client.jobs.cancel({ jobId }), scratch === "server" ? 700 : 3_000);
					},
				);
				expect(error?.code).toBe("CANCELLED");
				expect(Date.now() - began).toBeLessThan(20_000);
			}),
		);
		expect(await scratchesOn()).toEqual([]);
	}
});

test("leftovers of runs that are gone are dropped by the next one; what only has the name, another's, and one that is at work stay", async () => {
	const other = await cluster.login("CREATEDB");
	await onServer(cluster.admin(), async (session) => {
		const made = async (id: string, comment: string | undefined, owner = "postgres") => {
			await session.execute(`CREATE DATABASE bulkhead_scratch_${id} TEMPLATE template0 OWNER ${owner}`);
			if (comment !== undefined) await session.execute(`COMMENT ON DATABASE bulkhead_scratch_${id} IS '${comment}'`);
		};
		const mark = (id: string) => `Bulkhead: scratch database of a rehearsal, dropped at its end. Id ${id}`;
		await made("00000000000a", mark("00000000000a"));
		await made("00000000000b", undefined);
		await made("00000000000c", mark("00000000000c"), other.user);
		await made("0000001d0000", mark("0000001d0000"));
		await made("00000000000e", mark("00000000000a"));
		await session.query("SELECT pg_advisory_lock($1, $2)::text AS l", [0x73637261, 0x0000001]);
		const { result, progress } = await rehearse(await cluster.database(), { "001_a.sql": "CREATE TABLE a (id int);" });
		expect(result?.rehearsal).toHaveLength(1);
		expect((await scratchesOn()).sort()).toEqual(
			["0000001d0000", "00000000000b", "00000000000c", "00000000000e"].map((id) => `bulkhead_scratch_${id}`).sort(),
		);
		const notices = progress.flatMap((each) => (each.kind === "notice" ? [each.message] : []));
		expect(notices.filter((message) => message.includes("killed left behind"))).toHaveLength(1);
		expect(notices.filter((message) => message.includes("left alone"))).toHaveLength(2);
		for (const name of await scratchesOn()) await session.execute(`DROP DATABASE ${name}`);
	});
});

test("somebody who looks into a leftover is not thrown out", async () => {
	await onServer(cluster.admin(), async (session) => {
		await session.execute("CREATE DATABASE bulkhead_scratch_00000000000f TEMPLATE template0");
		await session.execute(
			"COMMENT ON DATABASE bulkhead_scratch_00000000000f IS 'Bulkhead: scratch database of a rehearsal, dropped at its end. Id 00000000000f'",
		);
		await onServer({ ...cluster.admin("bulkhead_scratch_00000000000f"), applicationName: "psql" }, async (visitor) => {
			const { progress } = await rehearse(await cluster.database(), { "001_a.sql": "CREATE TABLE a (id int);" });
			expect(JSON.stringify(progress)).toContain("could not be dropped");
			expect((await visitor.query("SELECT 1 AS one")).length).toBe(1);
		});
		await session.execute("DROP DATABASE bulkhead_scratch_00000000000f WITH (FORCE)");
	});
});

test("a role that has its own name for the first one of the server finds it on the embedded server", async () => {
	const login = await cluster.login("CREATEROLE CREATEDB");
	const params = as(await cluster.database(login), login);
	const { result, error } = await rehearse(
		params,
		{
			"001_a.sql":
				"CREATE TABLE a (id int); DO $$ BEGIN IF (SELECT rolname FROM pg_roles WHERE oid = 10) <> 'postgres' OR (SELECT rolsuper FROM pg_roles WHERE rolname = session_user) THEN RAISE 'no'; END IF; END $$;",
		},
		{ scratch: "embedded" },
	);
	expect(error).toBeUndefined();
	expect(result?.rehearsal).toHaveLength(1);
});
