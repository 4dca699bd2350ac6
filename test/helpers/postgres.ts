/** PostgreSQL for tests: one real server a version, shared by the run, and a database of its own for each test. */
import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { inject } from "vitest";
import {
	makeCluster,
	SUPERUSER,
	startCluster,
	superuserPassword,
} from "../../main/adapters/embedded-postgres/cluster.ts";
import { postgresPort } from "../../main/adapters/postgres/postgres.ts";
import type { Cell, ConnectParams, Session } from "../../main/core/ports.ts";
import { clusterIn, type PostgresVersion } from "./clusters.ts";

export interface TestServer {
	version: PostgresVersion;
	host: string;
	port: number;
	user: string;
	password: string;
}

export interface TestDatabase {
	database: string;
	/** As superuser. */
	params: ConnectParams;
	url: string;
	server: TestServer;
	/** One statement on a connection of its own, as superuser; rows of text cells. */
	sql<Row extends Record<string, Cell>>(text: string, values?: readonly (string | number | null)[]): Promise<Row[]>;
	/** A script of several statements, as superuser. */
	script(text: string): Promise<void>;
}

export const port = postgresPort();

/** True when this machine has binaries of that version (npm package or alias). */
export function hasVersion(version: PostgresVersion): boolean {
	return clusterIn(inject("clusters"), version) !== undefined;
}

/** The shared server of this version, started by the first who asks. */
export async function testServer(version: PostgresVersion = 18): Promise<TestServer> {
	const folder = join(inject("clusters"), String(version));
	const ready = join(folder, "ready.json");
	mkdirSync(folder, { recursive: true, mode: 0o755 });
	for (;;) {
		if (existsSync(ready)) return JSON.parse(readFileSync(ready, "utf8")) as TestServer;
		if (tryLock(folder)) return start(version, folder, ready);
		await sleep(50);
	}
}

function tryLock(folder: string): boolean {
	try {
		mkdirSync(join(folder, "starting"));
		return true;
	} catch {
		return false;
	}
}

async function start(version: PostgresVersion, folder: string, ready: string): Promise<TestServer> {
	try {
		const cluster = clusterIn(inject("clusters"), version);
		if (!cluster) throw new Error(`no PostgreSQL ${version} for this platform`);
		await makeCluster(cluster);
		const running = await startCluster(cluster);
		const server: TestServer = {
			version,
			host: "127.0.0.1",
			port: running.port,
			user: SUPERUSER,
			password: superuserPassword(cluster),
		};
		writeFileSync(ready, JSON.stringify(server));
		return server;
	} finally {
		rmdirSync(join(folder, "starting"));
	}
}

let counter = 0;

/**
 * Lends a fresh database (a copy of `template` when given) and drops it. Fails when the test left a connection to it or an
 * advisory lock in it: a leak in a test is a leak in the product.
 */
export async function withDatabase<T>(
	use: (database: TestDatabase) => Promise<T>,
	options: { version?: PostgresVersion; template?: string; owner?: string; server?: TestServer } = {},
): Promise<T> {
	const server = options.server ?? (await testServer(options.version));
	counter += 1;
	const name = `t_${process.pid}_${counter}_${Math.random().toString(36).slice(2, 8)}`;
	const admin = paramsOf(server, "postgres");
	const owner = options.owner ? ` OWNER "${options.owner}"` : "";
	await onServer(admin, (session) =>
		session.execute(`CREATE DATABASE ${name} TEMPLATE ${options.template ?? "template0"}${owner}`),
	);
	let leaks: string[] = [];
	try {
		const result = await use(describe(server, name));
		leaks = await leaksOf(admin, name);
		if (leaks.length === 0) return result;
	} finally {
		await onServer(admin, (session) => session.execute(`DROP DATABASE ${name} WITH (FORCE)`));
	}
	throw new Error(`left behind in ${name}: ${leaks.join("; ")}`);
}

function describe(server: TestServer, database: string): TestDatabase {
	const params = paramsOf(server, database);
	return {
		database,
		params,
		server,
		url: `postgres://${server.user}:${encodeURIComponent(server.password)}@${server.host}:${server.port}/${database}`,
		sql: (text, values) => onServer(params, (session) => session.query(text, values ?? [])),
		script: async (text) => {
			await onServer(params, (session) => session.execute(text));
		},
	};
}

export function paramsOf(server: TestServer, database: string): ConnectParams {
	const { host, port: number, user, password } = server;
	return { host, port: number, user, password, database, sslMode: "disable", applicationName: "bulkhead-test" };
}

export function onServer<T>(params: ConnectParams, use: (session: Session) => Promise<T>): Promise<T> {
	return port.withSession(params, {}, use);
}

/** Backends die a moment after their socket closes, so a leak is only one that stays. */
async function leaksOf(admin: ConnectParams, database: string): Promise<string[]> {
	let leaks: string[] = [];
	for (let tries = 0; tries < 40; tries += 1) {
		leaks = await onServer(admin, async (session) => {
			const rows = await session.query<{ what: string }>(
				`SELECT format('connection of %s (%s): %s', usename, application_name, left(query, 100)) AS what
				   FROM pg_stat_activity WHERE datname = $1 AND backend_type = 'client backend'
				 UNION ALL
				 SELECT format('advisory lock of pid %s', pid) FROM pg_locks l JOIN pg_database d ON d.oid = l.database
				  WHERE locktype = 'advisory' AND d.datname = $1`,
				[database],
			);
			return rows.map((row) => row.what);
		});
		if (leaks.length === 0) return leaks;
		await sleep(50);
	}
	return leaks;
}
