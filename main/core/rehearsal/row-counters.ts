/** The server's own counters of the open transaction: rows written, and rows read by sequential scans, table by table. */
import type { RehearsedMigration } from "../../contract/index.ts";
import type { ReadSession } from "../ports.ts";

const COUNTERS = `
SELECT relid::text AS oid, pg_catalog.format('%s.%s', schemaname, relname) AS name, n_tup_ins::text AS inserted,
       n_tup_upd::text AS updated, n_tup_del::text AS deleted, coalesce(seq_tup_read, 0)::text AS scanned
  FROM pg_catalog.pg_stat_xact_user_tables
 WHERE schemaname NOT IN ('bulkhead', 'information_schema') AND schemaname !~ '^pg_'
   AND n_tup_ins + n_tup_upd + n_tup_del + coalesce(seq_tup_read, 0) > 0`;

export interface Counter {
	name: string;
	inserted: number;
	updated: number;
	deleted: number;
	scanned: number;
}

/** By the table's oid. */
export type Counters = Map<string, Counter>;

export async function readCounters(session: ReadSession): Promise<Counters> {
	const rows =
		await session.query<Record<"oid" | "name" | "inserted" | "updated" | "deleted" | "scanned", string>>(COUNTERS);
	return new Map(
		rows.map(({ oid, name, inserted, updated, deleted, scanned }) => [
			oid,
			{
				name,
				...{ inserted: Number(inserted), updated: Number(updated), deleted: Number(deleted), scanned: Number(scanned) },
			},
		]),
	);
}

const none: Omit<Counter, "name"> = { inserted: 0, updated: 0, deleted: 0, scanned: 0 };

/** What was counted in between. */
export function minus(after: Counters, before: Counters): Counters {
	const since = (now: Counter, was: Omit<Counter, "name">): Counter => ({
		name: now.name,
		inserted: now.inserted - was.inserted,
		updated: now.updated - was.updated,
		deleted: now.deleted - was.deleted,
		scanned: now.scanned - was.scanned,
	});
	return new Map([...after].map(([oid, now]) => [oid, since(now, before.get(oid) ?? none)]));
}

export const changesRows = ({ inserted, updated, deleted }: Counter): boolean => inserted + updated + deleted > 0;

export function rowsByName(counters: Counters): RehearsedMigration["rows"] {
	const changed = [...counters.values()].filter(changesRows);
	return Object.fromEntries(
		changed.map(({ name, inserted, updated, deleted }) => [name, { inserted, updated, deleted }]),
	);
}
