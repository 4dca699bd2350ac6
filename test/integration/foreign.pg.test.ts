import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type Bulkhead, finish, withBulkhead, withSet } from "../helpers/bulkhead.ts";
import { type TestDatabase, withDatabase } from "../helpers/postgres.ts";
import {
	alembicTable,
	dbmateTable,
	ectoTable,
	flywayRows,
	flywayTable,
	golangTable,
	nodeTable,
	railsTables,
	sqitchChange,
	sqitchEvent,
	sqitchTables,
} from "./foreign-tables.ts";

type Adopt = Omit<Parameters<Bulkhead["client"]["migrations"]["adopt"]>[0], "connection">;

interface Scene {
	database: TestDatabase;
	folder: string;
	adopt(options?: Adopt): ReturnType<typeof finish<"adopt">>;
	apply(): ReturnType<typeof finish<"apply">>;
	status(): ReturnType<Bulkhead["client"]["migrations"]["status"]>;
	client: Bulkhead["client"];
	connection: string;
}

/** A database, a folder of these files, and a Bulkhead on both. */
const scene = (files: Record<string, string>, use: (scene: Scene) => Promise<void>): Promise<void> =>
	withDatabase((database) =>
		withSet(files, (folder) =>
			withBulkhead(async ({ client, open }) => {
				const connection = await open(database.url, folder);
				await use({
					...{ database, folder, client, connection },
					adopt: (options = {}) => finish(client, "adopt", client.migrations.adopt({ connection, ...options })),
					apply: () => finish(client, "apply", client.migrations.apply({ connection })),
					status: () => client.migrations.status({ connection }),
				});
			}),
		),
	);

const states = async ({ status }: Scene) => (await status()).migrations.map(({ id, state }) => `${id} ${state}`);
const ids = (list: readonly { id: string }[] | undefined) => list?.map(({ id }) => id);
const table = (name: string) => `CREATE TABLE ${name} (id int);`;

const flyway = {
	"V1__one.sql": "CREATE TABLE one (id int);\r\n-- é\r\n",
	"V1_1__fix.sql": table("fix"),
	"V2__two.sql": table("two"),
	"V3__three.sql": table("three"),
	"R__view.sql": "CREATE OR REPLACE VIEW v AS SELECT 1;",
};
/** By Java's java.util.zip.CRC32 over the lines: what Flyway writes. */
const checksums = { one: crc("CREATE TABLE one (id int);-- é"), fix: crc(flyway["V1_1__fix.sql"]) };

/** Written bit by bit, unlike the product's. */
function crc(text: string): number {
	let value = 0xffffffff;
	for (const byte of new TextEncoder().encode(text)) {
		value ^= byte;
		for (let bit = 0; bit < 8; bit += 1) value = (value >>> 1) ^ (value & 1 ? 0xedb88320 : 0);
	}
	return ~value | 0;
}

test("the checksum is zlib's: the check value of CRC-32 is 0xCBF43926", () => {
	expect(crc("123456789")).toBe(0xcbf43926 | 0);
});

