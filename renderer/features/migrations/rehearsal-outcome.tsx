import { Button } from "@mantine/core";
import { IconDatabaseX, IconFileText } from "@tabler/icons-react";
import { useState } from "react";
import type { RehearseResult } from "../../../main/contract/index.ts";
import { t } from "../../i18n/i18n.ts";
import { Badge } from "../../ui/badge.tsx";
import { formatBytes } from "../../ui/format-bytes.ts";
import { formatDuration } from "../../ui/format-time.ts";
import { CodeText, ServerText } from "../../ui/server-text.tsx";
import { RehearsalBadges } from "./rehearsal-badges.tsx";
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
