import type { KeptTable } from "../../contract/index.ts";
import type { Session } from "../ports.ts";
import { quoteQualified } from "../sql/quote.ts";
import type { Placed } from "./in-order.ts";

/**
 * Tables whose data can go straight from the file into them: whole, empty as a table is that was made anew, so that no row can be the
 * same or differ, and standing in the file behind all that their foreign keys point to.
 */
export async function findStraight(
	session: Session,
	tables: readonly KeptTable[],
	order: readonly Placed[],
): Promise<Set<number>> {
	const straight = new Set<number>();
	for (const { at, needs } of order) {
		const table = tables[at];
		if (!table?.whole || needs.some((needed) => needed > at || !straight.has(needed))) continue;
		const target = quoteQualified(table.schema, table.name);
		const { rows } = await session.execute(`SELECT FROM ${target} LIMIT 1`);
		if (rows.length === 0) straight.add(at);
	}
	return straight;
}
