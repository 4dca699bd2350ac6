import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { withSet } from "../helpers/bulkhead.ts";
import { onServer, withDatabase } from "../helpers/postgres.ts";
import { type CliRun, runCli } from "../helpers/run-cli.ts";

let store = "";
beforeAll(() => {
	store = mkdtempSync(join(tmpdir(), "bulkhead-cli-"));
});
afterAll(() => rmSync(store, { recursive: true }));

const cli = (...args: string[]): Promise<CliRun> => runCli(store, args);
const error = (code: string) => ({ error: expect.objectContaining({ code }) });

test("the day of a DBA with --json: status, migrate, verify, rollback, migrate, history, as cli.md says", () =>
	withDatabase(async ({ url, database }) => {
		const at = ["--url", url, "--json"];
		const before = await cli("status", ...at);
		expect(before).toMatchObject({
			code: 0,
			json: {
				database,
				server: { version: expect.stringMatching(/^18\./) },
				role: { name: "postgres", superuser: true, bypassrls: true },
				summary: { applied: 0, pending: 8 },
			},
		});
		const migrated = await cli("migrate", ...at);
		expect(migrated.code).toBe(0);
		const { applied, skipped } = migrated.json as {
			applied: { id: string; ms: number; statements: { line: number; ms: number }[] }[];
			skipped: [];
		};
		expect(applied.map(({ id }) => id)).toEqual(["001", "002", "003", "004", "005", "006", "007", "008"]);
		expect(skipped).toEqual([]);
		for (const { ms, statements } of applied) {
			expect(ms).toBeGreaterThan(0);
			expect(statements.every(({ line, ms: each }) => line > 0 && each >= 0)).toBe(true);
		}
		const status = await cli("status", ...at);
		const { migrations } = status.json as { migrations: Record<string, unknown>[] };
		expect(migrations[6]).toMatchObject({
			id: "007",
			name: "add_tenant_id_to_tables",
			state: "applied",
			appliedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
			appliedBy: expect.any(String),
			checksum: expect.stringMatching(/^[0-9a-f]{64}$/),
			reversible: true,
		});
		const verified = await cli("verify", ...at);
		expect(verified).toMatchObject({ code: 0, json: { failed: 0 } });
		const { checks, passed } = verified.json as {
			checks: { migration: string; name: string; ok: boolean; ms: number; violations: [] }[];
			passed: number;
		};
		expect(checks).toHaveLength(passed);
		expect(checks[0]).toMatchObject({
			migration: "001",
			name: expect.any(String),
			ok: true,
			ms: expect.any(Number),
			violations: [],
		});
		const back = await cli("rollback", "008", "--reason", "x", "--yes", ...at);
		expect(back).toMatchObject({ code: 0, json: { rolledBack: [{ id: "008", ms: expect.any(Number) }], lost: [] } });
		expect(await cli("migrate", ...at)).toMatchObject({ code: 0, json: { applied: [{ id: "008" }] } });
		const history = await cli("history", ...at);
		const { events } = history.json as { events: Record<string, unknown>[] };
		expect(events.slice(0, 2)).toMatchObject([
			{ migration: "008", event: "apply" },
			{ migration: "008", event: "rollback", reason: "x", by: expect.any(String), host: expect.any(String) },
		]);
		expect(events).toHaveLength(10);
	}));

test("the command starts under the Node that the machine has, older than ours or not", ({ skip }) => {
	const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => !folder.includes("node_modules"));
	const node = folders.map((folder) => join(folder, "node")).find((file) => existsSync(file));
	if (!node) return skip("this machine has no Node of its own");
	const launcher = resolve("main/hosts/cli/bulkhead.mjs");
	const { stdout, stderr } = spawnSync(node, [launcher, "connections", "list", "--json", "--store", store], {
		encoding: "utf8",
	});
	expect(stderr).toBe("");
	expect(JSON.parse(stdout)).toEqual({ connections: [] });
});

test("exit 1: a check that fails, in verify and after migrate, with its violations", () =>
	withDatabase(({ url }) =>
		withSet(
			{ "001_a.sql": "CREATE TABLE a ();", "verify/001_a.sql": "-- check: never\nSELECT 'it' AS what;" },
			async (folder) => {
				const at = ["--url", url, "--json", "--migrations", folder];
				const expected = { code: 1, json: expect.objectContaining({}) };
				expect(await cli("migrate", ...at)).toMatchObject({
					...expected,
					json: { applied: [{ id: "001" }], checks: { failed: 1 } },
				});
				expect(await cli("verify", "1", ...at)).toMatchObject({
					code: 1,
					json: {
						checks: [{ migration: "001", name: "never", ok: false, violations: [{ what: "it" }] }],
						passed: 0,
						failed: 1,
					},
				});
			},
		),
	));

