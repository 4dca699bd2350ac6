import { defaultRangeExtractor, type Range, useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useEffect, useRef } from "react";
import type { FleetTargetStatus } from "../../../main/contract/index.ts";
import { t } from "../../i18n/i18n.ts";
import type { CellAt } from "../../ui/data-grid/grid-keys.ts";
import { useGridFocus } from "../../ui/data-grid/use-grid-focus.ts";
import styles from "./fleet.module.css";
import { FIXED, type MatrixColumn } from "./matrix-columns.ts";
import { MatrixRow } from "./matrix-row.tsx";

/** Pixels. The first columns stand still while the migrations pass under them. */
const ROW = 28;
const CELL = 46;
/** Of the first columns together. */
const FIXED_WIDTH = 470;

interface MatrixProps {
	columns: readonly MatrixColumn[];
	rows: readonly FleetTargetStatus[];
	selected: string | undefined;
	onSelect: (id: string) => void;
}

/** Databases down, migrations across; virtual both ways, walked by keyboard as the WAI-ARIA grid pattern says. */
export function Matrix({ columns, rows, selected, onSelect }: MatrixProps) {
	const root = useRef<HTMLDivElement>(null);
	const active = useRef<CellAt>({ row: 0, column: 0 });
	const down = useVirtualizer({
		count: rows.length,
		getScrollElement: () => root.current,
		estimateSize: () => ROW,
		overscan: 8,
		scrollPaddingStart: ROW + 2,
		rangeExtractor: (range) => withActive(range, active.current.row),
	});
	const across = useVirtualizer({
		horizontal: true,
		count: columns.length,
		getScrollElement: () => root.current,
		estimateSize: () => CELL,
		overscan: 6,
		paddingStart: FIXED_WIDTH,
		scrollPaddingStart: FIXED_WIDTH,
		rangeExtractor: (range) => withActive(range, active.current.column - FIXED),
	});
	const size = { rows: rows.length, columns: columns.length + FIXED, page: 12 };
	const { cell, setCell, onMoveKey } = useGridFocus(root, size, (row) => down.scrollToIndex(row));
	active.current = cell;
	// A column that is walked to comes out from under those that stand still.
	useEffect(() => {
		if (cell.column >= FIXED) across.scrollToIndex(cell.column - FIXED);
	}, [cell.column, across]);
	const onKeyDown = (event: KeyboardEvent) => {
		if (onMoveKey(event)) return;
		const row = rows[cell.row];
		if ((event.key !== "Enter" && event.key !== " ") || !row) return;
		event.preventDefault();
		onSelect(row.target.id);
	};
	const shown = across.getVirtualItems();
	return (
		// biome-ignore lint/a11y/useSemanticElements: a virtual grid is no HTML table
		<div
			ref={root}
			className={styles.matrix}
			role="grid"
			aria-label={t("fleet.matrix")}
			aria-rowcount={rows.length + 1}
			aria-colcount={columns.length + FIXED}
			onKeyDown={onKeyDown}
		>
			{/* biome-ignore lint/a11y/useSemanticElements: a virtual grid is no HTML table */}
			<div className={styles.matrixHead} role="rowgroup" style={{ width: across.getTotalSize() }}>
				{/* biome-ignore lint/a11y/useSemanticElements: a virtual grid is no HTML table */}
				{/* biome-ignore lint/a11y/useFocusableInteractive: its cells take the focus */}
				<div className={styles.matrixRow} role="row" aria-rowindex={1}>
					<div className={styles.fixed}>
						{[t("fleet.target"), t("fleet.version"), t("fleet.drift")].map((text, at) => (
							// biome-ignore lint/a11y/useSemanticElements: a virtual grid is no HTML table
							// biome-ignore lint/a11y/useFocusableInteractive: the cells under it take the focus
							<span key={text} className={styles.fixedCell} role="columnheader" aria-colindex={at + 1}>
								{text}
							</span>
						))}
					</div>
					{shown.map((item) => {
						const column = columns[item.index];
						return (
							column && (
								// biome-ignore lint/a11y/useSemanticElements: a virtual grid is no HTML table
								// biome-ignore lint/a11y/useFocusableInteractive: the cells under it take the focus
								<span
									key={column.id}
									className={styles.headCell}
									role="columnheader"
									aria-colindex={item.index + FIXED + 1}
									title={`${column.id} ${column.name}`}
									style={{ insetInlineStart: item.start, width: CELL }}
								>
									{column.id.length > 5 ? `…${column.id.slice(-4)}` : column.id}
								</span>
							)
						);
					})}
				</div>
			</div>
			{/* biome-ignore lint/a11y/useSemanticElements: a virtual grid is no HTML table */}
			<div
				className={styles.matrixBody}
				role="rowgroup"
				style={{ height: down.getTotalSize(), width: across.getTotalSize() }}
			>
				{down.getVirtualItems().map((item) => {
					const row = rows[item.index];
					return (
						row && (
							<MatrixRow
								key={row.target.id}
								row={row}
								columns={columns}
								shown={shown}
								index={item.index}
								top={item.start}
								active={cell.row === item.index ? cell.column : undefined}
								selected={row.target.id === selected}
								onFocusCell={(column) => setCell({ row: item.index, column })}
								onSelect={() => onSelect(row.target.id)}
							/>
						)
					);
				})}
			</div>
		</div>
	);
}

/** The focused cell stays in the page when it is scrolled out of sight: else the focus is lost. */
function withActive(range: Range, at: number): number[] {
	const indexes = defaultRangeExtractor(range);
	if (at < 0 || at >= range.count || indexes.includes(at)) return indexes;
	return [...indexes, at].sort((a, b) => a - b);
}
