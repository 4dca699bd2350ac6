/** A PostgreSQL of one test file's own, that can be killed and come back at the same port. */
import { chmodSync, mkdtempSync } from "node:fs";
import { join } from "node:path";
import { inject } from "vitest";
import {
	findRunning,
	makeCluster,
	SUPERUSER,
	startCluster,
	stopCluster,
	superuserPassword,
} from "../../main/adapters/embedded-postgres/cluster.ts";
import { clusterIn } from "../helpers/clusters.ts";
import { onServer, paramsOf } from "../helpers/postgres.ts";

export interface OwnServer {
	/** Makes a database and answers with its address, the superuser's password in it. */
	database(name: string): Promise<string>;
	/** As superuser. */
	sql(database: string, text: string): Promise<void>;
	/** A session that has run this text and stays until `use` has ended, unless somebody ends it. */
	during(database: string, text: string, use: () => Promise<void>): Promise<void>;
	/** kill -9 of the server, as a crash does it. */
	kill(): Promise<void>;
	comeBack(): Promise<void>;
	stop(): Promise<void>;
}

export async function ownServer(): Promise<OwnServer> {
	const folder = mkdtempSync(join(inject("clusters"), "own-"));
	// The server may run as another user, who has to pass.
	chmodSync(folder, 0o755);
	const found = clusterIn(folder, 18);
	if (!found) throw new Error("no PostgreSQL 18 for this platform");
	await makeCluster(found);
	// What it said it committed must be there after a crash.
	const settings: Record<string, string> = { ...found.settings, synchronous_commit: "on" };
	const { port } = await startCluster({ ...found, settings });
	const cluster = { ...found, settings: { ...settings, port: String(port) } };
	const password = superuserPassword(cluster);
	const server = { version: 18, host: "127.0.0.1", port, user: SUPERUSER, password } as const;
	const sql = async (database: string, text: string): Promise<void> => {
		await onServer(paramsOf(server, database), (session) => session.execute(text));
	};
	return {
		sql,
		async database(name) {
			await sql("postgres", `CREATE DATABASE "${name.replaceAll('"', '""')}"`);
			return `postgres://${SUPERUSER}:${encodeURIComponent(password)}@127.0.0.1:${port}/${encodeURIComponent(name)}`;
		},
		async during(database, text, use) {
			const used = Promise.withResolvers<void>();
			const session = onServer(paramsOf(server, database), async (held) => {
				await held.execute(text);
				await use().then(used.resolve, used.reject);
			});
			// Ended from outside it cannot end well: what counts is what `use` found.
			await session.catch(() => {});
			await used.promise;
		},
		async kill() {
			const running = findRunning(cluster);
			if (running) process.kill(running.pid, "SIGKILL");
			while (findRunning(cluster)) await new Promise((done) => setTimeout(done, 20));
		},
		async comeBack() {
			await startCluster(cluster);
		},
		async stop() {
			await stopCluster(cluster);
		},
	};
}
