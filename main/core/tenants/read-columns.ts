/** Columns of tables as the catalogue has them, with what a writer needs to know. */
import type { ReadSession } from "../ports.ts";
import { HELD, isFree } from "../sql/held.ts";

export interface Column {
	name: string;
	type: string;
	notNull: boolean;
	/** By a default or an identity, where nothing is given. */
	filled: boolean;
	generated: boolean;
	/** What is let in, where the schema says so: an enum's labels, or those of a CHECK on this column alone. */
	choices?: string[];
}

/** By the tables' oids. */
export type ColumnsOf = (oid: string) => Column[];

const QUERY = `
WITH ${HELD}
SELECT a.attrelid::text AS oid, a.attname AS name, pg_catalog.format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull::text AS needed,
       (a.atthasdef OR a.attidentity <> '')::text AS filled, (a.attgenerated <> '' OR a.attidentity = 'a')::text AS generated,
       (SELECT pg_catalog.json_agg(e.enumlabel ORDER BY e.enumsortorder) FROM pg_catalog.pg_enum e WHERE e.enumtypid = a.atttypid)::text AS labels,
       (SELECT pg_catalog.json_agg(pg_catalog.pg_get_constraintdef(k.oid)) FROM pg_catalog.pg_constraint k
         WHERE k.conrelid = a.attrelid AND k.contype = 'c' AND k.conkey = ARRAY[a.attnum] AND ${isFree("k.conrelid")})::text AS checks
  FROM pg_catalog.json_array_elements_text($1::json) AS wanted
  JOIN pg_catalog.pg_attribute a ON a.attrelid = wanted::oid AND a.attnum > 0 AND NOT a.attisdropped
 ORDER BY a.attrelid, a.attnum`;

type Row = Record<"oid" | "name" | "type" | "needed" | "filled" | "generated", string> &
	Record<"labels" | "checks", string | null>;

export async function readColumns(session: ReadSession, oids: readonly string[]): Promise<ColumnsOf> {
	const byTable = new Map<string, Column[]>();
	const rows = oids.length === 0 ? [] : await session.query<Row>(QUERY, [JSON.stringify(oids)]);
	for (const row of rows) byTable.set(row.oid, [...(byTable.get(row.oid) ?? []), toColumn(row)]);
	return (oid) => byTable.get(oid) ?? [];
}

function toColumn({ name, type, needed, filled, generated, labels, checks }: Row): Column {
	const said = labels ? (JSON.parse(labels) as string[]) : chosenBy(checks ? (JSON.parse(checks) as string[]) : []);
	return {
		...{ name, type, notNull: needed === "true", filled: filled === "true", generated: generated === "true" },
		...(said ? { choices: said } : {}),
	};
}

/** As pg_get_constraintdef writes `column IN ('a', 'b')`, and nothing else beside it. */
const ONE_OF = /^CHECK \(+[^'=]+? = ANY \(+ARRAY\[([^\]]+)\]\)*(?:::[a-z ]+\[\])?\)+$/s;

export function chosenBy(checks: readonly string[]): string[] | undefined {
	const list = checks.map((text) => ONE_OF.exec(text)?.[1]).find((each) => each !== undefined);
	return list === undefined
		? undefined
		: [...list.matchAll(/'((?:[^']|'')*)'/g)].map(([, value = ""]) => value.replaceAll("''", "'"));
}
