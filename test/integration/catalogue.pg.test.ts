import { expect, test } from "vitest";
import { difference, fingerprintOf, readCatalogue, readFingerprint } from "../../main/core/catalogue/fingerprint.ts";
import type { Session } from "../../main/core/ports.ts";
import { hasVersion, onServer, withDatabase } from "../helpers/postgres.ts";
import { catalogueMutants, everyKind } from "./catalogue-mutants.ts";

const versions = ([13, 18] as const).filter(hasVersion);

test.each(versions)(
	"each kind of change changes the fingerprint, and the difference names it (PostgreSQL %i)",
	(version) =>
		withDatabase(
			({ params }) =>
				onServer(params, async (session) => {
					await session.execute(everyKind);
					const before = await readCatalogue(session);
					const unseen: string[] = [];
					for (const { what, sql, said } of catalogueMutants) {
						const after = await changed(session, sql);
						const lines = difference(before.lines, after);
						const seen = fingerprintOf(after) !== before.fingerprint && lines.some((line) => line.includes(said));
						if (!seen) unseen.push(`${what}: ${lines.join(" | ")}`);
					}
					expect(unseen).toEqual([]);
					expect((await readCatalogue(session)).fingerprint).toBe(before.fingerprint);
				}),
			{ version },
		),
);

/** The lines in a transaction that is rolled back. */
async function changed(session: Session, sql: string): Promise<string[]> {
	await session.execute(`BEGIN; ${sql}`);
	try {
		return await readFingerprint(session);
	} finally {
		await session.execute("ROLLBACK");
	}
}

const parts = [
	"CREATE TABLE a (id int PRIMARY KEY, tenant_id uuid, at timestamptz DEFAULT '2024-01-01 00:00:00+00'); GRANT SELECT ON a TO PUBLIC; CREATE INDEX a_tenant ON a (tenant_id);",
	"CREATE TYPE mood AS ENUM ('sad', 'ok'); CREATE DOMAIN positive AS int CHECK (VALUE > 0);",
	"CREATE FUNCTION f(x int) RETURNS int LANGUAGE sql AS 'SELECT x'; CREATE FUNCTION t() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';",
	"CREATE SCHEMA other; CREATE TABLE other.b (id int, note text);",
	"CREATE SEQUENCE numbers INCREMENT 5;",
];
const onTop = [
	"CREATE POLICY p ON a USING (id > 0); ALTER TABLE a ENABLE ROW LEVEL SECURITY;",
	"CREATE TRIGGER w BEFORE INSERT ON a FOR EACH ROW EXECUTE FUNCTION t();",
	"CREATE VIEW v AS SELECT id FROM a WHERE id > 1;",
	"ALTER TABLE other.b ADD CONSTRAINT b_a FOREIGN KEY (id) REFERENCES a;",
];

test("the same schema built in another order, and read with other settings, has the same fingerprint: nothing of an OID is in it", async () => {
	const read = (order: string[], settings: string) =>
		withDatabase(({ params }) =>
			onServer(params, async (session) => {
				for (const sql of order) await session.execute(sql);
				await session.execute(settings);
				return readCatalogue(session);
			}),
		);
	const one = await read([...parts, ...onTop], "");
	const filler = Array.from({ length: 20 }, (_, at) => `CREATE TABLE z${at} (); DROP TABLE z${at};`);
	const other = await read(
		[...filler, ...parts.toReversed(), ...filler, ...onTop.toReversed()],
		"SET search_path = other; SET TimeZone = 'Asia/Tokyo'; SET DateStyle = 'SQL, DMY'; SET quote_all_identifiers = on",
	);
	expect(difference(one.lines, other.lines)).toEqual([]);
	expect(other.fingerprint).toBe(one.fingerprint);
	expect(one.lines.length).toBeGreaterThan(25);
});

test("names with newlines, quotes and backslashes stay on one line each, and two that would look alike differ", () =>
	withDatabase(({ params }) =>
		onServer(params, async (session) => {
			await session.execute(`CREATE TABLE "a\nb" (); CREATE TABLE "a\\nb" (); CREATE TABLE "a""b" ()`);
			const tables = (await readCatalogue(session)).lines.filter((line) => line.startsWith("row security of"));
			expect(tables).toEqual([
				'row security of public."a""b" off',
				'row security of public."a\\\\nb" off',
				'row security of public."a\\nb" off',
			]);
		}),
	));

test("a file that says DEALLOCATE ALL, or leaves the session as another role, does not keep the catalogue from being read", () =>
	withDatabase(({ params }) =>
		onServer(params, async (session) => {
			const { fingerprint } = await readCatalogue(session);
			await session.execute("DEALLOCATE ALL; SET search_path = nowhere; SET statement_timeout = 1");
			expect((await readCatalogue(session)).fingerprint).toBe(fingerprint);
		}),
	));

test("a catalogue of a thousand tables is read in less than a second, also where the machine is busy", () =>
	withDatabase(({ params }) =>
		onServer(params, async (session) => {
			await session.execute(`DO $$ BEGIN FOR i IN 1..1000 LOOP
				EXECUTE format('CREATE TABLE t_%s (id bigint PRIMARY KEY, tenant_id uuid NOT NULL, a int CHECK (a > 0), b text)', i);
				EXECUTE format('CREATE INDEX ON t_%s (tenant_id)', i); END LOOP; END $$`);
			await readCatalogue(session);
			const began = performance.now();
			const { lines } = await readCatalogue(session);
			expect(lines.length).toBeGreaterThan(8_000);
			expect(performance.now() - began).toBeLessThan(1_000);
		}),
	));
