import type { KeptTable } from "../../contract/index.ts";
import type { ReadSession } from "../ports.ts";
import type { LostTable } from "./lost-table.ts";

const COLUMNS = `
SELECT a.attname AS name, pg_catalog.format_type(a.atttypid, a.atttypmod) AS type
  FROM pg_catalog.pg_attribute a
 WHERE a.attrelid = $1::oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
 ORDER BY a.attnum`;

/** Columns of the primary key, else of the smallest unique key that knows no nulls and covers every row. */
const KEY = `
SELECT a.attname AS name
  FROM (SELECT i.indexrelid, i.indrelid, i.indkey, i.indnkeyatts
          FROM pg_catalog.pg_index i
         WHERE i.indrelid = $1::oid AND i.indisunique AND i.indisvalid AND i.indimmediate
           AND i.indpred IS NULL AND i.indexprs IS NULL
           AND NOT EXISTS (SELECT FROM pg_catalog.pg_attribute n
                            WHERE n.attrelid = i.indrelid AND n.attnum = ANY (i.indkey) AND NOT n.attnotnull)
         ORDER BY i.indisprimary DESC, i.indnkeyatts, i.indexrelid
         LIMIT 1) AS best
 CROSS JOIN LATERAL pg_catalog.unnest(best.indkey::smallint[]) WITH ORDINALITY AS k (attnum, place)
  JOIN pg_catalog.pg_attribute a ON a.attrelid = best.indrelid AND a.attnum = k.attnum
 WHERE k.place <= best.indnkeyatts
 ORDER BY k.place`;

const DEFINITION = `
SELECT pg_catalog.format('CONSTRAINT %I %s', c.conname, pg_catalog.pg_get_constraintdef(c.oid)) AS line
  FROM pg_catalog.pg_constraint c WHERE c.conrelid = $1::oid
UNION ALL
SELECT pg_catalog.pg_get_indexdef(i.indexrelid) FROM pg_catalog.pg_index i WHERE i.indrelid = $1::oid
UNION ALL
SELECT pg_catalog.format('POLICY %I %s USING (%s) WITH CHECK (%s)', p.polname,
                         CASE p.polcmd WHEN 'r' THEN 'FOR SELECT' WHEN 'a' THEN 'FOR INSERT' WHEN 'w' THEN 'FOR UPDATE' WHEN 'd' THEN 'FOR DELETE' ELSE 'FOR ALL' END,
                         pg_catalog.pg_get_expr(p.polqual, p.polrelid), pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid))
  FROM pg_catalog.pg_policy p WHERE p.polrelid = $1::oid`;

/** What the snapshot keeps of a table, and how it looked. A key that goes too is no key: its rows could not be found again. */
export async function describeTable(session: ReadSession, lost: LostTable): Promise<KeptTable> {
	const all = await session.query<{ name: string; type: string }>(COLUMNS, [lost.oid]);
	const found = (await session.query<{ name: string }>(KEY, [lost.oid])).map(({ name }) => name);
	const whole = lost.columns.length === 0;
	const key = !whole && found.some((name) => lost.columns.includes(name)) ? [] : found;
	// Without a key the whole row is kept: a person can still find out where a value belongs.
	const kept =
		whole || key.length === 0 ? all : all.filter(({ name }) => key.includes(name) || lost.columns.includes(name));
	const definition = (await session.query<{ line: string }>(DEFINITION, [lost.oid])).map(({ line }) => line);
	return { schema: lost.schema, name: lost.relation, whole, columns: kept, key, rows: lost.rows, definition };
}
