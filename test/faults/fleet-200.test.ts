/** Two hundred databases on one server: the matrix in time, all of them migrated in waves, and servers that hang in between. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { finish, withBulkhead } from "../helpers/bulkhead.ts";
import { blackHole, fleetScene, saveOne } from "../helpers/fleet-scene.ts";

/** Milliseconds; the bench holds the status of 200 to 5 s. Here the machine may be busy. */
const PATIENCE = 30_000;

test("200 databases are looked at, migrated in waves and settled, and 16 servers that say nothing hold nobody up", async () => {
	const [scene, hole] = await Promise.all([fleetScene(), blackHole()]);
	const store = mkdtempSync(join(tmpdir(), "bulkhead-store-"));
	try {
		await withBulkhead(async ({ client }) => {
			await scene.save(client, "shop", 200, { group: "shops" });
			const nobody = { host: "127.0.0.1", port: hole.port, database: "x", user: "x" };
			for (let at = 1; at <= 16; at += 1) await saveOne(client, `a hole ${at}`, nobody, { group: "holes" });
			const choice = { all: true };
			const run = await finish(
				client,
				"fleet-migrate",
				client.fleet.migrate({
					choice,
					waves: [{ take: "names", names: ["shop 1"] }, { take: "percent", percent: 10 }, { take: "rest" }],
					stopAfter: 0,
					deadlineMs: 60_000,
				}),
			);
			const states = (run.result?.entries ?? []).map(({ state }) => state);
			expect(states.filter((state) => state === "done")).toHaveLength(200);
			expect(states.filter((state) => state === "failed")).toHaveLength(16);
			const began = performance.now();
			const status = await finish(client, "fleet-status", client.fleet.status({ choice, deadlineMs: 3_000 }));
			expect(performance.now() - began).toBeLessThan(PATIENCE);
			expect(status.result?.summary).toMatchObject({ targets: 216, settled: 200, unreachable: 16, drift: 0 });
			// The longest event log is bounded: one that comes late asks for the run itself.
			const { runs } = await client.fleet.runs();
			expect(runs[0]).toMatchObject({ targets: 216, done: 200, left: 16 });
		}, store);
	} finally {
		await scene.stop();
		await hole.stop();
		rmSync(store, { recursive: true, force: true });
	}
});
