import type { AuditTrail } from "../audit/trail.ts";
import type { MigrationDeps } from "../migrations/deps.ts";

export interface BarrierDeps extends MigrationDeps {
	trail: AuditTrail;
}
