/** A server with things going on: sessions, locks, prepared transactions, a slot. */
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { inject } from "vitest";
import {
	makeCluster,
	SUPERUSER,
	startCluster,
	stopCluster,
	superuserPassword,
} from "../../main/adapters/embedded-postgres/cluster.ts";
import { clusterIn, type PostgresVersion } from "./clusters.ts";
import { onServer, paramsOf, port } from "./postgres.ts";

export interface BusyServer {
	/** Of database `busy`, as superuser or as somebody else. */
	url(user?: string, password?: string, database?: string): string;
	sql(text: string, database?: string): Promise<void>;
	/** A session that has run `text` and stays until the server is stopped or `leave` is called. Answers with its pid. */
	hold(text: string, options?: { user?: string; password?: string; database?: string }): Promise<Held>;
	/** A session that runs `text`, which is expected to wait; answers once its pid is known. */
	wait(text: string, before?: string): Promise<Held>;
	/** Every session leaves. */
	settle(): Promise<void>;
	stop(): Promise<void>;
}

export interface Held {
	pid: number;
	leave(): Promise<void>;
}

export async function busyServer(version: PostgresVersion): Promise<BusyServer> {
	const folder = mkdtempSync(join(inject("clusters"), "busy-"));
	// The server may run as another user, who has to pass.
	chmodSync(folder, 0o755);
	const found = clusterIn(folder, version);
	if (!found) throw new Error(`no PostgreSQL ${version} for this platform`);
	await makeCluster(found);
	// A circle of waiting must last long enough to be seen.
	const more = {
		max_prepared_transactions: "5",
		wal_level: "logical",
		deadlock_timeout: "20s",
		max_connections: "150",
	};
	const { port: number } = await startCluster({ ...found, settings: { ...found.settings, ...more } });
	const server = { version, host: "127.0.0.1", port: number, user: SUPERUSER, password: superuserPassword(found) };
	const paramsFor = (user?: string, password?: string, database = "busy") => ({
		...paramsOf(server, database),
		...(user === undefined ? {} : { user, password: password ?? "" }),
	});
	const held: Held[] = [];
	const settle = async (): Promise<void> => {
		await Promise.all(held.splice(0).map((each) => each.leave()));
	};

	const open = async (params: ReturnType<typeof paramsFor>, before: string, text?: string): Promise<Held> => {
		const began = Promise.withResolvers<number>();
		const left = Promise.withResolvers<void>();
		const over = new AbortController();
		const life = port
			.withSession(params, { signal: over.signal }, async (session) => {
				await session.execute(before);
				began.resolve(session.backendPid);
				// It fails when somebody stops it, and that is what is tested.
				if (text !== undefined) await session.execute(text).catch(() => {});
				await left.promise;
			})
			.catch((error: unknown) => began.reject(error));
		const own: Held = {
			pid: await began.promise,
			async leave() {
				left.resolve();
				over.abort();
				await life;
			},
		};
		held.push(own);
		return own;
	};

	await onServer(paramsOf(server, "postgres"), (session) => session.execute("CREATE DATABASE busy"));
	return {
		url(user = server.user, password = server.password, database = "busy") {
			return `postgres://${user}:${encodeURIComponent(password)}@127.0.0.1:${number}/${database}?sslmode=disable`;
		},
		async sql(text, database) {
			await onServer(paramsFor(undefined, undefined, database), (session) => session.execute(text));
		},
		hold: (text, { user, password, database } = {}) => open(paramsFor(user, password, database), text),
		wait: (text, before = "SELECT 1") => open(paramsFor(), before, text),
		settle,
		async stop() {
			await settle();
			await stopCluster(found);
			rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
		},
	};
}
