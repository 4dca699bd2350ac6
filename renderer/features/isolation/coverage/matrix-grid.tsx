import { defaultRangeExtractor, type Range, useVirtualizer } from "@tanstack/react-virtual";
import { useRef } from "react";
import type { ScannedTable, ScanResult } from "../../../../main/contract/index.ts";
import { t } from "../../../i18n/i18n.ts";
import { useGridFocus } from "../../../ui/data-grid/use-grid-focus.ts";
import { ServerText } from "../../../ui/server-text.tsx";
import styles from "./coverage.module.css";
import { cellWords, MatrixCell } from "./matrix-cell.tsx";

/** Pixels; --row, and the widths of the table's name and of a tenant. */
const ROW = 26;
const NAME = 250;
const TENANT = 104;

interface MatrixGridProps {
	rows: readonly ScannedTable[];
	tenants: ScanResult["matrix"];
}

/** Tables by tenants, drawn only where it is looked at; the arrows go everywhere, as the WAI-ARIA grid pattern says. */
export function MatrixGrid({ rows, tenants }: MatrixGridProps) {
	const root = useRef<HTMLDivElement>(null);
	const active = useRef({ row: 0, column: 0 });
	const lines = useVirtualizer({
		...{ count: rows.length, getScrollElement: () => root.current, estimateSize: () => ROW, overscan: 6 },
		scrollPaddingStart: ROW + 2,
		rangeExtractor: (range) => withActive(range, active.current.row),
	});
	const columns = useVirtualizer({
		...{ horizontal: true, isRtl: document.documentElement.dir === "rtl", count: tenants.length },
		...{ getScrollElement: () => root.current, estimateSize: () => TENANT, overscan: 3 },
		...{ paddingStart: NAME, scrollPaddingStart: NAME },
		// The first column is the table's name, which stays.
		rangeExtractor: (range) => withActive(range, active.current.column - 1),
	});
	const page = Math.max(1, Math.floor((root.current?.clientHeight ?? 260) / ROW) - 2);
	const size = { rows: rows.length, columns: tenants.length + 1, page };
	const { cell, setCell, onMoveKey } = useGridFocus(root, size, (row) => lines.scrollToIndex(row));
	active.current = { row: Math.max(0, cell.row), column: cell.column };
	const width = columns.getTotalSize();
	const shown = columns.getVirtualItems();
	const row = rows[cell.row];
	const tenant = tenants[cell.column - 1];
	const isActive = (at: number, column: number) => cell.row === at && cell.column === column;
	const focus = (at: number, column: number) => ({
		"data-active": isActive(at, column) || undefined,
		"aria-colindex": column + 1,
		onFocus: () => setCell({ row: at, column }),
	});
	const tab = (at: number, column: number) => (isActive(at, column) ? 0 : -1);
	return (
		<>
			{/* biome-ignore lint/a11y/useSemanticElements: a virtual grid is no HTML table */}
			<div
				ref={root}
				className={styles.matrix}
				role="grid"
				aria-label={t("coverage.matrix.grid")}
				aria-rowcount={rows.length + 1}
				aria-colcount={tenants.length + 1}
				style={{ "--name": `${NAME}px`, "--tenant": `${TENANT}px` } as React.CSSProperties}
				onKeyDown={onMoveKey}
			>
				{/* biome-ignore lint/a11y/useSemanticElements: as above */}
				<div className={styles.head} role="rowgroup" style={{ width }}>
					{/* biome-ignore lint/a11y/useSemanticElements: as above */}
					{/* biome-ignore lint/a11y/useFocusableInteractive: its cells take the focus */}
					<div className={styles.line} role="row" aria-rowindex={1}>
						{/* biome-ignore lint/a11y/useSemanticElements: as above */}
						<div className={styles.name} role="columnheader" tabIndex={tab(-1, 0)} {...focus(-1, 0)}>
							{t("scan.table")}
						</div>
						{shown.map(({ index, start }) => {
							const { id = "", name } = tenants[index] ?? {};
							return (
								// biome-ignore lint/a11y/useSemanticElements: as above
								<div
									key={id}
									className={styles.tenant}
									role="columnheader"
									title={name === undefined ? id : `${name} (${id})`}
									style={{ insetInlineStart: start }}
									tabIndex={tab(-1, index + 1)}
									{...focus(-1, index + 1)}
								>
									<ServerText>{name ?? id}</ServerText>
								</div>
							);
						})}
					</div>
				</div>
				{/* biome-ignore lint/a11y/useSemanticElements: as above */}
				<div className={styles.rows} role="rowgroup" style={{ width, height: lines.getTotalSize() }}>
					{lines.getVirtualItems().map((line) => {
						const scanned = rows[line.index];
						if (!scanned) return null;
						return (
							// biome-ignore lint/a11y/useSemanticElements: as above
							// biome-ignore lint/a11y/useFocusableInteractive: its cells take the focus
							<div
								key={scanned.table}
								className={styles.line}
								role="row"
								aria-rowindex={line.index + 2}
								style={{ top: line.start }}
							>
								{/* biome-ignore lint/a11y/useSemanticElements: as above */}
								<div
									className={styles.name}
									role="rowheader"
									title={scanned.table}
									tabIndex={tab(line.index, 0)}
									{...focus(line.index, 0)}
								>
									<ServerText>{scanned.table}</ServerText>
								</div>
								{shown.map(({ index, start }) => (
									<MatrixCell
										key={tenants[index]?.id}
										row={scanned}
										at={index}
										tenant={tenants[index]}
										start={start}
										tabIndex={tab(line.index, index + 1)}
										focus={focus(line.index, index + 1)}
									/>
								))}
							</div>
						);
					})}
				</div>
			</div>
			<p className={styles.told}>
				{row && tenant ? cellWords(row, cell.column - 1, tenant) : t("coverage.matrix.hint")}
			</p>
		</>
	);
}

/** The focused line stays in the page when it is scrolled out of sight: else the focus is lost. */
function withActive(range: Range, active: number): number[] {
	const indexes = defaultRangeExtractor(range);
	if (active < 0 || active >= range.count || indexes.includes(active)) return indexes;
	return [...indexes, active].sort((a, b) => a - b);
}
