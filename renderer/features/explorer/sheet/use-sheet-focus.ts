import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from "react";
import { type CellAt, clamp, type GridSize, moveCell } from "../../../ui/data-grid/grid-keys.ts";

/** Rows and columns from the first to the last, both included. */
export interface CellRange {
	rows: [number, number];
	columns: [number, number];
}

export interface SheetFocus {
	cell: CellAt;
	range: CellRange;
	/** `extend`: the other corner of the range stays. */
	setCell: (cell: CellAt, extend?: boolean) => void;
	onMoveKey: (event: KeyboardEvent) => boolean;
}

/** The roving focus of a sheet, and the range that Shift draws from where it began. */
export function useSheetFocus(
	root: RefObject<HTMLElement | null>,
	size: GridSize,
	scrollTo: (cell: CellAt) => void,
): SheetFocus {
	const [asked, setAsked] = useState<{ cell: CellAt; anchor: CellAt }>({
		cell: { row: 0, column: 0 },
		anchor: { row: 0, column: 0 },
	});
	const cell = clamp(asked.cell, size);
	const anchor = clamp(asked.anchor, size);
	const moved = useRef(false);
	// biome-ignore lint/correctness/useExhaustiveDependencies: the focus follows the cell and nothing else
	useEffect(() => {
		if (!moved.current) return;
		moved.current = false;
		root.current?.querySelector<HTMLElement>("[data-active]")?.focus({ preventScroll: true });
	}, [cell.row, cell.column]);
	const setCell = (next: CellAt, extend = false) =>
		setAsked((before) => {
			const same = before.cell.row === next.row && before.cell.column === next.column;
			return same && extend ? before : { cell: next, anchor: extend ? before.anchor : next };
		});
	const onMoveKey = (event: KeyboardEvent): boolean => {
		if (event.altKey || event.metaKey) return false;
		const next = moveCell(cell, { key: logicalKey(event.key), ctrlKey: event.ctrlKey }, size);
		if (!next) return false;
		event.preventDefault();
		moved.current = true;
		scrollTo(next);
		setCell(next, event.shiftKey && next.row >= 0);
		return true;
	};
	return {
		cell,
		range: {
			rows: ordered(Math.max(0, anchor.row), Math.max(0, cell.row)),
			columns: ordered(anchor.column, cell.column),
		},
		setCell,
		onMoveKey,
	};
}

const ordered = (a: number, b: number): [number, number] => (a < b ? [a, b] : [b, a]);

/** In a right-to-left page the right arrow goes to the column before. */
function logicalKey(key: string): string {
	if (document.documentElement.dir !== "rtl") return key;
	if (key === "ArrowLeft") return "ArrowRight";
	return key === "ArrowRight" ? "ArrowLeft" : key;
}
