import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type Bulkhead, finish, withBulkhead, withSet } from "../helpers/bulkhead.ts";
import { type TestDatabase, withDatabase } from "../helpers/postgres.ts";
import { runProgram } from "../helpers/psql.ts";

const set = {
	"001_people.sql":
		"CREATE TABLE people (id int PRIMARY KEY, name text);\nINSERT INTO people VALUES (1, 'a'), (2, 'b');",
	"002_notes.sql": "CREATE TABLE notes (id int PRIMARY KEY, person int REFERENCES people);",
	"003_tenant.sql": "ALTER TABLE people ADD COLUMN team int;",
	"rollback/001_people.sql": "DROP TABLE people;",
	"rollback/002_notes.sql": "DROP TABLE notes;",
	"rollback/003_tenant.sql": "ALTER TABLE people DROP COLUMN team;",
	"verify/001_people.sql": "-- check: people is there\nSELECT 1 WHERE to_regclass('public.people') IS NULL;",
};

interface Work {
	database: TestDatabase;
	client: Bulkhead["client"];
	connection: string;
	apply: (to?: string) => ReturnType<typeof finish<"apply">>;
}

const withWork = (use: (work: Work) => Promise<void>, files: Record<string, string> = set) =>
	withDatabase((database) =>
		withSet(files, (folder) =>
			withBulkhead(async ({ client, open }) => {
				const connection = await open(database.url, folder);
				const apply = (to?: string) =>
					finish(client, "apply", client.migrations.apply({ connection, ...(to ? { to } : {}) }));
				await use({ database, client, connection, apply });
			}),
		),
	);

/** As superuser, past the trigger that keeps the ledger append-only. */
const tamper = (database: TestDatabase, sql: string) =>
	database.script(`SET session_replication_role = replica; ${sql}`);

test("each run that changes the database leaves one certificate, which says who did what where, and follows the one before", () =>
	withWork(async ({ client, connection, apply, database }) => {
		const { result } = await apply("002");
		expect(result?.certificate).toMatchObject({ number: 1, open: 0 });
		const first = await client.certificates.show({ connection, id: "latest" });
		expect(first.body).toMatchObject({
			...{ number: 1, previous: null, kind: "apply", outcome: "done", error: null, database: database.database },
			...{ drift: null, gap: [], notCompared: null, role: database.params.user, open: [] },
			server: { host: database.params.host, port: database.params.port },
			checks: [{ migration: "001", name: "people is there", ok: true, violations: 0 }],
			migrations: [
				{
					...{ id: "001", event: "apply", done: "all", statementCount: 2 },
					statements: [
						{ line: 1, command: "CREATE TABLE" },
						{ line: 2, command: "INSERT", rows: 2 },
					],
				},
				{ id: "002" },
			],
			rows: [
				{ table: "public.notes", rows: 0, how: "exact" },
				{ table: "public.people", rows: 2, how: "exact" },
			],
		});
		const [event] = await database.sql<Record<"checksum" | "tokens" | "run", string>>(
			"SELECT checksum, token_checksum AS tokens, run FROM bulkhead.events LIMIT 1",
		);
		expect(first.body.migrations[0]).toMatchObject({ sha256: event?.checksum, tokens: event?.tokens });
		expect(first.body.run).toBe(event?.run);
		expect(first.body.difference).toContain("+ column 2 public.people.name text");
		await apply();
		const rolled = client.migrations.rollback({ connection, ids: ["003"], reason: "a try", confirmed: true });
		await finish(client, "rollback", rolled);
		const list = await client.certificates.list({ connection });
		expect(list.certificates.map(({ number, kind }) => [number, kind])).toEqual([
			[3, "rollback"],
			[2, "apply"],
			[1, "apply"],
		]);
		expect(list.now).toMatchObject({ same: true });
		const [third, second] = list.certificates;
		expect(third).toMatchObject({ reason: "a try", before: second?.after, after: second?.before });
		const { body } = await client.certificates.show({ connection, id: "3" });
		expect(body.previous).toEqual({ number: 2, hash: second?.hash });
		expect(body.difference).toEqual(["- column 3 public.people.team integer"]);
		expect(await client.certificates.verify({ connection })).toEqual({
			...{ ok: true, certificates: 3, gaps: [], head: third?.hash },
		});
	}));