test("Flyway: what ran is adopted with its row as evidence, once; the next migration then runs, and repeatables are named", () =>
	scene(flyway, async (set) => {
		await set.database.script(
			`${flywayTable()} ${flyway["V1__one.sql"]} ${flyway["V1_1__fix.sql"]}${flywayRows([
				{ version: null, type: "SCHEMA" },
				{ version: "1", script: "V1__one.sql", checksum: checksums.one },
				{ version: "1.1", script: "V1_1__fix.sql", checksum: checksums.fix },
				{ version: null, script: "R__view.sql", checksum: 5 },
			])}`,
		);
		expect(await states(set)).toEqual(["001 pending", "001.1 pending", "002 pending", "003 pending"]);
		const early = await set.apply();
		expect(early.error).toMatchObject({ code: "REFUSED" });
		expect(early.error?.data?.reasons?.join()).toContain(
			"public.flyway_schema_history says that Flyway has run 001, 001.1",
		);
		const { result } = await set.adopt({ reason: "moving" });
		expect(result?.adopted).toEqual([
			{
				...{ id: "001", name: "one", checks: 0 },
				history: {
					...{ tool: "flyway", table: "public.flyway_schema_history", version: "1", by: "deploy" },
					...{ at: "2024-01-02 03:04:05", checksum: String(checksums.one) },
				},
			},
			expect.objectContaining({ id: "001.1" }),
		]);
		expect(result?.skipped).toEqual([]);
		expect(result?.notes?.join()).toContain("A run of a repeatable script");
		const [entry] = await set.database.sql(
			"SELECT event, name, reason, details #>> '{history,version}' AS version, details #>> '{file,sha256}' AS sha FROM bulkhead.events WHERE migration = '001.1'",
		);
		const sha = createHash("sha256").update(flyway["V1_1__fix.sql"]).digest("hex");
		expect(entry).toEqual({ event: "adopt", name: "fix", reason: "moving", version: "1.1", sha });
		expect((await set.adopt()).result?.adopted).toEqual([]);
		expect(await set.database.sql("SELECT 1 FROM bulkhead.events")).toHaveLength(2);
		const late = await set.apply();
		expect(ids(late.result?.applied)).toEqual(["002", "003"]);
		expect(late.progress).toContainEqual(
			expect.objectContaining({ kind: "notice", message: expect.stringContaining("R__view.sql") }),
		);
		const { format, leftOut } = await set.status();
		expect([format, leftOut?.map(({ file }) => file)]).toEqual(["flyway", ["R__view.sql"]]);
	}));

test("Flyway: a file that was edited since is refused, and with it everything; asked for, it is adopted and the difference written down", () =>
	scene(flyway, async (set) => {
		await set.database.script(
			`${flywayTable("ops")}${flywayRows(
				[
					{ version: "1", checksum: checksums.one },
					{ version: "1.1", checksum: 1 },
				],
				"ops",
			)}`.replace("\n", "CREATE SCHEMA ops;\n"),
		);
		const refused = await set.adopt();
		expect(refused.error).toMatchObject({ code: "REFUSED" });
		expect(refused.error?.data?.reasons).toEqual([
			`001.1 (V1_1__fix.sql): its checksum was 1 when Flyway ran it, and is ${checksums.fix} now: it was edited since.`,
		]);
		expect(await set.database.sql("SELECT 1 FROM pg_namespace WHERE nspname = 'bulkhead'")).toEqual([]);
		const asked = await set.adopt({ despite: true });
		expect(ids(asked.result?.adopted)).toEqual(["001", "001.1"]);
		expect(asked.result?.notes?.join()).toContain("stands in ops, where Flyway's files make what they name");
		const rows = await set.database.sql(
			"SELECT migration, details #>> '{despite,0}' AS despite FROM bulkhead.events ORDER BY id",
		);
		expect(rows).toEqual([
			{ migration: "001", despite: null },
			{ migration: "001.1", despite: expect.stringContaining("edited since") },
		]);
	}));

test("Flyway: a failed row stops the adoption with what it says; undone and deleted rows are not taken for applied", () =>
	scene(flyway, async (set) => {
		await set.database.script(
			`${flywayTable()}${flywayRows([{ version: "1" }, { version: "1.1", script: "V1_1__fix.sql", success: false }])}`,
		);
		const { error } = await set.adopt();
		expect(error).toMatchObject({ code: "REFUSED" });
		expect(error?.data?.reasons?.[0]).toContain("1.1 (V1_1__fix.sql) failed at 2024-01-02");
		for (const type of ["UNDO_SQL", "DELETE"]) {
			const rows = [{ version: "1" }, { version: "1.1" }, { version: "1.1", type }];
			await set.database.script(`DELETE FROM flyway_schema_history; ${flywayRows(rows)}`);
			const expected = type === "UNDO_SQL" ? ["001"] : [];
			expect(ids((await set.adopt()).result?.adopted)).toEqual(expected);
		}
	}));

