import { useMemo } from "react";
import type { Slowness } from "../../../../main/contract/index.ts";
import { t } from "../../../i18n/i18n.ts";
import type { GridColumn } from "../../../ui/data-grid/columns.ts";
import { DataGrid } from "../../../ui/data-grid/data-grid.tsx";
import { formatDuration } from "../../../ui/format-time.ts";
import { Panel } from "../../../ui/panel.tsx";
import styles from "./slow.module.css";

type Wait = Slowness["waits"][number];

/** Rows that are in sight at once. */
const MOST = 8;

export function WaitsPanel({ waits }: Pick<Slowness, "waits">) {
	const columns = useMemo(waitColumns, []);
	return (
		<Panel title={t("slow.waits")} flush={waits.length > 0}>
			{waits.length === 0 ? (
				<p className={styles.faint}>{t("slow.waits.none")}</p>
			) : (
				<div style={{ height: `${Math.min(MOST, waits.length) * 26 + 30}px` }}>
					<DataGrid label={t("slow.waits.grid")} columns={columns} rows={waits} rowId={({ event }) => event} />
				</div>
			)}
		</Panel>
	);
}

function waitColumns(): GridColumn<Wait>[] {
	return [
		{ id: "event", header: t("slow.wait"), value: ({ event }) => event, width: 180, grow: true },
		{ id: "sessions", header: t("slow.sessions"), value: ({ sessions }) => sessions, width: 84, align: "end" },
		{
			id: "longest",
			header: t("slow.longest"),
			value: ({ longestMs }) => longestMs,
			render: ({ longestMs }) => formatDuration(longestMs),
			width: 112,
			align: "end",
		},
		{ id: "pids", header: t("slow.pids"), value: ({ pids }) => pids.join(", "), width: 120 },
	];
}
