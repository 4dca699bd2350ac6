/** What the last scan says of one table, and of one tenant in it. Pure. */
import type { ScannedTable, ScanResult } from "../../../../main/contract/index.ts";

/** clean: some tenant saw rows, and all of them its own · empty: no tenant saw a row, which proves nothing. */
export type TableState = "foreign" | "missed" | "clean" | "empty" | "no-access" | "not-asked";

export function tableState(table: string, last: ScanResult | undefined): TableState {
	const scanned = last?.byTable.find((each) => each.table === table);
	if (!last || !scanned) return "not-asked";
	if (scanned.foreignTenants > 0) return "foreign";
	// One without a table is about all of them.
	if (last.notEvaluated.some((missed) => missed.table === undefined || missed.table === table)) return "missed";
	if (scanned.noAccess) return "no-access";
	if (scanned.tenants === 0) return "missed";
	return scanned.sawRows > 0 ? "clean" : "empty";
}

export type CellState = "foreign" | "own" | "nothing" | "missed" | "no-access";

export interface SeenCell {
	state: CellState;
	/** Of its own; null: not counted. */
	own: number | null;
	foreign: number | null;
}

/** `at`: the tenant's place in the matrix. */
export function seenCell({ own, foreign, noAccess }: ScannedTable, at: number): SeenCell {
	const seen = { own: own[at] ?? null, foreign: foreign[at] ?? null };
	if (seen.foreign !== null && seen.foreign > 0) return { state: "foreign", ...seen };
	if (noAccess) return { state: "no-access", ...seen };
	if (seen.foreign === null) return { state: "missed", ...seen };
	return { state: seen.own !== null && seen.own > 0 ? "own" : "nothing", ...seen };
}
