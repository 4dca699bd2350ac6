import { activityHandlers } from "./activity/handlers.ts";
import { knowingSessions } from "./activity/own-sessions.ts";
import { audited } from "./audit/audited.ts";
import { auditHandlers } from "./audit/handlers.ts";
import { createTrail } from "./audit/trail.ts";
import { barrierHandlers } from "./barrier/handlers.ts";
import { certificatesHandlers } from "./certificates/handlers.ts";
import { connectionFilesHandlers } from "./connections/files-handlers.ts";
import { guardedJobs } from "./connections/guard/guarded-jobs.ts";
import { connectionsHandlers } from "./connections/handlers.ts";
import { vaultHandlers } from "./connections/passwords/handlers.ts";
import { policyHandlers } from "./connections/policy-handlers.ts";
import { createConnections } from "./connections/registry.ts";
import { demoHandlers } from "./demo/handlers.ts";
import { doctorHandlers } from "./doctor/handlers.ts";
import { fleetHandlers } from "./fleet/handlers.ts";
import { indexesHandlers } from "./indexes/handlers.ts";
import { createJobs } from "./jobs.ts";
import { jobsHandlers } from "./jobs-handlers.ts";
import { lintHandlers } from "./lint/handlers.ts";
import { migrationsHandlers } from "./migrations/handlers.ts";
import type { Ports } from "./ports.ts";
import { preflightHandlers } from "./preflight/handlers.ts";
import { procedures } from "./procedures.ts";
import { rowsHandlers } from "./rows/handlers.ts";
import { scanHandlers } from "./scan/handlers.ts";
import { snapshotsHandlers } from "./snapshots/handlers.ts";
import { storeHandlers } from "./store/handlers.ts";
import { tenancyHandlers } from "./tenancy/handlers.ts";
import { tenantsHandlers } from "./tenants/handlers.ts";
import { viewsHandlers } from "./views/handlers.ts";
import { createViews } from "./views/registry.ts";

export type Core = ReturnType<typeof createCore>;

/** All that Bulkhead does, as one oRPC router over the given ports. `stop` cancels what runs and ends the embedded server. */
export function createCore(given: Ports) {
	const own = knowingSessions(given.postgres);
	const ports: Ports = { ...given, postgres: own.postgres };
	const connections = createConnections(ports);
	const jobs = guardedJobs(createJobs(ports.clock), connections);
	const deps = { ports, jobs, connections };
	const trail = createTrail(ports);
	trail.begin();
	const views = createViews();
	const handlers = {
		activity: activityHandlers({ ...deps, own }),
		audit: auditHandlers(deps),
		barrier: barrierHandlers({ ...deps, trail }),
		certificates: certificatesHandlers(deps),
		connectionFiles: connectionFilesHandlers(deps),
		connections: connectionsHandlers(deps),
		demo: demoHandlers(deps),
		doctor: doctorHandlers(deps),
		fleet: fleetHandlers({ ...deps, trail }),
		indexes: indexesHandlers(deps),
		jobs: jobsHandlers(jobs),
		lint: lintHandlers(deps),
		migrations: migrationsHandlers(deps),
		policy: policyHandlers(connections),
		preflight: preflightHandlers(deps),
		rows: rowsHandlers(deps),
		scan: scanHandlers(deps),
		snapshots: snapshotsHandlers(deps),
		store: storeHandlers(ports.store, trail),
		tenancy: tenancyHandlers(deps),
		tenants: tenantsHandlers(deps),
		vault: vaultHandlers(deps),
		views: viewsHandlers({ ...deps, trail, views }),
	};
	const router = procedures.router(audited(handlers, { trail, jobs, connections, clock: ports.clock }));
	return {
		router,
		async stop(): Promise<void> {
			await jobs.stopAll();
			await views.stop();
			connections.stop();
			await ports.embedded.stop({ onlyOurs: true });
		},
	};
}