test("a run with nothing to do, and one that was rolled back, leave no certificate; one that failed later tells what stays", () =>
	withWork(
		async ({ client, connection, apply }) => {
			const { error } = await apply();
			expect(error).toMatchObject({ code: "STATEMENT_FAILED" });
			const { body } = await client.certificates.show({ connection, id: "latest" });
			expect(body).toMatchObject({
				outcome: "failed",
				error: { code: "STATEMENT_FAILED" },
				migrations: [{ id: "001" }],
			});
			await apply();
			expect((await client.certificates.list({ connection })).total).toBe(1);
			await apply("001");
			expect((await client.certificates.list({ connection })).total).toBe(1);
			expect(await client.certificates.verify({ connection })).toMatchObject({ ok: true, certificates: 1 });
		},
		{ "001_a.sql": "CREATE TABLE a ();", "002_b.sql": "SELECT 1/0;" },
	));

test("what was changed outside Bulkhead is told at the next run with the difference, and stands in its certificate and the list", () =>
	withWork(async ({ client, connection, apply, database }) => {
		await apply("001");
		await database.script("ALTER TABLE people ADD COLUMN secret text; CREATE TABLE shadow ()");
		const lines = ["+ column 3 public.people.secret text", "+ row security of public.shadow off"];
		const { now } = await client.certificates.list({ connection });
		expect(now).toMatchObject({ same: false, drift: { since: { number: 1 } } });
		const { result, progress } = await apply("002");
		expect(result?.certificate?.drift?.difference).toEqual(expect.arrayContaining(lines));
		const told = progress.flatMap((each) => (each.kind === "notice" ? [each.message] : []));
		expect(told).toEqual([
			expect.stringMatching(/^The schema was changed outside Bulkhead since certificate 1 of .*: 3 lines/),
		]);
		const { body } = await client.certificates.show({ connection, id: "latest" });
		expect(body.drift?.difference).toEqual(expect.arrayContaining(lines));
		expect(body.difference.join()).not.toContain("secret");
		expect((await apply("003")).result?.certificate?.drift).toBeUndefined();
		await tamper(database, "DELETE FROM bulkhead.last_catalogue; DROP TABLE shadow");
		expect((await client.certificates.list({ connection })).now.drift).toMatchObject({ difference: null });
	}));

const hindrances = [
	["is refused", "RAISE EXCEPTION ''no room''", "no room"],
	["loses its link after the COMMIT", "PERFORM pg_terminate_backend(pg_backend_pid())", "connection"],
] as const;

test.each(hindrances)(
	"where the certificate %s the run says so, verify finds it, and the next run names the gap for ever",
	(_, how, said) =>
		withWork(async ({ client, connection, apply, database }) => {
			await apply("001");
			await database.script(`CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN ${how}; RETURN NEW; END';
			CREATE TRIGGER refuse BEFORE INSERT ON bulkhead.certificates FOR EACH ROW EXECUTE FUNCTION refuse()`);
			const { result, progress } = await apply("002");
			expect(result?.applied.map(({ id }) => id)).toEqual(["002"]);
			expect(result?.certificate).toMatchObject({ problem: expect.stringContaining(said) });
			expect(progress.some((each) => each.kind === "notice" && each.message.includes("no certificate"))).toBe(true);
			await database.script("DROP TRIGGER refuse ON bulkhead.certificates; DROP FUNCTION refuse()");
			const lost = { events: ["apply 002"] };
			expect(await client.certificates.verify({ connection })).toMatchObject({
				...{ ok: false, brokenAt: { kind: "no-certificate", message: expect.stringContaining("apply 002") } },
			});
			expect((await client.certificates.list({ connection })).gap).toMatchObject([lost]);
			const next = await apply("003");
			expect(next.result?.certificate).toMatchObject({ number: 2, gap: [lost], drift: { since: { number: 1 } } });
			expect(await client.certificates.verify({ connection })).toMatchObject({
				ok: true,
				gaps: [{ ...lost, namedBy: 2 }],
			});
			expect((await client.certificates.show({ connection, id: "2" })).body.gap).toMatchObject([lost]);
		}),
);

