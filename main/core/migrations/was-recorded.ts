import type { Connections } from "../connections/registry.ts";
import { withConnection } from "../connections/with-connection.ts";
import { AppError } from "../errors.ts";
import type { Ports, Session } from "../ports.ts";
import type { NewEvent } from "./ledger.ts";

/** Milliseconds in which the server may come back and the old session end, and between two looks. */
const PATIENCE = 15_000;
const POLL = 250;

/**
 * The link broke during COMMIT. A fresh session waits until the old one is gone, and then the ledger tells: the entry was
 * committed together with the migration or not at all. Errors: OUTCOME_UNKNOWN.
 */
export async function wasRecorded(
	deps: { ports: Ports; connections: Connections },
	connection: string,
	event: NewEvent,
	backendPid: number,
): Promise<boolean> {
	const { clock } = deps.ports;
	const began = clock.monotonic();
	let last: unknown;
	while (clock.monotonic() - began < PATIENCE) {
		try {
			const answer = await withConnection(deps, connection, {}, (session) => ask(session, event, backendPid));
			if (answer !== undefined) return answer;
		} catch (caught) {
			last = caught;
		}
		await clock.sleep(POLL);
	}
	throw new AppError(
		"OUTCOME_UNKNOWN",
		`The link broke during COMMIT of ${event.migration}, and the ledger could not be asked since.`,
		{ hint: "When the server answers again, `bulkhead status` tells whether it is applied. Nothing is half done." },
		last,
	);
}

/** Undefined while the old session may still commit. */
async function ask(session: Session, event: NewEvent, backendPid: number): Promise<boolean | undefined> {
	const alive = await session.query(
		"SELECT 1 FROM pg_catalog.pg_stat_activity WHERE pid = $1 AND datname = pg_catalog.current_database() AND pid <> pg_catalog.pg_backend_pid() AND usename = session_user",
		[backendPid],
	);
	if (alive.length > 0) return undefined;
	const found = await session.query(
		"SELECT 1 FROM bulkhead.events WHERE run = $1 AND migration = $2 AND event = $3 AND reason IS NOT DISTINCT FROM $4",
		[...[event.run, event.migration, event.event, event.reason ?? null]],
	);
	return found.length > 0;
}
