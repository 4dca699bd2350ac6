import type { TenantUsage } from "../../contract/index.ts";
import type { ReadSession } from "../ports.ts";
import { quoteIdent, quoteQualified } from "../sql/quote.ts";
import type { GuardedTable } from "../tenancy/model.ts";
import { belongsTo } from "../tenancy/tenant-of.ts";
import type { Column } from "./read-columns.ts";

/** Columns that are added up: amounts of something, by their names. */
const MEASURE = /^(tokens|audio|ocr|pages|seconds|minutes|bytes|cost|amount|quantity|requests|units)/;
const NUMBER = /^(smallint|integer|bigint|numeric|real|double precision)/;
const MOST = 6;

const WHEN = ["created_at", "occurred_at", "recorded_at", "at"];

export function timeOf(columns: readonly Column[]): string | undefined {
	return columns.find(({ name, type }) => WHEN.includes(name) && /^(timestamp|date)/.test(type))?.name;
}

/** By day, UTC. Undefined where the table does not say when. */
export async function readUsage(
	session: ReadSession,
	{ table, columns, days }: { table: GuardedTable; columns: readonly Column[]; days: number },
	tenantId: string,
): Promise<TenantUsage | undefined> {
	const when = timeOf(columns);
	if (when === undefined) return undefined;
	const measures = columns.filter(({ name, type }) => MEASURE.test(name) && NUMBER.test(type)).slice(0, MOST);
	const sums = measures.map(({ name }) => `coalesce(pg_catalog.sum(t.${quoteIdent(name)}), 0)`).join(", ");
	const time = `t.${quoteIdent(when)}::timestamptz`;
	const rows = await session.query<{ day: string; events: string; totals: string | null }>(
		`WITH today AS (SELECT pg_catalog.date_trunc('day', pg_catalog.now() AT TIME ZONE 'UTC') AS day),
		 used AS (
		   SELECT pg_catalog.date_trunc('day', ${time} AT TIME ZONE 'UTC') AS day, pg_catalog.count(*) AS events,
		          pg_catalog.json_build_array(${sums}) AS totals
		     FROM ${quoteQualified(table.schema, table.name)} AS t CROSS JOIN today
		    WHERE ${belongsTo(table, "t", "$1")} AND t.${quoteIdent(when)} >= ((today.day - pg_catalog.make_interval(days => $2::text::int - 1)) AT TIME ZONE 'UTC')
		    GROUP BY 1)
		 SELECT pg_catalog.to_char(d.day, 'YYYY-MM-DD') AS day, coalesce(used.events, 0)::text AS events, used.totals::text AS totals
		   FROM today, pg_catalog.generate_series(today.day - pg_catalog.make_interval(days => $2::text::int - 1), today.day, interval '1 day') AS d (day)
		   LEFT JOIN used ON used.day = d.day ORDER BY d.day`,
		[tenantId, String(days)],
	);
	return {
		table: `${table.schema}.${table.name}`,
		measures: measures.map(({ name }) => name),
		days: rows.map(({ day, events, totals }) => ({
			day,
			events: Number(events),
			totals: totals === null ? measures.map(() => 0) : (JSON.parse(totals) as unknown[]).map(Number),
		})),
	};
}