test("what was meant by a command that is not there is said in the same line", async () => {
	const { code, stderr } = await cli("migrat");
	expect(code).toBe(2);
	expect(stderr).toContain("BAD_USAGE: unknown command 'migrat' (Did you mean migrate?)\n");
});

test("exit 2: bad usage and bad input, as one JSON document each", async () => {
	const url = "postgres://nobody@127.0.0.1:1/none";
	for (const [args, code] of [
		[["frobnicate"], "BAD_USAGE"],
		[["status"], "BAD_USAGE"],
		[["migrate", "seven", "--url", url], "BAD_USAGE"],
		[["rollback", "008", "--url", url], "BAD_USAGE"],
		[["status", "--url", "mysql://x"], "BAD_INPUT"],
		[["status", "--url", url, "--migrations", join(store, "none")], "NOT_FOUND"],
		[["status", "--connection", "none"], "NOT_FOUND"],
		[["serve", "--port", "99999"], "BAD_USAGE"],
	] as const) {
		expect(await cli(...args, "--json"), args.join(" ")).toMatchObject({ code: 2, json: error(code) });
	}
	await withSet({ "002_gap.sql": "SELECT 1;", "004_gap.sql": "SELECT 1;" }, async (folder) => {
		const run = await cli("status", "--url", url, "--migrations", folder, "--json");
		expect(run).toMatchObject({
			code: 2,
			json: { error: { code: "CATALOG_INVALID", data: { faults: [{ file: "004_gap.sql" }] } } },
		});
	});
});

test("exit 3: no server, a wrong password, a wrong database, TLS refused; each with its reason and a next step", () =>
	withDatabase(async ({ url, server }) => {
		const local = `127.0.0.1:${server.port}`;
		for (const [address, reason] of [
			["postgres://x@127.0.0.1:1/x", "unreachable"],
			[`postgres://postgres:wrong@${local}/postgres`, "authentication"],
			[url.replace(/\/[^/]+$/, "/no_such_database"), "no-such-database"],
			[`${url}?sslmode=require`, "tls-refused"],
		] as const) {
			const run = await cli("status", "--url", address, "--json");
			expect(run, reason).toMatchObject({
				code: 3,
				json: { error: { code: "CONNECT_FAILED", hint: expect.any(String), data: { reason } } },
			});
		}
		const asked = await cli("status", "--url", `postgres://postgres@${local}/postgres`, "--json");
		expect(asked).toMatchObject({ code: 3, json: error("PASSWORD_NEEDED") });
	}));

/** One row for each statement that sleeps in this database. */
const sleeping = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'";

test("exit 4 while another runner holds the lock; exit 130 for Ctrl-C, with the statement cancelled and rolled back", () =>
	withDatabase(({ url, sql }) =>
		withSet({ "001_slow.sql": "CREATE TABLE slow ();\nSELECT pg_sleep(60);" }, async (folder) => {
			const at = ["--url", url, "--json", "--migrations", folder];
			let stop = () => {};
			const first = runCli(store, ["migrate", ...at], {
				started: (child) => {
					stop = () => child.kill("SIGINT");
				},
			});
			while ((await sql(sleeping)).length === 0) await sleep(50);
			expect(await cli("migrate", ...at)).toMatchObject({
				code: 4,
				json: { error: { code: "LOCK_HELD", data: { holder: { user: "postgres" } } } },
			});
			stop();
			expect(await first).toMatchObject({
				code: 130,
				json: { error: { code: "CANCELLED", data: { state: expect.stringContaining("rolled back") } } },
			});
			expect(await sql(sleeping)).toEqual([]);
			expect(await sql("SELECT 1 WHERE to_regclass('slow') IS NOT NULL")).toEqual([]);
		}),
	));

