import type { AuditTrail } from "../audit/trail.ts";
import type { MigrationDeps } from "../migrations/deps.ts";

export interface FleetDeps extends MigrationDeps {
	trail: AuditTrail;
}

/** Targets at the same time. */
export const CONCURRENCY = 8;
