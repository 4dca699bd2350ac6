import { VisuallyHidden } from "@mantine/core";
import { IconAlertTriangle, IconCircleX, IconInfoCircle, IconSquare, IconSquareCheckFilled } from "@tabler/icons-react";
import type { IndexFinding, IndexSeverity } from "../../../../main/contract/index.ts";
import { t } from "../../../i18n/i18n.ts";
import { Badge } from "../../../ui/badge.tsx";
import type { GridColumn } from "../../../ui/data-grid/columns.ts";
import { isMendable, keyOf, severities } from "./find-findings.ts";
import styles from "./findings.module.css";

const looks = {
	ERROR: { tone: "alarm", icon: IconCircleX },
	WARN: { tone: "look", icon: IconAlertTriangle },
	INFO: { tone: "calm", icon: IconInfoCircle },
} as const;

export function SeverityBadge({ severity }: { severity: IndexSeverity }) {
	const { tone, icon } = looks[severity];
	return (
		<Badge tone={tone} icon={icon}>
			{t(`finding.severity.${severity}`)}
		</Badge>
	);
}

/** The gravest first, as they come. `chosen`: keys of those that a file is to be made of. */
export function findingColumns(
	chosen: ReadonlySet<string>,
	onChoose: (finding: IndexFinding) => void,
): GridColumn<IndexFinding>[] {
	return [
		{
			id: "chosen",
			header: t("finding.choose"),
			value: (finding) => chosen.has(keyOf(finding)),
			render: (finding) => <Choice finding={finding} chosen={chosen.has(keyOf(finding))} />,
			act: (finding) => {
				if (isMendable(finding)) onChoose(finding);
			},
			width: 68,
			sortable: false,
		},
		{
			id: "severity",
			header: t("finding.severity"),
			value: ({ severity }) => severities.indexOf(severity),
			render: ({ severity }) => <SeverityBadge severity={severity} />,
			width: 106,
		},
		{ id: "object", header: t("finding.object"), value: ({ object }) => object, width: 254, mono: true },
		{ id: "detail", header: t("finding.detail"), value: ({ detail }) => detail, grow: true, width: 290 },
		{ id: "check", header: t("finding.check"), value: ({ check }) => check, width: 170 },
	];
}

function Choice({ finding, chosen }: { finding: IndexFinding; chosen: boolean }) {
	if (!isMendable(finding)) return <VisuallyHidden>{t("finding.chosen.cannot")}</VisuallyHidden>;
	const Sign = chosen ? IconSquareCheckFilled : IconSquare;
	return (
		<span className={styles.choice} data-chosen={chosen || undefined}>
			<Sign size={17} aria-hidden />
			<VisuallyHidden>{t(chosen ? "finding.chosen.yes" : "finding.chosen.no")}</VisuallyHidden>
		</span>
	);
}
