import { type SortingState, type Updater, useTable } from "@tanstack/react-table";
import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useEffect, useMemo, useRef } from "react";
import { copyText } from "../copy-text.ts";
import { cellText } from "./cell-value.tsx";
import { features, type GridColumn, toColumnDefs } from "./columns.ts";
import styles from "./data-grid.module.css";
import { GridHeader } from "./grid-header.tsx";
import { GridRow } from "./grid-row.tsx";
import { useGridFocus } from "./use-grid-focus.ts";

/** Pixels; the same as --row. */
const ROW_HEIGHT = 26;

interface DataGridProps<Row extends object> {
	/** What the grid lists, for screen readers. */
	label: string;
	columns: readonly GridColumn<Row>[];
	rows: readonly Row[];
	rowId: (row: Row) => string;
	/** Enter, Space or a click on a row. */
	onSelect?: (row: Row) => void;
	selected?: string | undefined;
	/** Where the rows come sorted, and are sorted anew where they come from. */
	sorting?: Sorting;
	/** The last rows come in sight: more may be fetched. */
	onEnd?: () => void;
}

interface Sorting {
	/** A column's id. */
	by: string;
	descending: boolean;
	onChange: (by: string, descending: boolean) => void;
}

/** Rows before the last at which more are wanted. */
const AHEAD = 25;

/** Rows of data: virtual, sorted by its headers, used by keyboard and screen reader as the WAI-ARIA grid pattern says. */
export function DataGrid<Row extends object>(props: DataGridProps<Row>) {
	const { label, columns, rows, rowId, onSelect, selected, sorting, onEnd } = props;
	const root = useRef<HTMLDivElement>(null);
	const defs = useMemo(() => toColumnDefs(columns), [columns]);
	const table = useTable({
		features,
		columns: defs,
		data: rows,
		getRowId: rowId,
		columnResizeMode: "onChange",
		...sortedElsewhere(sorting),
	});
	const shown = table.getRowModel().rows;
	const activeRow = useRef(0);
	const virtualizer = useVirtualizer({
		count: shown.length,
		getScrollElement: () => root.current,
		estimateSize: () => ROW_HEIGHT,
		overscan: 8,
		scrollPaddingStart: ROW_HEIGHT + 2,
		// The focused row stays in the page when it is scrolled out of sight: else the focus is lost.
		rangeExtractor: (range) => withActive(defaultRangeExtractor(range), activeRow.current, shown.length),
	});
	const near = (virtualizer.range?.endIndex ?? 0) >= shown.length - AHEAD;
	useEffect(() => {
		if (near && shown.length > 0) onEnd?.();
	}, [near, shown.length, onEnd]);
	const page = Math.max(1, Math.floor((root.current?.clientHeight ?? 260) / ROW_HEIGHT) - 2);
	const size = { rows: shown.length, columns: columns.length, page };
	const { cell, setCell, onMoveKey } = useGridFocus(root, size, (row) => virtualizer.scrollToIndex(row));
	activeRow.current = Math.max(0, cell.row);

	const onKeyDown = (event: KeyboardEvent) => {
		if (onMoveKey(event)) return;
		const row = shown[cell.row];
		const column = columns[cell.column];
		const act = column?.act ?? onSelect;
		if ((event.key === "Enter" || event.key === " ") && row && act) {
			event.preventDefault();
			act(row.original);
		} else if (event.key === "c" && (event.ctrlKey || event.metaKey) && row && column && noSelection()) {
			event.preventDefault();
			void copyText(cellText(column.value(row.original)));
		}
	};

	const leaves = table.getAllLeafColumns();
	const template = leaves
		.map((column) => (column.columnDef.meta?.grow ? `minmax(${column.getSize()}px, 1fr)` : `${column.getSize()}px`))
		.join(" ");
	return (
		// biome-ignore lint/a11y/useSemanticElements: a virtual grid is no HTML table
		<div
			ref={root}
			className={styles.grid}
			role="grid"
			aria-label={label}
			aria-rowcount={shown.length + 1}
			aria-colcount={columns.length}
			style={{ "--columns": template, "--width": `${table.getTotalSize()}px` } as React.CSSProperties}
			onKeyDown={onKeyDown}
		>
			<GridHeader headers={table.getHeaderGroups()[0]?.headers ?? []} active={cell} onFocusCell={setCell} />
			{/* biome-ignore lint/a11y/useSemanticElements: a virtual grid is no HTML table */}
			<div className={styles.body} role="rowgroup" style={{ height: virtualizer.getTotalSize() }}>
				{virtualizer.getVirtualItems().map((item) => {
					const row = shown[item.index];
					return row ? (
						<GridRow
							key={row.id}
							columns={columns}
							row={row.original}
							index={item.index}
							top={item.start}
							active={cell.row === item.index ? cell.column : undefined}
							selected={onSelect ? row.id === selected : undefined}
							onFocusCell={setCell}
							onSelect={onSelect}
						/>
					) : null;
				})}
			</div>
		</div>
	);
}

function sortedElsewhere(sorting: Sorting | undefined) {
	if (!sorting) return {};
	const { by, descending, onChange } = sorting;
	const now: SortingState = [{ id: by, desc: descending }];
	return {
		manualSorting: true,
		enableSortingRemoval: false,
		state: { sorting: now },
		onSortingChange: (change: Updater<SortingState>) => {
			const [next] = typeof change === "function" ? change(now) : change;
			if (next) onChange(next.id, next.desc);
		},
	};
}

function withActive(indexes: number[], active: number, count: number): number[] {
	if (active >= count || indexes.includes(active)) return indexes;
	return [...indexes, active].sort((a, b) => a - b);
}

function noSelection(): boolean {
	return (window.getSelection()?.toString() ?? "") === "";
}
