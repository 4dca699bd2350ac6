import { Button } from "@mantine/core";
import {
	IconAlertTriangle,
	IconArrowsLeftRight,
	IconDatabaseX,
	IconFileText,
	IconListCheck,
	IconLock,
	IconRefreshAlert,
	IconUsersMinus,
} from "@tabler/icons-react";
import { useState } from "react";
import type { RehearsedMigration, RehearseResult } from "../../../main/contract/index.ts";
import { t } from "../../i18n/i18n.ts";
import { Badge } from "../../ui/badge.tsx";
import { formatBytes } from "../../ui/format-bytes.ts";
import { formatDuration } from "../../ui/format-time.ts";
import { CodeText, ServerText } from "../../ui/server-text.tsx";
import styles from "./rehearsal-outcome.module.css";
import { RehearsalReport } from "./rehearsal-report.tsx";

/** In short what each migration did when it was rehearsed; the report has the rest. */
export function RehearsalOutcome({ result, connection }: { result: RehearseResult; connection: string }) {
	const [open, setOpen] = useState(false);
	const { rehearsal, scratch, skipped } = result;
	if (rehearsal.length === 0) return null;
	return (
		<>
			<ul className={styles.list}>
				{rehearsal.map((migration) => (
					<li key={migration.id} className={styles.line}>
						<CodeText>{migration.id}</CodeText>
						<span data-figures>{formatDuration(migration.ms)}</span>
						<span>{t("run.statements", { n: migration.statements.length })}</span>
						{migration.on === "live" && (
							<span data-figures>{t("rehearsal.wal", { size: formatBytes(migration.walBytes) })}</span>
						)}
						<RehearsalBadges migration={migration} />
					</li>
				))}
				{skipped.map(({ id, reason }) => (
					<li key={`skipped ${id}`} className={styles.line}>
						<strong>{t("run.skipped")}</strong> <CodeText>{id}</CodeText> <ServerText>{reason}</ServerText>
					</li>
				))}
			</ul>
			<p className={styles.line}>
				<Button
					size="compact-xs"
					variant="default"
					leftSection={<IconFileText size={14} />}
					onClick={() => setOpen(true)}
				>
					{t("rehearsal.open")}
				</Button>
				{scratch && !scratch.equalsTarget && (
					<Badge tone="look" icon={IconDatabaseX}>
						{t("rehearsal.unequal", { n: scratch.differences.length })}
					</Badge>
				)}
			</p>
			{open && <RehearsalReport result={result} connection={connection} onClose={() => setOpen(false)} />}
		</>
	);
}

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
