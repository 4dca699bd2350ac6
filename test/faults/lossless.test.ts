/** Roll back, migrate, restore: whatever the schema, whatever the data, every table is what it was. */
import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { difference } from "../../main/core/catalogue/fingerprint.ts";
import { seedCustomers } from "../../main/core/demo/seed/seed-customers.ts";
import { seedPast } from "../../main/core/demo/seed/seed-past.ts";
import { type Bulkhead, finish, withBulkhead, withSet } from "../helpers/bulkhead.ts";
import { catalogFingerprint } from "../helpers/catalog-fingerprint.ts";
import { onServer, paramsOf, type TestDatabase, testServer, withDatabase } from "../helpers/postgres.ts";
import { makeSchema, type SchemaSpec, schemas } from "../helpers/random-schemas.ts";

const RUNS = Number(process.env.BULKHEAD_PROPERTY_RUNS ?? 100);
/** Another one finds other schemas; fast-check prints the one that failed. */
const SEED = Number(process.env.BULKHEAD_PROPERTY_SEED ?? 20_261_124);

/** Every table's rows, by the names of its columns, and the catalogue but for the places of columns. */
async function stateOf(database: TestDatabase): Promise<string[]> {
	return onServer(database.params, async (session) => {
		const tables = await session.query<{ name: string; columns: string }>(
			`SELECT format('%I.%I', n.nspname, c.relname) AS name,
			        (SELECT string_agg(format('%I::text', a.attname), ', ' ORDER BY a.attname COLLATE "C") FROM pg_attribute a
			          WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns
			   FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
			  WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'bulkhead') AND n.nspname !~ '^pg_'`,
		);
		const lines = (await catalogFingerprint(session)).map((line) => line.replace(/^column \d+ /, "column "));
		for (const { name, columns } of tables) {
			const sql = `SELECT ROW(${columns})::text AS row FROM ONLY ${name} ORDER BY 1`;
			const { rows } = await session.execute(sql, { maxRows: 1_000_000 });
			const sum = createHash("sha256").update(rows.join("\n")).digest("hex");
			lines.push(`${name}: ${rows.length} rows, ${sum}`);
		}
		return lines.sort();
	});
}

/** Rolls back, migrates and restores; answers with what is otherwise than before. */
async function thereAndBack(
	{ client }: Bulkhead,
	connection: string,
	{ database, to }: { database: TestDatabase; to: string },
): Promise<string[]> {
	const before = await stateOf(database);
	const request = { connection, to, reason: "property", confirmed: true };
	const back = await finish(client, "rollback", client.migrations.rollback(request));
	if (back.error) throw new Error(`rollback: ${back.error.message} ${back.error.detail ?? ""}`);
	const again = await finish(client, "apply", client.migrations.apply({ connection }));
	if (again.error) throw new Error(`migrate: ${again.error.message} ${again.error.detail ?? ""}`);
	const id = back.result?.snapshot?.id;
	if (id !== undefined) {
		const restored = await finish(client, "restore", client.snapshots.restore({ connection, id }));
		if (restored.error) throw new Error(`restore: ${restored.error.message} ${JSON.stringify(restored.error)}`);
	}
	return difference(before, await stateOf(database));
}

const PASSWORD = "password-of-a-test";
const OWNER = { user: "property_owner", password: PASSWORD };

async function makeLogin(name: string, attributes = ""): Promise<void> {
	await onServer(paramsOf(await testServer(), "postgres"), (session) =>
		session.execute(
			`DO $$ BEGIN CREATE ROLE ${name} LOGIN ${attributes} PASSWORD '${PASSWORD}'; EXCEPTION WHEN duplicate_object THEN END $$`,
		),
	);
}

/** As the superuser, or as a plain owner whom FORCE binds. */
async function loses(spec: SchemaSpec, asOwner: boolean): Promise<string[]> {
	const { files, data } = makeSchema(spec);
	return withDatabase(
		(database) =>
			withSet(files, (folder) =>
				withBulkhead(async (bulkhead) => {
					const { server } = database;
					const url = asOwner
						? `postgres://${OWNER.user}:${OWNER.password}@${server.host}:${server.port}/${database.database}`
						: database.url;
					const connection = await bulkhead.open(url, folder);
					const applied = await finish(bulkhead.client, "apply", bulkhead.client.migrations.apply({ connection }));
					if (applied.error) throw new Error(`the schema: ${applied.error.message} ${applied.error.statement}`);
					await database.script(data);
					return thereAndBack(bulkhead, connection, { database, to: "001" });
				}),
			),
		asOwner ? { owner: OWNER.user } : {},
	);
}

test(`${RUNS} random schemas, with random tenants and data: rolled back, migrated and restored, every table is what it was`, async () => {
	await makeLogin(OWNER.user);
	await fc.assert(
		fc.asyncProperty(schemas, fc.boolean(), async (spec, asOwner) => {
			expect(await loses(spec, asOwner)).toEqual([]);
		}),
		{ numRuns: RUNS, seed: SEED, interruptAfterTimeLimit: 500_000, markInterruptAsFailure: true },
	);
});

/** The login that owns the demo. */
const asDemo = ({ database, server }: TestDatabase): string =>
	`postgres://iafactory:${PASSWORD}@${server.host}:${server.port}/${database}`;

/** The bundled set with the demo's customers, as `bulkhead demo` fills it. */
async function seed(database: TestDatabase): Promise<void> {
	const job = { signal: new AbortController().signal, report: () => {} };
	await withBulkhead(async ({ client, open }) => {
		const connection = await open(asDemo(database));
		const apply = async (to?: string): Promise<void> => {
			const { error } = await finish(client, "apply", client.migrations.apply({ connection, to }));
			if (error) throw new Error(error.message);
		};
		await apply("005");
		await onServer({ ...database.params, user: "iafactory", password: PASSWORD }, seedPast);
		await apply();
		await onServer(database.params, (session) => seedCustomers(session, job));
	});
}

test("the bundled set with the demo's data, rolled back to 006, to 005 and to nothing: the same", async () => {
	await makeLogin("iafactory", "CREATEROLE");
	await withDatabase(
		async (demo) => {
			await seed(demo);
			for (const to of ["006", "005", "000"]) {
				await withDatabase(
					(database) =>
						withBulkhead(async (bulkhead) => {
							const connection = await bulkhead.open(asDemo(database));
							expect(await thereAndBack(bulkhead, connection, { database, to }), to).toEqual([]);
						}),
					{ template: demo.database, owner: "iafactory" },
				);
			}
		},
		{ owner: "iafactory" },
	);
});
