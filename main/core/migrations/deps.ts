import type { Connections } from "../connections/registry.ts";
import type { JobContext, Jobs } from "../jobs.ts";
import type { Ports } from "../ports.ts";
import { type Catalog, readCatalog } from "./catalog.ts";
import type { CheckDeps } from "./checks.ts";

/** What the operations on migrations work with. */
export interface MigrationDeps {
	ports: Ports;
	connections: Connections;
	jobs: Jobs;
}

/** The folder of this connection: its own, or the bundled set. */
export function loadCatalog({ ports, connections }: MigrationDeps, connection: string): Promise<Catalog> {
	return readCatalog(ports.files, connections.settings(connection).migrations ?? ports.bundledMigrations);
}

export function checkDeps({ ports }: MigrationDeps, { signal, report }: JobContext): CheckDeps {
	return { sql: ports.sql, clock: ports.clock, signal, report };
}
