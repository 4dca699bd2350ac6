/** What of an index is bloat, or why that cannot be said. Pure. */
import type { ColumnStatistics, Facts, IndexFact, TableFact } from "../facts.ts";
import { btreePages } from "./btree-size.ts";

export interface Bloat {
	bytes: number;
	/** Of the whole, 0–1. */
	share: number;
	confidence: "high" | "low";
	/** Pages that a rebuild would leave. */
	pages: number;
	deduplicated: boolean;
}

/** Share of the rows that may have changed since the statistics were taken. */
const STALE = 0.2;
/** Rows a key from which, and up to which, the estimate of lists is off by more than a tenth. */
const UNSURE = [2, 8] as const;

type Known = Pick<Facts, "tables" | "sizes" | "blockSize" | "version">;

export function judgeBtree(facts: Known, index: IndexFact): Bloat | { reason: string } {
	const table = facts.tables.get(index.table);
	if (!table) return { reason: "Its table is not known." };
	const reason = unjudged(table, index);
	if (reason !== undefined) return { reason };
	const columns = columnsOf(table, index);
	if ("reason" in columns) return columns;
	const rows = index.rows ?? table.rows ?? 0;
	const all = [...columns.keys, ...columns.include];
	const groups = deduplicates(facts, index) ? groupsOf(facts, { table, index, keys: columns.keys, rows }) : undefined;
	const pages = btreePages({
		...{ rows, blockSize: facts.blockSize, fillfactor: index.fillfactor },
		width: all.reduce((sum, { width, nullShare }) => sum + width * (1 - nullShare), 0),
		nulls: all.some(({ nullShare }) => nullShare > 0),
		groups,
	});
	const wasted = Math.max(0, index.pages - pages);
	const each = groups?.[0]?.each ?? 1;
	return {
		bytes: wasted * facts.blockSize,
		share: index.pages === 0 ? 0 : wasted / index.pages,
		confidence: each >= UNSURE[0] && each <= UNSURE[1] ? "low" : "high",
		...{ pages, deduplicated: groups !== undefined },
	};
}

function unjudged(table: TableFact, index: IndexFact): string | undefined {
	if (index.method !== "btree") return `Only btree is estimated, and this is ${index.method}.`;
	if (index.kind === "I") return "It has no pages of its own: its partitions' indexes have.";
	if (index.predicate !== undefined) return "It is partial: the statistics are of all rows of the table.";
	if (table.statisticsHidden !== undefined) return table.statisticsHidden;
	if ((index.rows ?? table.rows) === undefined) return "Its rows were never counted: ANALYZE the table.";
	const rows = Math.max(table.rows ?? 0, table.counters.live);
	if (table.counters.changedSinceAnalyze > rows * STALE)
		return `${table.counters.changedSinceAnalyze} rows changed since the statistics were taken: ANALYZE the table.`;
	return undefined;
}

interface Columns {
	keys: ColumnStatistics[];
	include: ColumnStatistics[];
}

function columnsOf(table: TableFact, index: IndexFact): Columns | { reason: string } {
	const columns: Columns = { keys: [], include: [] };
	const byNumber = new Map(table.columns.map((column) => [column.number, column]));
	for (const [at, key] of index.keys.entries()) {
		const column = byNumber.get(key.attnum);
		if (column?.type === "name")
			return { reason: `${column.name} is of the type name, whose width statistics do not tell.` };
		const statistics = key.attnum === 0 ? index.expressionStatistics[at] : column?.statistics;
		if (!statistics) return { reason: `There are no statistics of ${key.text}: ANALYZE the table.` };
		columns.keys.push(statistics);
	}
	for (const attnum of index.include) {
		const column = byNumber.get(attnum);
		if (!column?.statistics)
			return { reason: `There are no statistics of ${column?.name ?? "an included column"}: ANALYZE the table.` };
		columns.include.push(column.statistics);
	}
	return columns;
}

/** Since 13, where it is not turned off, for keys that are equal only when they are the same bytes. */
function deduplicates({ sizes, version }: Known, index: IndexFact): boolean {
	return (
		version >= 130_000 &&
		index.deduplicates &&
		index.include.length === 0 &&
		index.keys.every(
			({ opclass, collation }) => sizes.equalImage.has(opclass) && !sizes.nondeterministic.has(collation),
		)
	);
}

/** Rows by how many of them have the same key. Nulls are one key more. */
function groupsOf(
	{ sizes }: Known,
	{ table, index, keys, rows }: { table: TableFact; index: IndexFact; keys: ColumnStatistics[]; rows: number },
): { rows: number; each: number }[] {
	const [first] = keys;
	if (index.unique || !first) return [{ rows, each: 1 }];
	if (keys.length === 1) {
		const nulls = rows * first.nullShare;
		const valued = rows - nulls;
		return [
			{ rows: valued, each: valued / Math.max(1, distinctOf(first, rows)) },
			...(nulls >= 1 ? [{ rows: nulls, each: nulls }] : []),
		];
	}
	const wanted = index.keys.map(({ attnum }) => attnum).sort((a, b) => a - b);
	const known = sizes.distinct
		.get(table.oid)
		?.find(
			({ columns }) =>
				columns.length === wanted.length && columns.toSorted((a, b) => a - b).every((each, at) => each === wanted[at]),
		);
	const product = keys.reduce(
		(all, each) => all * Math.max(1, distinctOf(each, rows) + (each.nullShare > 0 ? 1 : 0)),
		1,
	);
	const distinct = Math.min(rows, known?.distinct ?? product);
	return [{ rows, each: rows / Math.max(1, distinct) }];
}

const distinctOf = ({ distinct }: ColumnStatistics, rows: number): number =>
	distinct < 0 ? -distinct * rows : distinct;
