import type { ReadSession } from "../ports.ts";

/** What the ledger has at all, so that what it does not have is not looked for. */
export interface LedgerEnd {
	/** Number of its last entry. */
	end: number;
	/** Files of several segments were begun. */
	segments: boolean;
	/** Rollbacks kept snapshots. */
	snapshots: boolean;
}

export async function readLedgerEnd(session: ReadSession): Promise<LedgerEnd> {
	const [row] = await session.query<Record<"end" | "segments" | "snapshots", string>>(
		`SELECT coalesce(pg_catalog.max(e.id), 0)::text AS "end", (pg_catalog.count(*) FILTER (WHERE e.event = 'start') > 0)::text AS segments,
		        (pg_catalog.count(*) FILTER (WHERE e.event = 'rollback') > 0)::text AS snapshots
		   FROM bulkhead.events AS e`,
	);
	return { end: Number(row?.end ?? 0), segments: row?.segments === "true", snapshots: row?.snapshots === "true" };
}
