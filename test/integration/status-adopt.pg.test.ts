import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { finish, withBulkhead, withSet } from "../helpers/bulkhead.ts";
import { withDatabase } from "../helpers/postgres.ts";

const check = (name: string) =>
	`-- check: ${name} is there\nSELECT '${name}' AS missing WHERE to_regclass('public.${name}') IS NULL;`;

const set = {
	"001_one.sql": "CREATE TABLE one (id int, note text DEFAULT 'a  b');",
	"002_two.sql": "CREATE TABLE two (id int);",
	"003_three.sql": "CREATE TABLE three (id int);",
	"rollback/003_three.sql": "DROP TABLE three;",
	"verify/001_one.sql": check("one"),
	"verify/002_two.sql": check("two"),
	"verify/003_three.sql": check("three"),
};

test("what was made by hand is `unrecorded`, is not run again, and is adopted with the evidence kept", () =>
	withDatabase((database) =>
		withSet(set, (folder) =>
			withBulkhead(async ({ client, open }) => {
				await database.script(`${set["001_one.sql"]} ${set["002_two.sql"]} INSERT INTO one VALUES (1)`);
				const connection = await open(database.url, folder);
				const states = async () =>
					(await client.migrations.status({ connection })).migrations.map(({ state }) => state);
				expect(await states()).toEqual(["unrecorded", "unrecorded", "pending"]);
				const apply = await finish(client, "apply", client.migrations.apply({ connection }));
				expect(apply.result?.applied.map(({ id }) => id)).toEqual(["003"]);
				expect(apply.result?.skipped.map(({ id }) => id)).toEqual(["001", "002"]);
				const late = await finish(client, "adopt", client.migrations.adopt({ connection, ids: ["002"] }));
				expect(late.result).toEqual({
					adopted: [],
					skipped: [{ id: "002", reason: "001 before it is neither applied nor adopted" }],
				});
				const adopt = await finish(
					client,
					"adopt",
					client.migrations.adopt({ connection, reason: "installed by hand" }),
				);
				expect(adopt.result?.adopted).toEqual([
					{ id: "001", name: "one", checks: 1 },
					{ id: "002", name: "two", checks: 1 },
				]);
				expect(await states()).toEqual(["applied", "applied", "applied"]);
				const [entry] = await database.sql(
					"SELECT reason, details #>> '{checks,0,name}' AS evidence FROM bulkhead.events WHERE migration = '001'",
				);
				expect(entry).toEqual({ reason: "installed by hand", evidence: "one is there" });
				const { events } = await client.migrations.history({ connection });
				expect(events.map(({ migration, event }) => `${migration} ${event}`)).toEqual([
					"002 adopt",
					"001 adopt",
					"003 apply",
				]);
				expect(events[0]?.at).toBeInstanceOf(Date);
			}),
		),
	));

test("an edited file is `changed` and stops the next run, a reformatted one is not; a file that is gone is `missing`", () =>
	withDatabase((database) =>
		withSet(set, (folder) =>
			withBulkhead(async ({ client, open }) => {
				const connection = await open(database.url, folder);
				await finish(client, "apply", client.migrations.apply({ connection, to: "002" }));
				const states = async () =>
					(await client.migrations.status({ connection })).migrations.map(({ state }) => state);
				writeFileSync(
					join(folder, "001_one.sql"),
					"/* new */ create table ONE (id int,\n note text default 'a  b');\r\n",
				);
				expect(await states()).toEqual(["applied", "applied", "pending"]);
				writeFileSync(join(folder, "001_one.sql"), "CREATE TABLE one (id int, note text DEFAULT 'a b');");
				expect(await states()).toEqual(["changed", "applied", "pending"]);
				const edited = await finish(client, "apply", client.migrations.apply({ connection }));
				expect(edited.error).toMatchObject({
					code: "REFUSED",
					data: { reasons: [expect.stringContaining("001 was edited")] },
				});
				writeFileSync(join(folder, "001_one.sql"), set["001_one.sql"]);
				await finish(client, "apply", client.migrations.apply({ connection }));
				for (const file of ["003_three.sql", "rollback/003_three.sql", "verify/003_three.sql"])
					rmSync(join(folder, file));
				expect(await states()).toEqual(["applied", "applied", "missing"]);
				const missing = await finish(client, "apply", client.migrations.apply({ connection }));
				expect(missing.error?.data?.reasons?.[0]).toContain("its file is missing");
			}),
		),
	));

test("status changes nothing: no ledger is made, and what the checks do is rolled back", () =>
	withDatabase((database) =>
		withSet(
			{
				...set,
				"verify/003_three.sql":
					"CREATE TABLE made_by_a_check ();\n-- check: none\nSELECT 1 WHERE to_regclass('three') IS NULL;",
			},
			(folder) =>
				withBulkhead(async ({ client, open }) => {
					const connection = await open(database.url, folder);
					await client.migrations.status({ connection, checks: true });
					const rows = await database.sql(
						"SELECT nspname FROM pg_namespace WHERE nspname = 'bulkhead' UNION ALL SELECT relname FROM pg_class WHERE relname = 'made_by_a_check'",
					);
					expect(rows).toEqual([]);
				}),
		),
	));

test("verify runs every check; one that raises an error fails with it, and the others still run", () =>
	withDatabase((database) =>
		withSet({ ...set, "verify/002_two.sql": `-- check: broken\nSELECT nonsense;\n${check("two")}` }, (folder) =>
			withBulkhead(async ({ client, open }) => {
				const connection = await open(database.url, folder);
				await database.script("CREATE TABLE two ()");
				const { result } = await finish(client, "verify", client.migrations.verify({ connection }));
				expect(result).toMatchObject({ passed: 1, failed: 3 });
				expect(result?.checks.map(({ name, ok }) => [name, ok])).toEqual([
					["one is there", false],
					["broken", false],
					["two is there", true],
					["three is there", false],
				]);
				expect(result?.checks[0]?.violations).toEqual([{ missing: "one" }]);
				expect(result?.checks[1]?.violations[0]?.["sqlstate"]).toBe("42703");
				const unknown = await finish(client, "verify", client.migrations.verify({ connection, ids: ["009"] }));
				expect(unknown.error?.code).toBe("BAD_INPUT");
			}),
		),
	));
