/** What a rollback destroys, found by running it and comparing the catalogue, not by reading names. */
import type { LostObject } from "../../contract/index.ts";
import { DatabaseError } from "../errors.ts";
import type { ReadSession, Session, SqlStatement } from "../ports.ts";
import { quoteIdent, quoteQualified } from "../sql/quote.ts";

/** Every column of every table of people's schemas; a table's own row has no column. */
const COLUMNS = `
SELECT c.oid::text AS oid, n.nspname AS schema, c.relname AS relation, coalesce(a.attname, '') AS attribute
  FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
 WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
   AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'bulkhead') AND n.nspname !~ '^pg_(toast|temp)'`;

interface Column {
	oid: string;
	schema: string;
	relation: string;
	attribute: string;
}

interface Doomed {
	table: Column;
	/** Undefined: the whole table goes. */
	column?: string;
}

/**
 * Runs the statements in a savepoint of the open transaction, takes them back, and counts the rows of what was gone, with those tables
 * locked against writers, so that the figures hold until the transaction ends. Errors: DatabaseError of a statement.
 */
export async function findLost(session: Session, statements: readonly SqlStatement[]): Promise<LostObject[]> {
	const before = await readColumns(session);
	await session.execute("SAVEPOINT bulkhead_look");
	for (const { text } of statements) await session.execute(text, { maxRows: 0 });
	await session.execute("SET LOCAL SESSION AUTHORIZATION DEFAULT");
	const after = await readColumns(session);
	await session.execute("ROLLBACK TO SAVEPOINT bulkhead_look");
	const lost: LostObject[] = [];
	for (const doomed of compare(before, after)) {
		const rows = await countRows(session, doomed);
		if (rows > 0) lost.push(describe(doomed, rows));
	}
	return lost.sort((a, b) => b.rows - a.rows || (a.object < b.object ? -1 : 1));
}

function readColumns(session: ReadSession): Promise<Column[]> {
	return session.query<Column & Record<string, string>>(COLUMNS);
}

function compare(before: Column[], after: Column[]): Doomed[] {
	const tables = new Set(after.map(({ oid }) => oid));
	const columns = new Set(after.map(({ oid, attribute }) => `${oid} ${attribute}`));
	const gone = before.filter(({ oid }) => !tables.has(oid));
	const goneTables = new Map(gone.map((column) => [column.oid, { table: column }]));
	const goneColumns = before
		.filter(({ oid, attribute }) => tables.has(oid) && attribute !== "" && !columns.has(`${oid} ${attribute}`))
		.map((table) => ({ table, column: table.attribute }));
	return [...goneTables.values(), ...goneColumns];
}

/** Rows of a table, or its values that are not null. Row-level security must not hide any: it is an error here, never a filter. */
async function countRows(session: Session, { table, column }: Doomed): Promise<number> {
	const name = quoteQualified(table.schema, table.relation);
	await session.execute(`LOCK TABLE ${name} IN SHARE ROW EXCLUSIVE MODE`);
	const sql = `SELECT pg_catalog.count(${column === undefined ? "*" : quoteIdent(column)}) FROM ${name}`;
	await session.execute("SAVEPOINT bulkhead_count; SET LOCAL row_security = off");
	try {
		return await count(session, sql);
	} catch (caught) {
		if (!(caught instanceof DatabaseError && caught.sqlstate === "42501")) throw caught;
		// The owner of a table that is forced: allowed to lift it, and taken back with the savepoint.
		await session.execute(`ROLLBACK TO SAVEPOINT bulkhead_count; ALTER TABLE ${name} NO FORCE ROW LEVEL SECURITY`);
		return await count(session, sql);
	} finally {
		await session.execute("ROLLBACK TO SAVEPOINT bulkhead_count");
	}
}

async function count(session: Session, sql: string): Promise<number> {
	const { rows } = await session.execute(sql);
	return Number(rows[0]?.[0] ?? 0);
}

function describe({ table, column }: Doomed, rows: number): LostObject {
	const object = `${table.schema}.${table.relation}`;
	return column === undefined
		? { object, kind: "table", rows }
		: { object: `${object}.${column}`, kind: "column", rows };
}
