/** The wire, declared once: the only door for the renderer. */
import { activity } from "./activity.ts";
import { audit } from "./audit.ts";
import { barrier } from "./barrier.ts";
import { certificates } from "./certificates.ts";
import { connectionFiles } from "./connection-files.ts";
import { connections } from "./connections.ts";
import { demo } from "./demo.ts";
import { doctor } from "./doctor.ts";
import { fleet } from "./fleet.ts";
import { indexes } from "./indexes.ts";
import { jobs } from "./jobs.ts";
import { lint } from "./lint.ts";
import { migrations } from "./migrations.ts";
import { policy } from "./policy.ts";
import { preflight } from "./preflight.ts";
import { rows } from "./rows.ts";
import { isolationScan } from "./scan.ts";
import { snapshots } from "./snapshots.ts";
import { store } from "./store.ts";
import { tenancy } from "./tenancy.ts";
import { tenants } from "./tenants.ts";
import { vault } from "./vault.ts";
import { views } from "./views.ts";

export * from "./activity.ts";
export * from "./adoption.ts";
export * from "./audit.ts";
export * from "./barrier.ts";
export * from "./certificates.ts";
export * from "./connection-files.ts";
export * from "./connections.ts";
export * from "./demo.ts";
export * from "./doctor.ts";
export * from "./errors.ts";
export * from "./fleet.ts";
export * from "./indexes.ts";
export * from "./jobs.ts";
export * from "./lint.ts";
export * from "./migration-id.ts";
export * from "./migration-order.ts";
export * from "./migrations.ts";
export * from "./plan.ts";
export * from "./policy.ts";
export * from "./preflight.ts";
export * from "./rehearsal.ts";
export * from "./rollback.ts";
export * from "./rows.ts";
export * from "./saved-connection.ts";
export * from "./scan.ts";
export * from "./seen.ts";
export * from "./snapshots.ts";
export * from "./ssh-hop.ts";
export * from "./statements.ts";
export * from "./store.ts";
export * from "./tenancy.ts";
export * from "./tenants.ts";
export * from "./vault.ts";
export * from "./views.ts";

export const contract = {
	activity,
	audit,
	barrier,
	certificates,
	connectionFiles,
	connections,
	demo,
	doctor,
	fleet,
	indexes,
	jobs,
	lint,
	migrations,
	policy,
	preflight,
	rows,
	scan: isolationScan,
	snapshots,
	store,
	tenancy,
	tenants,
	vault,
	views,
};
export type Contract = typeof contract;