test("a client that dies leaves nothing at work: within three seconds the file is rolled back and the lock is free, whatever was sent ahead", () =>
	withDatabase(({ url, sql }) =>
		withSet({ "001_slow.sql": "CREATE TABLE slow ();\nSELECT pg_sleep(20);\nSELECT pg_sleep(20);" }, async (folder) => {
			let kill = () => {};
			const run = runCli(store, ["migrate", "--url", url, "--migrations", folder], {
				started: (child) => {
					kill = () => child.kill("SIGKILL");
				},
			});
			while ((await sql(sleeping)).length === 0) await sleep(50);
			kill();
			expect(await run).toMatchObject({ code: null });
			const died = performance.now();
			while ((await sql("SELECT 1 FROM pg_locks WHERE locktype = 'advisory'")).length > 0) await sleep(50);
			expect(performance.now() - died).toBeLessThan(3_000);
			expect(await sql("SELECT 1 WHERE to_regclass('slow') IS NOT NULL")).toEqual([]);
		}),
	));

test("one Ctrl-C that arrives twice, as npm passes on what the terminal sent, still lets the command end in order", () =>
	withDatabase(({ url, sql }) =>
		withSet({ "001_slow.sql": "SELECT pg_sleep(60);" }, async (folder) => {
			let stop = () => {};
			const run = runCli(store, ["migrate", "--url", url, "--json", "--migrations", folder], {
				started: (child) => {
					stop = () => child.kill("SIGINT");
				},
			});
			while ((await sql(sleeping)).length === 0) await sleep(50);
			stop();
			await sleep(5);
			stop();
			expect(await run).toMatchObject({ code: 130, json: error("CANCELLED") });
		}),
	));

test("exit 5: a statement that fails is told with file, line, column and SQLSTATE, and is rolled back", () =>
	withDatabase(({ url }) =>
		withSet({ "001_bad.sql": "CREATE TABLE a ();\n  SELECT nonsense;" }, async (folder) => {
			const run = await cli("migrate", "--url", url, "--json", "--migrations", folder);
			expect(run).toMatchObject({
				code: 5,
				json: {
					error: {
						code: "STATEMENT_FAILED",
						sqlstate: "42703",
						file: "001_bad.sql",
						line: 2,
						column: 10,
						statement: "SELECT nonsense",
					},
				},
			});
		}),
	));

test("exit 7: a plan that cannot run, and what would be asked where nobody can answer", () =>
	withDatabase(async ({ url }) => {
		const at = ["--url", url, "--json"];
		await cli("migrate", ...at);
		expect(await cli("rollback", "006", "--reason", "x", "--yes", ...at)).toMatchObject({
			code: 7,
			json: error("REFUSED"),
		});
		expect(await cli("rollback", "008", "--reason", "x", ...at)).toMatchObject({
			code: 7,
			json: error("CONFIRMATION_NEEDED"),
		});
		expect(await cli("status", ...at)).toMatchObject({ json: { summary: { applied: 8 } } });
	}));

test("a database that was migrated by hand is unrecorded, and adopt records it", () =>
	withDatabase(async ({ url, params }) => {
		const folder = new URL("../../migrations/", import.meta.url);
		for (const name of ["001_create_users_table.sql", "002_create_projects_table.sql"]) {
			await onServer(params, (session) => session.execute(readFileSync(new URL(name, folder), "utf8")));
		}
		const at = ["--url", url, "--json"];
		expect(await cli("status", ...at)).toMatchObject({ json: { summary: { unrecorded: 2, pending: 6 } } });
		expect(await cli("adopt", ...at)).toMatchObject({ code: 0, json: { adopted: [{ id: "001" }, { id: "002" }] } });
	}));

test("a rollback of 007 says where the data is kept, and snapshots restore gives each row its own tenant again", () =>
	withDatabase(async ({ url, script, sql }) => {
		const at = ["--url", url, "--json"];
		await cli("migrate", ...at);
		await script(`INSERT INTO tenants (name, slug, region, admin_email) VALUES ('A', 'a-a', 'DZ', 'a@x.dz'), ('B', 'b-b', 'CH', 'b@x.ch');
			INSERT INTO projects (tenant_id, name) SELECT id, slug FROM tenants WHERE region <> 'FR' AND slug IN ('a-a', 'b-b')`);
		const owners = "SELECT p.name, t.slug FROM projects p JOIN tenants t ON t.id = p.tenant_id ORDER BY 1";
		const before = await sql(owners);
		const back = await cli("rollback", "--to", "006", "--reason", "wrong release", "--yes", ...at);
		expect(back).toMatchObject({
			code: 0,
			json: {
				rolledBack: [{ id: "008" }, { id: "007" }],
				lost: [{ object: "public.projects.tenant_id", rows: 2 }],
				snapshot: { id: expect.any(String), path: expect.any(String), tables: [{ table: "public.projects", rows: 2 }] },
			},
		});
		const { snapshot } = back.json as { snapshot: { id: string } };
		expect(await cli("snapshots", "--check", "--json")).toMatchObject({
			code: 0,
			json: { snapshots: [{ id: snapshot.id, intact: true }] },
		});
		expect(await cli("snapshots", "restore", snapshot.id, "--yes", ...at)).toMatchObject({
			code: 7,
			json: error("REFUSED"),
		});
		await cli("migrate", ...at);
		expect(await cli("snapshots", "restore", snapshot.id, ...at)).toMatchObject({
			code: 7,
			json: error("CONFIRMATION_NEEDED"),
		});
		const restored = await cli("snapshots", "restore", snapshot.id, "--yes", ...at);
		expect(restored).toMatchObject({ code: 0, json: { restored: [{ table: "public.projects", rows: 2 }] } });
		expect(await sql(owners)).toEqual(before);
	}));

