import type { ReadSession } from "../../ports.ts";
import type { SizeFacts } from "./size-facts.ts";

/** Support function 4 of btree: equal keys look alike. */
const EQUAL_IMAGE = `
SELECT o.oid::text AS oid FROM pg_catalog.pg_opclass o JOIN pg_catalog.pg_am m ON m.oid = o.opcmethod AND m.amname = 'btree'
  JOIN pg_catalog.pg_amproc a ON a.amprocfamily = o.opcfamily AND a.amproclefttype = o.opcintype AND a.amprocrighttype = o.opcintype AND a.amprocnum = 4`;

const NONDETERMINISTIC = "SELECT c.oid::text AS oid FROM pg_catalog.pg_collation c WHERE NOT c.collisdeterministic";

/** `{"2, 3": 100}`, for the role that may see it. */
const DISTINCT = `
SELECT (pg_catalog.quote_ident(schemaname) || '.' || pg_catalog.quote_ident(tablename))::pg_catalog.regclass::oid::text AS "table", n_distinct::text AS found
  FROM pg_catalog.pg_stats_ext WHERE n_distinct IS NOT NULL`;

const TOAST = `
SELECT c.oid::text AS "table", t.relpages::text AS pages, t.reltuples::text AS rows
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_class t ON t.oid = c.reltoastrelid WHERE t.relpages > 0`;

export async function readSizeFacts(session: ReadSession): Promise<SizeFacts> {
	const oids = async (sql: string): Promise<Set<string>> =>
		new Set((await session.query<{ oid: string }>(sql)).map(({ oid }) => oid));
	const distinct: SizeFacts["distinct"] = new Map();
	for (const { table, found } of await session.query<Record<"table" | "found", string>>(DISTINCT)) {
		const read = Object.entries(JSON.parse(found) as Record<string, number>).map(([columns, count]) => ({
			columns: columns.split(",").map(Number),
			distinct: count,
		}));
		distinct.set(table, [...(distinct.get(table) ?? []), ...read]);
	}
	const toast: SizeFacts["toast"] = new Map();
	for (const { table, pages, rows } of await session.query<Record<"table" | "pages" | "rows", string>>(TOAST))
		toast.set(table, { pages: Number(pages), rows: Number(rows) < 0 ? undefined : Number(rows) });
	return { equalImage: await oids(EQUAL_IMAGE), nondeterministic: await oids(NONDETERMINISTIC), distinct, toast };
}
