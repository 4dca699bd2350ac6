/** A PostgreSQL 18 of the bench's own, as initdb leaves it: nothing is switched off that keeps data safe. */
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { findBinaries } from "../main/adapters/embedded-postgres/binaries.ts";
import {
	type Cluster,
	makeCluster,
	SUPERUSER,
	startCluster,
	stopCluster,
	superuserPassword,
} from "../main/adapters/embedded-postgres/cluster.ts";
import { reachableBinaries, runAs } from "../main/adapters/embedded-postgres/run-as.ts";

export interface Server {
	port: number;
	user: string;
	password: string;
	/** For every contender the same, so that none tries TLS first. */
	url(database: string): string;
	/** As superuser. */
	query<Row extends pg.QueryResultRow>(database: string, sql: string, values?: unknown[]): Promise<Row[]>;
	stop(): Promise<void>;
}

export async function startServer(): Promise<Server> {
	const folder = mkdtempSync(join(tmpdir(), "bulkhead-bench-server-"));
	// The server may run as another user, who has to pass.
	chmodSync(folder, 0o755);
	const found = findBinaries();
	if (!found) throw new Error("npm has no PostgreSQL 18 for this platform");
	const as = runAs();
	const own = join(folder, "cluster");
	const cluster: Cluster = { folder: own, binaries: reachableBinaries(found, own, as), as };
	let stopped: Promise<void> | undefined;
	const stop = () => {
		stopped ??= stopCluster(cluster).then(() =>
			rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }),
		);
		return stopped;
	};
	try {
		await makeCluster(cluster);
		const { port } = await startCluster(cluster);
		return describe(port, superuserPassword(cluster), stop);
	} catch (error) {
		await stop();
		throw error;
	}
}

function describe(port: number, password: string, stop: () => Promise<void>): Server {
	const url = (database: string) => `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${database}?sslmode=disable`;
	return {
		...{ port, user: SUPERUSER, password, url, stop },
		query: (database, sql, values) =>
			withClient(url(database), async (client) => (await client.query(sql, values)).rows),
	};
}

export async function withClient<T>(url: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
	const client = new pg.Client(url);
	await client.connect();
	try {
		return await use(client);
	} finally {
		await client.end();
	}
}

let counter = 0;

/** Lends an empty database and drops it. The checkpoint keeps one run's writing out of the next one's time. */
export async function withDatabase<T>(server: Server, use: (database: string) => Promise<T>): Promise<T> {
	counter += 1;
	const database = `bench_${counter}`;
	await server.query("postgres", `CREATE DATABASE ${database} TEMPLATE template0`);
	await server.query("postgres", "CHECKPOINT");
	try {
		return await use(database);
	} finally {
		await server.query("postgres", `DROP DATABASE ${database} WITH (FORCE)`);
	}
}
