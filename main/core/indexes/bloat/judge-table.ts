/** How many pages a table and its TOAST would have if they were written anew, and what of them is bloat. Pure. */
import type { Facts, TableFact } from "../facts.ts";

/** Bytes: page header; line pointer; header of a row, to which a bit a column comes where something is null. */
const PAGE = 24;
const POINTER = 4;
const HEADER = 23;
/** Chunks of TOAST that fit a page. */
const CHUNKS = 4;
const STALE = 0.2;

const aligned = (bytes: number): number => Math.ceil(bytes / 8) * 8;

export interface TableBloat {
	bytes: number;
	share: number;
	pages: number;
	/** Pages that it has now, TOAST among them. */
	now: number;
}

export function judgeTable(
	{ sizes, blockSize }: Pick<Facts, "sizes" | "blockSize">,
	table: TableFact,
): TableBloat | { reason: string } {
	if (table.statisticsHidden !== undefined) return { reason: table.statisticsHidden };
	if (table.rows === undefined) return { reason: "Its rows were never counted: ANALYZE the table." };
	if (table.counters.changedSinceAnalyze > Math.max(table.rows, table.counters.live) * STALE)
		return {
			reason: `${table.counters.changedSinceAnalyze} rows changed since the statistics were taken: ANALYZE the table.`,
		};
	const named = table.columns.find(({ type }) => type === "name");
	if (named) return { reason: `${named.name} is of the type name, whose width statistics do not tell.` };
	const missing = table.columns.find(({ statistics }) => !statistics);
	if (missing) return { reason: `There are no statistics of ${missing.name}: ANALYZE the table.` };
	const statistics = table.columns.flatMap((column) => column.statistics ?? []);
	const data = statistics.reduce((sum, { width, nullShare }) => sum + width * (1 - nullShare), 0);
	const map = statistics.some(({ nullShare }) => nullShare > 0) ? Math.ceil(statistics.length / 8) : 0;
	const row = POINTER + aligned(HEADER + map) + aligned(data);
	const toast = sizes.toast.get(table.oid);
	const counted = toast?.rows === undefined ? 0 : toast.pages;
	const now = table.pages + counted;
	const pages =
		Math.ceil((table.rows * row) / ((blockSize - PAGE) * (table.fillfactor / 100))) +
		(toast?.rows === undefined ? 0 : Math.ceil(toast.rows / CHUNKS));
	const wasted = Math.max(0, now - pages);
	return { bytes: wasted * blockSize, share: now === 0 ? 0 : wasted / now, pages, now };
}
