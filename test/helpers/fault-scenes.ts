/**
 * Runs that are broken on purpose. A *scene* is a database in a known state and a run upon it; the *truth* is that the catalogue and every
 * row are what the ledger says, held against the same set run in peace, state by state.
 */
import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { MigrationStatus } from "../../main/contract/index.ts";
import { difference } from "../../main/core/catalogue/fingerprint.ts";
import { type Bulkhead, finish, withBulkhead } from "./bulkhead.ts";
import { catalogFingerprint } from "./catalog-fingerprint.ts";
import { onServer, type TestDatabase } from "./postgres.ts";

/** Two migrations of one transaction each, and between them one of six segments, three of which no transaction takes. */
const segments = [
	"CREATE TABLE notes (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, item int REFERENCES items, body text);\nINSERT INTO notes (item, body) SELECT id, md5(id::text) FROM items WHERE id % 3 = 0 ORDER BY id;",
	"CREATE INDEX CONCURRENTLY items_tenant ON items (tenant, name);",
	"INSERT INTO steps VALUES ('between');\nALTER TABLE items ADD COLUMN noted boolean NOT NULL DEFAULT false;\nUPDATE items SET noted = true WHERE id IN (SELECT item FROM notes);",
	"CREATE UNIQUE INDEX CONCURRENTLY notes_body ON notes (body);",
	"DROP INDEX CONCURRENTLY items_name;",
	"INSERT INTO steps VALUES ('last');",
] as const;

export const scenesSet = {
	"001_base.sql": `CREATE TABLE steps (what text);
CREATE TABLE tenants (id int PRIMARY KEY, name text NOT NULL);
INSERT INTO tenants SELECT g, 'T' || g FROM generate_series(0, 20) g;
CREATE TABLE items (id int PRIMARY KEY, name text, price numeric(12, 2));
INSERT INTO items SELECT g, 'Item ' || g, g / 7.0 FROM generate_series(1, 3000) g;
CREATE INDEX items_name ON items (name);
INSERT INTO steps VALUES ('base');`,
	"002_tenants.sql": `ALTER TABLE items ADD COLUMN tenant int NOT NULL DEFAULT 0 REFERENCES tenants;
UPDATE items SET tenant = 1 + id % 20;
ALTER TABLE items ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON items USING (tenant = current_setting('app.tenant', true)::int);
CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.name := trim(NEW.name); RETURN NEW; END $$;
CREATE TRIGGER stamp BEFORE INSERT OR UPDATE ON items FOR EACH ROW EXECUTE FUNCTION stamp();
INSERT INTO steps VALUES ('tenants');`,
	"003_segments.sql": segments.join("\n"),
	"004_after.sql": `CREATE VIEW noted AS SELECT id, name FROM items WHERE noted;
CREATE TABLE audit (at timestamptz, what text, value jsonb);
INSERT INTO audit SELECT '2026-01-01'::timestamptz + g * interval '1 min', 'x' || g, jsonb_build_object('n', g) FROM generate_series(1, 500) g;
INSERT INTO steps VALUES ('after');`,
	"rollback/002_tenants.sql":
		"DROP TRIGGER stamp ON items; DROP FUNCTION stamp; DROP POLICY own ON items; ALTER TABLE items DISABLE ROW LEVEL SECURITY; ALTER TABLE items DROP COLUMN tenant; DELETE FROM steps WHERE what = 'tenants';",
	"rollback/003_segments.sql":
		"DROP TABLE IF EXISTS notes; DROP INDEX IF EXISTS items_tenant; ALTER TABLE items DROP COLUMN IF EXISTS noted; CREATE INDEX IF NOT EXISTS items_name ON items (name); DELETE FROM steps WHERE what IN ('between', 'last');",
	"rollback/004_after.sql": "DROP VIEW noted; DROP TABLE audit; DELETE FROM steps WHERE what = 'after';",
};

/** What only its users did to the database after 004, and what a rollback must keep. */
export const DATA =
	"UPDATE items SET tenant = 1 + (id * 7) % 20, noted = id % 2 = 0; INSERT INTO audit VALUES (now(), 'late', NULL);";

/** All that is in a database beside the ledger. */
interface World {
	catalogue: string[];
	/** Names of invalid indexes. */
	invalid: string[];
	rows: Record<string, string>;
}

export async function worldOf(database: TestDatabase): Promise<World> {
	return onServer(database.params, async (session) => {
		const catalogue = await catalogFingerprint(session);
		const tables = await session.query<{ name: string }>(
			`SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
			  WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'bulkhead') AND n.nspname !~ '^pg_' ORDER BY 1`,
		);
		const rows: Record<string, string> = {};
		for (const { name } of tables) rows[name] = await digestOf(session, name);
		const broken = await session.query<{ name: string }>(
			"SELECT c.relname AS name FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE NOT (i.indisvalid AND i.indisready)",
		);
		return { catalogue, rows, invalid: broken.map(({ name }) => name) };
	});
}

type Session = Parameters<Parameters<typeof onServer>[1]>[0];

/** Of every row, its columns by name: a column that was dropped and came again stands last, and is the same column. */
export async function digestOf(session: Session, table: string): Promise<string> {
	const { rows } = await session.execute(
		`SELECT pg_catalog.to_jsonb(t)::text AS row FROM ONLY ${table} AS t ORDER BY 1`,
		{ maxRows: 1_000_000 },
	);
	return `${rows.length} rows ${createHash("sha256").update(rows.join("\n")).digest("hex").slice(0, 16)}`;
}

