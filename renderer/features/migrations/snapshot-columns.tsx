import type { SnapshotSummary } from "../../../main/contract/index.ts";
import { formatNumber, t } from "../../i18n/i18n.ts";
import type { GridColumn } from "../../ui/data-grid/columns.ts";
import { formatBytes } from "../../ui/format-bytes.ts";
import { Timestamp } from "../../ui/moment.tsx";
import { SnapshotBadge, snapshotLook } from "./snapshot-badge.tsx";

export function snapshotColumns(): GridColumn<SnapshotSummary>[] {
	return [
		{
			id: "at",
			header: t("snapshots.at"),
			width: 204,
			value: ({ head }) => head?.at ?? null,
			render: ({ head }) => head && <Timestamp at={new Date(head.at)} />,
		},
		{
			id: "database",
			header: t("snapshots.database"),
			width: 90,
			grow: true,
			mono: true,
			value: ({ head }) => head?.database ?? null,
		},
		{
			id: "migrations",
			header: t("snapshots.migrations"),
			width: 88,
			mono: true,
			value: ({ head }) => head?.migrations.join(" ") ?? null,
		},
		{
			id: "rows",
			header: t("snapshots.rows"),
			width: 64,
			align: "end",
			value: rowsOf,
			render: (snapshot) => formatNumber(rowsOf(snapshot)),
		},
		{
			id: "size",
			header: t("snapshots.size"),
			width: 70,
			align: "end",
			value: ({ bytes }) => bytes,
			render: ({ bytes }) => formatBytes(bytes),
		},
		{
			id: "state",
			header: t("snapshots.state"),
			width: 112,
			value: (snapshot) => t(snapshotLook(snapshot).words),
			render: (snapshot) => <SnapshotBadge snapshot={snapshot} />,
		},
	];
}

export function rowsOf({ head }: SnapshotSummary): number {
	return head?.tables.reduce((sum, { rows }) => sum + rows, 0) ?? 0;
}
