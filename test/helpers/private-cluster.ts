/**
 * A PostgreSQL server for one test file alone. Roles belong to a whole cluster, so what a test asserts of the roles that 008
 * makes and drops would depend on who else uses the shared server.
 */
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
import type { ConnectParams } from "../../main/core/ports.ts";
import { clusterIn, type PostgresVersion } from "./clusters.ts";
import { onServer, paramsOf } from "./postgres.ts";

export interface PrivateCluster {
	version: PostgresVersion;
	/** A new database, as its owner (the superuser when none is named). */
	database(owner?: Login): Promise<ConnectParams>;
	/** A login with these attributes, for example `CREATEROLE`. */
	login(attributes?: string): Promise<Login>;
	/** As superuser. */
	admin(database?: string): ConnectParams;
	stop(): Promise<void>;
}

export interface Login {
	user: string;
	password: string;
}

/** `hba`: lines of pg_hba.conf that win over the others. */
export async function privateCluster(
	version: PostgresVersion = 18,
	hba: readonly string[] = [],
): Promise<PrivateCluster> {
	const folder = mkdtempSync(join(inject("clusters"), "private-"));
	// The server may run as another user, who has to pass.
	chmodSync(folder, 0o755);
	const cluster = clusterIn(folder, version);
	if (!cluster) throw new Error(`no PostgreSQL ${version} for this platform`);
	await makeCluster(cluster, hba);
	const { port } = await startCluster(cluster);
	const server = { version, host: "127.0.0.1", port, user: SUPERUSER, password: superuserPassword(cluster) };
	const admin = (database = "postgres") => paramsOf(server, database);
	let counter = 0;
	return {
		version,
		admin,
		async database(owner) {
			counter += 1;
			const name = `d${counter}`;
			await onServer(admin(), (session) =>
				session.execute(`CREATE DATABASE ${name} TEMPLATE template0 OWNER ${owner?.user ?? SUPERUSER}`),
			);
			return as(admin(name), owner);
		},
		async login(attributes = "") {
			counter += 1;
			const login = { user: `l${counter}`, password: "password-of-a-test" };
			await onServer(admin(), (session) =>
				session.execute(`CREATE ROLE ${login.user} LOGIN PASSWORD '${login.password}' ${attributes}`),
			);
			return login;
		},
		async stop() {
			await stopCluster(cluster);
			rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
		},
	};
}

/** The same database as somebody else. */
export function as(params: ConnectParams, login: Login | undefined): ConnectParams {
	return login ? { ...params, ...login } : params;
}
