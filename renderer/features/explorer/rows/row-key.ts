import type { ViewColumn } from "../../../../main/contract/index.ts";
import type { Cell } from "../sheet/row-pager.ts";

/** The primary key of a row in its order; undefined where the table has none that is shown whole. Pure. */
export function keyOf(columns: readonly ViewColumn[], cells: readonly Cell[]): string[] | undefined {
	const places = columns
		.map(({ key, masked }, at) => ({ key, masked, at }))
		.filter(({ key }) => key !== undefined)
		.sort((a, b) => (a.key ?? 0) - (b.key ?? 0));
	if (places.length === 0 || places.some(({ masked }) => masked)) return undefined;
	return places.map(({ at }) => cells[at] ?? "");
}
