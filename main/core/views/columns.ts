import type { ViewColumn } from "../../contract/index.ts";
import { AppError } from "../errors.ts";
import { nearNames } from "../near-names.ts";
import type { ReadSession } from "../ports.ts";
import { quoteIdent } from "../sql/quote.ts";
import { castName } from "../tenancy/tenant-type.ts";
import type { ShownTable } from "./view.ts";

export interface ReadColumn extends ViewColumn {
	/** The server takes it for NOT NULL. */
	required: boolean;
}

/** Those that the role of the look may read, in the table's order; the place in the primary key is from 1. */
const COLUMNS = `
SELECT a.attname AS name, pg_catalog.format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull::text AS required,
       pg_catalog.array_position(k.indkey::int2[], a.attnum)::text AS place,
       f.schema AS "toSchema", f.name AS "toName", f.key AS "toColumn"
  FROM pg_catalog.pg_attribute a
  LEFT JOIN pg_catalog.pg_index k ON k.indrelid = a.attrelid AND k.indisprimary AND k.indisvalid AND a.attnum = ANY (k.indkey)
  LEFT JOIN LATERAL (
	SELECT n.nspname AS schema, r.relname AS name, theirs.attname AS key
	  FROM pg_catalog.pg_constraint c
	  JOIN pg_catalog.pg_class r ON r.oid = c.confrelid JOIN pg_catalog.pg_namespace n ON n.oid = r.relnamespace
	  JOIN pg_catalog.pg_attribute theirs ON theirs.attrelid = r.oid AND theirs.attnum = c.confkey[pg_catalog.array_position(c.conkey, a.attnum)]
	 WHERE c.conrelid = a.attrelid AND c.contype = 'f' AND a.attnum = ANY (c.conkey)
	 ORDER BY pg_catalog.cardinality(c.conkey) DESC, c.oid LIMIT 1) AS f ON true
 WHERE a.attrelid = $1::oid AND a.attnum > 0 AND NOT a.attisdropped AND pg_catalog.has_column_privilege(a.attrelid, a.attnum, 'SELECT')
 ORDER BY a.attnum`;

type Row = Record<"name" | "type" | "required", string> &
	Record<"place" | "toSchema" | "toName" | "toColumn", string | null>;

export async function readColumns(session: ReadSession, { guarded, shown }: ShownTable): Promise<ReadColumn[]> {
	const masked = new Set(shown.masked);
	const rows = await session.query<Row>(COLUMNS, [guarded.oid]);
	return rows.map((row) => ({
		...{ name: row.name, type: row.type, required: row.required === "true" },
		// An int2vector counts from 0, an array of it keeps that.
		...(row.place === null ? {} : { key: Number(row.place) + 1 }),
		...(masked.has(row.name) ? { masked: true } : {}),
		...(row.toSchema === null || row.toName === null || row.toColumn === null
			? {}
			: { references: { schema: row.toSchema, name: row.toName, column: row.toColumn } }),
	}));
}

export const withoutRequired = ({ required: _, ...column }: ReadColumn): ViewColumn => column;

/** The primary key in its order; empty where there is none, or where a part of it is masked. */
export function keyOf(columns: readonly ReadColumn[]): ReadColumn[] {
	const key = columns.filter((column) => column.key !== undefined).sort((a, b) => (a.key ?? 0) - (b.key ?? 0));
	return key.some(({ masked }) => masked) ? [] : key;
}

/** Names that are told where none is near. */
const TOLD = 20;

/** Errors: NOT_FOUND, with what was meant. */
export function columnNamed(columns: readonly ReadColumn[], name: string): ReadColumn {
	const found = columns.find((column) => column.name === name);
	if (found) return found;
	const names = columns.map((column) => column.name);
	const near = nearNames(name, names);
	throw new AppError("NOT_FOUND", `The table has no column ${name.slice(0, 100)} that this look can read.`, {
		hint:
			near.length > 0
				? `Did you mean ${near.join(" or ")}?`
				: `It has ${names.slice(0, TOLD).join(", ")}${names.length > TOLD ? " …" : ""}.`,
	});
}

/** Errors: as of columnNamed; REFUSED where its values are masked: a comparison would tell them bit by bit. */
export function openColumn(columns: readonly ReadColumn[], name: string, what: string): ReadColumn {
	const found = columnNamed(columns, name);
	if (!found.masked) return found;
	throw new AppError("REFUSED", `The column ${name} is masked: ${what} would tell its values.`, {
		hint: "Reveal the value that is needed, with a reason.",
	});
}

/** Types whose text has a bounded length; of others the server cuts what is too long. */
const short =
	/^(boolean|smallint|integer|bigint|oid|real|double precision|money|date|uuid|inet|cidr|macaddr8?|interval.*|time.*|numeric\(.*|"char"|xid8?|tid|name)$/;
const sized = /^(?:character varying|character)\((\d+)\)$/;

export function isLong(type: string, most: number): boolean {
	const size = sized.exec(type)?.[1];
	return size === undefined ? !short.test(type) : Number(size) > most;
}

/** Types that have no comparison: they are compared as text. */
const uncomparable = /^(json|xml|point|line|lseg|box|path|polygon|circle|txid_snapshot|pg_snapshot)$/;

/** SQL of a column to be compared, and of a text as what it is compared with. */
export function comparable(
	{ name, type }: ReadColumn,
	alias: string,
): { left: string; cast: (text: string) => string } {
	const column = `${alias}.${quoteIdent(name)}`;
	if (uncomparable.test(type))
		return { left: `${column}::pg_catalog.text`, cast: (text) => `(${text})::pg_catalog.text` };
	return { left: column, cast: (text) => `((${text})::pg_catalog.text)::${castName(type)}` };
}
