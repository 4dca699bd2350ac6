import { IconAlertTriangle } from "@tabler/icons-react";
import type { IndexDetail } from "../../../../main/contract/index.ts";
import { formatNumber, t } from "../../../i18n/i18n.ts";
import { Badge } from "../../../ui/badge.tsx";
import type { GridColumn } from "../../../ui/data-grid/columns.ts";
import { formatBytes } from "../../../ui/format-bytes.ts";
import { Moment } from "../../../ui/moment.tsx";
import { Unknown } from "./table-columns.tsx";
import styles from "./tables.module.css";

/** Invalid and not ready as a badge; what is whole needs none. */
export function IndexState({ valid, ready }: Pick<IndexDetail, "valid" | "ready">) {
	if (valid && ready) return null;
	return (
		<Badge tone="alarm" icon={IconAlertTriangle}>
			{t(valid ? "table.state.not-ready" : "table.state.invalid")}
		</Badge>
	);
}

export function indexColumns(): GridColumn<IndexDetail>[] {
	return [
		{
			id: "name",
			header: t("table.index"),
			value: ({ name }) => name,
			width: 250,
			grow: true,
			mono: true,
		},
		{
			id: "state",
			header: t("table.state"),
			value: ({ valid, ready }) => (valid ? (ready ? 2 : 1) : 0),
			render: (index) =>
				index.valid && index.ready ? (
					<span className={styles.faint}>{t("table.state.valid")}</span>
				) : (
					<IndexState {...index} />
				),
			width: 100,
		},
		{
			id: "size",
			header: t("table.size"),
			value: ({ bytes }) => bytes,
			render: ({ bytes }) => formatBytes(bytes),
			width: 84,
			align: "end",
		},
		{
			id: "scans",
			header: t("table.scans"),
			value: ({ scans }) => scans,
			render: ({ scans }) => (scans === null ? <Unknown /> : formatNumber(scans)),
			width: 164,
			align: "end",
		},
		{
			id: "last",
			header: t("table.last"),
			value: ({ lastScan }) => lastScan,
			render: ({ lastScan }) => (lastScan === null ? <Unknown /> : <Moment at={new Date(lastScan)} />),
			width: 116,
		},
		{
			id: "bloat",
			header: t("table.bloat"),
			value: ({ bloat }) => bloat?.bytes ?? null,
			render: ({ bloat }) => (bloat === null ? <Unknown /> : formatBytes(bloat.bytes)),
			width: 152,
			align: "end",
		},
	];
}
