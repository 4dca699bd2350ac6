import { Progress } from "@mantine/core";
import type { Working } from "../../app/jobs/job-view.ts";
import { formatNumber, t } from "../../i18n/i18n.ts";
import { formatBytes } from "../../ui/format-bytes.ts";
import { CodeText, ServerText } from "../../ui/server-text.tsx";
import styles from "./run-panel.module.css";

type Count = NonNullable<Working["blocks"]>;

/** How far a long statement is, as the server counts it. */
export function RunWorking({ working }: { working: Working }) {
	const { text, object, partitions, sessions, blocks, rows, bytes } = working;
	const bar = shareOf(blocks) ?? shareOf(bytes) ?? shareOf(partitions);
	const facts = [
		partitions && t("working.partitions", { count: counted(partitions) }),
		sessions && t("working.sessions", { count: counted(sessions) }),
		blocks && t("working.blocks", { count: counted(blocks) }),
		rows && t("working.rows", { count: counted(rows) }),
		bytes && counted(bytes, formatBytes),
	].filter(Boolean);
	return (
		<div className={styles.working} data-figures>
			<p className={styles.now}>
				<span>
					<ServerText>{text}</ServerText>
				</span>
				{object !== undefined && <CodeText>{object}</CodeText>}
				{facts.map((fact) => (
					<span key={fact}>{fact}</span>
				))}
			</p>
			{bar !== undefined && <Progress size="sm" value={bar} aria-label={t("working.label")} />}
		</div>
	);
}

function counted({ done, of }: Count, written: (n: number) => string = formatNumber): string {
	return of === undefined ? written(done) : t("working.of", { done: written(done), of: written(of) });
}

function shareOf(count: Count | undefined): number | undefined {
	return count?.of ? (100 * count.done) / count.of : undefined;
}
