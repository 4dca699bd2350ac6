/** A server of one test alone, which may be stopped as a crash stops it, and started again on its port. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { inject } from "vitest";
import {
	type Cluster,
	findRunning,
	makeCluster,
	SUPERUSER,
	startCluster,
	stopCluster,
	superuserPassword,
} from "../../main/adapters/embedded-postgres/cluster.ts";
import { clusterIn } from "./clusters.ts";
import { onServer, paramsOf, type TestServer } from "./postgres.ts";

/** Milliseconds until a server that was started answers. */
const PATIENCE = 60_000;

/** What a server that crashes must not do without: what it said is committed is in its files. The machine itself does not crash here. */
export const DURABLE = { synchronous_commit: "on", full_page_writes: "on", fsync: "off", autovacuum: "off" };

export interface BreakableCluster {
	server: TestServer;
	cluster: Cluster;
	/** SIGQUIT to the postmaster, as `pg_ctl stop -m immediate` sends it; answers once it is gone. */
	stopNow(): Promise<void>;
	/** Starts it where it is not running; answers once it takes connections. */
	startAgain(): Promise<void>;
}

export async function withBreakableCluster<T>(
	use: (cluster: BreakableCluster) => Promise<T>,
	settings: Record<string, string> = {},
): Promise<T> {
	const folder = mkdtempSync(join(inject("clusters"), "breakable-"));
	// The server may run as another user, who has to pass.
	chmodSync(folder, 0o755);
	const made = clusterIn(folder, 18);
	if (!made) throw new Error("no PostgreSQL 18 for this platform");
	const cluster = { ...made, settings: { ...made.settings, ...DURABLE, ...settings } };
	await makeCluster(cluster);
	try {
		return await use(await breakable(cluster));
	} finally {
		await stopCluster(cluster);
		rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
	}
}

export async function breakable(cluster: Cluster): Promise<BreakableCluster> {
	const { port } = await startCluster(cluster);
	const password = superuserPassword(cluster);
	const server: TestServer = { version: 18, host: "127.0.0.1", port, user: SUPERUSER, password };
	/** A server that recovers by itself after a crash still calls itself ready: only a connection tells. */
	const answers = (): Promise<boolean> =>
		onServer(paramsOf(server, "postgres"), (session) => session.query("SELECT 1")).then(
			() => true,
			() => false,
		);
	const start = async (): Promise<void> => {
		const again = await startCluster(cluster);
		if (again.port === port) return;
		// Its port was not free yet.
		await stopCluster(cluster);
		writeFileSync(join(cluster.folder, "port"), String(port));
	};
	return {
		cluster,
		server,
		async stopNow() {
			const running = findRunning(cluster);
			if (!running) return;
			process.kill(running.pid, "SIGQUIT");
			while (findRunning(cluster)) await sleep(5);
		},
		async startAgain() {
			for (const began = performance.now(); performance.now() - began < PATIENCE; ) {
				if (await answers()) return;
				if (findRunning(cluster)) await sleep(50);
				else await start();
			}
			throw new Error(`it does not come back on port ${port}`);
		},
	};
}
