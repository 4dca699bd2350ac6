/** What some tenants see, asked before and after a run. */
import { expect, test } from "vitest";
import type { Finished } from "../helpers/bulkhead.ts";
import { finish, withBulkhead, withSet } from "../helpers/bulkhead.ts";
import { withDatabase } from "../helpers/postgres.ts";
import { APP, PROFILE, scene } from "./scan-scene.ts";

const files = {
	"001_open.sql": `CREATE POLICY wide ON notes FOR SELECT TO ${APP} USING (true);`,
	"rollback/001_open.sql": "DROP POLICY wide ON notes;",
};

interface Ran {
	applied: Finished<"apply">;
	undone: Finished<"rollback">;
	certified: unknown[];
}

const run = (extra: { isolation?: boolean }): Promise<Ran> =>
	withDatabase(({ script, url }) =>
		withSet(files, (folder) =>
			withBulkhead(async ({ client, open }) => {
				await script(scene());
				const connection = await open(url, folder);
				const watched = { connection, tenancy: PROFILE, ...extra };
				const applied = await finish(client, "apply", client.migrations.apply(watched));
				const input = { ...watched, ids: ["001"], reason: "a test", confirmed: true };
				const undone = await finish(client, "rollback", client.migrations.rollback(input));
				const shown = await Promise.all(["1", "2"].map((id) => client.certificates.show({ connection, id })));
				const { ok } = await client.certificates.verify({ connection });
				expect(ok).toBe(true);
				return { applied, undone, certified: shown.map(({ body }) => body.isolation) };
			}),
		),
	);

test("a migration that opens a table tells each tenant's rows before and after, its rollback the other way, the certificates both", async () => {
	const { applied, undone, certified } = await run({ isolation: true });
	const seen = applied.result?.isolation;
	expect(seen).toMatchObject({ role: APP, tenants: 3, tables: 5, leftOut: 0, missing: [] });
	expect(seen?.changes.map(({ table, name, before, after }) => [table, name, before, after])).toEqual([
		["public.notes", "Alpha", 3, 12],
		["public.notes", "Beta", 4, 12],
		["public.notes", "Gamma", 5, 12],
	]);
	expect(undone.result?.isolation?.changes.map(({ before, after }) => [before, after])).toEqual([
		[12, 3],
		[12, 4],
		[12, 5],
	]);
	expect(certified).toEqual([seen, undone.result?.isolation]);
});

test("nobody is asked as where it was not asked for", async () => {
	const { applied, certified } = await run({});
	expect([applied.result?.isolation, ...certified]).toEqual([undefined, undefined, undefined]);
});

test("what cannot be asked is told, and the run goes on: the IAFactory set, whose role comes with its last file", () =>
	withDatabase(({ url }) =>
		withBulkhead(async ({ client, open }) => {
			const connection = await open(url);
			const { result, error } = await finish(client, "apply", client.migrations.apply({ connection, isolation: true }));
			expect(error).toBeUndefined();
			expect(result?.applied).toHaveLength(8);
			expect(result?.isolation?.missing).toContainEqual(expect.stringMatching(/^Before: /));
			expect(result?.isolation?.role).toBe("iafactory_app");
			expect(result?.isolation?.changes).toContainEqual(
				expect.objectContaining({ table: "public.tenants", before: null, after: 1 }),
			);
		}),
	));
