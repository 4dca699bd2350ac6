import type { ReadSession } from "../ports.ts";
import { quoteQualified } from "../sql/quote.ts";

const TABLES = `
SELECT n.nspname AS schema, c.relname AS name
  FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind = 'r' AND n.nspname IN ('public', 'workshop')
 ORDER BY n.nspname, c.relname`;

export interface DemoCounts {
	tenants: number;
	tables: number;
	rows: number;
}

/** What is in the demo right now: migrations may have been rolled back by hand since. As superuser, so that nothing is hidden. */
export async function countDemo(session: ReadSession): Promise<DemoCounts> {
	const tables = await session.query<{ schema: string; name: string }>(TABLES);
	let tenants = 0;
	let rows = 0;
	for (const { schema, name } of tables) {
		const [row] = await session.query<{ n: string }>(
			`SELECT count(*)::text AS n FROM ONLY ${quoteQualified(schema, name)}`,
		);
		const count = Number(row?.n ?? 0);
		rows += count;
		if (schema === "public" && name === "tenants") tenants = count;
	}
	return { tenants, tables: tables.length, rows };
}