test("Flyway: only what has nothing missing below it; versions without a file are reported, a baseline counts and is called one", () =>
	scene(flyway, async (set) => {
		await set.database.script(
			`${flywayTable()}${flywayRows([{ version: "1" }, { version: "2" }, { version: "2.5", type: "JDBC" }, { version: "10" }])}`,
		);
		const holed = await set.adopt();
		expect(ids(holed.result?.adopted)).toEqual(["001"]);
		expect(holed.result?.skipped).toEqual([{ id: "002", reason: "001.1 before it is neither applied nor adopted" }]);
		expect(holed.result?.history?.withoutFile).toEqual(["2.5", "10"]);
		await set.database.script(
			`DELETE FROM flyway_schema_history; ${flywayRows([{ version: "2", type: "BASELINE" }, { version: "3" }])}`,
		);
		const based = await set.adopt();
		expect(ids(based.result?.adopted)).toEqual(["001.1", "002", "003"]);
		expect(based.result?.notes?.join()).toContain("has a baseline 2 (deploy,");
	}));

const dbmate = {
	"20240101000000_one.sql": `-- migrate:up\n${table("one")}\n-- migrate:down\nDROP TABLE one;\n`,
	"20240102000000_two.sql": `-- migrate:up\n${table("two")}\n-- migrate:down\nDROP TABLE two;\n`,
	"verify/20240101000000_one.sql": "-- check: one is there\nSELECT 1 WHERE to_regclass('public.one') IS NULL;",
};

test("dbmate: versions are adopted as far as the checks agree; the rest runs from its up part, and back from its down part", () =>
	scene(dbmate, async (set) => {
		await set.database.script(
			`${dbmateTable} INSERT INTO schema_migrations VALUES ('20240101000000'), ('20230101000000')`,
		);
		const refused = await set.adopt();
		expect(refused.error?.data?.reasons?.join()).toContain("a check does not hold: one is there");
		await set.database.script(table("one"));
		const { result } = await set.adopt();
		expect(result?.adopted).toEqual([expect.objectContaining({ id: "20240101000000", checks: 1 })]);
		expect(result?.history).toEqual({
			...{ tool: "dbmate", table: "public.schema_migrations", withoutFile: ["20230101000000"] },
		});
		expect(result?.notes?.join()).toContain("keeps versions only");
		expect(ids((await set.apply()).result?.applied)).toEqual(["20240102000000"]);
		const { client, connection } = set;
		const back = await finish(
			client,
			"rollback",
			client.migrations.rollback({ connection, to: "000", reason: "test", confirmed: true }),
		);
		expect(ids(back.result?.rolledBack)).toEqual(["20240102000000", "20240101000000"]);
		expect(await set.database.sql("SELECT 1 FROM pg_class WHERE relname IN ('one', 'two')")).toEqual([]);
	}));

test("dbmate: what was to run outside a transaction does: a CALL may commit", () =>
	scene(
		{
			"001_proc.sql":
				"-- migrate:up\nCREATE TABLE done (id int);\nCREATE PROCEDURE batch() LANGUAGE plpgsql AS $$ BEGIN INSERT INTO done VALUES (1); COMMIT; END $$;\n-- migrate:down\n",
			"002_call.sql": "-- migrate:up transaction:false\nCALL batch();\n-- migrate:down\n",
			"003_call.sql": "-- migrate:up\nCALL batch();\n-- migrate:down\n",
		},
		async (set) => {
			const { error } = await set.apply();
			expect(error).toMatchObject({ code: "STATEMENT_FAILED", sqlstate: "2D000", file: "003_call.sql", line: 2 });
			expect(await states(set)).toEqual(["001 applied", "002 applied", "003 pending"]);
			expect(await set.database.sql("SELECT 1 FROM done")).toHaveLength(1);
		},
	));

const golang = {
	"1_one.up.sql": `BEGIN;\n${table("one")}\nCOMMIT;`,
	"1_one.down.sql": "DROP TABLE one;",
	"2_two.up.sql": table("two"),
	"3_three.up.sql": `BEGIN;\n${table("three")}\nCOMMIT;`,
};

