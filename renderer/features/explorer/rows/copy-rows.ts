import type { TableName, ViewColumn } from "../../../../main/contract/index.ts";
import type { Cell } from "../sheet/row-pager.ts";

export type CopyFormat = "tsv" | "json" | "insert";

export interface CopiedRows {
	table: TableName | undefined;
	columns: readonly ViewColumn[];
	rows: readonly (readonly Cell[])[];
}

/** Rows as text for the clipboard. One cell alone is copied as it is. Pure. */
export function copiedText(format: CopyFormat, copied: CopiedRows): string {
	switch (format) {
		case "tsv":
			return copied.rows.length === 1 && copied.columns.length === 1 ? (copied.rows[0]?.[0] ?? "") : tsv(copied);
		case "json":
			return json(copied);
		case "insert":
			return inserts(copied);
	}
}

function tsv({ columns, rows }: CopiedRows): string {
	const lines = [columns.map(({ name }) => name), ...rows];
	return lines.map((cells) => cells.map(tsvCell).join("\t")).join("\n");
}

/** A text that a spreadsheet would take for a formula gets an apostrophe before it; numbers stay as they are. */
function tsvCell(value: Cell): string {
	if (value === null) return "";
	const harmless = /^[=+\-@\t\r\n]/.test(value) && !/^[+-]?[\d.]+(e[+-]?\d+)?$/i.test(value) ? `'${value}` : value;
	return /["\t\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** Rows as lists of pairs where two columns have one name, else as objects; without a prototype, for a column may be `__proto__`. */
function json({ columns, rows }: CopiedRows): string {
	const names = columns.map(({ name }) => name);
	const asLists = new Set(names).size < names.length || names.includes("__proto__");
	const values = rows.map((cells) =>
		asLists
			? names.map((name, at) => [name, cells[at] ?? null])
			: Object.fromEntries(names.map((name, at) => [name, cells[at] ?? null])),
	);
	return JSON.stringify(values.length === 1 ? values[0] : values, null, "\t");
}

/** One a line, each behind `--`: pasted by mistake they do nothing. */
function inserts({ table, columns, rows }: CopiedRows): string {
	const into = table ? `${identifier(table.schema)}.${identifier(table.name)}` : "query";
	const names = columns.map(({ name }) => identifier(name)).join(", ");
	return rows.map((cells) => `-- INSERT INTO ${into} (${names}) VALUES (${cells.map(literal).join(", ")});`).join("\n");
}

/** In one line, whatever it holds: a line of its own would stand outside the comment. */
const oneLine = (text: string): string => text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll("\r", "\\r");

function literal(value: Cell): string {
	if (value === null) return "NULL";
	const quoted = value.replaceAll("'", "''");
	return /[\\\n\r]/.test(value) ? `E'${oneLine(quoted)}'` : `'${quoted}'`;
}

/** A name with a line end in it is written with U&, which needs none. */
function identifier(name: string): string {
	const quoted = name.replaceAll('"', '""');
	if (!/[\n\r]/.test(name)) return `"${quoted}"`;
	return `U&"${quoted.replaceAll("\\", "\\\\").replaceAll("\n", "\\000a").replaceAll("\r", "\\000d")}"`;
}
