import { useEffect } from "react";
import { createPortal } from "react-dom";
import type { IndexHealth } from "../../../../main/contract/index.ts";
import { formatNumber, t } from "../../../i18n/i18n.ts";
import { formatAbsolute } from "../../../ui/format-time.ts";
import { CodeText, ServerText } from "../../../ui/server-text.tsx";
import { becauseWords } from "../because-words.ts";
import { countFindings, keyOf, severities } from "../findings/find-findings.ts";
import styles from "./report.module.css";

/** What was found on paper: beside the page, shown by the print style sheet alone, and gone once it is printed. */
export function Report({ health, onPrinted }: { health: IndexHealth; onPrinted: () => void }) {
	// biome-ignore lint/correctness/useExhaustiveDependencies: it is printed once
	useEffect(() => {
		window.addEventListener("afterprint", onPrinted, { once: true });
		window.print();
		return () => window.removeEventListener("afterprint", onPrinted);
	}, []);
	const { database, server, role, score, findings, notEvaluated, windows } = health;
	const counts = countFindings(findings);
	return createPortal(
		<article className={styles.report}>
			<h1>{t("report.title", { database })}</h1>
			<p>
				{formatAbsolute(new Date())} · {t("report.by", { version: server.version, role: role.name })}
			</p>
			<p className={styles.score}>
				{score === null ? t("score.none") : t("score.of", { score: formatNumber(score) })} ·{" "}
				{severities.map((severity) => t(`indexes.count.${severity}`, { n: counts[severity] })).join(" · ")}
			</p>
			<p>
				{t("report.windows")}:{" "}
				{windows
					.map(({ node, days, because }) =>
						t("score.window.node", { node, because: { said: becauseWords(because) }, days: Math.round(days) }),
					)
					.join("; ")}
			</p>
			{findings.map((finding) => (
				<section key={keyOf(finding)}>
					<h2>
						{t(`finding.severity.${finding.severity}`)} · <CodeText>{finding.object}</CodeText>
					</h2>
					<p>
						{finding.check}: <ServerText>{finding.detail}</ServerText> {finding.why}
					</p>
					{finding.fix && (
						<pre dir="ltr">
							<ServerText>{finding.fix.sql}</ServerText>
						</pre>
					)}
				</section>
			))}
			<h2>{t("asked.not")}</h2>
			{notEvaluated.length === 0 && <p>{t("asked.not.none")}</p>}
			<ul>
				{notEvaluated.map(({ check, reason, count }) => (
					<li key={`${check} ${reason}`}>
						{check} ({count === 0 ? t("asked.not.whole") : t("asked.not.count", { n: count })}):{" "}
						<ServerText>{reason}</ServerText>
					</li>
				))}
			</ul>
		</article>,
		document.body,
	);
}
