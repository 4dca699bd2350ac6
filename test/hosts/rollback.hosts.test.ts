import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { withSet } from "../helpers/bulkhead.ts";
import { withDatabase } from "../helpers/postgres.ts";
import { runCli } from "../helpers/run-cli.ts";

let store = "";
beforeAll(() => {
	store = mkdtempSync(join(tmpdir(), "bulkhead-cli-"));
});
afterAll(() => rmSync(store, { recursive: true }));

const files = {
	"001_tenants.sql":
		"CREATE TABLE tenants (id int PRIMARY KEY, name text); INSERT INTO tenants VALUES (1, 'Amel'), (2, 'Badis');",
	"002_notes.sql": `CREATE TABLE notes (tenant_id int REFERENCES tenants); INSERT INTO notes VALUES (1), (1), (2);
		CREATE TABLE orders (tenant_id int REFERENCES tenants); INSERT INTO orders VALUES (2);
		ALTER TABLE orders ENABLE ROW LEVEL SECURITY;`,
	"rollback/002_notes.sql": "DROP TABLE notes; ALTER TABLE orders DISABLE ROW LEVEL SECURITY;",
};

test("rollback says on stderr whose rows go and which tables stand open across tenants, and the answer has both", () =>
	withDatabase(({ url }) =>
		withSet(files, async (folder) => {
			const at = ["--url", url, "--migrations", folder];
			expect((await runCli(store, ["migrate", ...at])).code).toBe(0);
			const back = await runCli(store, ["rollback", "002", "--reason", "x", "--yes", "--json", ...at]);
			expect(back).toMatchObject({
				code: 0,
				json: {
					lost: [
						{ object: "public.notes", rows: 3, tenants: [{ tenant: "1", name: "Amel", rows: 2 }, { tenant: "2" }] },
					],
					exposed: [{ table: "public.orders", column: "tenant_id", how: "off" }],
				},
			});
			expect(back.stderr).toContain("will take out table public.notes: 3 rows (kept in a snapshot)");
			expect(back.stderr).toContain("by tenant: Amel 2, Badis 1");
			expect(back.stderr).toMatch(
				/warning: public\.orders will have no row-level security: every tenant's rows can be read by /,
			);
		}),
	));
