import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from "react";
import { type CellAt, clamp, type GridSize, moveCell } from "./grid-keys.ts";

interface GridFocus {
	cell: CellAt;
	setCell: (cell: CellAt) => void;
	/** Moves for an arrow or page key and says whether it did. */
	onMoveKey: (event: KeyboardEvent) => boolean;
}

/** The roving focus of a grid: one cell is in the tab order, arrows move it, and it is scrolled into view before it is focused. */
export function useGridFocus(
	root: RefObject<HTMLElement | null>,
	size: GridSize,
	scrollTo: (row: number) => void,
): GridFocus {
	const [asked, setCell] = useState<CellAt>({ row: 0, column: 0 });
	const cell = clamp(asked, size);
	const moved = useRef(false);
	// biome-ignore lint/correctness/useExhaustiveDependencies: the focus follows the cell and nothing else
	useEffect(() => {
		if (!moved.current) return;
		moved.current = false;
		root.current?.querySelector<HTMLElement>("[data-active]")?.focus();
	}, [cell.row, cell.column]);

	const onMoveKey = (event: KeyboardEvent): boolean => {
		if (event.altKey || event.metaKey) return false;
		const next = moveCell(cell, { key: logicalKey(event.key), ctrlKey: event.ctrlKey }, size);
		if (!next) return false;
		event.preventDefault();
		moved.current = true;
		if (next.row >= 0) scrollTo(next.row);
		setCell(next);
		return true;
	};
	return { cell, setCell, onMoveKey };
}

/** In a right-to-left page the right arrow goes to the column before. */
function logicalKey(key: string): string {
	if (document.documentElement.dir !== "rtl") return key;
	if (key === "ArrowLeft") return "ArrowRight";
	return key === "ArrowRight" ? "ArrowLeft" : key;
}
