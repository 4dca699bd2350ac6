import { IconShieldCheck, IconShieldX } from "@tabler/icons-react";
import type { KnownCheck } from "../../app/jobs/latest-checks.ts";
import { formatNumber, t } from "../../i18n/i18n.ts";
import { Badge } from "../../ui/badge.tsx";
import type { GridColumn } from "../../ui/data-grid/columns.ts";
import { formatDuration } from "../../ui/format-time.ts";

export function checkColumns(): GridColumn<KnownCheck>[] {
	return [
		{
			id: "state",
			header: t("checks.column.state"),
			width: 132,
			value: ({ ok }) => t(ok ? "checks.holds" : "checks.fails"),
			render: ({ ok }) => (
				<Badge tone={ok ? "sealed" : "alarm"} icon={ok ? IconShieldCheck : IconShieldX}>
					{t(ok ? "checks.holds" : "checks.fails")}
				</Badge>
			),
		},
		{ id: "migration", header: t("checks.column.migration"), width: 86, mono: true, value: (check) => check.migration },
		{ id: "name", header: t("checks.column.name"), width: 170, grow: true, value: (check) => check.name },
		{
			id: "violations",
			header: t("checks.column.violations"),
			width: 84,
			align: "end",
			value: (check) => check.violationCount,
			render: ({ violationCount }) => formatNumber(violationCount),
		},
		{
			id: "ms",
			header: t("checks.column.ms"),
			width: 70,
			align: "end",
			value: (check) => check.ms,
			render: ({ ms }) => formatDuration(ms),
		},
	];
}