test("golang-migrate: up to its version, with what that does not prove said; a dirty one, and one of another folder, is refused", () =>
	scene(golang, async (set) => {
		await set.database.script(`${golangTable} INSERT INTO schema_migrations VALUES (2, true)`);
		const dirty = await set.adopt();
		expect(dirty.error?.data?.reasons?.join()).toContain("version 2 is dirty");
		await set.database.script("UPDATE schema_migrations SET version = 9, dirty = false");
		const strange = await set.adopt({ from: "golang-migrate" });
		expect(strange.error?.data?.reasons?.join()).toContain("stands at 9, and this folder has no such version");
		await set.database.script("UPDATE schema_migrations SET version = 2");
		const { result } = await set.adopt();
		expect(ids(result?.adopted)).toEqual(["001", "002"]);
		expect(result?.notes?.join()).toContain("merged late");
		expect(ids((await set.apply()).result?.applied)).toEqual(["003"]);
		expect(await set.database.sql("SELECT relname FROM pg_class WHERE relname IN ('one', 'three')")).toEqual([
			{ relname: "three" },
		]);
	}));

const node = {
	"1700000000000_one.js": "exports.up = () => {};",
	"1700000000001_two.sql": `-- Up Migration\n${table("two")}\n-- Down Migration\nDROP TABLE two;`,
	"1700000000002_three.js": "exports.up = () => {};",
};

test("node-pg-migrate: names are adopted, JavaScript too; JavaScript that is pending is refused with the way out", () =>
	scene(node, async (set) => {
		await set.database.script(
			`${nodeTable} INSERT INTO pgmigrations (name, run_on) VALUES ('1700000000000_one', '2024-01-02 03:04:05.678')`,
		);
		const { result } = await set.adopt({ from: "node-pg-migrate" });
		expect(result?.adopted[0]?.history).toEqual({
			...{ tool: "node-pg-migrate", table: "public.pgmigrations" },
			...{ version: "1700000000000_one", at: "2024-01-02 03:04:05.678" },
		});
		expect(await states(set)).toEqual(["1700000000000 applied", "1700000000001 pending", "1700000000002 pending"]);
		const { error } = await set.apply();
		expect(error?.data?.reasons?.join()).toContain("1700000000002_three.js) cannot be run here: it is JavaScript");
		const { client, connection } = set;
		const one = await finish(client, "apply", client.migrations.apply({ connection, to: "1700000000001" }));
		expect(ids(one.result?.applied)).toEqual(["1700000000001"]);
	}));

const alembic = {
	"env.py": "",
	"script.py.mako": "",
	"versions/1975_a.py": "revision = '1975'\ndown_revision = None\n",
	"versions/ae10_b.py": "revision = 'ae10'\ndown_revision = '1975'\n",
};

test("Alembic: up to the head, by the order that is written in the files; several heads are refused", () =>
	scene(alembic, async (set) => {
		await set.database.script(`${alembicTable} INSERT INTO alembic_version VALUES ('1975')`);
		expect(ids((await set.adopt()).result?.adopted)).toEqual(["001"]);
		await set.database.script("UPDATE alembic_version SET version_num = 'ae10'");
		expect(ids((await set.adopt()).result?.adopted)).toEqual(["002"]);
		await set.database.script("INSERT INTO alembic_version VALUES ('1975')");
		expect((await set.adopt({ from: "alembic" })).error?.data?.reasons?.join()).toContain("several heads (1975, ae10)");
	}));

const by = "2024-01-02T03:04:05Z Marge <marge@example.com>";
const sqitch = {
	"sqitch.plan": `%syntax-version=1.0.0\n%project=flipr\n\none ${by} # First.\ntwo [one] ${by}\n`,
	"deploy/one.sql": `BEGIN;\n${table("one")}\nCOMMIT;\n`,
	"revert/one.sql": "BEGIN;\nDROP TABLE one;\nCOMMIT;\n",
	"verify/one.sql": "BEGIN;\nSELECT id FROM one WHERE false;\nROLLBACK;\n",
	"deploy/two.sql": `BEGIN;\n${table("two")}\nCOMMIT;\n`,
	"revert/two.sql": "BEGIN;\nDROP TABLE two;\nCOMMIT;\n",
	"verify/two.sql": "BEGIN;\nSELECT missing FROM two;\nROLLBACK;\n",
};
const sha1 = (text: string) => createHash("sha1").update(text).digest("hex");
const id = "a".repeat(40);

