/**
 * The crash matrix: a run is broken at many points, by several hands, and each time the ledger must say what the catalogue says,
 * no invalid index may stay unnamed, the runner's lock must be free within two seconds, and the next run must go on.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { finish, withBulkhead, withSet } from "../helpers/bulkhead.ts";
import { type TestDatabase, withDatabase } from "../helpers/postgres.ts";
import { runCli } from "../helpers/run-cli.ts";

/** Points at which a build is broken. */
const POINTS = 50;
/**
 * Points by time at which a run of the bundled set is broken, in milliseconds: `killed` has fifty of each kind, by bytes, so that here
 * only the set itself is new.
 */
const MOMENTS = Array.from({ length: 12 }, (_, at) => 150 + at * 90);

let store = "";
beforeAll(() => {
	store = mkdtempSync(join(tmpdir(), "bulkhead-faults-"));
});
afterAll(() => rmSync(store, { recursive: true, force: true }));

type Break = (database: TestDatabase, kill: () => void) => Promise<void>;

const killClient: Break = async (_database, kill) => kill();
const terminateBackend: Break = async (database) => {
	await database.sql(
		"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'bulkhead %@%' AND datname = current_database()",
	);
};

/** Runs the command, and breaks it after `delay` ms. */
async function broken(database: TestDatabase, args: string[], delay: number, how: Break): Promise<void> {
	let breaking: Promise<void> | undefined;
	await runCli(store, args, {
		started: (child) => {
			breaking = sleep(delay).then(() => how(database, () => child.kill("SIGKILL")));
		},
	}).catch(() => undefined);
	await breaking;
}

const LOCK =
	"SELECT 1 FROM pg_locks l JOIN pg_database d ON d.oid = l.database AND d.datname = current_database() WHERE l.locktype = 'advisory'";

async function lockIsFree(database: TestDatabase): Promise<boolean> {
	for (let waited = 0; waited < 2_000; waited += 50) {
		if ((await database.sql(LOCK)).length === 0) return true;
		await sleep(50);
	}
	return false;
}

/** What is recorded as applied holds, what is not is not there, and no index is invalid. */
async function truth(database: TestDatabase): Promise<string[]> {
	const wrong: string[] = [];
	if (!(await lockIsFree(database))) wrong.push("the lock is not free");
	await withBulkhead(async ({ client, open }) => {
		const connection = await open(database.url);
		const { migrations } = await client.migrations.status({ connection, checks: true });
		for (const { id, state, checks } of migrations) {
			if (state !== "applied" && state !== "pending") wrong.push(`${id} is ${state}`);
			if (state === "applied" && checks?.failed !== 0)
				wrong.push(`${id} is recorded, and ${checks?.failed} checks fail`);
		}
	});
	const invalid = await database.sql<{ name: string }>(
		"SELECT indexrelid::regclass::text AS name FROM pg_index WHERE NOT (indisvalid AND indisready)",
	);
	return [...wrong, ...invalid.map(({ name }) => `${name} is invalid`)];
}

/** Reports of a whole row of points, so that one look tells how often and where. */
const report = (what: string, wrong: string[]): void => expect(wrong, what).toEqual([]);

test.each([
	["the client is killed", killClient],
	["the backend is terminated", terminateBackend],
] as const)(
	"apply of the bundled set, while %s at 12 moments: ledger and catalogue agree, and the next run goes on",
	(what, how) =>
		withDatabase(async (database) => {
			const args = ["migrate", "--url", database.url, "--json"];
			const wrong: string[] = [];
			for (const delay of MOMENTS) {
				await database.script(
					"DROP SCHEMA IF EXISTS bulkhead CASCADE; DROP SCHEMA public CASCADE; CREATE SCHEMA public",
				);
				await broken(database, args, delay, how);
				const found = await truth(database);
				const next = await runCli(store, args);
				if (next.code !== 0) found.push(`the next run ends with ${next.code}: ${next.stdout.slice(0, 200)}`);
				wrong.push(...found.map((each) => `${delay} ms: ${each}`));
			}
			report(what, wrong);
		}),
);

/** Where the rollback got through, its data is put back after a new migrate. Answers with what went wrong. */
async function goForward(database: TestDatabase, at: string[]): Promise<string[]> {
	const status = await runCli(store, ["status", ...at]);
	const { summary } = status.json as { summary: { applied: number } };
	if (summary.applied === 8) return [];
	if (summary.applied !== 6) return [`${summary.applied} are applied`];
	const listed = await runCli(store, ["snapshots", "--json"]);
	const { snapshots } = listed.json as { snapshots: { id: string; head?: { database: string } }[] };
	const id = snapshots.find(({ head }) => head?.database === database.database)?.id ?? "none";
	await runCli(store, ["migrate", ...at]);
	const restored = await runCli(store, ["snapshots", "restore", id, "--yes", ...at]);
	return restored.code === 0 ? [] : [`the restore ends with ${restored.code}: ${restored.stdout.slice(0, 200)}`];
}

