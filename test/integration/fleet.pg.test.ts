/** Many databases at once: the matrix, waves, the stop rule, what hangs, pause, cancel, resume. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { FleetEntry, FleetRun, FleetStatusResult } from "../../main/contract/index.ts";
import { worstExit } from "../../main/core/fleet/worst-exit.ts";
import type { Client } from "../../main/hosts/local-client.ts";
import { finish, putFiles, withBulkhead } from "../helpers/bulkhead.ts";
import { blackHole, type FleetScene, fleetScene, saveOne } from "../helpers/fleet-scene.ts";

let scene: FleetScene;
let folder: string;
let store: string;

const files = {
	"001_first.sql": "CREATE TABLE first (id int PRIMARY KEY);",
	"verify/001_first.sql": "-- check: nothing bad\nSELECT id FROM first WHERE id < 0;",
	"002_second.sql": "CREATE TABLE second (id int PRIMARY KEY);",
	"003_third.sql": "CREATE TABLE third (id int PRIMARY KEY);",
};

beforeAll(async () => {
	scene = await fleetScene();
});
afterAll(() => scene?.stop());
beforeEach(() => {
	store = mkdtempSync(join(tmpdir(), "bulkhead-store-"));
	folder = mkdtempSync(join(tmpdir(), "bulkhead-set-"));
	putFiles(folder, files);
});
afterEach(() => {
	for (const each of [store, folder]) rmSync(each, { recursive: true, force: true });
});

const withFleet = <T>(use: (client: Client) => Promise<T>): Promise<T> =>
	withBulkhead(({ client }) => use(client), store);

async function statusOf(client: Client, choice: object, more: object = {}): Promise<FleetStatusResult> {
	const { result, error } = await finish(client, "fleet-status", client.fleet.status({ choice, ...more }));
	if (!result) throw new Error(`${error?.code}: ${error?.message}`);
	return result;
}

async function migrate(
	client: Client,
	request: Parameters<Client["fleet"]["migrate"]>[0],
	onEntry?: (entry: FleetEntry, jobId: string) => void,
): Promise<FleetRun> {
	const { result, error } = await finish(client, "fleet-migrate", client.fleet.migrate(request), (progress, jobId) => {
		if (progress.kind === "fleet-entry") onEntry?.(progress.entry, jobId);
	});
	if (!result) throw new Error(`${error?.code}: ${error?.message}`);
	return result;
}

const states = (run: FleetRun): string[] => run.entries.map(({ target, state }) => `${target.name} ${state}`);

test("forty databases in waves: the canary first, each with its certificate, and the matrix tells before and after", () =>
	withFleet(async (client) => {
		await scene.save(client, "shop", 40, { migrations: folder, group: "shops" });
		const before = await statusOf(client, { groups: ["shops"] });
		expect(before.summary).toMatchObject({ targets: 40, pending: 40, settled: 0, unreachable: 0, drift: 0 });
		expect(before.migrations.map(({ id, name }) => `${id} ${name}`)).toEqual(["001 first", "002 second", "003 third"]);
		const order: string[] = [];
		const most = { running: 0, now: 0 };
		const run = await migrate(
			client,
			{
				choice: { groups: ["shops"] },
				waves: [
					{ take: "names", label: "canary", names: ["shop 7", "shop 9"] },
					{ take: "percent", percent: 10 },
					{ take: "rest" },
				],
				concurrency: 5,
			},
			({ target, state, at, wave }) => {
				if (state === "running" && at === undefined) {
					order.push(`${wave} ${target.name}`);
					most.now += 1;
					most.running = Math.max(most.running, most.now);
				}
				if (state === "done") most.now -= 1;
			},
		);
		expect(run).toMatchObject({
			state: "done",
			waves: [
				{ label: "canary", targets: 2 },
				{ label: "10 %", targets: 4 },
				{ label: "rest", targets: 34 },
			],
		});
		expect(
			run.entries.every(
				({ state, applied, certificate }) => state === "done" && applied.length === 3 && certificate === 1,
			),
		).toBe(true);
		expect(order.slice(0, 2).sort()).toEqual(["0 shop 7", "0 shop 9"]);
		expect(order.map((each) => each[0])).toEqual(order.map((each) => each[0]).toSorted());
		expect(most.running).toBe(5);
		expect(worstExit(run)).toBe(0);
		const after = await statusOf(client, { groups: ["shops"] });
		expect(after.summary).toMatchObject({ settled: 40, pending: 0 });
		expect(after.targets[0]).toMatchObject({
			drift: "none",
			certificate: { number: 1 },
			version: expect.stringMatching(/^18/),
		});
	}));

test("what was changed outside Bulkhead is drift, what stopped midway is interrupted, and an edited file is changed", () =>
	withFleet(async (client) => {
		await scene.save(client, "drifts", 3, { migrations: folder, tags: ["odd"] });
		await migrate(client, { choice: { tags: ["odd"] }, to: "002" });
		await scene.sql("drifts 2", "ALTER TABLE first ADD COLUMN note text");
		putFiles(folder, {
			"003_third.sql":
				"CREATE TABLE third (id int);\nCREATE INDEX CONCURRENTLY third_id ON third (id);\nCREATE INDEX CONCURRENTLY no ON nowhere (id);",
		});
		const run = await migrate(client, { choice: { names: ["drifts 3"] } });
		expect(run.entries[0]).toMatchObject({ state: "failed", error: { code: "INTERRUPTED" } });
		expect(worstExit(run)).toBe(6);
		putFiles(folder, { "002_second.sql": "CREATE TABLE second (id bigint PRIMARY KEY);" });
		const { targets, summary } = await statusOf(client, { tags: ["odd"] });
		expect(targets[1]).toMatchObject({ drift: "drift", driftLines: expect.any(Number) });
		expect(targets.map(({ migrations }) => migrations.map(({ state }) => state).join())).toEqual([
			"applied,changed,pending",
			"applied,changed,pending",
			"applied,changed,interrupted",
		]);
		expect(summary).toMatchObject({ drift: 1, interrupted: 1 });
	}));

test("a server that takes connections and says nothing holds nobody up, and others are not reached for their own reasons", () =>
	withFleet(async (client) => {
		const hole = await blackHole();
		try {
			await scene.save(client, "prompt", 12, { migrations: folder, group: "mixed" });
			const more = { migrations: folder, group: "mixed" };
			const local = { host: "127.0.0.1", database: "x", user: "x" };
			for (let at = 1; at <= 8; at += 1) await saveOne(client, `hole ${at}`, { ...local, port: hole.port }, more);
			await saveOne(client, "shut", { ...local, port: 1 }, more);
			const admin = scene.cluster.admin();
			await saveOne(client, "absent", { ...admin, database: "absent" }, more);
			await saveOne(client, "wrong", { ...admin, password: "wrong" }, more);
			const began = performance.now();
			const { targets, summary } = await statusOf(client, { groups: ["mixed"] }, { deadlineMs: 1_500 });
			expect(performance.now() - began).toBeLessThan(6_000);
			expect(summary).toMatchObject({ targets: 23, unreachable: 11, pending: 12 });
			const reasons = new Map(targets.map(({ target, error }) => [target.name, error?.data?.reason]));
			expect([reasons.get("hole 3"), reasons.get("shut"), reasons.get("absent"), reasons.get("wrong")]).toEqual([
				"timeout",
				"unreachable",
				"no-such-database",
				"authentication",
			]);
			const run = await migrate(client, {
				choice: { groups: ["mixed"] },
				waves: [{ take: "names", names: ["prompt 1"] }, { take: "rest" }],
				stopAfter: 0,
				deadlineMs: 1_500,
			});
			expect(run.entries.filter(({ state }) => state === "done")).toHaveLength(12);
			expect(run.entries.filter(({ state }) => state === "failed")).toHaveLength(11);
			expect(run.state).toBe("done");
		} finally {
			await hole.stop();
		}
	}));

test("a canary that does not end well stops the run before the others, also by a check alone", () =>
	withFleet(async (client) => {
		await scene.save(client, "canary", 4, { migrations: folder, group: "canaries" });
		putFiles(folder, { "verify/001_first.sql": "-- check: never\nSELECT 1;" });
		const run = await migrate(client, { choice: { groups: ["canaries"] }, stopAfter: 0 });
		expect(states(run)).toEqual([
			"canary 1 checks-failed",
			"canary 2 not-reached",
			"canary 3 not-reached",
			"canary 4 not-reached",
		]);
		expect(run).toMatchObject({ state: "stopped", why: "The first wave did not end well: 1 of 1 targets." });
		expect(run.entries[0]).toMatchObject({ checksFailed: 1, applied: ["001"] });
		expect(worstExit(run)).toBe(1);
	}));

test("the stop rule lets nothing more begin, and a resume takes up what failed and what was not reached, nothing else", async () => {
	const first = await withFleet(async (client) => {
		await scene.save(client, "rule", 8, { migrations: folder, group: "rules" });
		await scene.sql("rule 3", "CREATE TABLE second ()");
		const run = await migrate(client, { choice: { groups: ["rules"] }, waves: [{ take: "rest" }], concurrency: 1 });
		expect(run.entries.map(({ state }) => state)).toEqual(["done", "done", "failed", ...Array(5).fill("not-reached")]);
		expect(run).toMatchObject({ state: "stopped", why: "It stopped by its rule: 1 targets did not end well." });
		expect(run.entries[2]).toMatchObject({
			applied: ["001"],
			error: { code: "STATEMENT_FAILED", file: "002_second.sql" },
		});
		expect(worstExit(run)).toBe(5);
		return run;
	});
	await scene.sql("rule 3", "DROP TABLE second");
	// Another Bulkhead, as on the next day.
	await withFleet(async (client) => {
		const { runs } = await client.fleet.runs();
		expect(runs[0]).toMatchObject({ id: first.id, state: "stopped", targets: 8, done: 2, left: 6 });
		const password = scene.cluster.admin().password ?? "";
		for (const { target } of first.entries) await client.connections.unlock({ id: target.id, password });
		const run = await migrate(client, { choice: {}, resume: first.id });
		expect(run.entries.map(({ target, state }) => `${target.name} ${state}`)).toEqual(
			[3, 4, 5, 6, 7, 8].map((at) => `rule ${at} done`),
		);
		expect(run).toMatchObject({ state: "done", resumes: first.id, rules: { concurrency: 1 } });
		expect(run.entries[0]?.applied).toEqual(["002", "003"]);
		await expect(client.fleet.migrate({ choice: {}, resume: run.id })).rejects.toMatchObject({ code: "BAD_INPUT" });
	});
});

test("while it is paused nothing new begins; a cancel ends each clean, and what it left can be taken up", () =>
	withFleet(async (client) => {
		putFiles(folder, { "002_second.sql": "CREATE TABLE second (id int PRIMARY KEY); SELECT pg_sleep(0.4);" });
		await scene.save(client, "pause", 9, { migrations: folder, group: "pauses" });
		const begun: string[] = [];
		let paused: Promise<unknown> | undefined;
		const run = await migrate(
			client,
			{ choice: { groups: ["pauses"] }, waves: [{ take: "rest" }], concurrency: 2 },
			({ target, state, at }, jobId) => {
				if (state === "running" && at === undefined) begun.push(target.name);
				if (begun.length !== 2 || paused !== undefined) return;
				paused = (async () => {
					await client.fleet.pause({ jobId, paused: true });
					await sleep(1_500);
					expect(begun).toHaveLength(2);
					const { runs } = await client.fleet.runs();
					expect(runs[0]).toMatchObject({ state: "running", jobId, paused: true });
					await client.fleet.pause({ jobId, paused: false });
					await expect.poll(() => begun.length).toBeGreaterThan(2);
					await sleep(150);
					await client.jobs.cancel({ jobId });
				})();
			},
		);
		await paused;
		expect(run).toMatchObject({ state: "cancelled", why: "It was asked to stop." });
		const of = (state: string) => run.entries.filter((entry) => entry.state === state);
		expect(of("done").length).toBeGreaterThanOrEqual(2);
		expect(of("cancelled").length).toBeGreaterThan(0);
		expect(of("not-reached").length).toBeGreaterThan(0);
		expect(worstExit(run)).toBe(130);
		const { targets } = await statusOf(client, { groups: ["pauses"] });
		for (const { state, target } of run.entries) {
			const found = targets.find((each) => each.target.id === target.id)?.migrations.map((each) => each.state);
			if (state === "cancelled") expect(found?.[1]).toBe("pending");
			if (state === "not-reached") expect(found).toEqual(["pending", "pending", "pending"]);
			if (state === "done") expect(found).toEqual(["applied", "applied", "applied"]);
		}
		const rest = await migrate(client, { choice: {}, resume: run.id, stopAfter: 0 });
		expect(rest.entries).toHaveLength(9 - of("done").length);
		expect(rest.entries.every(({ state }) => state === "done")).toBe(true);
	}));

test("a target that takes longer than its deadline is cancelled and rolled back, and the others go on", () =>
	withFleet(async (client) => {
		await scene.save(client, "slow", 3, { migrations: folder, group: "slow" });
		await scene.sql(
			"slow 2",
			"CREATE FUNCTION public.slow() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(30); END'; CREATE EVENT TRIGGER slow ON ddl_command_end EXECUTE FUNCTION public.slow();",
		);
		const began = performance.now();
		const run = await migrate(client, {
			choice: { groups: ["slow"] },
			waves: [{ take: "rest" }],
			stopAfter: 0,
			deadlineMs: 1_500,
		});
		expect(performance.now() - began).toBeLessThan(10_000);
		expect(states(run)).toEqual(["slow 1 done", "slow 2 failed", "slow 3 done"]);
		expect(run.entries[1]?.error?.code).toBe("CANCELLED");
		expect(worstExit(run)).toBe(5);
	}));

test("a rehearsal comes first where it is asked for, and what it does not hold for is left as it is", () =>
	withFleet(async (client) => {
		await scene.save(client, "rehearsed", 2, { migrations: folder, group: "rehearsed" });
		await scene.sql("rehearsed 2", "CREATE TABLE third ()");
		const seen = new Set<string>();
		const run = await migrate(
			client,
			{ choice: { groups: ["rehearsed"] }, rehearse: true, stopAfter: 0 },
			({ state }) => seen.add(state),
		);
		expect(states(run)).toEqual(["rehearsed 1 done", "rehearsed 2 failed"]);
		expect(seen.has("rehearsing")).toBe(true);
		expect(run.entries[1]).toMatchObject({ applied: [], error: { code: "STATEMENT_FAILED", file: "003_third.sql" } });
		const { targets } = await statusOf(client, { names: ["rehearsed 2"] });
		expect(targets[0]?.migrations.every(({ state }) => state === "pending")).toBe(true);
	}));

test("the guard of production holds for each target by itself, and each has its entry in the audit trail", () =>
	withFleet(async (client) => {
		await scene.save(client, "guarded", 1, { migrations: folder, group: "guarded", environment: "production" });
		await scene.save(client, "open", 1, { migrations: folder, group: "guarded" });
		const locked = await migrate(client, { choice: { groups: ["guarded"] }, stopAfter: 0 });
		expect(states(locked)).toEqual(["open 1 done", "guarded 1 failed"]);
		expect(locked.entries[1]).toMatchObject({ applied: [], error: { code: "REFUSED" } });
		const id = locked.entries[1]?.target.id ?? "";
		await client.connections.unlockWrites({ id });
		const run = await migrate(client, { choice: {}, resume: locked.id });
		expect(states(run)).toEqual(["guarded 1 done"]);
		const { entries } = await client.audit.list({});
		const targets = entries.filter(({ action }) => action === "migrate");
		expect(targets.map(({ connection, outcome }) => `${connection?.name} ${outcome}`)).toEqual([
			"guarded 1 done",
			"guarded 1 refused",
			"open 1 done",
		]);
		expect(entries.filter(({ action }) => action === "migrate-fleet")).toHaveLength(2);
	}));

test("what is remembered of a run holds no password, for its owner alone, and a Bulkhead that is gone leaves it abandoned", async () => {
	const password = scene.cluster.admin().password ?? "?";
	await withFleet(async (client) => {
		await scene.save(client, "kept", 2, { migrations: folder, group: "kept" });
		await migrate(client, { choice: { groups: ["kept"] } });
	});
	const [file = ""] = readdirSync(join(store, "fleet"));
	const path = join(store, "fleet", file);
	const text = readFileSync(path, "utf8");
	expect(text).not.toContain(password);
	expect(statSync(path).mode & 0o077).toBe(0);
	writeFileSync(path, JSON.stringify({ ...JSON.parse(text), state: "running" }));
	writeFileSync(join(store, "fleet", "20260101T000000-00000000.json"), "{ no JSON");
	await withFleet(async (client) => {
		const { runs } = await client.fleet.runs();
		expect(runs.map(({ state }) => state)).toEqual(["abandoned"]);
		await expect(client.fleet.run({ id: "../store" })).rejects.toMatchObject({ code: "NOT_FOUND" });
	});
});

test("nothing is done where the choice is empty, fits nobody, or leaves somebody in no wave", () =>
	withFleet(async (client) => {
		await scene.save(client, "few", 2, { migrations: folder, group: "few" });
		const bad = (request: Parameters<Client["fleet"]["migrate"]>[0]) =>
			expect(client.fleet.migrate(request)).rejects.toMatchObject({
				code: expect.stringMatching(/BAD_INPUT|NOT_FOUND/),
			});
		await bad({ choice: {} });
		await bad({ choice: { groups: ["none"] } });
		await bad({ choice: { ids: ["none"] } });
		await bad({ choice: { all: true }, waves: [{ take: "count", count: 1 }] });
		await bad({ choice: { all: true }, waves: [{ take: "names", names: ["nobody"] }, { take: "rest" }] });
		await bad({ choice: {}, resume: "20260101T000000-00000000" });
		expect((await client.fleet.runs()).runs).toEqual([]);
		const { waves } = await client.fleet.waves({ choice: { all: true } });
		expect(waves.map(({ label, targets }) => `${label} ${targets.length}`)).toEqual(["canary 1", "rest 1"]);
	}));
