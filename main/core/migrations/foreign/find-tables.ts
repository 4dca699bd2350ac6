/** Tables of a database that look like another tool's history, told apart by their columns: several tools use one name. */
import type { ForeignTool } from "../../../contract/index.ts";
import type { ReadSession } from "../../ports.ts";
import { quoteQualified } from "../../sql/quote.ts";
import type { HistoryTable, TableShape, Tool } from "./tool.ts";
import { tools } from "./tools.ts";

/** Tables with a name that a tool uses, or with Flyway's first column under any name, or asked for by name; no views, whose reading runs code. */
const FIND = `
SELECT n.nspname AS schema, c.relname AS table,
       (SELECT pg_catalog.json_object_agg(a.attname, pg_catalog.format_type(a.atttypid, NULL))
          FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)::text AS columns,
       (SELECT pg_catalog.json_agg(o.relname) FROM pg_catalog.pg_class o
         WHERE o.relnamespace = n.oid AND o.relkind IN ('r', 'p') AND o.relname = ANY ($2::text[]))::text AS beside,
       (pg_catalog.has_schema_privilege(n.oid, 'USAGE') AND pg_catalog.has_table_privilege(c.oid, 'SELECT'))::text AS readable
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind IN ('r', 'p') AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'bulkhead')
   AND (c.relname = ANY ($1::text[]) OR n.nspname || '.' || c.relname = $3
        OR EXISTS (SELECT 1 FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'installed_rank'))
 ORDER BY n.nspname, c.relname`;

/** Rails' own table beside its schema_migrations, which has the same single column as dbmate's. */
const RAILS = "ar_internal_metadata";
/** A column of this kind alone is what dbmate makes, and Rails before 5, and others. */
const isPlain = (tool: Tool): boolean => tool.name === "dbmate";

export interface FoundTable {
	tool: Tool;
	table: HistoryTable;
	/** Nothing but its one column speaks for the tool: it counts only where the folder, or a person, says so too. */
	isDoubtful: boolean;
}

export interface FoundTables {
	found: FoundTable[];
	/** What was seen and is not read, in sentences. */
	notes: string[];
}

/** `asked`: schema.table, whatever its name is. */
export async function findTables(session: ReadSession, asked?: string): Promise<FoundTables> {
	const names = tools.flatMap(({ shape }) => shape.table ?? []);
	const beside = [RAILS, ...tools.flatMap(({ shape }) => shape.beside ?? [])];
	const rows = await session.query<
		Record<"schema" | "table" | "columns" | "readable", string> & { beside: string | null }
	>(FIND, [`{${names.join(",")}}`, `{${beside.join(",")}}`, asked ?? ""]);
	const found: FoundTable[] = [];
	const notes: string[] = [];
	for (const row of rows) {
		const shown = `${row.schema}.${row.table}`;
		if (asked !== undefined && shown !== asked) continue;
		const columns = JSON.parse(row.columns) as Record<string, string>;
		const there = new Set(JSON.parse(row.beside ?? "[]") as string[]);
		const tool = tools.find(({ shape }) =>
			fits(shape, { name: row.table, columns, there, asked: asked !== undefined }),
		);
		const table = { schema: row.schema, table: row.table, shown, sql: quoteQualified(row.schema, row.table) };
		if (!tool) notes.push(...strangerNote(shown, row.table, columns));
		else if (row.readable !== "true")
			notes.push(`${shown} is ${tool.title}'s history by its columns; this role may not read it.`);
		else if (isPlain(tool) && there.has(RAILS) && asked === undefined)
			notes.push(`${shown} stands beside ${RAILS}: it is the history of Rails, which is not read.`);
		else found.push({ tool, table: { ...table, columns: new Set(Object.keys(columns)) }, isDoubtful: isPlain(tool) });
	}
	return { found, notes };
}

function fits(
	{ table, columns, optional = [], beside = [] }: TableShape,
	row: { name: string; columns: Record<string, string>; there: ReadonlySet<string>; asked: boolean },
): boolean {
	if (table !== undefined && table !== row.name && !row.asked) return false;
	const names = Object.keys(row.columns);
	return (
		names.every((name) => columns[name] === row.columns[name]) &&
		Object.keys(columns).every((name) => names.includes(name) || optional.includes(name)) &&
		beside.every((name) => row.there.has(name))
	);
}

/** Names that say more than `changes`. */
const TELLING: readonly string[] = ["schema_migrations", "pgmigrations", "alembic_version", "flyway_schema_history"];

function strangerNote(shown: string, name: string, columns: Record<string, string>): string[] {
	if (!TELLING.includes(name)) return [];
	const list = Object.entries(columns).map(([column, type]) => `${column} ${type}`);
	return [`${shown} has the columns ${list.join(", ")}: no history that is read has these.`];
}

export function titleOf(name: ForeignTool): string {
	return tools.find((tool) => tool.name === name)?.title ?? name;
}
