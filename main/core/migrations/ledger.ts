import type { LedgerEvent } from "../../contract/index.ts";
import { AppError } from "../errors.ts";
import type { Ports, ReadSession, Session } from "../ports.ts";
import { quoteLiteral } from "../sql/quote.ts";

/** What the ledger says last of a migration. */
export interface LedgerEntry {
	migration: string;
	name: string;
	event: "apply" | "rollback" | "adopt";
	at: Date;
	by: string;
	checksum: string;
	tokenChecksum: string;
}

/** Entries of the barrier stand under this name; it is no migration, and no file is looked for. */
export const BARRIER_ENTRY = "barrier";

const LATEST = `
SELECT DISTINCT ON (migration) migration, name, event, pg_catalog.to_json(at) #>> '{}' AS at, by, checksum, token_checksum
  FROM bulkhead.events
 WHERE event IN ('apply', 'rollback', 'adopt') AND migration <> ${quoteLiteral(BARRIER_ENTRY)}
 ORDER BY migration, id DESC`;

/** The last apply, rollback or adoption of each migration; those whose last event is a rollback are not applied. */
export async function readEntries(session: ReadSession): Promise<Map<string, LedgerEntry>> {
	const rows =
		await session.query<Record<"migration" | "name" | "event" | "at" | "by" | "checksum" | "token_checksum", string>>(
			LATEST,
		);
	return new Map(
		rows.map((row) => [
			row.migration,
			{
				...{ migration: row.migration, name: row.name, by: row.by, checksum: row.checksum },
				event: row.event as LedgerEntry["event"],
				at: new Date(row.at),
				tokenChecksum: row.token_checksum,
			},
		]),
	);
}

const HISTORY = `
SELECT id::text AS id, migration, name, event, pg_catalog.to_json(at) #>> '{}' AS at, by, host, role, ms::text AS ms, checksum, version, reason
  FROM bulkhead.events AS entry
 WHERE entry.event <> 'step'
 ORDER BY entry.id DESC
 LIMIT $1`;

type HistoryRow = Record<
	"id" | "migration" | "name" | "event" | "at" | "by" | "host" | "role" | "ms" | "checksum" | "version",
	string
> & {
	reason: string | null;
};

/** The events, newest first. */
export async function readHistory(session: ReadSession, limit: number): Promise<LedgerEvent[]> {
	const rows = await session.query<HistoryRow>(HISTORY, [limit]);
	return rows.map(({ reason, ...row }) => ({
		...row,
		id: Number(row.id),
		event: row.event as LedgerEvent["event"],
		at: new Date(row.at),
		ms: Number(row.ms),
		...(reason === null ? {} : { reason }),
	}));
}

/** An event to be added. `details` is kept as jsonb: statements with their times, checks that hold, what was lost. */
export interface NewEvent {
	migration: string;
	name: string;
	event: LedgerEvent["event"] | "step";
	run: string;
	ms: number;
	checksum: string;
	tokenChecksum: string;
	reason?: string | undefined;
	details?: unknown;
}

/** The INSERT of an event as text, so that it travels with COMMIT in one round trip. */
export function insertEvent(event: NewEvent, who: Ports["who"]): string {
	const values = [
		...[event.migration, event.name, event.event, who.user, who.host, who.version, event.run, event.ms],
		...[event.checksum, event.tokenChecksum, event.reason ?? null, JSON.stringify(event.details ?? {})],
	];
	return `INSERT INTO bulkhead.events (migration, name, event, by, host, version, run, ms, checksum, token_checksum, reason, details)
VALUES (${values.map(quoteLiteral).join(", ")})`;
}

/** Events that change a migration's state. */
const decisive = ["apply", "rollback", "adopt"];
const LAST_EVENT = `SELECT coalesce(pg_catalog.max(id), 0)::text AS last FROM bulkhead.events WHERE event IN (${decisive.map(quoteLiteral).join(", ")})`;

/** Number of the last event that changed a migration's state; a plan is good as long as no other run adds one. */
export async function readLastEvent(session: ReadSession): Promise<string> {
	const [row] = await session.query<{ last: string }>(LAST_EVENT);
	return row?.last ?? "0";
}

/** Taken first in each transaction: no other runner can add events from then on. */
export const LOCK_LEDGER = "LOCK TABLE bulkhead.events IN SHARE ROW EXCLUSIVE MODE";

/** A run, and the last event of the ledger that it knows: those of its plan, then its own. */
export interface KnownLedger {
	run: string;
	lastEvent: string;
}

/**
 * Opens a transaction with `opening` and locks the ledger. REFUSED, with the transaction still open, where another run has changed a
 * migration's state since. It is asked before every file, so the question is one that costs the planner least, about new events only.
 */
export async function openWithLedger(session: Session, opening: string, known: KnownLedger): Promise<void> {
	const news = `SELECT id::text, event, run::text FROM bulkhead.events WHERE id > ${quoteLiteral(known.lastEvent)}::bigint`;
	const { rows } = await session.execute(`${opening}; ${LOCK_LEDGER}; ${news}`, { maxRows: Number.POSITIVE_INFINITY });
	for (const [, event, run] of rows) {
		if (run === known.run || !decisive.includes(event ?? "")) continue;
		throw new AppError("REFUSED", "Another runner has changed the ledger since this plan was made.", {
			hint: "Look at the status, then decide anew.",
		});
	}
	for (const [id] of rows) if (id && BigInt(id) > BigInt(known.lastEvent)) known.lastEvent = id;
}
