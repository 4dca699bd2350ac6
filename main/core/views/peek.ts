import type { TableName, ViewRows } from "../../contract/index.ts";
import { elapsed } from "../elapsed.ts";
import { AppError } from "../errors.ts";
import { quoteIdent, quoteQualified } from "../sql/quote.ts";
import { audited, hashOf } from "./audited-look.ts";
import { readPage } from "./browse.ts";
import { keyOf, openColumn, readColumns } from "./columns.ts";
import { keyCondition, ROW, tenantCondition, where } from "./conditions.ts";
import type { ViewDeps } from "./deps.ts";
import { findTable } from "./find-table.ts";
import { withLook } from "./look.ts";
import type { CellRequest } from "./read-cell.ts";
import type { Looking } from "./view.ts";

/** The row from which the other is looked at. */
const FROM = "bulkhead_from";

/** The row that a foreign key points to, as the tenant sees it. Errors: NOT_FOUND where the view does not show its table. */
export function peek(
	deps: ViewDeps,
	view: Looking,
	{ table: name, key, column }: Omit<CellRequest, "offset">,
	signal?: AbortSignal,
): Promise<ViewRows & { table: TableName; key: string[] }> {
	const { clock } = deps.ports;
	const began = clock.monotonic();
	const from = findTable(view, name);
	const details = { table: `${name.schema}.${name.name}`, column, hash: hashOf(JSON.stringify(key)) };
	return audited(
		deps,
		view,
		{ action: "view-peek", details },
		() =>
			withLook(deps, view, { tables: [from.guarded], signal }, async (look) => {
				const columns = await readColumns(look.session, from);
				const { references } = openColumn(columns, column, "the row that it points to");
				if (!references) throw new AppError("BAD_INPUT", `The column ${column} points to no other table.`);
				const to = findTable(view, { schema: references.schema, name: references.name });
				const page = await readPage(look, view, to, { table: to.shown, limit: 2 }, (_, bound) => {
					const own = tenantCondition(view, from, bound, FROM);
					const row = keyCondition(keyOf(columns), key, bound, FROM);
					const source = `SELECT ${FROM}.${quoteIdent(column)} FROM ${quoteQualified(name.schema, name.name)} AS ${FROM}`;
					return [`${ROW}.${quoteIdent(references.column)} IN (${source}${where([...own, row])})`];
				});
				const place = page.columns.map((each, at) => ({ each, at })).filter(({ each }) => each.key !== undefined);
				const target = place
					.sort((a, b) => (a.each.key ?? 0) - (b.each.key ?? 0))
					.map(({ at }) => page.rows[0]?.[at] ?? "");
				return {
					...page,
					table: { schema: references.schema, name: references.name },
					key: page.rows.length > 0 ? target : [],
					ms: elapsed(clock, began),
				};
			}),
		({ rows }) => ({ rows: rows.length }),
	);
}
