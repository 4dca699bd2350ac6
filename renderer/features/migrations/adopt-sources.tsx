import { Radio } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import type { HistoriesResult, HistorySummary } from "../../../main/contract/index.ts";
import { t } from "../../i18n/i18n.ts";
import { Badge } from "../../ui/badge.tsx";
import { CodeText, ServerText } from "../../ui/server-text.tsx";
import styles from "./adopt.module.css";
import { type AdoptSource, sourceKey, toolNames } from "./adopt-source.ts";
import dialogs from "./dialogs.module.css";

interface AdoptSourcesProps {
	found: HistoriesResult;
	source: AdoptSource | undefined;
	onChoose: (source: AdoptSource) => void;
}

/** The histories that were found in the database, and the checks: one of them counts. */
export function AdoptSources({ found: { histories, notes }, source, onChoose }: AdoptSourcesProps) {
	const choose = (key: string): void => onChoose(key === "" ? { from: "checks" } : { table: key });
	return (
		<section aria-label={t("adopt.histories")}>
			<Radio.Group
				label={t("adopt.histories")}
				classNames={{ label: styles.legend ?? "" }}
				value={source ? sourceKey(source) : null}
				onChange={choose}
			>
				<div className={styles.sources}>
					{histories.map((history) => (
						<Radio.Card key={history.table} value={history.table} className={styles.source}>
							<Radio.Indicator />
							<History history={history} />
						</Radio.Card>
					))}
					<Radio.Card value="" className={styles.source}>
						<Radio.Indicator />
						<span className={styles.words}>
							<strong>{t("adopt.source.checks")}</strong>
							<span>{t("adopt.source.checks.means")}</span>
						</span>
					</Radio.Card>
				</div>
			</Radio.Group>
			{histories.length === 0 && notes.length === 0 && <p className={dialogs.note}>{t("adopt.source.none")}</p>}
			{notes.map((note) => (
				<p key={note} className={dialogs.note}>
					<ServerText>{note}</ServerText>
				</p>
			))}
		</section>
	);
}

function History({ history }: { history: HistorySummary }) {
	const { tool, table, rows, known, last, doubtful, refusals } = history;
	return (
		<span className={styles.words}>
			<strong>
				{toolNames[tool]} <CodeText>{table}</CodeText>{" "}
				{refusals.length > 0 && (
					<Badge tone="alarm" icon={IconAlertTriangle}>
						{t("adopt.source.refused")}
					</Badge>
				)}
			</strong>
			<span>
				{t("adopt.source.rows", { n: rows })} · {t("adopt.source.known", { n: known })}
				{last && (
					<>
						{" · "}
						<ServerText>
							{last.at === undefined
								? t("adopt.source.last", { version: last.version })
								: t("adopt.source.last.at", { version: last.version, at: last.at })}
						</ServerText>
					</>
				)}
			</span>
			{doubtful && <span>{t("adopt.source.doubtful", { tool: toolNames[tool] })}</span>}
		</span>
	);
}
