import {
	IconChevronDown,
	IconChevronUp,
	IconFilter,
	IconFilterFilled,
	IconKey,
	IconLink,
	IconLock,
} from "@tabler/icons-react";
import type { KeyboardEvent, PointerEvent } from "react";
import type { ViewColumn, ViewSort } from "../../../../main/contract/index.ts";
import { t } from "../../../i18n/i18n.ts";
import { escapeHidden } from "../../../ui/escape-text.ts";
import { ServerText } from "../../../ui/server-text.tsx";
import { isNumeric } from "./column-widths.ts";
import styles from "./sheet.module.css";

export interface HeadCellProps {
	column: ViewColumn;
	at: number;
	start: number;
	width: number;
	active: boolean;
	sort: readonly ViewSort[] | undefined;
	filtered: boolean;
	onFocus: () => void;
	/** Absent where nothing sorts or filters. `add`: behind what is sorted by already. */
	onSort?: ((column: string, add: boolean) => void) | undefined;
	onFilter?: ((column: string) => void) | undefined;
	onResize: (at: number, by: number) => void;
}

/** Pixels that a key widens by. */
const STEP = 24;

/** A header: a click or Enter sorts, with Shift behind the others; Alt+↓ filters; its edge, or Alt with an arrow, widens. */
export function HeadCell(props: HeadCellProps) {
	const { column, at, start, width, active, sort, filtered, onFocus, onSort, onFilter, onResize } = props;
	const sorted = sortedHow(column, sort);
	const open = !column.masked;
	const onKeyDown = (event: KeyboardEvent) => {
		if (event.altKey && (event.key === "ArrowLeft" || event.key === "ArrowRight")) {
			event.preventDefault();
			onResize(at, event.key === "ArrowRight" ? STEP : -STEP);
		} else if (event.altKey && event.key === "ArrowDown" && open) {
			event.preventDefault();
			onFilter?.(column.name);
		} else if ((event.key === "Enter" || event.key === " ") && open) {
			event.preventDefault();
			event.stopPropagation();
			onSort?.(column.name, event.shiftKey);
		}
	};
	return (
		// biome-ignore lint/a11y/useSemanticElements: a virtual grid is no HTML table
		<div
			className={styles.headCell}
			role="columnheader"
			aria-colindex={at + 1}
			aria-sort={sorted ?? (onSort ? "none" : undefined)}
			data-align={isNumeric(column) ? "end" : undefined}
			data-active={active || undefined}
			data-sorts={(open && onSort !== undefined) || undefined}
			style={{ insetInlineStart: start, width }}
			tabIndex={active ? 0 : -1}
			title={`${escapeHidden(column.name)} · ${escapeHidden(column.type)}`}
			onClick={(event) => open && onSort?.(column.name, event.shiftKey)}
			onKeyDown={onKeyDown}
			onFocus={onFocus}
		>
			<Signs column={column} sort={sort} />
			{onFilter && open && (
				<span
					className={styles.filterSign}
					aria-hidden
					data-on={filtered || undefined}
					title={t("sheet.filter")}
					onClick={(event) => {
						event.stopPropagation();
						onFilter(column.name);
					}}
				>
					{filtered ? <IconFilterFilled size={12} /> : <IconFilter size={12} />}
				</span>
			)}
			<span
				className={styles.resize}
				aria-hidden
				onClick={(event) => event.stopPropagation()}
				onPointerDown={(event) => drag(event, (by) => onResize(at, by))}
			/>
		</div>
	);
}

function sortedHow(
	{ name }: ViewColumn,
	sort: readonly ViewSort[] | undefined,
): "ascending" | "descending" | undefined {
	const own = sort?.find(({ column }) => column === name);
	return own && (own.desc ? "descending" : "ascending");
}

/** What a column is, its name, and how it is sorted: at which place, where there are several. */
function Signs({ column, sort }: Pick<HeadCellProps, "column" | "sort">) {
	const sorted = sortedHow(column, sort);
	return (
		<>
			{column.key !== undefined && <IconKey size={12} aria-label={t("sheet.key")} />}
			{column.masked && <IconLock size={12} aria-label={t("sheet.masked")} />}
			{column.references && <IconLink size={12} aria-label={t("sheet.points")} />}
			<span className={styles.headText}>
				<ServerText>{column.name}</ServerText>
			</span>
			{sorted === "ascending" && <IconChevronUp size={13} aria-hidden />}
			{sorted === "descending" && <IconChevronDown size={13} aria-hidden />}
			{sorted && sort && sort.length > 1 && <small>{sort.findIndex((each) => each.column === column.name) + 1}</small>}
		</>
	);
}

function drag(event: PointerEvent<HTMLElement>, widen: (by: number) => void): void {
	event.preventDefault();
	event.stopPropagation();
	const handle = event.currentTarget;
	const sign = document.documentElement.dir === "rtl" ? -1 : 1;
	let from = event.clientX;
	handle.setPointerCapture(event.pointerId);
	const onMove = ({ clientX }: globalThis.PointerEvent) => {
		widen((clientX - from) * sign);
		from = clientX;
	};
	handle.addEventListener("pointermove", onMove);
	handle.addEventListener("lostpointercapture", () => handle.removeEventListener("pointermove", onMove), {
		once: true,
	});
}
