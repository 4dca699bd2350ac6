import type { ReadSession } from "../ports.ts";
import { HELD, isFree } from "../sql/held.ts";
import { castName } from "../tenancy/tenant-type.ts";

/** A column of a table, in the table's order. */
export interface RowColumn {
	name: string;
	/** As format_type writes it. */
	type: string;
	/** For a cast of a text; without length, which would cut silently. */
	cast: string;
	/** Its place in the primary key, from 1. */
	key?: number;
	/** Nobody writes it: a generated column's expression. */
	generated?: { expression: string; stored: boolean };
	/** GENERATED ALWAYS AS IDENTITY: written only with OVERRIDING SYSTEM VALUE. */
	identityAlways: boolean;
	hasDefault: boolean;
}

/** Types by their full names, whatever search_path says: `''` is set in the transaction, and taken back. */
const COLUMNS = `
WITH ${HELD}
SELECT a.attname AS name, pg_catalog.format_type(a.atttypid, a.atttypmod) AS type, pg_catalog.format_type(a.atttypid, NULL) AS bare,
       pg_catalog.array_position(k.conkey, a.attnum)::text AS key, a.attgenerated::text AS generated, a.attidentity::text AS identity,
       CASE WHEN ${isFree("d.adrelid")} THEN pg_catalog.pg_get_expr(d.adbin, d.adrelid) END AS expression
  FROM pg_catalog.pg_attribute a
  LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
  LEFT JOIN pg_catalog.pg_constraint k ON k.conrelid = a.attrelid AND k.contype = 'p'
 WHERE a.attrelid = $1::oid AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum`;

type Row = Record<"name" | "type" | "bare" | "generated" | "identity", string> & {
	key: string | null;
	expression: string | null;
};

/** Called where search_path is empty, so that every type and expression is written in full. */
export async function readColumns(session: ReadSession, oid: string): Promise<RowColumn[]> {
	const rows = await session.query<Row>(COLUMNS, [oid]);
	return rows.map(({ name, type, bare, key, generated, identity, expression }) => ({
		...{ name, type, cast: castName(bare) },
		...(key === null ? {} : { key: Number(key) }),
		...(generated === "" || expression === null ? {} : { generated: { expression, stored: generated === "s" } }),
		identityAlways: identity === "a",
		hasDefault: (expression !== null && generated === "") || identity !== "",
	}));
}
