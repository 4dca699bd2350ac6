import { Button, Popover } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { useMemo } from "react";
import type { IndexHealth } from "../../../main/contract/index.ts";
import { scoreTone } from "../../app/index-score.ts";
import { formatNumber, t } from "../../i18n/i18n.ts";
import { formatAbsolute } from "../../ui/format-time.ts";
import { ServerText } from "../../ui/server-text.tsx";
import { becauseWords } from "./because-words.ts";
import { countFindings } from "./findings/find-findings.ts";
import { SeverityBadge } from "./findings/finding-columns.tsx";
import styles from "./indexes.module.css";
import { TrendLine } from "./trend-line.tsx";
import { useMoments } from "./use-health.ts";
import { weighChecks, weighTables } from "./weigh.ts";

/** Looks that the line over time is made of. */
const LOOKS = 60;
/** Days below which "unused" says little. */
const YOUNG = 7;

/** One figure for all of it, what it is made of, how it came about over time, and over which time the counters counted. */
export function ScoreBand({ connection, health }: { connection: string; health: IndexHealth }) {
	const { data: moments = [] } = useMoments(connection);
	const { score, windows } = health;
	const findings = countFindings(health.findings);
	const open = health.notEvaluated.reduce((sum, { count }) => sum + count, 0);
	return (
		<section className={styles.band} aria-label={t("score.title")}>
			<div className={styles.score} data-tone={scoreTone({ score, findings, open })}>
				<strong>{score === null ? "–" : formatNumber(score)}</strong>
				<span>{score === null ? t("score.none") : t("score.title")}</span>
			</div>
			<div className={styles.bandWords}>
				{score === null && <p>{t("score.none.text")}</p>}
				{windows.map((window) => (
					<Window key={window.node} window={window} />
				))}
			</div>
			<TrendLine moments={moments.slice(0, LOOKS)} />
			<MadeOf health={health} />
		</section>
	);
}

/** Over which time a node's counters counted, and that "unused" says little while it is short. */
function Window({ window }: { window: IndexHealth["windows"][number] }) {
	const { node, since, days } = window;
	const rounded = Math.round(days * 10) / 10;
	const at = since === null ? node : { said: formatAbsolute(new Date(since)) };
	const because = { said: becauseWords(window.because) };
	if (days < 1) return <p className={styles.warn}>{t("score.window.today", { at, because })}</p>;
	return (
		<>
			<p className={styles.faint}>{t("score.window", { at, because, days: rounded })}</p>
			{days < YOUNG && <p className={styles.warn}>{t("score.window.short", { node, days: rounded })}</p>}
		</>
	);
}

/** How many tables are whole, and which checks say so of the others. */
function MadeOf({ health }: { health: IndexHealth }) {
	const { whole, half, none } = useMemo(() => weighTables(health), [health]);
	const checks = useMemo(() => weighChecks(health), [health]);
	return (
		<Popover position="bottom-end" width={440} shadow="md" trapFocus withRoles>
			<Popover.Target>
				<Button variant="default" size="compact-sm" rightSection={<IconChevronDown size={14} />}>
					{t("score.made")}
				</Button>
			</Popover.Target>
			<Popover.Dropdown aria-label={t("score.made")}>
				<div className={styles.made}>
					<p>{t("score.made.text")}</p>
					<p>{t("score.made.tables", { whole, half, none })}</p>
					{checks.length > 0 && (
						// biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reached by keyboard
						<section className={styles.checks} tabIndex={0} aria-label={t("score.made.grid")}>
							<ul>
								{checks.map(({ check, worst, found, objects }) => (
									<li key={check}>
										<SeverityBadge severity={worst} />
										<ServerText>{check}</ServerText>
										<span data-figures>{t("score.made.found", { found, objects })}</span>
									</li>
								))}
							</ul>
						</section>
					)}
				</div>
			</Popover.Dropdown>
		</Popover>
	);
}