test("where to connect is read from DATABASE_URL, DB_*, PG* and a .env file, the option first", () =>
	withDatabase(async ({ url, database, server }) => {
		const found = { code: 0, json: { database } };
		expect(await runCli(store, ["status", "--json"], { env: { DATABASE_URL: url } })).toMatchObject(found);
		const port = String(server.port);
		const db = {
			DB_HOST: "127.0.0.1",
			DB_PORT: port,
			DB_NAME: database,
			DB_USER: server.user,
			DB_PASSWORD: server.password,
		};
		expect(await runCli(store, ["status", "--json"], { env: db })).toMatchObject(found);
		const pg = {
			PGHOST: "127.0.0.1",
			PGPORT: port,
			PGDATABASE: database,
			PGUSER: server.user,
			PGPASSWORD: server.password,
		};
		expect(await runCli(store, ["status", "--json"], { env: pg })).toMatchObject(found);
		const file = join(store, ".env");
		writeFileSync(
			file,
			Object.entries(db)
				.map(([name, value]) => `${name}="${value}"`)
				.join("\n"),
		);
		const env = { DATABASE_URL: "postgres://x@127.0.0.1:1/x" };
		expect(await runCli(store, ["status", "--json", "--env-file", file], { env })).toMatchObject(found);
		expect(await runCli(store, ["status", "--json", "--url", url], { env })).toMatchObject(found);
	}));

test("a password is in no output, and not in the process list while a command runs", () =>
	withDatabase(({ url, server }) =>
		withSet({ "001_slow.sql": "SELECT pg_sleep(2);\nSELECT nonsense;" }, async (folder) => {
			const lines: string[] = [];
			const run = await runCli(store, ["migrate", "--url", url, "--migrations", folder], {
				started: (child) => {
					setTimeout(() => lines.push(...commandLines(child.pid ?? 0)), 1_500);
				},
			});
			expect(run.code).toBe(5);
			expect(lines).not.toHaveLength(0);
			expect([...lines, run.stdout, run.stderr].join("\n")).not.toContain(encodeURIComponent(server.password));
		}),
	));

/** Command lines of a process and of those that it started. */
function commandLines(pid: number): string[] {
	const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ").filter(Boolean).map(Number);
	return [readFileSync(`/proc/${pid}/cmdline`, "utf8"), ...children.flatMap(commandLines)];
}

test("saved connections are used by name; the password is not saved", () =>
	withDatabase(async ({ url, database, server }) => {
		expect(await cli("connections", "add", "Clinic", "--url", url, "--json")).toMatchObject({
			code: 0,
			json: { name: "Clinic" },
		});
		expect(await cli("connections", "list", "--json")).toMatchObject({
			json: { connections: [{ name: "Clinic", database }] },
		});
		const env = { PGPASSWORD: server.password };
		expect(await runCli(store, ["status", "--connection", "Clinic", "--json"], { env })).toMatchObject({
			code: 0,
			json: { database },
		});
		expect(await cli("status", "--connection", "Clinic", "--json")).toMatchObject({
			code: 3,
			json: error("PASSWORD_NEEDED"),
		});
		expect(readFileSync(join(store, "bulkhead.db"), "latin1")).not.toContain(server.password);
		expect(await cli("connections", "remove", "Clinic", "--yes", "--json")).toMatchObject({
			code: 0,
			json: { removed: true },
		});
	}));
