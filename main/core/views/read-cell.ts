import type { TableName, ViewEvidence } from "../../contract/index.ts";
import { elapsed } from "../elapsed.ts";
import { AppError } from "../errors.ts";
import type { Cell } from "../ports.ts";
import { quoteIdent } from "../sql/quote.ts";
import { audited, hashOf } from "./audited-look.ts";
import { columnNamed, keyOf, openColumn, type ReadColumn, readColumns } from "./columns.ts";
import { Bound, keyCondition, ROW, tenantCondition, where } from "./conditions.ts";
import type { ViewDeps } from "./deps.ts";
import { findTable, fromTable } from "./find-table.ts";
import { withLook } from "./look.ts";
import { sayFailure } from "./say-failure.ts";
import type { Looking, ShownTable, View } from "./view.ts";

/** Characters of a value that are sent at once. */
const PIECE = 8_000_000;

export interface CellRequest {
	table: TableName;
	key: string[];
	column: string;
	offset?: number | undefined;
}

export interface ReadCell {
	value: Cell;
	length: number;
	truncated: boolean;
	evidence: ViewEvidence;
	ms: number;
}

/** The whole value of one cell. Errors: NOT_FOUND where the tenant sees no such row; REFUSED for a masked column. */
export function readCell(deps: ViewDeps, view: Looking, request: CellRequest, signal?: AbortSignal): Promise<ReadCell> {
	const table = findTable(view, request.table);
	return audited(
		deps,
		view,
		{ action: "view-cell", details: detailsOf(table, request) },
		() =>
			read(deps, view, table, request, {
				signal,
				choose: (columns) => openColumn(columns, request.column, "its value"),
			}),
		() => ({ rows: 1 }),
	);
}

/** A masked value, for a reason that is kept; it is counted. Errors: as of readCell. */
export async function reveal(
	deps: ViewDeps,
	view: View,
	{ reason, ...request }: CellRequest & { reason: string },
	signal?: AbortSignal,
): Promise<Omit<ReadCell, "length"> & { reveals: number }> {
	const table = findTable(view, request.table);
	const { length: _, ...cell } = await audited(
		deps,
		view,
		{ action: "view-reveal", reason, details: { ...detailsOf(table, request), number: view.reveals + 1 } },
		async () => {
			view.reveals += 1;
			return read(deps, view, table, request, { signal, choose: (columns) => columnNamed(columns, request.column) });
		},
		() => ({ rows: 1, reveals: 1 }),
	);
	return { ...cell, reveals: view.reveals };
}

/** The key itself may be a person's number: its hash tells which row it was to whoever knows it. */
function detailsOf({ shown }: ShownTable, { key, column }: CellRequest): Record<string, unknown> {
	return { table: `${shown.schema}.${shown.name}`, column, hash: hashOf(JSON.stringify(key)) };
}

interface Choice {
	signal: AbortSignal | undefined;
	choose: (columns: readonly ReadColumn[]) => ReadColumn;
}

function read(
	deps: ViewDeps,
	view: Looking,
	table: ShownTable,
	{ key, offset = 0 }: CellRequest,
	{ signal, choose }: Choice,
): Promise<ReadCell> {
	const { clock } = deps.ports;
	const began = clock.monotonic();
	return withLook(deps, view, { tables: [table.guarded], signal }, async ({ session, evidence }) => {
		const columns = await readColumns(session, table);
		const column = choose(columns);
		const bound = new Bound();
		const own = tenantCondition(view, table, bound);
		const condition = keyCondition(keyOf(columns), key, bound);
		const value = `${ROW}.${quoteIdent(column.name)}::pg_catalog.text`;
		const from = bound.bind(String(offset + 1));
		const [row] = await session
			.query<{ value: Cell; length: Cell }>(
				`SELECT pg_catalog.substr(${value}, ${from}::int4, ${PIECE}) AS value, pg_catalog.length(${value})::text AS length ${fromTable(table)}${where([...own, condition])}`,
				bound.values,
			)
			.catch((caught: unknown) => Promise.reject(sayFailure(caught)));
		if (!row) {
			throw new AppError("NOT_FOUND", "The tenant sees no such row.", {
				hint: "It may have been deleted meanwhile, or it is not this tenant's.",
			});
		}
		const length = Number(row.length ?? 0);
		return { value: row.value, length, truncated: offset + PIECE < length, evidence, ms: elapsed(clock, began) };
	});
}
