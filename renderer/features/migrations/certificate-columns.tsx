import { IconCertificate, IconCircleX, IconGitCompare, IconLinkOff } from "@tabler/icons-react";
import type { CertificateSummary } from "../../../main/contract/index.ts";
import { t } from "../../i18n/i18n.ts";
import { Badge } from "../../ui/badge.tsx";
import type { GridColumn } from "../../ui/data-grid/columns.ts";
import { Timestamp } from "../../ui/moment.tsx";
import styles from "./certificates.module.css";

/** Digits of a hash that tell two apart. */
const SHORT = 8;

export function certificateColumns(): GridColumn<CertificateSummary>[] {
	return [
		{ id: "number", header: t("certificates.number"), width: 48, align: "end", value: ({ number }) => number },
		{
			id: "outcome",
			header: t("certificates.outcome"),
			width: 152,
			value: ({ outcome }) => t(`certificates.outcome.${outcome}`),
			render: (certificate) => <Marks certificate={certificate} />,
		},
		{ id: "run", header: t("certificates.run"), width: 92, value: ({ kind }) => t(`certificates.kind.${kind}`) },
		{
			id: "migrations",
			header: t("certificates.migrations"),
			width: 88,
			grow: true,
			mono: true,
			value: ({ migrations }) => migrations.join(" "),
		},
		{ id: "by", header: t("certificates.by"), width: 88, value: ({ by, host }) => `${by}@${host}` },
		{
			id: "at",
			header: t("certificates.at"),
			width: 204,
			value: ({ endedAt }) => endedAt,
			render: ({ endedAt }) => <Timestamp at={new Date(endedAt)} />,
		},
		{
			id: "catalogue",
			header: t("certificates.catalogue"),
			width: 170,
			mono: true,
			value: ({ before, after }) => `${before.slice(0, SHORT)} → ${after.slice(0, SHORT)}`,
		},
	];
}

/** The outcome, and what else must not be overlooked. */
export function Marks({
	certificate: { outcome, drift, gap },
}: {
	certificate: Pick<CertificateSummary, "outcome" | "drift" | "gap">;
}) {
	return (
		<span className={styles.marks}>
			<Badge tone={outcome === "done" ? "sealed" : "alarm"} icon={outcome === "done" ? IconCertificate : IconCircleX}>
				{t(`certificates.outcome.${outcome}`)}
			</Badge>
			{drift && (
				<Badge tone="look" icon={IconGitCompare}>
					{t("certificates.mark.drift")}
				</Badge>
			)}
			{gap > 0 && (
				<Badge tone="look" icon={IconLinkOff}>
					{t("certificates.mark.gap")}
				</Badge>
			)}
		</span>
	);
}
