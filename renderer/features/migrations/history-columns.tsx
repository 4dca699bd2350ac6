import type { LedgerEvent } from "../../../main/contract/index.ts";
import { LedgerEventBadge } from "../../app/ledger-event.tsx";
import { t } from "../../i18n/i18n.ts";
import type { GridColumn } from "../../ui/data-grid/columns.ts";
import { formatDuration } from "../../ui/format-time.ts";
import { Timestamp } from "../../ui/moment.tsx";
import { ServerText } from "../../ui/server-text.tsx";

export function historyColumns(): GridColumn<LedgerEvent>[] {
	return [
		{
			id: "at",
			header: t("history.at"),
			width: 206,
			value: (event) => event.at,
			render: (event) => <Timestamp at={event.at} />,
		},
		{
			id: "event",
			header: t("history.event"),
			width: 124,
			value: (event) => t(`event.${event.event}`),
			render: (event) => <LedgerEventBadge event={event.event} />,
		},
		{ id: "migration", header: t("history.migration"), width: 82, mono: true, value: (event) => event.migration },
		{ id: "name", header: t("history.name"), width: 170, grow: true, value: (event) => event.name },
		{
			id: "reason",
			header: t("history.reason"),
			width: 150,
			grow: true,
			value: (event) => event.reason ?? null,
			render: ({ reason }) => reason !== undefined && <ServerText>{reason}</ServerText>,
		},
		{ id: "by", header: t("history.by"), width: 128, value: (event) => event.by },
		{ id: "host", header: t("history.host"), width: 128, value: (event) => event.host },
		{
			id: "ms",
			header: t("history.ms"),
			width: 72,
			align: "end",
			value: (event) => event.ms,
			render: (event) => formatDuration(event.ms),
		},
		{
			id: "checksum",
			header: t("history.checksum"),
			width: 110,
			mono: true,
			value: (event) => event.checksum.slice(0, 12),
		},
		{ id: "version", header: t("history.version"), width: 80, value: (event) => event.version },
	];
}
