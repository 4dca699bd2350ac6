import type { SnapshotRoom } from "../../contract/index.ts";
import type { ReadSession, SnapshotsPort } from "../ports.ts";
import type { LostTable } from "./lost-table.ts";

const SIZE = `
WITH lost AS MATERIALIZED (SELECT pg_catalog.json_array_elements_text($1::json)::oid AS oid)
SELECT coalesce(pg_catalog.sum(pg_catalog.pg_table_size(t.oid)), 0)::text AS bytes
  FROM (SELECT oid FROM lost UNION SELECT p.relid FROM lost, pg_catalog.pg_partition_tree(lost.oid) AS p) AS t`;

/** Compressed it will be smaller; the size in the database is what is certainly enough. */
export async function measureRoom(
	session: ReadSession,
	snapshots: SnapshotsPort,
	lost: readonly LostTable[],
): Promise<SnapshotRoom> {
	const [row] = await session.query<{ bytes: string }>(SIZE, [JSON.stringify(lost.map(({ oid }) => oid))]);
	return { folder: snapshots.folder, needed: Number(row?.bytes ?? 0), free: await snapshots.free() };
}
