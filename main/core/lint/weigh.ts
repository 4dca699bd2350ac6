/** How much a table's size makes of a fault, and how names and sizes are written. */
import type { LintSeverity } from "../../contract/index.ts";
import type { ObjectName } from "../ports.ts";
import { quoteIdent, quoteQualified } from "../sql/quote.ts";
import type { KnownTable } from "./known.ts";

const MIB = 1024 * 1024;
/** Bytes with indexes: below it a scan, a rewrite or an index takes well under a second. */
export const SMALL = 16 * MIB;
/** From here on they take seconds to hours, while others wait. */
export const LARGE = 512 * MIB;

/** By size, where that is known. */
export function bySize(table: KnownTable | undefined, unknown: LintSeverity): LintSeverity {
	const bytes = table?.live?.bytes;
	if (bytes === undefined) return unknown;
	if (bytes < SMALL) return "info";
	return bytes < LARGE ? "warning" : "error";
}

/** Of what destroys rows: by whether there are any, where that is known. */
export function byRows(table: KnownTable | undefined, unknown: LintSeverity): LintSeverity {
	const live = table?.live;
	if (!live) return unknown;
	return live.empty ? "info" : "error";
}

/** A name for people, as the statement has it. */
export function label({ schema, name }: ObjectName): string {
	return schema === undefined ? name : `${schema}.${name}`;
}

/** A name for SQL. */
export function sqlName({ schema, name }: ObjectName): string {
	return schema === undefined ? quoteIdent(name) : quoteQualified(schema, name);
}

/** A list of columns for SQL. */
export function sqlColumns(columns: readonly string[]): string {
	return columns.map(quoteIdent).join(", ");
}

/** Bytes of an identifier; what is longer PostgreSQL cuts. */
const LONGEST = 63;

/** `name_suffix` in one identifier, as long as there may be. */
export function derivedName(...parts: string[]): string {
	let name = parts.join("_");
	while (new TextEncoder().encode(name).length > LONGEST) name = name.slice(0, -1);
	return quoteIdent(name);
}
