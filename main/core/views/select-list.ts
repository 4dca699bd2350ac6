import { quoteIdent, quoteLiteral } from "../sql/quote.ts";
import { isLong, type ReadColumn } from "./columns.ts";
import { ROW } from "./conditions.ts";
import { fromTable } from "./find-table.ts";
import { MASK } from "./masks.ts";
import type { ShownTable } from "./view.ts";

/** Characters of a cell that leave the server in a grid. */
export const CELL = 2_000;

/** Columns of one SELECT list, of PostgreSQL's 1,664. */
const MOST_COLUMNS = 1_664;

export interface Selected {
	columns: readonly ReadColumn[];
	/** SQL of hidden columns behind them. */
	hidden?: readonly string[];
	/** WHERE, ORDER BY, LIMIT. */
	tail: string;
	/** Characters of a cell. Default: CELL. */
	most?: number;
}

/**
 * Rows of a table, each cell cut or masked on the server; behind the columns the lengths of those that may be cut, where there are such,
 * then the hidden ones. Rows are chosen and sorted before anything is cut: of a wide table a row with both would be too wide to be sorted.
 */
export function selectRows(
	table: ShownTable,
	{ columns, hidden = [], tail, most = CELL }: Selected,
): { statement: string; cuttable: number[] } {
	const inner = [
		...columns.map(({ name }, at) => `${ROW}.${quoteIdent(name)} AS c${at}`),
		...hidden.map((value, at) => `${value} AS h${at}`),
	];
	const long = columns.map(({ type, masked }) => !masked && isLong(type, most));
	const shown = columns.map(({ masked }, at) => {
		if (masked) return `CASE WHEN c${at} IS NOT NULL THEN ${quoteLiteral(MASK)}::pg_catalog.text END`;
		return long[at] ? cutTo(`c${at}`, most) : `c${at}`;
	});
	const room = inner.length < MOST_COLUMNS;
	const cuttable = room ? [...long.keys()].filter((at) => long[at]) : [];
	const lengths = cuttable.length > 0 ? [lengthsOf(cuttable.map((at) => `c${at}`))] : [];
	const outer = [...shown, ...lengths, ...hidden.map((_, at) => `h${at}`)];
	return {
		statement: `SELECT ${outer.join(", ")} FROM (SELECT ${inner.join(", ")} ${fromTable(table)}${tail}) AS bulkhead_page`,
		cuttable,
	};
}

/** One character more than is shown tells that there is more. */
export const cutTo = (value: string, most: number): string => `pg_catalog.left(${value}::pg_catalog.text, ${most + 1})`;

/** An array of the values' lengths in characters. */
export const lengthsOf = (values: readonly string[]): string =>
	`ARRAY[${values.map((value) => `pg_catalog.length(${value}::pg_catalog.text)`).join(", ")}]::pg_catalog.int4[]`;