test("Sqitch: deployed changes are adopted by name and hash; an edited script is refused, another project's changes are left alone", () =>
	scene(sqitch, async (set) => {
		const hash = sha1(sqitch["deploy/one.sql"]);
		await set.database.script(`${sqitchTables} ${table("one")} ${sqitchChange("one", id, hash)}
			INSERT INTO sqitch.projects VALUES ('other', NULL, now(), 'x', 'x'); ${sqitchChange("one", "b".repeat(40), null, "other")}
			${sqitchEvent("fail", "two", "c".repeat(40))}`);
		writeFileSync(join(set.folder, "deploy/one.sql"), table("one"));
		expect((await set.adopt()).error?.data?.reasons?.join()).toContain(`its hash was ${hash} when Sqitch deployed it`);
		writeFileSync(join(set.folder, "deploy/one.sql"), sqitch["deploy/one.sql"]);
		const { result } = await set.adopt();
		expect(result?.adopted).toEqual([
			expect.objectContaining({
				id: "001",
				name: "one",
				checks: 1,
				history: expect.objectContaining({ checksum: hash }),
			}),
		]);
		expect(result?.adopted[0]?.history?.by).toBe("Marge <marge@example.com>");
		expect(result?.history?.withoutFile).toEqual([]);
		expect(result?.notes?.join()).toContain("two failed at");
		await set.database.script(sqitchEvent("fail", "one", id));
		expect((await set.adopt({ from: "sqitch" })).error?.data?.reasons?.join()).toContain("something failed at");
	}));

test("Sqitch: scripts run in the engine's own transaction, a verify script that raises fails as one check, and proves nothing before", () =>
	scene(sqitch, async (set) => {
		await set.database.script(table("one"));
		expect(await states(set)).toEqual(["001 pending", "002 pending"]);
		await set.database.script("DROP TABLE one");
		const { result } = await set.apply();
		expect(ids(result?.applied)).toEqual(["001", "002"]);
		expect(result?.checks.checks.map(({ name, ok }) => [name, ok])).toEqual([
			["verify/one.sql", true],
			["verify/two.sql", false],
		]);
		expect(result?.checks.checks[1]?.violations[0]).toMatchObject({ line: "2", sqlstate: "42703" });
		expect(await states(set)).toEqual(["001 applied", "002 applied"]);
	}));

test("a table of the same name with other columns is not taken for a history, and a single column is not guessed at", () =>
	scene({ "001_one.sql": table("one") }, async (set) => {
		await set.database.script(ectoTable);
		const ecto = await set.adopt();
		expect(ecto.result?.adopted).toEqual([]);
		expect(ecto.result?.notes).toEqual([
			"public.schema_migrations has the columns version bigint, inserted_at timestamp without time zone: no history that is read has these.",
		]);
		expect((await set.adopt({ from: "dbmate" })).error?.code).toBe("NOT_FOUND");
		await set.database.script(
			`DROP TABLE schema_migrations; ${dbmateTable} INSERT INTO schema_migrations VALUES ('001')`,
		);
		expect((await set.adopt()).result?.notes?.join()).toContain("--from dbmate");
		await set.database.script(
			`DROP TABLE schema_migrations; ${railsTables} INSERT INTO schema_migrations VALUES ('001')`,
		);
		expect((await set.adopt()).result?.notes?.join()).toContain("the history of Rails");
		expect((await set.adopt({ from: "dbmate" })).error?.code).toBe("NOT_FOUND");
		expect(await set.database.sql("SELECT 1 FROM pg_namespace WHERE nspname = 'bulkhead'")).toEqual([]);
		await set.database.script("DROP TABLE ar_internal_metadata");
		expect(ids((await set.adopt({ from: "dbmate" })).result?.adopted)).toEqual(["001"]);
	}));

