import { expect, test } from "vitest";
import { finish, withBulkhead, withSet } from "../helpers/bulkhead.ts";
import { hasVersion, onServer, withDatabase } from "../helpers/postgres.ts";
import { runProgram } from "../helpers/psql.ts";

const files = {
	"001_a.sql": "CREATE TABLE a (id int PRIMARY KEY, tenant_id int NOT NULL); INSERT INTO a VALUES (1, 7);",
	"002_b.sql": "UPDATE a SET id = 2;\nCREATE INDEX CONCURRENTLY a_tenant ON a (tenant_id);",
	"rollback/002_b.sql": "DROP INDEX a_tenant; UPDATE a SET id = 1;",
	"003_c.sql": "DELETE FROM a WHERE tenant_id = 7;\nALTER TABLE a ADD COLUMN n int;",
	"rollback/003_c.sql": "ALTER TABLE a DROP COLUMN n;",
};

const majorOfDump = async (): Promise<number> => {
	const { stdout } = await runProgram("pg_dump", ["--version"]);
	return Number(/ (\d+)/.exec(stdout)?.[1] ?? 0);
};

for (const version of [13, 16] as const) {
	test.skipIf(!hasVersion(version))(
		`PostgreSQL ${version}: the copy on its own server and on the embedded one is the same by its fingerprint; the dump of what was made by hand too`,
		() =>
			withDatabase(
				(database) =>
					withSet(files, (folder) =>
						withBulkhead(async ({ client, open }) => {
							const connection = await open(database.url, folder);
							const applied = await finish(client, "apply", client.migrations.apply({ connection, to: "001" }));
							expect(applied.error).toBeUndefined();
							for (const scratch of ["server", "embedded"] as const) {
								const { result, error } = await finish(
									client,
									"rehearse",
									client.migrations.rehearse({ connection, scratch }),
								);
								expect(error).toBeUndefined();
								expect(result?.scratch).toMatchObject({ copiedBy: "replay", equalsTarget: true, differences: [] });
								expect(result?.rehearsal.map(({ comesBack }) => comesBack)).toEqual([true, true]);
								expect(result?.scratch?.notes).toEqual(
									scratch === "server" ? [] : [expect.stringContaining("PostgreSQL 18")],
								);
							}
							await onServer(database.params, (session) =>
								session.execute("CREATE TABLE by_hand (id int); CREATE VIEW seen AS SELECT id FROM by_hand"),
							);
							const { result } = await finish(
								client,
								"rehearse",
								client.migrations.rehearse({ connection, scratch: "server" }),
							);
							const dumped = (await majorOfDump()) >= version;
							expect(result?.scratch).toMatchObject(
								dumped ? { copiedBy: "dump", equalsTarget: true } : { copiedBy: "replay", equalsTarget: false },
							);
							const segments = await finish(
								client,
								"rehearse",
								client.migrations.rehearse({ connection, ids: ["002"] }),
							);
							expect(segments.error?.data?.reasons?.[0]).toMatch(/^002_b.sql:2 .*--scratch/);
						}),
					),
				{ version },
			),
	);

	test.skipIf(!hasVersion(version))(`PostgreSQL ${version}: changed rows are counted by tenant`, () =>
		withDatabase(
			(database) =>
				withSet({ "001_a.sql": "UPDATE t SET tenant_id = 2 WHERE tenant_id = 1;" }, (folder) =>
					withBulkhead(async ({ client, open }) => {
						await database.script("CREATE TABLE t (tenant_id int); INSERT INTO t VALUES (1), (1), (2)");
						const connection = await open(database.url, folder);
						const { result } = await finish(client, "rehearse", client.migrations.rehearse({ connection }));
						expect(result?.rehearsal[0]?.tenants).toMatchObject([{ moved: [{ from: "1", to: "2", rows: 2 }] }]);
					}),
				),
			{ version },
		),
	);
}
