import { IconChevronDown, IconChevronUp } from "@tabler/icons-react";
import type { Header, SortDirection } from "@tanstack/react-table";
import type { KeyboardEvent } from "react";
import type { features } from "./columns.ts";
import styles from "./data-grid.module.css";
import type { CellAt } from "./grid-keys.ts";

interface GridHeaderProps<Row extends object> {
	headers: Header<typeof features, Row, unknown>[];
	active: CellAt;
	onFocusCell: (cell: CellAt) => void;
}

/** The headers: Enter, Space or a click sorts, the edge is dragged to widen. */
export function GridHeader<Row extends object>({ headers, active, onFocusCell }: GridHeaderProps<Row>) {
	return (
		// biome-ignore lint/a11y/useSemanticElements: a virtual grid is no HTML table
		<div className={styles.head} role="rowgroup">
			{/* biome-ignore lint/a11y/useFocusableInteractive: its cells take the focus */}
			{/* biome-ignore lint/a11y/useSemanticElements: a virtual grid is no HTML table */}
			<div className={styles.row} role="row" aria-rowindex={1}>
				{headers.map((header, at) => (
					<HeaderCell
						key={header.id}
						header={header}
						at={at}
						active={active.row === -1 && active.column === at}
						onFocus={() => onFocusCell({ row: -1, column: at })}
					/>
				))}
			</div>
		</div>
	);
}

interface HeaderCellProps<Row extends object> {
	header: Header<typeof features, Row, unknown>;
	at: number;
	active: boolean;
	onFocus: () => void;
}

function HeaderCell<Row extends object>({ header, at, active, onFocus }: HeaderCellProps<Row>) {
	const { column } = header;
	const sorted = column.getIsSorted();
	const toggle = column.getToggleSortingHandler();
	const onKeyDown = (event: KeyboardEvent) => {
		if (event.key !== "Enter" && event.key !== " ") return;
		event.preventDefault();
		event.stopPropagation();
		toggle?.(event);
	};
	return (
		// biome-ignore lint/a11y/useSemanticElements: a virtual grid is no HTML table
		<div
			className={styles.headCell}
			role="columnheader"
			aria-colindex={at + 1}
			aria-sort={ariaSort(sorted)}
			data-align={column.columnDef.meta?.align}
			data-active={active || undefined}
			tabIndex={active ? 0 : -1}
			onClick={toggle}
			onKeyDown={onKeyDown}
			onFocus={onFocus}
		>
			<span className={styles.headText}>{String(column.columnDef.header ?? "")}</span>
			{sorted === "asc" && <IconChevronUp size={13} aria-hidden />}
			{sorted === "desc" && <IconChevronDown size={13} aria-hidden />}
			<span
				className={styles.resize}
				aria-hidden
				onClick={(event) => event.stopPropagation()}
				onMouseDown={header.getResizeHandler()}
				onTouchStart={header.getResizeHandler()}
			/>
		</div>
	);
}

function ariaSort(sorted: false | SortDirection): "ascending" | "descending" | "none" {
	if (sorted === false) return "none";
	return sorted === "asc" ? "ascending" : "descending";
}
