import type { IndexFact, TableFact } from "../facts.ts";
import { print } from "./print-index.ts";
import { count, is, json, maybe, number, type Row, text } from "./read-rows.ts";
import { optionOf } from "./to-table.ts";

/** An index, and whether the server has to print it. */
export interface ReadIndex {
	fact: IndexFact;
	toPrint: boolean;
	/** Names that pg_stats has for its expressions: attribute name, position in `keys`. */
	expressions: Map<string, number>;
}

/** Order of the bits in the query. */
const FLAGS = [
	...["unique", "primary", "exclusion", "nullsNotDistinct", "replicaIdentity", "clustered"],
	...["valid", "ready", "live", "deferrable", "waitsForOldSnapshots"],
] as const;

export function toIndex(row: Row, table: TableFact, odd: ReadonlySet<string>): ReadIndex {
	const flags = text(row, "flags");
	const flag = (name: (typeof FLAGS)[number]): boolean => flags[FLAGS.indexOf(name)] === "1";
	const expressions = json<[number, string, string][]>(row, "expressions", []);
	const written = new Map(expressions.map(([position, , expression]) => [position - 1, expression]));
	const numbers = text(row, "keys").split(" ").map(Number);
	const keyCount = number(row, "keyCount");
	const opclasses = text(row, "opclasses").split(" ");
	const collations = text(row, "collations").split(" ");
	const options = text(row, "options").split(" ").map(Number);
	const columnOf = (number: number) => table.columns.find((column) => column.number === number);
	const storage = json<string[]>(row, "storage", []);
	const open = is(row, "open");
	const rows = number(row, "rows");
	const partial = is(row, "partial");
	// Without spreading parts into it: this is made for every index there is.
	const fact: IndexFact = {
		oid: text(row, "oid"),
		schema: text(row, "schema"),
		name: text(row, "name"),
		table: table.oid,
		kind: text(row, "kind") as IndexFact["kind"],
		method: text(row, "method"),
		keys: numbers.slice(0, keyCount).map((attnum, at) => ({
			attnum,
			text: attnum === 0 ? (written.get(at) ?? "?") : (columnOf(attnum)?.name ?? "?"),
			opclass: opclasses[at] ?? "0",
			collation: collations[at] ?? "0",
			descending: ((options[at] ?? 0) & 1) === 1,
			nullsFirst: ((options[at] ?? 0) & 2) === 2,
		})),
		include: numbers.slice(keyCount),
		predicate: partial ? (maybe(row, "predicate") ?? "?") : undefined,
		definition: "",
		unique: flag("unique"),
		primary: flag("primary"),
		exclusion: flag("exclusion"),
		nullsNotDistinct: flag("nullsNotDistinct"),
		deferrable: flag("deferrable"),
		replicaIdentity: flag("replicaIdentity"),
		clustered: flag("clustered"),
		valid: flag("valid"),
		ready: flag("ready"),
		live: flag("live"),
		waitsForOldSnapshots: flag("waitsForOldSnapshots"),
		constraint: maybe(row, "constraint"),
		parent: maybe(row, "parent"),
		bytes: count(row, "bytes"),
		pages: number(row, "pages"),
		rows: rows < 0 ? undefined : rows,
		fillfactor: Number(optionOf(storage, "fillfactor") ?? 90),
		deduplicates: !["off", "false", "no", "0"].includes(optionOf(storage, "deduplicate_items") ?? "on"),
		scans: count(row, "scans"),
		rowsRead: count(row, "rowsRead"),
		lastScan: maybe(row, "lastScan"),
		blocks: { fetched: number(row, "fetched"), hit: number(row, "hit") },
		expressionStatistics: {},
	};
	const toPrint =
		open &&
		(storage.length > 0 ||
			is(row, "placed") ||
			expressions.length > 0 ||
			fact.nullsNotDistinct ||
			fact.keys.some((key) => odd.has(key.opclass) || key.collation !== (columnOf(key.attnum)?.collation ?? "0")));
	if (!toPrint) fact.definition = print(fact, table);
	return { fact, toPrint, expressions: new Map(expressions.map(([position, name]) => [name, position - 1])) };
}
