/** A partitioned table or index has no file and no counters of its own: it gets those of what is below it, added up. */
import type { IndexFact, TableFact } from "../facts.ts";

export function addUpPartitions(tables: Map<string, TableFact>, indexes: Map<string, IndexFact>): void {
	for (const table of tables.values()) {
		for (let above = parentOf(tables, table); above; above = parentOf(tables, above)) addTable(above, table);
	}
	for (const index of indexes.values()) {
		for (let above = parentOf(indexes, index); above; above = parentOf(indexes, above)) addIndex(above, index);
	}
}

const parentOf = <Fact extends { parent: string | undefined }>(all: Map<string, Fact>, { parent }: Fact) =>
	parent === undefined ? undefined : all.get(parent);

function addTable(above: TableFact, { kind, heapBytes, pages, rows, counters }: TableFact): void {
	if (kind === "p") return;
	above.heapBytes = sum(above.heapBytes, heapBytes);
	above.pages += pages;
	above.rows = sum(above.rows, rows);
	for (const name of COUNTED) above.counters[name] += counters[name];
}

/** What is since the last ANALYZE is each table's own. */
const COUNTED = [
	...["sequentialScans", "sequentialRows", "inserted", "updated", "hotUpdated", "deleted", "live", "dead"],
	...["blocksFetched", "blocksHit"],
] as const;

function addIndex(above: IndexFact, { kind, bytes, pages, rows, scans, rowsRead, lastScan, blocks }: IndexFact): void {
	if (kind === "I") return;
	above.bytes = sum(above.bytes, bytes);
	above.pages += pages;
	above.rows = sum(above.rows, rows);
	above.scans = sum(above.scans, scans);
	above.rowsRead = sum(above.rowsRead, rowsRead);
	above.blocks = { fetched: above.blocks.fetched + blocks.fetched, hit: above.blocks.hit + blocks.hit };
	if (lastScan !== undefined && (above.lastScan === undefined || lastScan > above.lastScan)) above.lastScan = lastScan;
}

const sum = (a: number | undefined, b: number | undefined): number | undefined =>
	a === undefined && b === undefined ? undefined : (a ?? 0) + (b ?? 0);
