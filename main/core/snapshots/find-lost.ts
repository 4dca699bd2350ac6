/** What a rollback destroys, found by running it and comparing the catalogue, not by reading names. */
import type { LostObject } from "../../contract/index.ts";
import type { Statements } from "../migrations/read/statement.ts";
import { sendStatement } from "../migrations/send-statement.ts";
import type { ReadSession, Session } from "../ports.ts";
import { quoteIdent, quoteQualified } from "../sql/quote.ts";
import { withAllRows } from "./all-rows.ts";

/** Every column of every table of people's schemas; a table's own row has no column. */
const COLUMNS = `
SELECT c.oid::text AS oid, c.relkind::text AS relkind, n.nspname AS schema, c.relname AS relation, coalesce(a.attname, '') AS attribute
  FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
 WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
   AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'bulkhead') AND n.nspname !~ '^pg_(toast|temp)'`;

interface Column {
	oid: string;
	/** r: a table, p: a partitioned one. */
	relkind: string;
	schema: string;
	relation: string;
	attribute: string;
}

/** What goes of one table, with rows in it. */
export interface LostTable {
	oid: string;
	schema: string;
	relation: string;
	/** Its partitions are part of it; its children by inheritance are not. */
	partitioned: boolean;
	/** Names of the columns that go; empty when the whole table goes. */
	columns: string[];
	/** Rows of the table as a whole. */
	rows: number;
	/** As the contract tells it: one a table, or one a column, with the values that are not null. */
	objects: LostObject[];
}

/**
 * Runs the statements in a savepoint of the open transaction, takes them back, and counts the rows of what was gone, with those tables
 * locked against writers, so that the figures hold until the transaction ends. Errors: DatabaseError of a statement.
 */
export async function findLost(session: Session, scripts: readonly Statements[]): Promise<LostTable[]> {
	const before = await readColumns(session);
	await session.execute("SAVEPOINT bulkhead_look");
	for (const statements of scripts) for await (const statement of statements) await sendStatement(session, statement);
	await session.execute("SET LOCAL SESSION AUTHORIZATION DEFAULT");
	const after = await readColumns(session);
	await session.execute("ROLLBACK TO SAVEPOINT bulkhead_look");
	const lost: LostTable[] = [];
	for (const doomed of compare(before, after)) {
		const counted = await countRows(session, doomed);
		if (counted.objects.length > 0) lost.push(counted);
	}
	return lost;
}

export function lostObjects(lost: readonly LostTable[]): LostObject[] {
	return lost.flatMap(({ objects }) => objects).sort((a, b) => b.rows - a.rows || (a.object < b.object ? -1 : 1));
}

function readColumns(session: ReadSession): Promise<Column[]> {
	return session.query<Column & Record<string, string>>(COLUMNS);
}

type Doomed = Omit<LostTable, "rows" | "objects">;

function compare(before: Column[], after: Column[]): Doomed[] {
	const tables = new Set(after.map(({ oid }) => oid));
	const columns = new Set(after.map(({ oid, attribute }) => `${oid} ${attribute}`));
	const doomed = new Map<string, Doomed>();
	for (const { oid, schema, relation, relkind, attribute } of before) {
		if (columns.has(`${oid} ${attribute}`)) continue;
		const known = doomed.get(oid) ?? { oid, schema, relation, partitioned: relkind === "p", columns: [] };
		if (tables.has(oid)) known.columns.push(attribute);
		doomed.set(oid, known);
	}
	return [...doomed.values()];
}

/** SELECT … FROM this: a table without its children by inheritance, which are tables of their own. */
export function fromClause({
	schema,
	relation,
	partitioned,
}: Pick<LostTable, "schema" | "relation" | "partitioned">): string {
	return `FROM ${partitioned ? "" : "ONLY "}${quoteQualified(schema, relation)}`;
}

async function countRows(session: Session, doomed: Doomed): Promise<LostTable> {
	const table = quoteQualified(doomed.schema, doomed.relation);
	await session.execute(`LOCK TABLE ${table} IN SHARE ROW EXCLUSIVE MODE`);
	const counts = ["*", ...doomed.columns.map(quoteIdent)].map((what) => `pg_catalog.count(${what})`);
	const sql = `SELECT ${counts.join(", ")} ${fromClause(doomed)}`;
	const { rows } = await withAllRows(session, table, () => session.execute(sql));
	const [all = 0, ...values] = (rows[0] ?? []).map(Number);
	return { ...doomed, rows: all, objects: describe(doomed, all, values) };
}

function describe({ schema, relation, columns }: Doomed, all: number, values: number[]): LostObject[] {
	const object = `${schema}.${relation}`;
	if (columns.length === 0) return all > 0 ? [{ object, kind: "table", rows: all }] : [];
	return columns
		.map((column, at): LostObject => ({ object: `${object}.${column}`, kind: "column", rows: values[at] ?? 0 }))
		.filter(({ rows }) => rows > 0);
}
