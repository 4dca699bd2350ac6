/** `bulkhead fleet`, as its users run it: a file of targets, waves, one JSON document, the exit code of the worst. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { FleetRun, FleetRunSummary, FleetStatusResult } from "../../main/contract/index.ts";
import { putFiles } from "../helpers/bulkhead.ts";
import { onServer } from "../helpers/postgres.ts";
import { type PrivateCluster, privateCluster } from "../helpers/private-cluster.ts";
import { runCli } from "../helpers/run-cli.ts";

let cluster: PrivateCluster;
let place: string;
let urls: string[];

beforeAll(async () => {
	cluster = await privateCluster();
	place = mkdtempSync(join(tmpdir(), "bulkhead-fleet-"));
	putFiles(join(place, "set"), {
		"001_a.sql": "CREATE TABLE a (id int PRIMARY KEY);",
		"002_b.sql": "CREATE TABLE b (id int PRIMARY KEY);",
	});
	urls = await Promise.all(
		[1, 2, 3, 4].map(async () => {
			const { host, port, database, user, password = "" } = await cluster.database();
			return `postgres://${user}:${encodeURIComponent(password)}@${host}:${port}/${database}?sslmode=disable`;
		}),
	);
	writeFileSync(join(place, "targets"), ["# ours", "", ...urls.map((url, at) => `shop ${at + 1} = ${url}`)].join("\n"));
});
afterAll(async () => {
	await cluster?.stop();
	rmSync(place, { recursive: true, force: true });
});

const fleet = (...args: string[]) => runCli(join(place, "store"), ["fleet", ...args, "--json"]);
const set = () => ["--migrations", join(place, "set")];
const targets = () => ["--targets", join(place, "targets")];

test("status of a file of addresses is one document and one matrix, and no password is in either", async () => {
	const { code, json, stdout, stderr } = await fleet("status", ...targets(), ...set());
	const result = json as FleetStatusResult;
	expect(code).toBe(0);
	expect(result.summary).toMatchObject({ targets: 4, pending: 4 });
	expect(result.targets.map(({ target: { name } }) => name)).toEqual(["shop 1", "shop 2", "shop 3", "shop 4"]);
	const password = new URL(urls[0] ?? "").password;
	expect(stdout + stderr).not.toContain(password);
	const people = await runCli(join(place, "store"), ["fleet", "status", ...targets(), ...set()]);
	expect(people.stdout).toMatch(/shop 1 +development +18\.\d+ +·· +unknown/);
	expect((await fleet("status", "--check", ...targets(), ...set())).code).toBe(1);
});

test("waves run, a failure stops the rest, and --resume with the same file takes up what is left", async () => {
	const [, , third] = urls;
	const { host, port, database } = cluster.admin(new URL(third ?? "").pathname.slice(1));
	const here = { ...cluster.admin(), host, port, database };
	await onServer(here, (session) => session.execute("CREATE TABLE b ()"));
	const waves = ["--wave", "canary=shop 1", "--wave", "50%", "--wave", "rest", "--concurrency", "1"];
	const first = await fleet("migrate", ...targets(), ...set(), ...waves);
	const run = first.json as FleetRun & { exit: number };
	expect(run.entries.map(({ state }) => state)).toEqual(["done", "done", "failed", "not-reached"]);
	expect([first.code, run.exit, run.state]).toEqual([5, 5, "stopped"]);
	await onServer(here, (session) => session.execute("DROP TABLE b"));
	expect((await fleet("migrate", "--resume")).code).toBe(2);
	const second = await fleet("migrate", "--resume", run.id, ...targets(), ...set());
	const rest = second.json as FleetRun;
	expect(second.code).toBe(0);
	expect(rest.entries.map(({ target: { name }, state }) => `${name} ${state}`)).toEqual(["shop 3 done", "shop 4 done"]);
	const { runs } = (await fleet("runs")).json as { runs: FleetRunSummary[] };
	expect(runs.map(({ id, left }) => [id, left])).toEqual([
		[rest.id, 0],
		[run.id, 2],
	]);
	const people = await runCli(join(place, "store"), ["fleet", "run", run.id]);
	expect(people.stdout).toContain("not-reached");
	expect(people.stdout).toContain(`fleet migrate --resume ${run.id}`);
});

test("one that cannot be reached is exit 3, with its reason; the others are told", async () => {
	writeFileSync(join(place, "some"), `${urls[0]}\npostgres://nobody@127.0.0.1:1/x?sslmode=disable\n`);
	const { code, json } = await fleet("status", "--targets", join(place, "some"), ...set());
	expect(code).toBe(3);
	expect((json as FleetStatusResult).summary).toMatchObject({ targets: 2, settled: 1, unreachable: 1 });
});

test("what cannot be read is bad usage or bad input, with the lines at fault and nothing of what stands on them", async () => {
	expect(await fleet("status")).toMatchObject({ code: 2, json: { error: { code: "BAD_USAGE" } } });
	writeFileSync(join(place, "bad"), "no such name\npostgres://user:hunter2@host:notaport/x\n");
	const bad = await fleet("status", "--targets", join(place, "bad"));
	expect(bad).toMatchObject({
		code: 2,
		json: {
			error: {
				code: "BAD_INPUT",
				data: { reasons: [expect.stringContaining("line 1"), expect.stringContaining("line 2")] },
			},
		},
	});
	expect(bad.stdout + bad.stderr).not.toContain("hunter2");
	const usage = ["--wave", "0%"];
	expect((await fleet("migrate", ...targets(), ...usage)).code).toBe(2);
	expect((await fleet("migrate", ...targets(), "--wave", "1")).json).toMatchObject({ error: { code: "BAD_INPUT" } });
	expect((await fleet("migrate", ...targets(), "--stop-after", "2", "--keep-going")).code).toBe(2);
});
