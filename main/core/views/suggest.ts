import type { TableName, ViewEvidence, ViewFilter } from "../../contract/index.ts";
import { elapsed } from "../elapsed.ts";
import type { Cell } from "../ports.ts";
import { quoteIdent } from "../sql/quote.ts";
import { audited, hashOf } from "./audited-look.ts";
import { openColumn, readColumns } from "./columns.ts";
import { Bound, filterConditions, ROW, tenantCondition, where } from "./conditions.ts";
import type { ViewDeps } from "./deps.ts";
import { findTable, fromTable } from "./find-table.ts";
import { withLook } from "./look.ts";
import { sayFailure } from "./say-failure.ts";
import type { Looking } from "./view.ts";

/** Rows that are looked at, values that are told, and characters of each. */
const SAMPLE = 20_000;
const TOLD = 50;
const LENGTH = 200;

export interface SuggestRequest {
	table: TableName;
	column: string;
	starts?: string | undefined;
	filters?: ViewFilter[] | undefined;
}

export interface Suggested {
	values: { value: Cell; rows: number }[];
	sampled: boolean;
	evidence: ViewEvidence;
	ms: number;
}

/** The values of a column that the tenant sees, the most frequent first. */
export function suggest(
	deps: ViewDeps,
	view: Looking,
	request: SuggestRequest,
	signal?: AbortSignal,
): Promise<Suggested> {
	const table = findTable(view, request.table);
	const { clock } = deps.ports;
	const began = clock.monotonic();
	const details = {
		table: `${table.shown.schema}.${table.shown.name}`,
		column: request.column,
		hash: hashOf(JSON.stringify([request.table, request.column, request.filters ?? []])),
	};
	return audited(
		deps,
		view,
		{ action: "view-suggest", details },
		() =>
			withLook(deps, view, { tables: [table.guarded], signal }, async ({ session, evidence }) => {
				const bound = new Bound();
				const all = await readColumns(session, table);
				const column = openColumn(all, request.column, "a list of them");
				const starts =
					request.starts === undefined ? [] : [{ column: column.name, op: "starts" as const, value: request.starts }];
				const filters = filterConditions([...(request.filters ?? []), ...starts], all, bound);
				const value = `pg_catalog.left(${ROW}.${quoteIdent(column.name)}::pg_catalog.text, ${LENGTH})`;
				const sample = `SELECT ${value} AS value ${fromTable(table)}${where([...tenantCondition(view, table, bound), ...filters])} LIMIT ${SAMPLE}`;
				const rows = await session
					.query<{ value: Cell; rows: string; seen: string }>(
						`SELECT value, pg_catalog.count(*)::text AS rows, pg_catalog.sum(pg_catalog.count(*)) OVER ()::text AS seen
						   FROM (${sample}) AS sample GROUP BY value ORDER BY pg_catalog.count(*) DESC, value LIMIT ${TOLD}`,
						bound.values,
					)
					.catch((caught: unknown) => Promise.reject(sayFailure(caught)));
				return {
					values: rows.map((row) => ({ value: row.value, rows: Number(row.rows) })),
					sampled: Number(rows[0]?.seen ?? 0) >= SAMPLE,
					...{ evidence, ms: elapsed(clock, began) },
				};
			}),
		({ values }) => ({ values: values.length }),
	);
}
