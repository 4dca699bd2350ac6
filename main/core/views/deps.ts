import type { AuditTrail } from "../audit/trail.ts";
import type { MigrationDeps } from "../migrations/deps.ts";
import type { Views } from "./registry.ts";

export interface ViewDeps extends MigrationDeps {
	trail: AuditTrail;
	views: Views;
}
