import { createConnections, DEMO } from "../connections/registry.ts";
import type { JobContext } from "../jobs.ts";
import { applyMigrations } from "../migrations/apply.ts";
import type { MigrationDeps } from "../migrations/deps.ts";
import type { EmbeddedServer, Session } from "../ports.ts";
import { quoteIdent } from "../sql/quote.ts";
import { demoSettings, trusted } from "./demo-database.ts";
import { clearMarks, setMark } from "./made.ts";

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
	deps.ports.embedded.requireRoom();
	job.report({ kind: "step", text: "Making the database iafactory" });
	await makeDatabase(admin);
	await migrate(deps, server, job);
	await setMark(admin, "made");
}

async function makeDatabase(admin: Session): Promise<void> {
	const owner = quoteIdent(trusted.user);
	const database = quoteIdent(trusted.database);
	await clearMarks(admin);
	await admin.execute(`DROP DATABASE IF EXISTS ${database} WITH (FORCE)`);
	const roles = await admin.query("SELECT 1 AS one FROM pg_catalog.pg_roles WHERE rolname = $1", [trusted.user]);
	if (roles.length === 0) await admin.execute(`CREATE ROLE ${owner} LOGIN CREATEROLE`);
	await admin.execute(`CREATE DATABASE ${database} OWNER ${owner} TEMPLATE template0`);
}

/** The eight migrations, by the engine that also runs a customer's. Nobody else sees this connection before all is there. */
async function migrate(deps: MigrationDeps, server: EmbeddedServer, job: JobContext): Promise<void> {
	const connections = createConnections(deps.ports);
	connections.openDemo(demoSettings(server));
	await applyMigrations({ ...deps, connections }, { connection: DEMO }, job);
}
