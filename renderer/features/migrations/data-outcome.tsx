import type { RestoreResult, RollbackResult } from "../../../main/contract/index.ts";
import { formatNumber, t } from "../../i18n/i18n.ts";
import { CopyButton } from "../../ui/copy-button.tsx";
import { formatDuration } from "../../ui/format-time.ts";
import { CodeText, ServerText } from "../../ui/server-text.tsx";
import { RunLines } from "./run-lines.tsx";
import styles from "./run-panel.module.css";

/** What a rollback undid, what went with it, and where that was kept. */
export function RollbackOutcome({ result: { rolledBack, lost, snapshot } }: { result: RollbackResult }) {
	return (
		<>
			<RunLines lines={rolledBack.map(({ id, ms }) => ({ id, text: formatDuration(ms) }))} />
			{lost.length > 0 && (
				<p className={styles.now}>
					<strong>{t("run.lost")}</strong>
					<ServerText>{lost.map(({ object, rows }) => `${object} (${formatNumber(rows)})`).join(", ")}</ServerText>
				</p>
			)}
			{snapshot && (
				<p className={styles.now}>
					<strong>{t("run.kept")}</strong> <CodeText>{snapshot.path}</CodeText>
					<CopyButton value={snapshot.path} label={t("run.kept.copy")} />
				</p>
			)}
		</>
	);
}

/** What was put back, by table; rows that are there no more could not take their values, rows written since may have been kept. */
export function RestoreOutcome({ result: { restored } }: { result: RestoreResult }) {
	const lines = restored.map(({ table, rows, absent, kept }) => ({
		id: table,
		text: restoredWords(rows, absent, kept),
	}));
	return <RunLines lines={lines} />;
}

function restoredWords(rows: number, absent: number, kept: number): string {
	const words = [t("run.restored", { n: rows })];
	if (absent > 0) words.push(t("run.restored.absent", { n: absent }));
	if (kept > 0) words.push(t("run.restored.kept", { n: kept }));
	return words.join(", ");
}
