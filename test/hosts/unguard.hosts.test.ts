/** A run that would switch row-level security off on a table with rows, at the command line. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { withSet } from "../helpers/bulkhead.ts";
import { withDatabase } from "../helpers/postgres.ts";
import { runCli } from "../helpers/run-cli.ts";

const files = { "001_off.sql": "ALTER TABLE full_one DISABLE ROW LEVEL SECURITY;" };

test("nobody at a terminal: exit 7 with the table named; --yes says the name, and the run goes on", async () => {
	const store = mkdtempSync(join(tmpdir(), "bulkhead-store-"));
	try {
		await withDatabase(async ({ url, script, sql }) => {
			await script(
				"CREATE TABLE full_one (id int); INSERT INTO full_one VALUES (1); ALTER TABLE full_one ENABLE ROW LEVEL SECURITY",
			);
			await withSet(files, async (folder) => {
				const migrate = (...args: string[]) =>
					runCli(store, ["migrate", "--json", "--url", url, "--migrations", folder, ...args]);
				const isOn = async () =>
					(await sql("SELECT relrowsecurity::text AS on FROM pg_class WHERE oid = 'full_one'::regclass"))[0];
				const refused = await migrate();
				expect([refused.code, refused.json]).toMatchObject([
					7,
					{ error: { code: "CONFIRMATION_NEEDED", data: { unguarded: ["public.full_one"] } } },
				]);
				expect(await isOn()).toEqual({ on: "true" });
				const done = await migrate("--yes");
				expect([done.code, done.json]).toMatchObject([0, { applied: [{ id: "001" }] }]);
				expect(done.stderr).toContain("public.full_one");
				expect(await isOn()).toEqual({ on: "false" });
			});
		});
	} finally {
		rmSync(store, { recursive: true });
	}
});
