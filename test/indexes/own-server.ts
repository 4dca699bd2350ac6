/** A server with libraries that have to be there from its start: the npm one's pg_stat_statements, or Debian's 15 with hypopg. */
import { chmodSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { inject } from "vitest";
import {
	type Cluster,
	makeCluster,
	SUPERUSER,
	startCluster,
	stopCluster,
	superuserPassword,
} from "../../main/adapters/embedded-postgres/cluster.ts";
import { clusterIn, type PostgresVersion } from "../helpers/clusters.ts";
import { installPackages } from "../helpers/install-packages.ts";
import type { TestServer } from "../helpers/postgres.ts";

export interface OwnServer extends TestServer {
	stop(): Promise<void>;
}

const DEBIAN = "/usr/lib/postgresql/15";
const EXTENSION = "/usr/share/postgresql/15/extension";
const PACKAGES = ["postgresql-15", "postgresql-15-hypopg"];

/** Why Debian's server with hypopg is not here; undefined when it is. As root it is installed. */
export function missingDebian(): string | undefined {
	const isThere = () => existsSync(`${DEBIAN}/bin/initdb`) && existsSync(`${EXTENSION}/hypopg.control`);
	if (isThere()) return undefined;
	if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return `${PACKAGES.join(", ")}: not installed`;
	try {
		installPackages(PACKAGES);
	} catch {
		return `${PACKAGES.join(", ")}: apt-get could not install it`;
	}
	return isThere() ? undefined : `${PACKAGES.join(", ")}: installed, and not where it is looked for`;
}

export async function ownServer(kind: PostgresVersion | "debian"): Promise<OwnServer> {
	const folder = mkdtempSync(join(inject("clusters"), "own-"));
	chmodSync(folder, 0o755);
	const npm = clusterIn(folder, kind === "debian" ? 18 : kind);
	if (!npm) throw new Error(`no PostgreSQL ${kind} for this platform`);
	const cluster: Cluster = {
		...npm,
		...(kind === "debian" ? { binaries: { root: DEBIAN } } : {}),
		settings: { ...npm.settings, shared_preload_libraries: "pg_stat_statements" },
	};
	await makeCluster(cluster);
	const { port } = await startCluster(cluster);
	return {
		...{ version: kind === "debian" ? 16 : kind, host: "127.0.0.1", port, user: SUPERUSER },
		password: superuserPassword(cluster),
		async stop() {
			await stopCluster(cluster);
			rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
		},
	};
}
