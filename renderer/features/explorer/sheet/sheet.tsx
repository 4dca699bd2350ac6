import { defaultRangeExtractor, type Range, useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { ViewColumn, ViewSort } from "../../../../main/contract/index.ts";
import type { CellAt } from "../../../ui/data-grid/grid-keys.ts";
import { firstWidths, isNumeric, widened } from "./column-widths.ts";
import type { PagedRow } from "./row-pager.ts";
import styles from "./sheet.module.css";
import { HeadCell } from "./sheet-header.tsx";
import { type PlacedColumn, SheetRow } from "./sheet-row.tsx";
import { type CellRange, useSheetFocus } from "./use-sheet-focus.ts";

/** Pixels; the same as --row. */
const ROW_HEIGHT = 26;

export interface SheetProps {
	/** What the sheet lists, for screen readers. */
	label: string;
	columns: readonly ViewColumn[];
	/** Rows whose place is known; those that are not here now are drawn as waiting. */
	known: number;
	/** There are no others. */
	ended: boolean;
	row: (index: number) => PagedRow | undefined;
	/** Changes when `row` may answer differently. */
	version: number;
	onWindow?: ((from: number, to: number) => void) | undefined;
	sort?: readonly ViewSort[] | undefined;
	onSort?: ((column: string, add: boolean) => void) | undefined;
	filtered?: ReadonlySet<string> | undefined;
	onFilter?: ((column: string) => void) | undefined;
	/** A tone of the whole row: see sheet.module.css. Its words stand in a cell. */
	mark?: ((index: number) => string | undefined) | undefined;
	/** The focus has moved. */
	onCell?: ((cell: CellAt, range: CellRange) => void) | undefined;
	/** Enter or a double click on a cell. */
	onOpen?: ((cell: CellAt) => void) | undefined;
	onCopy?: ((range: CellRange) => void) | undefined;
}

/** Rows of a table as a server sends them: virtual in both directions, used by keyboard and screen reader as a WAI-ARIA grid. */
export function Sheet(props: SheetProps) {
	const { label, columns, known, ended, row, version, onWindow, sort, onSort, filtered, onFilter, onCell, onOpen } =
		props;
	const root = useRef<HTMLDivElement>(null);
	const focused = useRef<CellAt>({ row: 0, column: 0 });
	const { widths, onResize } = useWidths(columns, row, known);
	const rowVirtualizer = useVirtualizer({
		count: known,
		getScrollElement: () => root.current,
		estimateSize: () => ROW_HEIGHT,
		overscan: 6,
		// Both hear of one scroll: drawn at once by the first, the second would have the browser lay it out twice.
		useFlushSync: false,
		scrollPaddingStart: ROW_HEIGHT + 2,
		// The focused row stays in the page when it is scrolled out of sight: else the focus is lost.
		rangeExtractor: (range) => keeping(range, focused.current.row),
	});
	const columnVirtualizer = useVirtualizer({
		horizontal: true,
		count: columns.length,
		getScrollElement: () => root.current,
		estimateSize: (at) => widths[at] ?? 120,
		overscan: 3,
		useFlushSync: false,
		isRtl: document.documentElement.dir === "rtl",
		rangeExtractor: (range) => keeping(range, focused.current.column),
	});
	// biome-ignore lint/correctness/useExhaustiveDependencies: other widths are other places
	useEffect(() => columnVirtualizer.measure(), [widths]);
	const page = Math.max(1, Math.floor((root.current?.clientHeight ?? 260) / ROW_HEIGHT) - 2);
	const { cell, range, setCell, onMoveKey } = useSheetFocus(
		root,
		{ rows: known, columns: columns.length, page },
		(to) => {
			if (to.row >= 0) rowVirtualizer.scrollToIndex(to.row);
			columnVirtualizer.scrollToIndex(to.column);
		},
	);
	focused.current = cell;
	const set = useRef(setCell);
	set.current = setCell;
	const focusCell = useCallback((next: CellAt, extend: boolean) => set.current(next, extend), []);
	const open = useRef(onOpen);
	open.current = onOpen;
	const openCell = useCallback((at: CellAt) => open.current?.(at), []);

	const { startIndex = 0, endIndex = 0 } = rowVirtualizer.range ?? {};
	// biome-ignore lint/correctness/useExhaustiveDependencies: what is there has changed, so that more may be wanted
	useEffect(() => onWindow?.(startIndex, endIndex), [startIndex, endIndex, version, onWindow]);
	// biome-ignore lint/correctness/useExhaustiveDependencies: it tells of the cell and of the range, wherever they came from
	useEffect(() => onCell?.(cell, range), [cell.row, cell.column, ...range.rows, ...range.columns]);

	const onKeyDown = (event: KeyboardEvent) => {
		if (onMoveKey(event)) return;
		if (cell.row < 0) return;
		if (event.key === "Enter" && onOpen) {
			event.preventDefault();
			onOpen(cell);
		} else if (event.altKey && event.key === "ArrowDown" && onFilter && !columns[cell.column]?.masked) {
			event.preventDefault();
			onFilter(columns[cell.column]?.name ?? "");
		} else if (event.key === "c" && (event.ctrlKey || event.metaKey) && !event.shiftKey && noSelection()) {
			event.preventDefault();
			props.onCopy?.(range);
		}
	};
	const items = columnVirtualizer.getVirtualItems();
	const shape = items.map(({ index, start, size }) => `${index} ${start} ${size}`).join();
	// biome-ignore lint/correctness/useExhaustiveDependencies: the same columns in the same places are the same list
	const placed = useMemo(
		() =>
			items.flatMap(({ index, start, size }): PlacedColumn[] => {
				const column = columns[index];
				return column ? [{ at: index, start, width: size, column, numeric: isNumeric(column) }] : [];
			}),
		[shape, columns],
	);
	const width = columnVirtualizer.getTotalSize();
	return (
		// biome-ignore lint/a11y/useSemanticElements: a virtual grid is no HTML table
		<div
			ref={root}
			className={styles.sheet}
			role="grid"
			aria-label={label}
			aria-rowcount={ended ? known + 1 : -1}
			aria-colcount={columns.length}
			aria-multiselectable
			onKeyDown={onKeyDown}
		>
			{/* biome-ignore lint/a11y/useSemanticElements: a virtual grid is no HTML table */}
			<div className={styles.head} role="rowgroup" style={{ width }}>
				{/* biome-ignore lint/a11y/useFocusableInteractive: its cells take the focus */}
				{/* biome-ignore lint/a11y/useSemanticElements: a virtual grid is no HTML table */}
				<div className={styles.headRow} role="row" aria-rowindex={1}>
					{placed.map(({ at, start, width: wide, column }) => (
						<HeadCell
							key={at}
							{...{ column, at, start, sort, onSort, onFilter, onResize }}
							width={wide}
							active={cell.row === -1 && cell.column === at}
							filtered={filtered?.has(column.name) ?? false}
							onFocus={() => setCell({ row: -1, column: at })}
						/>
					))}
				</div>
			</div>
			{/* biome-ignore lint/a11y/useSemanticElements: a virtual grid is no HTML table */}
			<div className={styles.body} role="rowgroup" style={{ height: rowVirtualizer.getTotalSize(), width }}>
				{rowVirtualizer.getVirtualItems().map(({ index, start }) => {
					const inRange = index >= range.rows[0] && index <= range.rows[1] && isWide(range);
					return (
						<SheetRow
							key={slotOf(index, Math.max(0, cell.row))}
							row={row(index)}
							index={index}
							top={start}
							columns={placed}
							active={cell.row === index ? cell.column : undefined}
							from={inRange ? range.columns[0] : undefined}
							to={inRange ? range.columns[1] : undefined}
							current={cell.row === index}
							mark={props.mark?.(index)}
							onFocusCell={focusCell}
							onOpen={openCell}
						/>
					);
				})}
			</div>
		</div>
	);
}

/** Widths begin with what the first rows need, and are then the reader's. */
function useWidths(columns: readonly ViewColumn[], row: SheetProps["row"], known: number) {
	const [own, setOwn] = useState<ReadonlyMap<string, number>>(new Map());
	const there = known > 0;
	// biome-ignore lint/correctness/useExhaustiveDependencies: the first rows decide, once
	const first = useMemo(() => {
		const sample = Array.from({ length: Math.min(known, 60) }, (_, at) => row(at)).filter((each) => each !== undefined);
		return firstWidths(columns, sample);
	}, [columns, there]);
	const widths = useMemo(() => columns.map(({ name }, at) => own.get(name) ?? first[at] ?? 120), [columns, first, own]);
	const now = useRef({ columns, widths });
	now.current = { columns, widths };
	const onResize = useCallback((at: number, by: number) => {
		const name = now.current.columns[at]?.name;
		const width = now.current.widths[at];
		if (name !== undefined && width !== undefined) setOwn((before) => new Map(before).set(name, widened(width, by)));
	}, []);
	return { widths, onResize };
}

/** More rows than a window shows. */
const SLOTS = 128;

/**
 * A row that is scrolled away makes room for one that comes: what is drawn is changed, and not made anew. The focused row stays in the page
 * wherever the window is, and shares its place with no other.
 */
function slotOf(index: number, focused: number): string {
	const slot = index % SLOTS;
	return index !== focused && slot === focused % SLOTS ? `${slot} beside` : String(slot);
}

const isWide = ({ rows, columns }: CellRange): boolean => rows[0] !== rows[1] || columns[0] !== columns[1];

function keeping(range: Range, one: number): number[] {
	const indexes = defaultRangeExtractor(range);
	if (one < 0 || one >= range.count || indexes.includes(one)) return indexes;
	return [...indexes, one].sort((a, b) => a - b);
}

function noSelection(): boolean {
	return (window.getSelection()?.toString() ?? "") === "";
}
