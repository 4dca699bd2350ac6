import type { ApplyResult } from "../../contract/index.ts";
import { createConnections, DEMO } from "../connections/registry.ts";
import { AppError } from "../errors.ts";
import type { JobContext } from "../jobs.ts";
import { applyMigrations } from "../migrations/apply.ts";
import { loadCatalog, type MigrationDeps } from "../migrations/deps.ts";
import type { EmbeddedServer, Session } from "../ports.ts";
import { quoteIdent } from "../sql/quote.ts";
import { demoSettings, ownerParams, trusted } from "./demo-database.ts";
import { clearMarks, setMark } from "./made.ts";
import { seedCustomers } from "./seed/seed-customers.ts";
import { seedPast } from "./seed/seed-past.ts";
import { withSuperuser } from "./superuser.ts";

/** The last migration of the time before there were tenants. */
const BEFORE_TENANTS = "005";

/** PostgreSQL's own, and so the same on every system: Unicode's letters have their cases, and rows come in the order of code points. */
const LOCALE = "LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C'";

/**
 * Makes the demo's database from nothing: what an earlier, broken off try left is thrown away, for nobody was ever shown it.
 * `admin` is the superuser's session on the maintenance database.
 */
export async function makeDemo(
	deps: MigrationDeps,
	server: EmbeddedServer,
	admin: Session,
	job: JobContext,
): Promise<void> {
	const { embedded, postgres } = deps.ports;
	embedded.requireRoom();
	job.report({ kind: "step", text: `Making the database ${trusted.database}` });
	await makeDatabase(admin);
	const migrate = await migrator(deps, server, job);
	await migrate(BEFORE_TENANTS);
	job.report({ kind: "step", text: "Filling the tables of the time before there were tenants" });
	await postgres.withSession(ownerParams(server), { signal: job.signal }, seedPast);
	await migrate();
	const seeding = { database: trusted.database, signal: job.signal };
	await withSuperuser(deps.ports, server, seeding, (session) => seedCustomers(session, job));
	await setMark(admin, "made");
}

async function makeDatabase(admin: Session): Promise<void> {
	const owner = quoteIdent(trusted.user);
	const database = quoteIdent(trusted.database);
	await clearMarks(admin);
	await admin.execute(`DROP DATABASE IF EXISTS ${database} WITH (FORCE)`);
	const roles = await admin.query("SELECT 1 AS one FROM pg_catalog.pg_roles WHERE rolname = $1", [trusted.user]);
	if (roles.length === 0) await admin.execute(`CREATE ROLE ${owner} LOGIN CREATEROLE`);
	await admin.execute(`CREATE DATABASE ${database} OWNER ${owner} TEMPLATE template0 ${LOCALE}`);
}

/**
 * Applies the bundled migrations up to one, by the engine that also runs a customer's, and counts them through over several calls.
 * The connection is nobody else's until all is there.
 */
async function migrator(deps: MigrationDeps, server: EmbeddedServer, job: JobContext) {
	const connections = createConnections(deps.ports);
	connections.openDemo(demoSettings(server));
	const own = { ...deps, connections };
	const of = (await loadCatalog(own, DEMO)).migrations.length;
	let done = 0;
	const report: JobContext["report"] = (progress) =>
		job.report(progress.kind === "migration-started" ? { ...progress, index: progress.index + done, of } : progress);
	return async (to?: string): Promise<void> => {
		const { applied, checks } = await applyMigrations(own, { connection: DEMO, to }, { signal: job.signal, report });
		if (checks.failed > 0) throw checkFailed(checks);
		done += applied.length;
	};
}

function checkFailed({ checks }: ApplyResult["checks"]): AppError {
	const names = checks.filter(({ ok }) => !ok).map(({ migration, name }) => `${migration} ${name}`);
	return new AppError("DEMO_FAILED", `A migration of the demo does not hold: ${names.join("; ")}.`, {
		hint: "This is a fault of Bulkhead; please report it with the steps that led here.",
	});
}
