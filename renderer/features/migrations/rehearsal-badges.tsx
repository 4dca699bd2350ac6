import {
	IconAlertTriangle,
	IconArrowsLeftRight,
	IconListCheck,
	IconLock,
	IconRefreshAlert,
	IconUsersMinus,
} from "@tabler/icons-react";
import type { RehearsedMigration } from "../../../main/contract/index.ts";
import { t } from "../../i18n/i18n.ts";
import { Badge } from "../../ui/badge.tsx";

/** What deserves a look, and whether it comes back. */
export function RehearsalBadges({ migration }: { migration: RehearsedMigration }) {
	const { locks, rewrites, tenants, tenantsMissing, checks, comesBack } = migration;
	const exclusive = locks.filter(({ blocks }) => blocks === "everything").length;
	const warnings = tenants.flatMap((effect) => effect.warnings).length + (tenantsMissing === undefined ? 0 : 1);
	const failing = checks.filter(({ ok }) => !ok).length;
	return (
		<>
			{exclusive > 0 && (
				<Badge tone="look" icon={IconLock}>
					{t("rehearsal.locks", { n: exclusive })}
				</Badge>
			)}
			{rewrites.length > 0 && (
				<Badge tone="alarm" icon={IconRefreshAlert}>
					{t("rehearsal.rewrites", { n: rewrites.length })}
				</Badge>
			)}
			{warnings > 0 && (
				<Badge tone="alarm" icon={IconUsersMinus}>
					{t("rehearsal.warnings", { n: warnings })}
				</Badge>
			)}
			{failing > 0 && (
				<Badge tone="alarm" icon={IconListCheck}>
					{t("rehearsal.failing", { n: failing })}
				</Badge>
			)}
			{comesBack === undefined ? (
				<Badge tone="calm" icon={IconAlertTriangle}>
					{t("rehearsal.no-rollback")}
				</Badge>
			) : (
				<Badge tone={comesBack ? "sealed" : "alarm"} icon={IconArrowsLeftRight}>
					{t(comesBack ? "rehearsal.comes-back" : "rehearsal.stays-away")}
				</Badge>
			)}
		</>
	);
}
