import type { StopHow } from "../../contract/index.ts";
import { withConnection } from "../connections/with-connection.ts";
import type { MigrationDeps } from "../migrations/deps.ts";

const functions: Record<StopHow, string> = { cancel: "pg_cancel_backend", terminate: "pg_terminate_backend" };

/** Asks a client's session of this database to stop. False when there is no such session. Errors: STATEMENT_FAILED (42501). */
export function stopSession(
	deps: MigrationDeps,
	{ connection, pid, how }: { connection: string; pid: number; how: StopHow },
): Promise<boolean> {
	return withConnection(deps, connection, {}, async (session) => {
		const [row] = await session.query<{ heard: string }>(
			`SELECT pg_catalog.${functions[how]}(a.pid)::text AS heard FROM pg_catalog.pg_stat_activity a
			  WHERE a.pid = $1 AND a.datname = pg_catalog.current_database() AND a.pid <> pg_catalog.pg_backend_pid()`,
			[pid],
		);
		return row?.heard === "true";
	});
}
