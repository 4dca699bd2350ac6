/** Queries about a table that pg_stat_statements has recorded, or, where it is not there, those that every application makes. */
import { AppError, DatabaseError } from "../../errors.ts";
import type { ReadSession, SqlPort } from "../../ports.ts";
import { quoteIdent, quoteQualified } from "../../sql/quote.ts";
import type { Facts, TableFact } from "../facts.ts";
import { newestRows } from "../plans/compare-sides.ts";

export interface Recorded {
	query: string;
	calls: number | null;
	/** Where the table's name is written with its schema: what has to go for a copy to be meant. */
	schemas: { at: number; length: number }[];
}

export interface Queries {
	queries: Recorded[];
	left: { query: string; reason: string }[];
	says: string;
}

/** Those that took most of the time; characters that are shown of one. */
const MOST = 50;
export const SHOWN = 2_000;

const EXTENSION = `
SELECT n.nspname AS schema FROM pg_catalog.pg_extension x JOIN pg_catalog.pg_namespace n ON n.oid = x.extnamespace WHERE x.extname = 'pg_stat_statements'`;

export async function readQueries(
	session: ReadSession,
	{ sql, facts, table }: { sql: SqlPort; facts: Pick<Facts, "indexesOf">; table: TableFact },
): Promise<Queries> {
	const recorded = await readRecorded(session, table);
	if ("rows" in recorded) {
		const queries: Recorded[] = [];
		const left: Queries["left"] = [];
		for (const { query, calls } of recorded.rows) {
			const judged = await judgeQuery(sql, table, query);
			if (judged === undefined) continue;
			if ("reason" in judged) left.push({ query: query.slice(0, SHOWN), reason: judged.reason });
			else queries.push({ query, calls, schemas: judged.schemas });
		}
		if (queries.length > 0 || left.length > 0)
			return {
				queries,
				left,
				says: `Queries on ${table.schema}.${table.name} that pg_stat_statements has recorded, those that took most time first.`,
			};
	}
	const why =
		"rows" in recorded ? `pg_stat_statements has recorded none on ${table.schema}.${table.name}` : recorded.why;
	return {
		queries: await Promise.all(
			usual(facts, table).map(async (query) => ({ query, calls: null, ...(await schemasOf(sql, table, query)) })),
		),
		left: [],
		says: `What an application usually asks of a table: ${why}.`,
	};
}

async function schemasOf(sql: SqlPort, table: TableFact, query: string): Promise<Pick<Recorded, "schemas">> {
	const judged = await judgeQuery(sql, table, query);
	return { schemas: judged && "schemas" in judged ? judged.schemas : [] };
}

async function readRecorded(
	session: ReadSession,
	table: TableFact,
): Promise<{ rows: { query: string; calls: number }[] } | { why: string }> {
	const [extension] = await session.query<{ schema: string }>(EXTENSION);
	if (!extension) return { why: "pg_stat_statements is not installed in this database" };
	const view = `${quoteIdent(extension.schema)}.pg_stat_statements`;
	await session.query("SAVEPOINT bulkhead_recorded");
	try {
		const rows = await session.query<Record<"query" | "calls", string>>(
			`SELECT s.query, pg_catalog.sum(s.calls)::text AS calls FROM ${view} s
			  WHERE s.dbid = (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database())
			    AND s.query <> '<insufficient privilege>' AND pg_catalog.strpos(pg_catalog.lower(s.query), pg_catalog.lower($1)) > 0
			    AND s.query !~* '^\\s*(explain|create|alter|drop|analyze|vacuum|copy|set|begin|commit|truncate|reindex|grant|declare|prepare)\\M'
			  GROUP BY s.query ORDER BY pg_catalog.sum(s.total_exec_time) DESC LIMIT ${MOST}`,
			[table.name],
		);
		await session.query("RELEASE SAVEPOINT bulkhead_recorded");
		return { rows: rows.map(({ query, calls }) => ({ query, calls: Number(calls) })) };
	} catch (caught) {
		if (!(caught instanceof DatabaseError)) throw caught;
		await session.query("ROLLBACK TO SAVEPOINT bulkhead_recorded");
		return { why: `pg_stat_statements cannot be read: ${caught.message}` };
	}
}

/** Only what the grammar knows as one statement that reads or changes rows is ever planned. Undefined where it is not about this table. */
async function judgeQuery(
	sql: SqlPort,
	table: TableFact,
	query: string,
): Promise<{ schemas: Recorded["schemas"] } | { reason: string } | undefined> {
	try {
		const statements = await sql.parse(query);
		const [statement] = statements;
		if (statements.length !== 1 || statement === undefined) return { reason: "It is not one statement." };
		if (statement.kind === "unread") return { reason: statement.why };
		if (statement.kind !== "query") return { reason: "It is neither a query nor a change of rows." };
		const names = [...statement.query.reads, ...statement.query.writes.map((write) => write.table)].filter(
			({ schema, name }) => name === table.name && (schema === undefined || schema === table.schema),
		);
		if (names.length === 0) return undefined;
		return { schemas: names.flatMap(({ schema, at }) => (schema === undefined ? [] : schemaAt(query, at))) };
	} catch (caught) {
		if (!(caught instanceof AppError)) throw caught;
		return { reason: `It cannot be read: ${caught.message}` };
	}
}

function schemaAt(query: string, at: number): Recorded["schemas"] {
	const found = /^(?:[\p{L}_][\p{L}\p{N}_$]*|"(?:[^"]|"")+")\s*\.\s*/u.exec(query.slice(at));
	return found ? [{ at, length: found[0].length }] : [];
}

/** The query with the table named without its schema, so that a temporary one of this name is meant. */
export function withoutSchemas({ query, schemas }: Recorded): string {
	return [...new Map(schemas.map((each) => [each.at, each])).values()]
		.sort((a, b) => b.at - a.at)
		.reduce((text, { at, length }) => text.slice(0, at) + text.slice(at + length), query);
}

/** Newest first, one by its key, how many. */
function usual(facts: Pick<Facts, "indexesOf">, table: TableFact): string[] {
	const from = quoteQualified(table.schema, table.name);
	const key = (facts.indexesOf.get(table.oid) ?? []).find(({ primary }) => primary);
	const columns = key?.keys.filter(({ attnum }) => attnum !== 0) ?? [];
	const byKey = columns.map(({ text }, at) => `${quoteIdent(text)} = $${at + 1}`).join(" AND ");
	return [
		newestRows(facts, table),
		...(byKey === "" ? [] : [`SELECT * FROM ${from} WHERE ${byKey}`]),
		`SELECT pg_catalog.count(*) FROM ${from}`,
	];
}
