/** Which cell of a grid the keyboard is on. Row -1 is the header. */
export interface CellAt {
	row: number;
	column: number;
}

export interface GridSize {
	rows: number;
	columns: number;
	/** Rows that fit the view, for Page Up and Page Down. */
	page: number;
}

interface Stroke {
	key: string;
	ctrlKey: boolean;
}

/**
 * Where the WAI-ARIA grid pattern takes the cell for a key; undefined when the key moves nothing. Left and right are those of
 * a left-to-right layout: the caller swaps them in a right-to-left one.
 */
export function moveCell(from: CellAt, stroke: Stroke, size: GridSize): CellAt | undefined {
	const { row, column } = from;
	const last = size.columns - 1;
	switch (stroke.key) {
		case "ArrowDown":
			return clamp({ row: row + 1, column }, size);
		case "ArrowUp":
			return clamp({ row: row - 1, column }, size);
		case "ArrowRight":
			return clamp({ row, column: column + 1 }, size);
		case "ArrowLeft":
			return clamp({ row, column: column - 1 }, size);
		case "PageDown":
			return clamp({ row: Math.max(row, 0) + size.page, column }, size);
		case "PageUp":
			return clamp({ row: Math.max(0, row - size.page), column }, size);
		case "Home":
			return clamp({ row: stroke.ctrlKey ? 0 : row, column: 0 }, size);
		case "End":
			return clamp({ row: stroke.ctrlKey ? size.rows - 1 : row, column: last }, size);
		default:
			return undefined;
	}
}

/** The nearest cell that exists. */
export function clamp(cell: CellAt, size: Pick<GridSize, "rows" | "columns">): CellAt {
	return {
		row: Math.min(Math.max(cell.row, -1), size.rows - 1),
		column: Math.min(Math.max(cell.column, 0), size.columns - 1),
	};
}
