/** The other tools themselves migrate; Bulkhead reads their folder, adopts, agrees with them, and goes on. Opt in: BULKHEAD_REAL_TOOLS=1. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { finish, putFiles, withBulkhead, withSet } from "../helpers/bulkhead.ts";
import { missingDebianTool, npmTool, runTool, wanted } from "../helpers/foreign-tools.ts";
import { type TestDatabase, withDatabase } from "../helpers/postgres.ts";
import { missingPsql } from "../helpers/psql.ts";

const table = (name: string) => `CREATE TABLE ${name} (id int);\n`;

interface Case {
	files: Record<string, string>;
	/** Put there after the tool has run; Bulkhead applies them. */
	more: Record<string, string>;
	migrate(folder: string, database: TestDatabase): Promise<void>;
}

/** The tool makes one and two; Bulkhead adopts both, applies three, and rolls all back where that can be. */
async function migrateAdoptGoOn({ files, more, migrate }: Case, expected: { adopted: string[]; applied: string[] }) {
	return withDatabase((database) =>
		withSet(files, (folder) =>
			withBulkhead(async ({ client, open }) => {
				await migrate(folder, database);
				const connection = await open(database.url, folder);
				const early = await finish(client, "apply", client.migrations.apply({ connection }));
				expect(early.error?.data?.reasons?.join()).toContain("first");
				const { result } = await finish(client, "adopt", client.migrations.adopt({ connection }));
				expect(result?.adopted.map(({ id }) => id)).toEqual(expected.adopted);
				expect(result?.history?.withoutFile).toEqual([]);
				putFiles(folder, more);
				const late = await finish(client, "apply", client.migrations.apply({ connection }));
				expect(late.error).toBeUndefined();
				expect(late.result?.applied.map(({ id }) => id)).toEqual(expected.applied);
				const { migrations } = await client.migrations.status({ connection });
				expect(migrations.every(({ state }) => state === "applied")).toBe(true);
				if (migrations.every(({ reversible }) => reversible)) {
					const back = await finish(
						client,
						"rollback",
						client.migrations.rollback({ connection, to: "000", reason: "test", confirmed: true }),
					);
					expect(back.error).toBeUndefined();
					expect(await database.sql("SELECT 1 FROM pg_class WHERE relname IN ('one', 'two', 'three')")).toEqual([]);
				}
				return result;
			}),
		),
	);
}

test.skipIf(!wanted)("dbmate", async () => {
	const up = (name: string) => `-- migrate:up\n${table(name)}\n-- migrate:down\nDROP TABLE ${name};\n`;
	await migrateAdoptGoOn(
		{
			files: { "20240101000000_one.sql": up("one"), "20240102000000_two.sql": up("two") },
			more: { "20240103000000_three.sql": up("three") },
			migrate: (folder, { url }) =>
				runTool(
					npmTool("dbmate"),
					["--url", `${url}?sslmode=disable`, "--migrations-dir", folder, "--no-dump-schema", "migrate"],
					{ cwd: folder },
				),
		},
		{ adopted: ["20240101000000", "20240102000000"], applied: ["20240103000000"] },
	);
});

test.skipIf(!wanted)("node-pg-migrate", async () => {
	await migrateAdoptGoOn(
		{
			files: {
				"1700000000000_one.js": "exports.up = (pgm) => pgm.createTable('one', { id: 'id' });\n",
				"1700000000001_two.sql": `-- Up Migration\n${table("two")}-- Down Migration\nDROP TABLE two;\n`,
			},
			more: { "1700000000002_three.sql": `-- Up Migration\n${table("three")}-- Down Migration\nDROP TABLE three;\n` },
			migrate: (folder, { url }) =>
				runTool(npmTool("node-pg-migrate"), ["up", "-m", folder], { cwd: folder, env: { DATABASE_URL: url } }),
		},
		{ adopted: ["1700000000000", "1700000000001"], applied: ["1700000000002"] },
	);
});

const by = "2024-01-02T03:04:05Z Marge N. O’Vera <marge@example.com>";