test("of several histories that know the folder, one has to be named; one that knows nothing of it is in nobody's way", () =>
	scene(flyway, async (set) => {
		const rows = [{ version: "1", checksum: checksums.one }];
		await set.database.script(`${golangTable} INSERT INTO schema_migrations VALUES (77, true);
			CREATE SCHEMA ops; ${flywayTable("ops")} ${flywayRows(rows, "ops")}`);
		expect(ids((await set.adopt({ ids: ["001"], from: "checks" })).result?.skipped)).toEqual(["001"]);
		const one = await set.adopt();
		expect(one.result?.history?.table).toBe("ops.flyway_schema_history");
		expect(ids(one.result?.adopted)).toEqual(["001"]);
		expect(one.result?.notes?.join()).toContain(
			"public.schema_migrations, the history of golang-migrate, knows nothing",
		);
		await set.database.script(`${flywayTable()} ${flywayRows([...rows, { version: "1.1" }])}`);
		const several = await set.adopt();
		expect(several.error).toMatchObject({ code: "REFUSED", hint: expect.stringContaining("--table SCHEMA.TABLE") });
		expect(several.error?.data?.reasons).toHaveLength(2);
		const named = await set.adopt({ table: "public.flyway_schema_history" });
		expect(ids(named.result?.adopted)).toEqual(["001.1"]);
	}));

test("what the tool writes while it is judged makes the adoption start anew: nothing is adopted", () =>
	scene(
		{
			...dbmate,
			"verify/20240101000000_one.sql":
				"-- check: quick\nSELECT 1 WHERE false;\n-- check: slow\nWITH w AS MATERIALIZED (SELECT pg_sleep(1)) SELECT 1 FROM w HAVING count(*) = 0;",
		},
		async (set) => {
			await set.database.script(`${dbmateTable} INSERT INTO schema_migrations VALUES ('20240101000000')`);
			const { client, connection, database } = set;
			let written: Promise<void> | undefined;
			const { error } = await finish(client, "adopt", client.migrations.adopt({ connection }), (progress) => {
				if (progress.kind === "check")
					written ??= database.script("INSERT INTO schema_migrations VALUES ('20240102000000')");
			});
			await written;
			expect(error).toMatchObject({ code: "REFUSED", message: expect.stringContaining("has written into") });
			expect(await database.sql("SELECT 1 FROM bulkhead.events")).toEqual([]);
			expect(ids((await set.adopt()).result?.adopted)).toEqual(["20240101000000", "20240102000000"]);
		},
	));

test("a history that this role may not read, or that row-level security would show in part, is not read", () =>
	scene(flyway, async (set) => {
		const { database } = set;
		await database.script(`${flywayTable()} ${flywayRows([{ version: "1" }])}
			CREATE ROLE ${database.database}_low LOGIN PASSWORD 'low'; GRANT CREATE ON DATABASE ${database.database} TO ${database.database}_low`);
		const url = new URL(database.url);
		[url.username, url.password] = [`${database.database}_low`, "low"];
		const { client } = set;
		const { id: connection } = await client.connections.open({ url: url.href, settings: { migrations: set.folder } });
		try {
			const closed = await finish(client, "adopt", client.migrations.adopt({ connection }));
			expect(closed.result?.notes?.join()).toContain("this role may not read it");
			await database.script(`GRANT SELECT ON flyway_schema_history TO ${database.database}_low;
				ALTER TABLE flyway_schema_history ENABLE ROW LEVEL SECURITY; CREATE POLICY none ON flyway_schema_history USING (false)`);
			const blind = await finish(client, "adopt", client.migrations.adopt({ connection }));
			expect(blind.error).toMatchObject({ sqlstate: "42501" });
		} finally {
			await database.script(`DROP OWNED BY ${database.database}_low; DROP ROLE ${database.database}_low`);
		}
	}));

test.each([
	[{ "V1__init.sql": "SELECT 1;" }, "U1__init.sql", undefined],
	[{ "1_init.up.sql": "SELECT 1;" }, "1_init.down.sql", undefined],
	[{ "001_init.sql": "SELECT 1;" }, "rollback/001_init.sql", "verify/001_init.sql"],
])("what is missing beside a file is named as the folder's own format has it: %j", (set, undoneBy, provenBy) =>
	withSet(set, (migrations) =>
		withBulkhead(async ({ client, open }) => {
			const connection = await open("postgres://nobody@127.0.0.1:1/none", migrations);
			const files = await client.migrations.files({ connection, id: "001" });
			expect(files).toMatchObject({ undoneBy });
			expect(files.provenBy).toBe(provenBy);
		}),
	),
);
