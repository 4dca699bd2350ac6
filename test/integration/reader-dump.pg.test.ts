/** What pg_dump writes is a migration like any other. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { finish, withBulkhead, withSet } from "../helpers/bulkhead.ts";
import { catalogFingerprint } from "../helpers/catalog-fingerprint.ts";
import { hasVersion, onServer, type TestDatabase, withDatabase } from "../helpers/postgres.ts";
import { libpqVariables, missingPsql, runProgram } from "../helpers/psql.ts";

const missing = await missingPsql();

async function apply(database: TestDatabase, migrations?: string): Promise<void> {
	await withBulkhead(async ({ client, open }) => {
		const connection = await open(database.url, migrations);
		const { error } = await finish(client, "apply", client.migrations.apply({ connection }));
		expect(error).toBeUndefined();
	});
}

/** Customers with rows in some of their tables: names and texts that no careless reader survives. */
const rows = `
INSERT INTO tenants (name, slug, region, admin_email, metadata)
SELECT format('École n° %s; "L''été" -- %s', n, E'\\t\\\\.'), 'school-' || n, 'DZ', n || '@example.dz', '{"a": "\\\\n; $$"}' FROM generate_series(1, 40) n;
INSERT INTO projects (tenant_id, name, description)
SELECT id, E'\\\\. $$; /*', E'line one\\nline two\\ttab; مشروع 😀 \\\\N' FROM tenants;`;

/** Every row of the public schema. */
function rowsOf(database: TestDatabase): Promise<string[]> {
	return onServer(database.params, async (session) => {
		const tables = await session.query<{ name: string }>(
			"SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1",
		);
		const all: string[] = [];
		for (const { name } of tables) {
			const found = await session.query<{ row: string }>(`SELECT t::text AS row FROM ${name} AS t ORDER BY 1`);
			all.push(...found.map(({ row }) => `${name} ${row}`));
		}
		return all;
	});
}

const catalogueOf = async (database: TestDatabase) =>
	(await onServer(database.params, catalogFingerprint)).filter((line) => !line.includes("bulkhead"));

test.for([
	["COPY", []],
	["one INSERT a row", ["--inserts"]],
	["INSERTs of many rows with columns", ["--column-inserts", "--rows-per-insert=7"]],
	["COPY, after DROPs of what may be there", ["--clean", "--if-exists"]],
] as const)(
	"the IAFactory database, dumped from PostgreSQL 14 as %s, is the same again",
	async ([, options], { skip }) => {
		if (missing) return skip(missing);
		if (!hasVersion(14)) return skip("no PostgreSQL 14 here");
		await withDatabase(
			async (source) => {
				await apply(source);
				await source.script(rows);
				await withSet({}, async (folder) => {
					const file = join(folder, "001_dump.sql");
					const args = ["--exclude-schema=bulkhead", `--file=${file}`, ...options];
					const { code, stderr } = await runProgram("pg_dump", args, { env: libpqVariables(source.params) });
					expect(code, stderr).toBe(0);
					expect(readFileSync(file, "utf8")).toContain("\\restrict");
					const expected = await rowsOf(source);
					expect(expected.length).toBeGreaterThan(80);
					await withDatabase(
						async (copy) => {
							await apply(copy, folder);
							expect(await rowsOf(copy)).toEqual(expected);
							expect(await catalogueOf(copy)).toEqual(await catalogueOf(source));
						},
						{ version: 14 },
					);
					// A dump of one database has no roles: on another server they are made first, as people do.
					await withDatabase((other) => apply(other));
					await withDatabase(async (copy) => {
						await apply(copy, folder);
						expect(await rowsOf(copy)).toEqual(expected);
					});
				});
			},
			{ version: 14 },
		);
	},
);
