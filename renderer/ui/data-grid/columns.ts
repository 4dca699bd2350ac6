import {
	type ColumnDef,
	columnResizingFeature,
	columnSizingFeature,
	createSortedRowModel,
	metaHelper,
	rowSortingFeature,
	sortFn_alphanumeric,
	sortFn_basic,
	sortFn_datetime,
	tableFeatures,
} from "@tanstack/react-table";
import type { ReactNode } from "react";

export type GridValue = string | number | boolean | Date | null;

export interface GridColumn<Row> {
	id: string;
	header: string;
	/** What is sorted, copied and, without `render`, shown. */
	value: (row: Row) => GridValue;
	render?: (row: Row) => ReactNode;
	/** Pixels. Default 140. */
	width?: number;
	/** Takes what is left of the width; give it to one or two columns. */
	grow?: boolean;
	align?: "end";
	/** Identifiers and server values stand in a fixed pitch. */
	mono?: boolean;
	/** False where nothing sorts by it. */
	sortable?: false;
	/** Enter, Space or a click on a cell does this, and does not select the row. */
	act?: (row: Row) => void;
}

interface ColumnMeta {
	grow: boolean;
	align: "start" | "end";
	mono: boolean;
}

export const features = tableFeatures({
	rowSortingFeature,
	columnSizingFeature,
	columnResizingFeature,
	sortedRowModel: createSortedRowModel(),
	sortFns: { alphanumeric: sortFn_alphanumeric, basic: sortFn_basic, datetime: sortFn_datetime },
	columnMeta: metaHelper<ColumnMeta>(),
});

/** The grid's own column description as TanStack Table wants it. */
export function toColumnDefs<Row extends object>(
	columns: readonly GridColumn<Row>[],
): ColumnDef<typeof features, Row, unknown>[] {
	return columns.map((column) => ({
		id: column.id,
		accessorFn: column.value,
		header: column.header,
		size: column.width ?? 140,
		minSize: 56,
		sortUndefined: "last",
		enableSorting: column.sortable ?? true,
		meta: { grow: column.grow ?? false, align: column.align ?? "start", mono: column.mono ?? false },
	}));
}
