/** What stands across: three columns that stay, then a migration each. */
import type { FleetStatusResult, FleetTargetStatus } from "../../../main/contract/index.ts";
import { compareMigrationIds } from "../../../main/contract/migration-order.ts";

export type MatrixColumn = FleetStatusResult["migrations"][number];

/** Target, version, drift. */
export const FIXED = 3;

/** While a look goes on nobody has told their names yet. */
export function columnsOf(rows: readonly FleetTargetStatus[]): MatrixColumn[] {
	const ids = new Set(rows.flatMap(({ migrations }) => migrations.map(({ id }) => id)));
	return [...ids].sort(compareMigrationIds).map((id) => ({ id, name: "" }));
}