function sqitchChange(name: string): Record<string, string> {
	return {
		[`deploy/${name}.sql`]: `-- Deploy\n\nBEGIN;\n\n${table(name)}\nCOMMIT;\n`,
		[`revert/${name}.sql`]: `-- Revert\n\nBEGIN;\n\nDROP TABLE ${name};\n\nCOMMIT;\n`,
		[`verify/${name}.sql`]: `-- Verify\n\nBEGIN;\n\nSELECT id FROM ${name} WHERE FALSE;\n\nROLLBACK;\n`,
	};
}

test.skipIf(!wanted)("Sqitch: our ids and hashes of changes are its own", async (context) => {
	const missing = (await missingDebianTool(["sqitch", "--version"], ["sqitch"])) ?? (await missingPsql());
	if (missing !== undefined) context.skip(missing);
	const head = "%syntax-version=1.0.0\n%project=flipr\n%uri=https://example.com/flipr/\n\n";
	const lines = [
		`one ${by} # First: a # and a \\n line.`,
		`@v1 ${by} # Tag.`,
		`two [one !other:thing] ${by} # Zweite Änderung.`,
	];
	const result = await migrateAdoptGoOn(
		{
			files: {
				"sqitch.conf": "[core]\n\tengine = pg\n[user]\n\tname = Tester\n\temail = tester@example.com\n",
				"sqitch.plan": `${head}${lines.join("\n")}\n`,
				...sqitchChange("one"),
				...sqitchChange("two"),
			},
			more: { "sqitch.plan": `${head}${[...lines, `three ${by}`].join("\n")}\n`, ...sqitchChange("three") },
			async migrate(folder, { url, sql }) {
				await runTool("sqitch", ["deploy", "--verify", url.replace(/^postgres:/, "db:pg:")], { cwd: folder });
				const [row] = await sql<{ script_hash: string }>("SELECT script_hash FROM sqitch.changes WHERE change = 'one'");
				const bytes = readFileSync(join(folder, "deploy/one.sql"));
				expect(row?.script_hash).toBe(createHash("sha1").update(bytes).digest("hex"));
				// Only by their ids: under these names nothing would be found.
				await sql("UPDATE sqitch.changes SET change = 'renamed_' || change");
			},
		},
		{ adopted: ["001", "002"], applied: ["003"] },
	);
	expect(result?.adopted.map(({ checks, history }) => [checks, history?.by])).toEqual([
		[1, "Tester <tester@example.com>"],
		[1, "Tester <tester@example.com>"],
	]);
});

/** Debian's own, whatever else stands before it in PATH. */
const PYTHON = "/usr/bin/python3";

test.skipIf(!wanted)("Alembic", async (context) => {
	const packages = ["python3-alembic", "python3-psycopg2"];
	const missing = await missingDebianTool([PYTHON, "-c", "import alembic, psycopg2"], packages);
	if (missing !== undefined) context.skip(missing);
	const revision = (id: string, down: string, name: string) =>
		`from alembic import op\nrevision = '${id}'\ndown_revision = ${down}\nbranch_labels = None\ndepends_on = None\n\ndef upgrade():\n    op.execute("${table(name).trim()}")\n\ndef downgrade():\n    pass\n`;
	await migrateAdoptGoOn(
		{
			files: {
				"alembic.ini": "[alembic]\nscript_location = .\n",
				"script.py.mako": "",
				"env.py":
					"import os\nfrom alembic import context\nfrom sqlalchemy import create_engine\nwith create_engine(os.environ['URL']).connect() as c:\n    context.configure(connection=c)\n    with context.begin_transaction():\n        context.run_migrations()\n",
				"versions/1975ea83b712_one.py": revision("1975ea83b712", "None", "one"),
				"versions/ae1027a6acf_two.py": revision("ae1027a6acf", "'1975ea83b712'", "two"),
			},
			more: {},
			migrate: (folder, { url }) =>
				runTool(PYTHON, ["-m", "alembic", "upgrade", "head"], {
					cwd: folder,
					env: { URL: url.replace(/^postgres:/, "postgresql:") },
				}),
		},
		{ adopted: ["001", "002"], applied: [] },
	);
});
