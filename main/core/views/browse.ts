import type { TableName, ViewFilter, ViewRows, ViewSort } from "../../contract/index.ts";
import { elapsed } from "../elapsed.ts";
import type { Cell } from "../ports.ts";
import { quoteIdent } from "../sql/quote.ts";
import { audited, hashOf } from "./audited-look.ts";
import { columnNamed, keyOf, type ReadColumn, readColumns, withoutRequired } from "./columns.ts";
import { Bound, filterConditions, keyCondition, tenantCondition, where } from "./conditions.ts";
import type { ViewDeps } from "./deps.ts";
import { findTable, fromTable } from "./find-table.ts";
import { type Look, withLook } from "./look.ts";
import { behind, orderBy, type Paging, pagingOf, positionColumns } from "./paging.ts";
import { sayFailure } from "./say-failure.ts";
import { selectRows } from "./select-list.ts";
import { cutCells, takeRows } from "./take-rows.ts";
import type { Looking, ShownTable } from "./view.ts";

export interface Selection {
	table: TableName;
	filters?: ViewFilter[] | undefined;
	sort?: ViewSort[] | undefined;
}

export interface Page extends Selection {
	columns?: string[] | undefined;
	limit?: number | undefined;
	/** `next` of the page before, or the key alone of its last row. */
	after?: Cell[] | undefined;
}

const ROWS = 200;

/** A page of a table as the tenant. */
export function browse(deps: ViewDeps, view: Looking, page: Page, signal?: AbortSignal): Promise<ViewRows> {
	const table = findTable(view, page.table);
	const { filters = [], sort = [], limit = ROWS } = page;
	const details = {
		table: `${table.shown.schema}.${table.shown.name}`,
		hash: hashOf(JSON.stringify([page.table, filters, sort, page.columns ?? null])),
		...(filters.length > 0 ? { filters: filters.map(({ column, op }) => `${column} ${op}`) } : {}),
		limit,
	};
	const began = deps.ports.clock.monotonic();
	return audited(
		deps,
		view,
		{ action: "view-browse", details },
		() =>
			withLook(deps, view, { tables: [table.guarded], signal }, async (look) => ({
				...(await readPage(look, view, table, page)),
				ms: elapsed(deps.ports.clock, began),
			})),
		({ rows }) => ({ rows: rows.length }),
	);
}

/** In the open look. `extra`: a further condition. */
export async function readPage(
	look: Look,
	view: Looking,
	table: ShownTable,
	page: Page,
	extra: (columns: readonly ReadColumn[], bound: Bound) => string[] = () => [],
): Promise<Omit<ViewRows, "ms">> {
	const { limit = ROWS } = page;
	const all = await readColumns(look.session, table);
	const shown = page.columns ? page.columns.map((name) => columnNamed(all, name)) : all;
	const paging = pagingOf(table, all, page.sort);
	const bound = new Bound();
	const conditions = [
		...tenantCondition(view, table, bound),
		...filterConditions(page.filters, all, bound),
		...extra(all, bound),
	];
	const after = await fullPosition(look, view, table, { paging, columns: all, after: page.after });
	const { condition, offset } = behind(paging, after, bound);
	const tail = [
		where(condition === undefined ? conditions : [...conditions, condition]),
		`${orderBy(paging)} LIMIT ${limit + 1}${offset === undefined ? "" : ` OFFSET ${offset}`}`,
	].join("");
	const { statement, cuttable } = selectRows(table, { columns: shown, hidden: positionColumns(paging), tail });
	try {
		const cursor = await look.session.open(statement, bound.values);
		const { rows, full } = await takeRows(cursor, limit + 1);
		const more = rows.length > limit || full;
		const kept = rows.slice(0, limit);
		const cut = cutCells(kept, { cuttable, width: shown.length });
		const last = kept.at(-1);
		const next = more && last ? positionOf(paging, last, (offset ?? 0) + kept.length) : undefined;
		return {
			columns: shown.map(withoutRequired),
			rows: kept.map((row) => row.slice(0, shown.length)),
			...{ cut, truncated: more, evidence: look.evidence },
			...(next ? { next } : {}),
		};
	} catch (caught) {
		throw sayFailure(caught);
	}
}

const positionOf = ({ steps, byCount }: Paging, row: readonly Cell[], seen: number): Cell[] =>
	byCount ? [String(seen)] : row.slice(row.length - steps.length);

/** Where only the key of the last row was given, the values that it is sorted by are looked up. */
async function fullPosition(
	{ session }: Look,
	view: Looking,
	table: ShownTable,
	{ paging, columns, after }: { paging: Paging; columns: readonly ReadColumn[]; after: Cell[] | undefined },
): Promise<Cell[] | undefined> {
	const key = keyOf(columns);
	const { steps, byCount } = paging;
	if (after === undefined || byCount || after.length === steps.length || after.length !== key.length) return after;
	const bound = new Bound();
	const own = tenantCondition(view, table, bound);
	const condition = keyCondition(
		key,
		after.map((value) => value ?? ""),
		bound,
	);
	const names = positionColumns(paging).map((value, at) => `${value} AS ${quoteIdent(`p${at}`)}`);
	const [row] = await session
		.query<Record<string, Cell>>(
			`SELECT ${names.join(", ")} ${fromTable(table)}${where([...own, condition])}`,
			bound.values,
		)
		.catch((caught: unknown) => Promise.reject(sayFailure(caught)));
	return row ? steps.map((_, at) => row[`p${at}`] ?? null) : after;
}
