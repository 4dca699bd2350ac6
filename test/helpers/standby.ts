/**
 * A primary and a standby that streams from it. npm's binaries have no pg_basebackup: the standby begins from a copy of the data folder as
 * initdb made it, before the primary's first start, so that both are one cluster by its identifier.
 */
import { execFileSync } from "node:child_process";
import { appendFileSync, chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { inject } from "vitest";
import {
	type Cluster,
	makeCluster,
	SUPERUSER,
	startCluster,
	stopCluster,
	superuserPassword,
} from "../../main/adapters/embedded-postgres/cluster.ts";
import { makePrivateFolder } from "../../main/adapters/embedded-postgres/run-as.ts";
import type { ConnectParams } from "../../main/core/ports.ts";
import { clusterIn, type PostgresVersion } from "./clusters.ts";
import { onServer, paramsOf } from "./postgres.ts";

export interface Replicated {
	primary(database?: string): ConnectParams;
	standby(database?: string): ConnectParams;
	/** Until the standby has all that the primary has written. */
	caughtUp(): Promise<void>;
	stop(): Promise<void>;
}

export async function replicated(version: PostgresVersion = 18): Promise<Replicated> {
	const folder = mkdtempSync(join(inject("clusters"), "replicated-"));
	chmodSync(folder, 0o755);
	const [one, two] = [clusterIn(join(folder, "one"), version), clusterIn(join(folder, "two"), version)];
	if (!one || !two) throw new Error(`no PostgreSQL ${version} for this platform`);
	await makeCluster(one);
	makePrivateFolder(two.folder, two.as);
	execFileSync("cp", ["-a", join(one.folder, "data"), join(two.folder, "data")]);
	const primary = await paramsFor(one, version);
	follow(two, primary("postgres"));
	const standby = await paramsFor(two, version);
	return {
		...{ primary, standby },
		async caughtUp() {
			const [at] = await onServer(primary("postgres"), (session) =>
				session.query<{ lsn: string }>("SELECT pg_current_wal_insert_lsn()::text AS lsn"),
			);
			for (let tries = 0; tries < 200; tries += 1) {
				const [seen] = await onServer(standby("postgres"), (session) =>
					session.query<{ there: string | null }>("SELECT (pg_last_wal_replay_lsn() >= $1::pg_lsn)::text AS there", [
						at?.lsn ?? "0/0",
					]),
				);
				if (seen?.there === "true") return;
				await sleep(50);
			}
			throw new Error("the standby does not follow");
		},
		async stop() {
			await stopCluster(two);
			await stopCluster(one);
			rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
		},
	};
}

async function paramsFor(cluster: Cluster, version: PostgresVersion) {
	const { port } = await startCluster(cluster);
	const server = { version, host: "127.0.0.1", port, user: SUPERUSER, password: superuserPassword(cluster) };
	return (database = "postgres") => paramsOf(server, database);
}

function follow(cluster: Cluster, { host, port, user, password }: ConnectParams): void {
	const data = join(cluster.folder, "data");
	writeFileSync(join(data, "standby.signal"), "");
	appendFileSync(
		join(data, "postgresql.auto.conf"),
		`primary_conninfo = 'host=${host} port=${port} user=${user} password=${password} sslmode=disable'\n`,
	);
}
