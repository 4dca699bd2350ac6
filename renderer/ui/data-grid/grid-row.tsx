import type { MouseEvent } from "react";
import { CellValue } from "./cell-value.tsx";
import type { GridColumn } from "./columns.ts";
import styles from "./data-grid.module.css";
import type { CellAt } from "./grid-keys.ts";

interface GridRowProps<Row> {
	columns: readonly GridColumn<Row>[];
	row: Row;
	index: number;
	/** Pixels from the top of the body. */
	top: number;
	/** The column that holds the focus, when it is in this row. */
	active: number | undefined;
	/** Undefined where rows cannot be selected. */
	selected: boolean | undefined;
	onFocusCell: (cell: CellAt) => void;
	onSelect: ((row: Row) => void) | undefined;
}

export function GridRow<Row>(props: GridRowProps<Row>) {
	const { columns, row, index, top, active, selected, onFocusCell, onSelect } = props;
	return (
		// biome-ignore lint/a11y/useSemanticElements: a virtual grid is no HTML table
		// biome-ignore lint/a11y/useFocusableInteractive: its cells take the focus
		// biome-ignore lint/a11y/useKeyWithClickEvents: the grid has the keys
		<div
			className={styles.row}
			role="row"
			aria-rowindex={index + 2}
			aria-selected={selected}
			data-selectable={onSelect ? true : undefined}
			style={{ transform: `translateY(${top}px)` }}
			onClick={() => onSelect?.(row)}
		>
			{columns.map((column, at) => (
				// biome-ignore lint/a11y/useSemanticElements: a virtual grid is no HTML table
				// biome-ignore lint/a11y/useKeyWithClickEvents: the grid has the keys
				<div
					key={column.id}
					className={styles.cell}
					role="gridcell"
					aria-colindex={at + 1}
					data-align={column.align}
					data-mono={column.mono || undefined}
					data-active={active === at || undefined}
					tabIndex={active === at ? 0 : -1}
					onFocus={() => onFocusCell({ row: index, column: at })}
					onClick={acting(column.act, row)}
				>
					{column.render ? column.render(row) : <CellValue value={column.value(row)} />}
				</div>
			))}
		</div>
	);
}

function acting<Row>(act: ((row: Row) => void) | undefined, row: Row) {
	if (!act) return undefined;
	return (event: MouseEvent) => {
		event.stopPropagation();
		act(row);
	};
}
