import { quoteIdent } from "../../sql/quote.ts";
import type { IndexColumn, IndexFact, TableFact } from "../facts.ts";

/** As quote_ident does it where PostgreSQL prints: bare where that reads the same. Key words are quoted by whoever needs them quoted. */
const PLAIN = /^[a-z_][a-z0-9_]*$/;
export const quoted = (name: string): string => (PLAIN.test(name) && !RESERVED.has(name) ? name : quoteIdent(name));

/** For people: `public.orders`. */
export const nameOf = ({ schema, name }: { schema: string; name: string }): string =>
	`${quoted(schema)}.${quoted(name)}`;

/** The statement that makes it, in the form of pg_get_indexdef, for an index in which nothing is unusual. */
export function print(index: IndexFact, table: TableFact): string {
	const nameOfColumn = (number: number): string =>
		quoted(table.columns.find((column) => column.number === number)?.name ?? "?");
	const include = index.include.map(nameOfColumn).join(", ");
	return [
		`CREATE ${index.unique ? "UNIQUE " : ""}INDEX ${quoted(index.name)} ON ${index.kind === "I" ? "ONLY " : ""}${nameOf(table)}`,
		` USING ${index.method} (${index.keys.map(printKey).join(", ")})`,
		include === "" ? "" : ` INCLUDE (${include})`,
		index.predicate === undefined ? "" : ` WHERE ${index.predicate}`,
	].join("");
}

function printKey(key: IndexColumn): string {
	const name = key.attnum === 0 ? key.text : quoted(key.text);
	if (key.descending) return `${name} DESC${key.nullsFirst ? "" : " NULLS LAST"}`;
	return `${name}${key.nullsFirst ? " NULLS FIRST" : ""}`;
}

/** What is not bare as a column's name in any supported version (catcode other than unreserved, as quote_ident has it). */
const RESERVED = new Set(
	`all analyse analyze and any array as asc asymmetric authorization between bigint binary bit boolean both case cast char character
	check coalesce collate collation column concurrently constraint create cross current_catalog current_date current_role current_schema
	current_time current_timestamp current_user dec decimal default deferrable desc distinct do else end except exists extract false fetch
	float for foreign freeze from full grant greatest group grouping having ilike in initially inner inout int integer intersect interval
	into is isnull join json json_array json_arrayagg json_exists json_object json_objectagg json_query json_scalar json_serialize json_table
	json_value lateral leading least left like limit localtime localtimestamp merge_action national natural nchar none normalize not notnull
	null nullif numeric offset on only or order out outer overlaps overlay placing position precision primary real references returning right
	row select session_user setof similar smallint some substring symmetric system_user table tablesample then time timestamp to trailing
	treat trim true union unique user using values varchar variadic verbose when where window with xmlattributes xmlconcat xmlelement
	xmlexists xmlforest xmlnamespaces xmlparse xmlpi xmlroot xmlserialize xmltable`.split(/\s+/),
);
