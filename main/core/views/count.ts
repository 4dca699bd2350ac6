import type { ViewEvidence } from "../../contract/index.ts";
import { elapsed } from "../elapsed.ts";
import { audited, hashOf } from "./audited-look.ts";
import type { Selection } from "./browse.ts";
import { readColumns } from "./columns.ts";
import { Bound, filterConditions, tenantCondition, where } from "./conditions.ts";
import type { ViewDeps } from "./deps.ts";
import { findTable, fromTable } from "./find-table.ts";
import { withLook } from "./look.ts";
import { sayFailure } from "./say-failure.ts";
import type { Looking } from "./view.ts";

/** Rows that are counted before it is said that there are more. */
const MOST = 100_000;

export interface Counted {
	rows: number;
	more: boolean;
	evidence: ViewEvidence;
	ms: number;
}

/** How many rows the tenant sees of a selection. */
export function count(
	deps: ViewDeps,
	view: Looking,
	{ atMost = MOST, ...selection }: Selection & { atMost?: number | undefined },
	signal?: AbortSignal,
): Promise<Counted> {
	const table = findTable(view, selection.table);
	const { clock } = deps.ports;
	const began = clock.monotonic();
	const hash = hashOf(JSON.stringify([selection.table, selection.filters ?? []]));
	const details = { table: `${table.shown.schema}.${table.shown.name}`, hash };
	return audited(
		deps,
		view,
		{ action: "view-count", details },
		() =>
			withLook(deps, view, { tables: [table.guarded], signal }, async ({ session, evidence }) => {
				const bound = new Bound();
				const all = await readColumns(session, table);
				const conditions = [...tenantCondition(view, table, bound), ...filterConditions(selection.filters, all, bound)];
				const inner = `SELECT 1 ${fromTable(table)}${where(conditions)} LIMIT ${atMost + 1}`;
				const [row] = await session
					.query<{ rows: string }>(`SELECT pg_catalog.count(*)::text AS rows FROM (${inner}) AS counted`, bound.values)
					.catch((caught: unknown) => Promise.reject(sayFailure(caught)));
				const rows = Number(row?.rows ?? 0);
				return { rows: Math.min(rows, atMost), more: rows > atMost, evidence, ms: elapsed(clock, began) };
			}),
		({ rows }) => ({ rows }),
	);
}