const tampered: [string, string, { number?: number; kind: string }][] = [
	[
		"edited",
		"UPDATE bulkhead.certificates SET body = replace(body, '\"by\":', '\"by\" :') WHERE number = 2",
		{ number: 2, kind: "edited" },
	],
	[
		"edited, with a hash to match",
		"UPDATE bulkhead.certificates SET body = replace(body, '\"checks-failed\"', '\"done\"') || ' ' WHERE number = 2; UPDATE bulkhead.certificates SET hash = encode(sha256(body::bytea), 'hex') WHERE number = 2",
		{ number: 3, kind: "edited" },
	],
	["taken out of the middle", "DELETE FROM bulkhead.certificates WHERE number = 2", { number: 3, kind: "missing" }],
	["taken off the beginning", "DELETE FROM bulkhead.certificates WHERE number = 1", { number: 2, kind: "missing" }],
	["taken off the end", "DELETE FROM bulkhead.certificates WHERE number = 3", { kind: "no-certificate" }],
	["all taken away", "DELETE FROM bulkhead.certificates", { kind: "no-certificate" }],
	[
		"put in each other's place",
		"UPDATE bulkhead.certificates SET number = 9 WHERE number = 2; UPDATE bulkhead.certificates SET number = 2 WHERE number = 3; UPDATE bulkhead.certificates SET number = 3 WHERE number = 9",
		{ number: 2, kind: "moved" },
	],
	[
		"not JSON any more",
		"UPDATE bulkhead.certificates SET body = 'x', hash = encode(sha256('x'), 'hex') WHERE number = 2",
		{ number: 2, kind: "unreadable" },
	],
	[
		"without its entry in the ledger",
		"DELETE FROM bulkhead.events WHERE migration = '002'",
		{ number: 2, kind: "no-ledger-entry" },
	],
];

test("whatever a superuser edits, removes, cuts off or swaps is found, and the first certificate that does not hold is named", () =>
	withWork(async ({ client, connection, apply, database }) => {
		for (const id of ["001", "002", "003"]) await apply(id);
		await database.script(
			"CREATE TABLE kept AS TABLE bulkhead.certificates; CREATE TABLE kept_events AS TABLE bulkhead.events",
		);
		for (const [what, sql, brokenAt] of tampered) {
			await tamper(database, sql);
			expect(await client.certificates.verify({ connection }), what).toMatchObject({ ok: false, brokenAt });
			await tamper(
				database,
				`DELETE FROM bulkhead.certificates; INSERT INTO bulkhead.certificates TABLE kept;
				 DELETE FROM bulkhead.events; INSERT INTO bulkhead.events OVERRIDING SYSTEM VALUE TABLE kept_events`,
			);
			expect(await client.certificates.verify({ connection }), what).toMatchObject({ ok: true, certificates: 3 });
		}
	}));

test("a tail that was cut off is named as a gap by the run that goes on, and an edited last one does not stop it", () =>
	withWork(async ({ client, connection, apply, database }) => {
		await apply("001");
		await apply("002");
		await tamper(
			database,
			"DELETE FROM bulkhead.certificates WHERE number = 2; UPDATE bulkhead.certificates SET body = '{}'",
		);
		const { result } = await apply("003");
		expect(result?.certificate).toMatchObject({ number: 2, gap: [{ events: ["apply 002"] }] });
		expect((await client.certificates.list({ connection })).unreadable).toEqual([1]);
		expect(await client.certificates.verify({ connection })).toMatchObject({ brokenAt: { number: 1, kind: "edited" } });
	}));

test("the ledger refuses to change a certificate", () =>
	withWork(async ({ apply, database }) => {
		await apply("001");
		for (const sql of [
			"UPDATE bulkhead.certificates SET hash = ''",
			"DELETE FROM bulkhead.certificates",
			"TRUNCATE bulkhead.certificates",
		])
			await expect(database.script(sql)).rejects.toThrow("only ever added to");
	}));

test("a ledger of an older Bulkhead gets its place for certificates with the next run, and owes none for what was before", () =>
	withWork(async ({ client, connection, apply, database }) => {
		await apply("001");
		await tamper(
			database,
			"DROP TABLE bulkhead.certificates, bulkhead.last_catalogue; COMMENT ON SCHEMA bulkhead IS 'Bulkhead: ledger of migrations, format 1'",
		);
		expect(await client.certificates.list({ connection })).toMatchObject({ certificates: [], total: 0 });
		expect(await client.certificates.verify({ connection })).toMatchObject({ ok: true, certificates: 0 });
		await expect(client.certificates.show({ connection, id: "latest" })).rejects.toMatchObject({ code: "NOT_FOUND" });
		expect((await apply("002")).result?.certificate).toMatchObject({ number: 1 });
		expect(await client.certificates.verify({ connection })).toMatchObject({ ok: true, certificates: 1, gaps: [] });
	}));

