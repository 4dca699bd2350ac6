import type { AuditEntry } from "../../../main/contract/index.ts";
import { t } from "../../i18n/i18n.ts";
import type { GridColumn } from "../../ui/data-grid/columns.ts";
import { Timestamp } from "../../ui/moment.tsx";
import { ServerText } from "../../ui/server-text.tsx";
import { OutcomeBadge } from "./audit-outcome.tsx";

export function auditColumns(): GridColumn<AuditEntry>[] {
	return [
		{ id: "seq", header: t("audit.seq"), width: 58, align: "end", value: ({ seq }) => seq },
		{ id: "at", header: t("audit.at"), width: 204, value: ({ at }) => at, render: ({ at }) => <Timestamp at={at} /> },
		{
			id: "action",
			header: t("audit.action"),
			width: 120,
			mono: true,
			value: ({ action }) => action,
		},
		{
			id: "outcome",
			header: t("audit.outcome"),
			width: 104,
			value: ({ outcome }) => t(`audit.outcome.${outcome}`),
			render: ({ outcome }) => <OutcomeBadge outcome={outcome} />,
		},
		{
			id: "who",
			header: t("audit.who"),
			width: 76,
			value: ({ by }) => by,
			render: ({ by }) => <ServerText>{by}</ServerText>,
		},
		{
			id: "on",
			header: t("audit.on"),
			width: 90,
			grow: true,
			value: ({ connection }) => connection?.name ?? null,
			render: ({ connection }) => connection && <ServerText>{connection.name}</ServerText>,
		},
		{
			id: "tenant",
			header: t("audit.tenant"),
			width: 80,
			mono: true,
			value: ({ tenant }) => tenant ?? null,
			render: ({ tenant }) => tenant !== undefined && <ServerText>{tenant}</ServerText>,
		},
		{
			id: "reason",
			header: t("audit.reason"),
			width: 110,
			grow: true,
			value: ({ reason }) => reason ?? null,
			render: ({ reason }) => reason !== undefined && <ServerText>{reason}</ServerText>,
		},
	];
}
