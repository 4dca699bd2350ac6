import type { CheckResult } from "../../../main/contract/index.ts";
import type { GridColumn } from "../../ui/data-grid/columns.ts";
import { escapeHidden } from "../../ui/escape-text.ts";

export interface ViolationRow {
	/** Its place: violating rows have no other identity. */
	id: string;
	cells: Record<string, string | null>;
}

type Violations = CheckResult["violations"];

export function rowsOf(violations: Violations): ViolationRow[] {
	return violations.map((cells, index) => ({ id: String(index), cells }));
}

/** One column for each name that any row has, in the order in which they turn up. The last one takes the room that is left. */
export function violationColumns(violations: Violations): GridColumn<ViolationRow>[] {
	const names = [...new Set(violations.flatMap((row) => Object.keys(row)))];
	return names.map((name, index) => ({
		id: String(index),
		header: escapeHidden(name),
		width: widthOf(name, violations),
		grow: index === names.length - 1,
		mono: true,
		value: ({ cells }) => cells[name] ?? null,
	}));
}

/** Pixels for the longest of the name and the first rows, from 90 to 420. */
function widthOf(name: string, violations: Violations): number {
	const longest = Math.max(name.length, ...violations.slice(0, 50).map((row) => row[name]?.length ?? 4));
	return Math.min(420, Math.max(90, longest * 7.6 + 26));
}