test("adopting, restoring and resuming leave theirs", () =>
	withWork(
		async ({ client, connection, apply, database }) => {
			await database.script("CREATE TABLE people (id int PRIMARY KEY)");
			await finish(client, "adopt", client.migrations.adopt({ connection, reason: "was here" }));
			expect((await client.certificates.show({ connection, id: "1" })).body).toMatchObject({
				...{ kind: "adopt", reason: "was here", migrations: [{ id: "001", event: "adopt" }], difference: [] },
			});
			await database.script("INSERT INTO people VALUES (1), (2)");
			const rollback = client.migrations.rollback({ connection, ids: ["001"], reason: "x", confirmed: true });
			const { result } = await finish(client, "rollback", rollback);
			const snapshot = result?.snapshot?.id ?? "";
			await apply("001");
			const { open } = await client.certificates.finishList({ connection });
			expect(open).toMatchObject([
				{
					kind: "snapshot-not-restored",
					object: snapshot,
					since: { certificate: 2 },
					resolve: `bulkhead snapshots restore ${snapshot}`,
				},
			]);
			await finish(client, "restore", client.snapshots.restore({ connection, id: snapshot }));
			expect((await client.certificates.show({ connection, id: "latest" })).body).toMatchObject({
				...{ number: 4, kind: "restore", snapshot: { id: snapshot }, restored: [{ table: "public.people", rows: 2 }] },
				rows: [{ table: "public.people", rows: 2, how: "exact" }],
			});
			expect((await client.certificates.finishList({ connection })).open).toEqual([]);
			const { error } = await apply();
			expect(error).toMatchObject({ code: "INTERRUPTED" });
			const stopped = await client.certificates.show({ connection, id: "latest" });
			expect(stopped.body).toMatchObject({ outcome: "interrupted", migrations: [{ id: "002", done: "stopped" }] });
			expect(stopped.body.open).toMatchObject([
				{ kind: "migration-interrupted", object: "002", since: { certificate: 5 } },
			]);
			await database.script("DELETE FROM doubles");
			await finish(client, "apply", client.migrations.apply({ connection, resume: true }));
			expect((await client.certificates.show({ connection, id: "latest" })).body).toMatchObject({
				...{ number: 6, kind: "resume", outcome: "done", migrations: [{ id: "002", done: "all" }], open: [] },
			});
			expect(await client.certificates.verify({ connection })).toMatchObject({ ok: true, certificates: 6, gaps: [] });
		},
		{
			"001_people.sql": "CREATE TABLE people (id int PRIMARY KEY);",
			"rollback/001_people.sql": "DROP TABLE people;",
			"verify/001_people.sql": "-- check: people is there\nSELECT 1 WHERE to_regclass('public.people') IS NULL;",
			"002_unique.sql":
				"CREATE TABLE doubles (id int);\nINSERT INTO doubles VALUES (1), (1);\nCREATE UNIQUE INDEX CONCURRENTLY doubles_id ON doubles (id);",
		},
	));

const jq = (await runProgram("jq", ["--version"])).code === 0 ? undefined : "jq is not installed";

test.skipIf(jq)(
	`a third party proves an export with jq and sha256sum alone, and the ledger with SQL alone${jq ? ` (${jq})` : ""}`,
	() =>
		withWork(
			async ({ client, connection, apply, database }) => {
				await apply();
				const { text, name } = await client.certificates.export({ connection, id: "latest", format: "json" });
				expect(name).toMatch(/^certificate-t-.*-1\.json$/);
				const folder = mkdtempSync(join(tmpdir(), "bulkhead-certificate-"));
				try {
					writeFileSync(join(folder, "c.json"), text);
					const sum = execFileSync("sh", ["-c", "jq -acS .body c.json | tr -d '\\n' | sha256sum"], { cwd: folder });
					const { hash } = await client.certificates.show({ connection, id: "1" });
					expect(sum.toString()).toMatch(new RegExp(`^${hash} `));
				} finally {
					rmSync(folder, { recursive: true });
				}
				const [row] = await database.sql(
					"SELECT (hash = encode(sha256(convert_to(body, 'UTF8')), 'hex'))::text AS ok FROM bulkhead.certificates",
				);
				expect(row).toEqual({ ok: "true" });
			},
			{ "001_odd.sql": `CREATE TABLE "naïve 日本 😀 ""q"" \\ <b>\u007f\u202e" (a float8 DEFAULT 1e-7);` },
		),
);

test("the page to print holds no markup, no script and no address of a server's making, whatever names are in it", () => {
	const name = `<img src=x onerror=alert(1)>&"'\n\u202egnp`;
	return withWork(
		async ({ client, connection, apply }) => {
			await apply();
			const { text } = await client.certificates.export({ connection, id: "latest", format: "html" });
			expect(text).toContain("&lt;img src=x onerror=alert(1)&gt;&amp;");
			expect(text).toContain("\\u202egnp");
			expect(text).not.toMatch(/<(script|img|link|iframe|object|form)\b/i);
			expect(text).not.toMatch(/\u202e|\son\w+=["']|https?:|url\(/);
			expect(text).toContain("size: A4");
			expect(text).toContain("default-src 'none'");
		},
		{ "001_odd.sql": `CREATE TABLE "${name.replaceAll('"', '""')}" ();` },
	);
});