test.each([
	["the client is killed", killClient],
	["the backend is terminated", terminateBackend],
] as const)(
	"rollback of the bundled set with data, while %s at 12 moments: all of it or nothing, and nothing is lost",
	(what, how) =>
		withDatabase(async (database) => {
			const at = ["--url", database.url, "--json"];
			await runCli(store, ["migrate", ...at]);
			await database.script(`INSERT INTO tenants (name, slug, region, admin_email) SELECT 'T' || g, 't-' || g, 'DZ', g || '@x.dz' FROM generate_series(1, 20) g;
			INSERT INTO projects (tenant_id, name) SELECT t.id, 'P' || g FROM tenants t, generate_series(1, 500) g`);
			const digest = async () =>
				(
					await database.sql<{ d: string }>(
						"SELECT md5(string_agg(p.id::text || p.tenant_id, '' ORDER BY p.id)) AS d FROM projects p",
					)
				)[0]?.d;
			const before = await digest();
			const wrong: string[] = [];
			for (const delay of MOMENTS) {
				if (wrong.length > 0) break;
				await broken(database, ["rollback", "--to", "006", "--reason", "fault", "--yes", ...at], delay, how);
				const found = [...(await truth(database)), ...(await goForward(database, at))];
				if ((await digest()) !== before) found.push("rows have changed");
				wrong.push(...found.map((each) => `${delay} ms: ${each}`));
			}
			report(what, wrong);
		}),
);

/** One build whose client is killed, and the resume after it. The server goes on with a build whose client is gone: it is waited for. */
async function buildBroken(database: TestDatabase, args: string[], delay: number): Promise<string[]> {
	await database.script("DROP TABLE IF EXISTS big; DROP SCHEMA IF EXISTS bulkhead CASCADE");
	await broken(database, args, delay, killClient);
	for (let tries = 0; tries < 40 && !(await lockIsFree(database)); tries += 1);
	const next = await runCli(store, [...args, "--resume"]);
	const wrong = next.code === 0 ? [] : [`the next run ends with ${next.code}: ${next.stdout.slice(0, 300)}`];
	const [state] = await database.sql<{ valid: string; columns: string }>(
		`SELECT (SELECT string_agg(indisvalid::text, ',') FROM pg_index WHERE indrelid = 'big'::regclass) AS valid,
		        (SELECT count(*)::text FROM pg_attribute WHERE attrelid = 'big'::regclass AND attnum > 0) AS columns`,
	);
	return state?.valid === "true" && state.columns === "3" ? wrong : [...wrong, JSON.stringify(state)];
}

test("a file with an index built CONCURRENTLY, its client killed at 50 points: nothing invalid stays after resume", () =>
	withDatabase((database) =>
		withSet(
			{
				"001_mixed.sql":
					"CREATE TABLE big AS SELECT g AS id, md5(g::text) AS t FROM generate_series(1, 200000) g;\nCREATE INDEX CONCURRENTLY big_t ON big (t);\nALTER TABLE big ADD COLUMN more int;",
			},
			async (folder) => {
				const args = ["migrate", "--url", database.url, "--json", "--migrations", folder];
				const wrong: string[] = [];
				for (let point = 0; point < POINTS; point += 1) {
					const delay = 150 + point * 30;
					const found = await buildBroken(database, args, delay);
					wrong.push(...found.map((each) => `${delay} ms: ${each}`));
				}
				report("CONCURRENTLY", wrong);
			},
		),
	));

test("ten runners, a hundred rounds: no migration runs twice", () =>
	withDatabase((database) =>
		withSet(
			Object.fromEntries([1, 2, 3].map((at) => [`00${at}_m.sql`, `INSERT INTO runs VALUES (${at});`])),
			async (folder) => {
				for (let round = 0; round < 100; round += 1) {
					await database.script(
						"DROP SCHEMA IF EXISTS bulkhead CASCADE; DROP TABLE IF EXISTS runs; CREATE TABLE runs (id int)",
					);
					await withBulkhead(async ({ client, open }) => {
						const runs = Array.from({ length: 10 }, async () => {
							const connection = await open(database.url, folder);
							return finish(client, "apply", client.migrations.apply({ connection }));
						});
						const errors = (await Promise.all(runs)).flatMap(({ error }) => (error ? [error.code] : []));
						expect(errors.filter((code) => code !== "LOCK_HELD")).toEqual([]);
					});
					const rows = await database.sql("SELECT id::text FROM runs ORDER BY runs.id");
					expect(rows.map(({ id }) => id)).toEqual(["1", "2", "3"]);
				}
			},
		),
	));
