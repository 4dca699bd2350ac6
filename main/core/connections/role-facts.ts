import type { RoleFacts } from "../../contract/index.ts";
import { AppError } from "../errors.ts";
import type { ReadSession } from "../ports.ts";

const ROLE = `
SELECT r.rolname AS name, r.rolsuper::text AS superuser, r.rolbypassrls::text AS bypassrls, r.rolcreaterole::text AS createrole,
       pg_catalog.current_database() AS database, pg_catalog.pg_backend_pid()::text AS pid,
       (pg_catalog.pg_is_in_recovery() OR pg_catalog.current_setting('transaction_read_only')::boolean)::text AS read_only
  FROM pg_catalog.pg_roles r
 WHERE r.rolname = current_user`;

export interface WhoAndWhere {
	role: RoleFacts;
	database: string;
	/** A standby, or a session that may not write. */
	readOnly: boolean;
	/** The server's process that answered. */
	backendPid: number;
}

/** Who we are in this session, and where. */
export async function readWhoAndWhere(session: ReadSession): Promise<WhoAndWhere> {
	const [row] =
		await session.query<
			Record<"name" | "superuser" | "bypassrls" | "createrole" | "database" | "pid" | "read_only", string>
		>(ROLE);
	if (!row) throw new AppError("INTERNAL", "The server does not know the role of this session.");
	return {
		role: {
			name: row.name,
			superuser: row.superuser === "true",
			bypassrls: row.bypassrls === "true",
			createrole: row.createrole === "true",
		},
		database: row.database,
		readOnly: row.read_only === "true",
		backendPid: Number(row.pid),
	};
}