/** Columns by name, not by place; invalid indexes apart. */
export function plain({ catalogue, rows, invalid }: World): { lines: string[]; invalid: string[] } {
	const isBroken = (line: string): boolean => line.startsWith("index ") && invalid.some((name) => line.includes(name));
	const sound = catalogue.filter((line) => !isBroken(line));
	const lines = [
		...sound.map((line) => line.replace(/^column \d+ /, "column ")),
		...Object.entries(rows).map(([name, digest]) => `${name}: ${digest}`),
	];
	return { lines: lines.sort(), invalid };
}

/** By what the ledger says, `001 002 003:2` for example (two segments of 003 are done), all that is then in the database. */
export type Known = Map<string, string[]>;

/** Runs the set in peace on an empty database, and remembers each state. */
export async function learnStates(database: TestDatabase, folder: string): Promise<Known> {
	const known: Known = new Map();
	const remember = async (key: string) => void known.set(key, plain(await worldOf(database)).lines);
	await remember("");
	await withBulkhead(async ({ client, open }) => {
		const connection = await open(database.url, folder);
		const applied: string[] = [];
		for (const id of ["001", "002", "003", "004"]) {
			const { error } = await finish(client, "apply", client.migrations.apply({ connection, to: id }));
			if (error) throw new Error(`${id} in peace: ${error.message}`);
			applied.push(id);
			await remember(applied.join(" "));
		}
	});
	return known;
}

/** The states inside of 003, on a database that stands before it. */
export async function learnSegments(database: TestDatabase, known: Known): Promise<void> {
	for (const [at, text] of segments.entries()) {
		known.set(`001 002 003:${at}`, plain(await worldOf(database)).lines);
		// A script of several statements would be one transaction.
		for (const statement of text.split(";\n")) await database.script(statement);
	}
	known.set(`001 002 003:${segments.length}`, plain(await worldOf(database)).lines);
}

const ALONE = new Set([1, 3, 4]);

export interface Told {
	/** Empty where everything is as it should be. */
	wrong: string[];
	/** As in `Known`. */
	key: string;
}

/** Holds the database against what its ledger says. */
export async function truth(
	database: TestDatabase,
	{ client, open }: Bulkhead,
	folder: string,
	known: Known,
): Promise<Told> {
	const connection = await open(database.url, folder);
	const { key, acceptable, wrong } = readLedger((await client.migrations.status({ connection })).migrations);
	const { lines, invalid } = plain(await worldOf(database));
	const differences = acceptable.map((each) => difference(known.get(each) ?? [`no state ${each}`], lines));
	if (differences.every((each) => each.length > 0))
		wrong.push(`the ledger says ${key || "nothing"}, and there is ${differences[0]?.slice(0, 4).join("; ")}`);
	if (invalid.length > 0 && !key.includes(":")) wrong.push(`unnamed: ${invalid.join("; ")}`);
	return { wrong, key };
}

/** What the ledger says, and in which states the database may be: of a statement that runs alone, nobody may have heard the end. */
function readLedger(migrations: MigrationStatus[]): Told & { acceptable: string[] } {
	const wrong = migrations
		.filter(({ state }) => state !== "pending" && state !== "applied" && state !== "interrupted")
		.map(({ id, state }) => `${id} is ${state}`);
	const there = migrations.filter(({ state }) => state === "applied" || state === "interrupted");
	const write = (more: number): string =>
		there.map(({ id, interruption }) => (interruption ? `${id}:${interruption.done + more}` : id)).join(" ");
	const halfHeard = there.some(({ interruption }) => interruption && ALONE.has(interruption.done));
	return { wrong, key: write(0), acceptable: halfHeard ? [write(0), write(1)] : [write(0)] };
}

const LOCK =
	"SELECT l.pid::text FROM pg_locks l JOIN pg_database d ON d.oid = l.database AND d.datname = current_database() WHERE l.locktype = 'advisory'";

/** Answers with what is wrong: two seconds after the run has ended the lock is still held. */
export async function lockIsFree(database: TestDatabase): Promise<string[]> {
	for (let waited = 0; waited < 2_000; waited += 50) {
		if ((await database.sql(LOCK)).length === 0) return [];
		await sleep(50);
	}
	return ["the lock is held for more than two seconds"];
}

/** The next run: what stopped midway is named and refused, and goes on with resume; at the end everything is there. */
export async function applyAgain(
	database: TestDatabase,
	{ client, open }: Bulkhead,
	folder: string,
	known: Known,
): Promise<string[]> {
	const connection = await open(database.url, folder);
	const { summary } = await client.migrations.status({ connection });
	if (summary.interrupted > 0) {
		const { error } = await finish(client, "apply", client.migrations.apply({ connection }));
		if (error?.code !== "INTERRUPTED") return [`a blind run over what stopped midway ends with ${error?.code}`];
	}
	const { error } = await finish(client, "apply", client.migrations.apply({ connection, resume: true }));
	if (error) return [`the next run: ${error.code} ${error.message}`];
	const told = await truth(database, { client, open }, folder, known);
	return told.key === ALL ? told.wrong : [`after the next run the ledger says ${told.key}`, ...told.wrong];
}

export const ALL = "001 002 003 004";
