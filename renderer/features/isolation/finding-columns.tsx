import { IconAlertTriangle, IconInfoCircle, IconLockOpen } from "@tabler/icons-react";
import type { DoctorSeverity } from "../../../main/contract/index.ts";
import { t } from "../../i18n/i18n.ts";
import { told } from "../../i18n/told.ts";
import { Badge } from "../../ui/badge.tsx";
import type { GridColumn } from "../../ui/data-grid/columns.ts";
import type { ListedFinding } from "./find-findings.ts";
import styles from "./isolation.module.css";

const looks = {
	ERROR: { tone: "alarm", icon: IconLockOpen },
	WARN: { tone: "look", icon: IconAlertTriangle },
	INFO: { tone: "calm", icon: IconInfoCircle },
} as const;

const order: readonly DoctorSeverity[] = ["ERROR", "WARN", "INFO"];

export function SeverityBadge({ severity }: { severity: DoctorSeverity }) {
	const { tone, icon } = looks[severity];
	return (
		<Badge tone={tone} icon={icon}>
			{t(`doctor.severity.${severity}`)}
		</Badge>
	);
}

/** The gravest first, as they come. */
export function findingColumns(): GridColumn<ListedFinding>[] {
	return [
		{
			id: "severity",
			header: t("doctor.severity"),
			value: ({ severity }) => order.indexOf(severity),
			render: ({ severity }) => <SeverityBadge severity={severity} />,
			width: 112,
		},
		{ id: "object", header: t("doctor.object"), value: ({ object }) => object, width: 300, mono: true },
		{
			id: "check",
			header: t("doctor.check"),
			value: ({ check }) => check,
			render: ({ check, server }) => (
				<span>
					{check} {server && <small className={styles.faint}>{t("doctor.server")}</small>}
				</span>
			),
			width: 190,
		},
		{ id: "detail", header: t("doctor.detail"), value: ({ detail }) => told(detail), grow: true, width: 260 },
	];
}
