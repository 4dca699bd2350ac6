import type { LedgerEvent } from "../../contract/index.ts";
import { withConnection } from "../connections/with-connection.ts";
import type { MigrationDeps } from "./deps.ts";
import { readHistory } from "./ledger.ts";
import { hasLedger } from "./ledger-schema.ts";

/** The ledger, newest first; empty where there is none yet. `limit`: default 1,000 entries. */
export function listHistory(
	deps: MigrationDeps,
	{ connection, limit = 1_000 }: { connection: string; limit?: number | undefined },
	signal: AbortSignal,
): Promise<LedgerEvent[]> {
	return withConnection(deps, connection, { signal }, async (session) =>
		(await hasLedger(session)) ? readHistory(session, limit) : [],
	);
}
