import type { Connections } from "../connections/registry.ts";
import type { JobContext, Jobs } from "../jobs.ts";
import type { Ports } from "../ports.ts";
import { type Catalog, readCatalog } from "./catalog.ts";
import type { CheckDeps } from "./checks.ts";
import { readForeign } from "./foreign/read-foreign.ts";

/** What the operations on migrations work with. */
export interface MigrationDeps {
	ports: Ports;
	connections: Connections;
	jobs: Jobs;
}

/** The folder of this connection, Bulkhead's own or another tool's, or the bundled set. */
export async function loadCatalog({ ports, connections }: MigrationDeps, connection: string): Promise<Catalog> {
	const folder = connections.settings(connection).migrations;
	if (folder === undefined) return readCatalog(ports.files, ports.bundledMigrations);
	return (await readForeign(ports.files, folder)) ?? readCatalog(ports.files, folder);
}

export function checkDeps({ ports }: MigrationDeps, { signal, report }: JobContext): CheckDeps {
	return { sql: ports.sql, clock: ports.clock, signal, report };
}
