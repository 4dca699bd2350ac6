/** The demo made by Bulkheads of their own, as a terminal starts them: killed on the way, two at a time, and its server killed. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { finish } from "../helpers/bulkhead.ts";
import { type DemoStore, digestOf, makeDemoStore, openApp } from "./demo-store.ts";

const entry = join(import.meta.dirname, "../../main/hosts/entries/cli.ts");

let store: DemoStore;
beforeAll(() => {
	store = makeDemoStore();
});
afterAll(() => store.remove());

interface Run {
	child: ChildProcess;
	/** Resolves when standard error has this text. */
	says(text: string): Promise<void>;
	ended: Promise<{ code: number | null; out: string; err: string }>;
}

function bulkhead(...args: string[]): Run {
	const child = spawn(process.execPath, [entry, ...args, "--store", store.folder, "--json"], {
		stdio: ["ignore", "pipe", "pipe"],
	});
	const said = { out: "", err: "" };
	child.stdout?.on("data", (text: Buffer) => {
		said.out += text;
	});
	child.stderr?.on("data", (text: Buffer) => {
		said.err += text;
	});
	const ended = once(child, "close").then(([code]) => ({ code: code as number | null, ...said }));
	return {
		child,
		ended,
		async says(text) {
			while (!said.err.includes(text)) {
				if (child.exitCode !== null) throw new Error(`it ended without saying ${text}: ${said.err}`);
				await sleep(10);
			}
		},
	};
}

async function kill({ child, ended }: Run): Promise<void> {
	child.kill("SIGKILL");
	await ended;
}

test("killed while the cluster is made, while migrations run and while tables are filled, it leaves what the next start makes whole, two at once too", async () => {
	const first = bulkhead("demo");
	await sleep(900);
	await kill(first);

	const second = bulkhead("demo");
	await second.says("Applying 003");
	await kill(second);

	const third = bulkhead("demo");
	await third.says("Applying 008");
	await sleep(1_200);
	await kill(third);
	const made = "SELECT to_regclass('bulkhead_demo.mark')::text AS mark";
	expect(await store.query(made, "postgres")).toEqual([{ mark: null }]);

	const [one, other] = await Promise.all([bulkhead("demo").ended, bulkhead("demo").ended]);
	expect([one.code, other.code], one.err + other.err).toEqual([0, 0]);
	expect(JSON.parse(one.out)).toEqual(JSON.parse(other.out));
	const events = await store.query("SELECT migration FROM bulkhead.events ORDER BY id");
	expect(events.map(({ migration }) => migration)).toEqual(["001", "002", "003", "004", "005", "006", "007", "008"]);
	const digests = JSON.stringify(await digestOf(store), null, "\t");
	await expect(`${digests}\n`).toMatchFileSnapshot("demo.digests.json");
}, 120_000);

test("`bulkhead demo` leaves the server running for whoever comes, and an app that uses it too leaves it running", async () => {
	const app = openApp(store);
	expect((await app.client.demo.status()).state).toBe("running");
	await app.close();
	const { out } = await bulkhead("demo").ended;
	expect(JSON.parse(out)).toMatchObject({ tenants: 45 });
});

test("a server that was killed is started again, its rows as they were committed", async () => {
	const app = openApp(store);
	try {
		await store.query("UPDATE tenants SET name = name || ' (2)' WHERE slug = 'etude-belhadi-oran'");
		await store.query("CHECKPOINT");
		const { folder } = await app.client.demo.status();
		const pid = Number(readFileSync(join(folder, "data", "postmaster.pid"), "utf8").split("\n")[0]);
		process.kill(pid, "SIGKILL");
		while (isThere(pid)) await sleep(20);
		expect((await app.client.demo.status()).state).toBe("stopped");
		const { result, error } = await finish(app.client, "demo", app.client.demo.start({}));
		expect(error).toBeUndefined();
		expect(result?.tenants).toBe(45);
		expect(
			await store.query("SELECT 1 AS x FROM tenants WHERE name = 'Étude Notariale Belhadi Oran (2)'"),
		).toHaveLength(1);
	} finally {
		await app.close();
	}
});

test("a server that an app started ends with it, and `bulkhead demo --stop` finds nothing to stop", async () => {
	const { out } = await bulkhead("demo", "--stop").ended;
	expect(JSON.parse(out)).toEqual({ stopped: false });
	const app = openApp(store);
	await finish(app.client, "demo", app.client.demo.start({}));
	await app.close();
	const later = openApp(store);
	expect((await later.client.demo.status()).state).toBe("stopped");
	await later.close();
});

test("`demo --reset` throws away what was changed and makes the demo anew", async () => {
	const { code, err } = await bulkhead("demo", "--reset", "--yes").ended;
	expect(code, err).toBe(0);
	expect(await store.query("SELECT 1 AS x FROM tenants WHERE name LIKE '%(2)'")).toEqual([]);
	expect(JSON.parse((await bulkhead("demo", "--stop").ended).out)).toEqual({ stopped: true });
}, 120_000);

function isThere(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch {
		return false;
	}
}
