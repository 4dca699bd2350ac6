/** What a tenant has in each table: rows to a bound, then the planner's guess; its share of the size, always a guess. */
import type { TenantTable } from "../../contract/index.ts";
import type { Clock, Session } from "../ports.ts";
import { quoteIdent, quoteQualified } from "../sql/quote.ts";
import type { GuardedTable } from "../tenancy/model.ts";
import { belongsTo } from "../tenancy/tenant-of.ts";
import { attempt } from "./attempt.ts";
import type { ColumnsOf } from "./read-columns.ts";
import { timeOf } from "./read-usage.ts";
import { toDate } from "./tenant-columns.ts";

/** Rows of a table that are counted one by one. */
export const COUNTED = 10_000;

/** Milliseconds: for all tables in one statement, for one of them where that failed, and in all. */
const TOGETHER = 2_000;
const ALONE = 500;
const PATIENCE = 6_000;

interface Counted {
	rows: string;
	newest: string | null;
}

export async function readTables(
	session: Session,
	{ tables, columns, clock }: { tables: readonly GuardedTable[]; columns: ColumnsOf; clock: Clock },
	tenantId: string,
): Promise<TenantTable[]> {
	if (tables.length === 0) return [];
	const began = clock.monotonic();
	// A table that somebody locks keeps its size back, and with it those of the others.
	const sized = await attempt(session, TOGETHER, () => readSizes(session, tables));
	const sizes = "result" in sized ? sized.result : new Map<string, Size>();
	const selects = tables.map((table) => countSql(table, timeOf(columns(table.oid))));
	const together = await attempt(session, TOGETHER, () =>
		session.query<{ at: string; rows: string; newest: string | null }>(
			`${selects.map((select, at) => `SELECT ${at} AS at, ${select}`).join(" UNION ALL ")} ORDER BY at`,
			[tenantId],
		),
	);
	const told: TenantTable[] = [];
	for (const [at, table] of tables.entries()) {
		const name = `${table.schema}.${table.name}`;
		const missing = (why: string) => told.push({ table: name, estimated: false, missing: why });
		if ("why" in together && clock.monotonic() - began > PATIENCE) {
			missing("The tables before it took too long.");
			continue;
		}
		const one =
			"result" in together ? { result: together.result[at] } : await countOne(session, selects[at] ?? "", tenantId);
		if ("why" in one) missing(one.why);
		else if (one.result)
			told.push(await describe(session, { table, counted: one.result, size: sizes.get(table.oid) }, tenantId));
	}
	return told;
}

const countOne = (session: Session, select: string, tenantId: string) =>
	attempt(
		session,
		ALONE,
		async () => (await session.query<{ rows: string; newest: string | null }>(`SELECT ${select}`, [tenantId]))[0],
	);

function countSql(table: GuardedTable, time: string | undefined): string {
	const own = `${quoteQualified(table.schema, table.name)} AS t WHERE ${belongsTo(table, "t", "$1")}`;
	const newest =
		time === undefined
			? "NULL"
			: `(SELECT pg_catalog.to_json(pg_catalog.max(t.${quoteIdent(time)})) #>> '{}' FROM ${own})`;
	return `(SELECT pg_catalog.count(*) FROM (SELECT FROM ${own} LIMIT ${COUNTED + 1}) AS counted)::text AS rows, ${newest}::text AS newest`;
}

interface Size {
	bytes: number;
	/** As the last ANALYZE or VACUUM left them; 0 where there was none. */
	rows: number;
}

async function readSizes(session: Session, tables: readonly GuardedTable[]): Promise<Map<string, Size>> {
	const rows = await session.query<Record<"oid" | "bytes" | "rows", string>>(
		`SELECT c.oid::text AS oid, sum(pg_catalog.pg_total_relation_size(part.oid))::text AS bytes,
		        sum(greatest(part.reltuples, 0))::bigint::text AS rows
		   FROM pg_catalog.json_array_elements_text($1::json) AS wanted
		   JOIN pg_catalog.pg_class c ON c.oid = wanted::oid
		   JOIN pg_catalog.pg_class part ON part.oid = c.oid AND c.relkind <> 'p'
		     OR c.relkind = 'p' AND part.relkind <> 'p' AND part.oid IN (SELECT relid FROM pg_catalog.pg_partition_tree(c.oid))
		  GROUP BY c.oid`,
		[JSON.stringify(tables.map(({ oid }) => oid))],
	);
	return new Map(rows.map(({ oid, bytes, rows: count }) => [oid, { bytes: Number(bytes), rows: Number(count) }]));
}

async function describe(
	session: Session,
	{ table, counted, size }: { table: GuardedTable; counted: Counted; size: Size | undefined },
	tenantId: string,
): Promise<TenantTable> {
	const counts = Number(counted.rows);
	const estimated = counts > COUNTED;
	const rows = estimated
		? Math.max(counts, await guessRows(session, { table, all: size?.rows ?? 0 }, tenantId))
		: counts;
	const newest = toDate(counted.newest);
	const all = Math.max(size?.rows ?? 0, rows);
	return {
		table: `${table.schema}.${table.name}`,
		...{ rows, estimated },
		...(size ? { bytesEstimate: all === 0 ? 0 : Math.round((size.bytes * rows) / all) } : {}),
		...(newest ? { lastActivity: newest } : {}),
	};
}

/**
 * The planner's share of the tenant in the table, of the rows that the table has. Its guess itself has the policies in it, which it takes
 * for a filter even where they let everything through: the same guess without the tenant has them too, so that they fall out.
 */
async function guessRows(
	session: Session,
	{ table, all }: { table: GuardedTable; all: number },
	tenantId: string,
): Promise<number> {
	const from = `SELECT FROM ${quoteQualified(table.schema, table.name)} AS t`;
	const own = await plannedRows(session, `${from} WHERE ${belongsTo(table, "t", "$1")}`, [tenantId]);
	const every = await plannedRows(session, from, []);
	return all === 0 || every === 0 ? own : Math.round(all * Math.min(1, own / every));
}

async function plannedRows(session: Session, select: string, values: readonly string[]): Promise<number> {
	const [row] = await session.query<{ "QUERY PLAN": string }>(`EXPLAIN (FORMAT JSON) ${select}`, values);
	const [plan] = JSON.parse(row?.["QUERY PLAN"] ?? "[]") as { Plan?: { "Plan Rows"?: number } }[];
	return plan?.Plan?.["Plan Rows"] ?? 0;
}
