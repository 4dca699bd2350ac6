import { memo } from "react";
import type { ViewColumn } from "../../../../main/contract/index.ts";
import type { CellAt } from "../../../ui/data-grid/grid-keys.ts";
import type { PagedRow } from "./row-pager.ts";
import styles from "./sheet.module.css";
import { CellText } from "./sheet-cell.tsx";

/** A column that is in the window. */
export interface PlacedColumn {
	at: number;
	start: number;
	width: number;
	column: ViewColumn;
	/** Its figures stand under each other. */
	numeric: boolean;
}

interface SheetRowProps {
	row: PagedRow | undefined;
	index: number;
	top: number;
	columns: readonly PlacedColumn[];
	/** The column that holds the focus, where it is in this row. */
	active: number | undefined;
	/** First and last column of the range, where this row is in it. */
	from: number | undefined;
	to: number | undefined;
	current: boolean;
	mark: string | undefined;
	onFocusCell: (cell: CellAt, extend: boolean) => void;
	onOpen: ((cell: CellAt) => void) | undefined;
}

/** One row; drawn anew only when something of it has changed. */
export const SheetRow = memo(function SheetRow(props: SheetRowProps) {
	const { row, index, top, columns, active, from, to, current, mark, onFocusCell, onOpen } = props;
	return (
		// biome-ignore lint/a11y/useSemanticElements: a virtual grid is no HTML table
		// biome-ignore lint/a11y/useFocusableInteractive: its cells take the focus
		<div
			className={styles.row}
			role="row"
			aria-rowindex={index + 2}
			data-current={current || undefined}
			data-seen={mark}
			data-waiting={row ? undefined : true}
			style={{ transform: `translateY(${top}px)` }}
		>
			{columns.map(({ at, start, width, column, numeric }) => (
				// biome-ignore lint/a11y/useSemanticElements: a virtual grid is no HTML table
				<div
					key={at}
					className={styles.cell}
					role="gridcell"
					aria-colindex={at + 1}
					aria-selected={from !== undefined && to !== undefined && at >= from && at <= to ? true : undefined}
					data-align={numeric ? "end" : undefined}
					data-active={active === at || undefined}
					style={{ insetInlineStart: start, width }}
					tabIndex={active === at ? 0 : -1}
					onMouseDown={(event) => {
						// Before the focus comes, which extends nothing then.
						onFocusCell({ row: index, column: at }, event.shiftKey);
						if (!event.shiftKey) return;
						event.preventDefault();
						event.currentTarget.focus({ preventScroll: true });
					}}
					onFocus={() => onFocusCell({ row: index, column: at }, true)}
					onDoubleClick={() => onOpen?.({ row: index, column: at })}
				>
					{row && (
						<CellText
							value={row.cells[at] ?? null}
							masked={column.masked}
							whole={row.cut?.get(at)}
							points={column.references !== undefined}
						/>
					)}
				</div>
			))}
		</div>
	);
});
