import { quoteIdent, quoteLiteral } from "../sql/quote.ts";
import { isLong, type ReadColumn } from "./columns.ts";
import { ROW } from "./conditions.ts";
import { MASK } from "./masks.ts";

/** Characters of a cell that leave the server in a grid. */
export const CELL = 2_000;

/** Columns of one SELECT list, of PostgreSQL's 1,664. */
const MOST_COLUMNS = 1_664;

/** How the columns are asked for: each cut or masked on the server, and, as a last one, the lengths of those that may be cut. */
export interface SelectList {
	columns: string[];
	/** Places of the columns that may be cut, in the order of the lengths. */
	cuttable: number[];
}

/** `most`: characters of a cell. `room`: hidden columns that the statement has besides. */
export function selectList(
	columns: readonly ReadColumn[],
	{ most = CELL, room = 0 }: { most?: number; room?: number } = {},
): SelectList {
	const long = columns.map(({ type, masked }) => !masked && isLong(type, most));
	const shown = columns.map(({ name, masked }, at) => {
		const value = `${ROW}.${quoteIdent(name)}`;
		if (masked) return `CASE WHEN ${value} IS NOT NULL THEN ${quoteLiteral(MASK)}::pg_catalog.text END`;
		return long[at] ? cutTo(value, most) : value;
	});
	const cuttable = [...long.keys()].filter((at) => long[at]);
	if (cuttable.length === 0 || columns.length + room >= MOST_COLUMNS) return { columns: shown, cuttable: [] };
	return {
		columns: [...shown, lengthsOf(cuttable.map((at) => `${ROW}.${quoteIdent(columns[at]?.name ?? "")}`))],
		cuttable,
	};
}

/** One character more than is shown tells that there is more. */
export const cutTo = (value: string, most: number): string => `pg_catalog.left(${value}::pg_catalog.text, ${most + 1})`;

/** An array of the values' lengths in characters. */
export const lengthsOf = (values: readonly string[]): string =>
	`ARRAY[${values.map((value) => `pg_catalog.length(${value}::pg_catalog.text)`).join(", ")}]::pg_catalog.int4[]`;
