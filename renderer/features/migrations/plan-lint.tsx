import { UnstyledButton } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconInfoCircle } from "@tabler/icons-react";
import { useState } from "react";
import type { LintFinding, LintSeverity } from "../../../main/contract/index.ts";
import { paths } from "../../app/paths.ts";
import { t } from "../../i18n/i18n.ts";
import { Badge, type Tone } from "../../ui/badge.tsx";
import { CodeText, ServerText } from "../../ui/server-text.tsx";
import styles from "./plan.module.css";
import { countFindings, groupFindings, severities } from "./plan-facts.ts";
import { PlanSection } from "./plan-section.tsx";

interface PlanLintProps {
	connection: string;
	file: "forward" | "rollback";
	findings: readonly LintFinding[];
	/** In the order of the plan. */
	ids: readonly string[];
	onLeave: () => void;
}

/** Findings that are listed before they are folded away. */
const SHORT = 3;

/** What lint says of the planned files, migration by migration; notes are shown when they are asked for. */
export function PlanLint({ connection, file, findings, ids, onLeave }: PlanLintProps) {
	const [notes, setNotes] = useState(false);
	const { info } = countFindings(findings);
	const grave = findings.length - info;
	const shown = notes ? findings : findings.filter(({ severity }) => severity !== "info");
	return (
		<PlanSection
			title={t("plan.lint")}
			summary={<LintCounts findings={findings} always />}
			openAtFirst={grave > 0 && grave <= SHORT}
		>
			{groupFindings(shown, ids).map(({ id, findings: own }) => (
				<div key={id} className={styles.group}>
					<h4>
						<CodeText>{id}</CodeText>
					</h4>
					<ul>
						{own.map((finding) => (
							<li key={`${finding.rule} ${finding.file} ${finding.line} ${finding.column} ${finding.message}`}>
								<Finding href={`#${paths.migration(connection, id, file, finding.line)}`} {...{ finding, onLeave }} />
							</li>
						))}
					</ul>
				</div>
			))}
			{info > 0 && !notes && (
				<UnstyledButton className={styles.notes} onClick={() => setNotes(true)}>
					{t("plan.lint.notes", { n: info })}
				</UnstyledButton>
			)}
		</PlanSection>
	);
}

const tones: Record<LintSeverity, Tone> = { error: "alarm", warning: "look", info: "calm" };
const icons = { error: IconCircleX, warning: IconAlertTriangle, info: IconInfoCircle };

/** How many of each; with `always`, also that there are none. */
export function LintCounts({ findings, always }: { findings: readonly LintFinding[]; always?: boolean }) {
	const counts = countFindings(findings);
	const some = severities.filter((severity) => counts[severity] > 0 && (always || severity !== "info"));
	if (some.length === 0 && always) {
		return (
			<Badge tone="sealed" icon={IconCircleCheck}>
				{t("plan.lint.none")}
			</Badge>
		);
	}
	return some.map((severity) => (
		<Badge key={severity} tone={tones[severity]} icon={icons[severity]}>
			{t(`plan.lint.${severity}`, { n: counts[severity] })}
		</Badge>
	));
}

interface FindingProps {
	href: string;
	finding: LintFinding;
	onLeave: () => void;
}

function Finding({ href, finding: { file, line, rule, severity, message, why, fix }, onLeave }: FindingProps) {
	const Sign = icons[severity];
	return (
		<div className={styles.finding} data-tone={tones[severity]}>
			<Sign size={15} aria-label={t(`plan.lint.${severity}`, { n: 1 })} role="img" />
			<div>
				<p>
					<a href={href} title={t("plan.lint.place", { line, file })} onClick={onLeave}>
						{t("plan.lint.line", { line })}
					</a>{" "}
					<ServerText>{message}</ServerText> <code className={styles.rule}>{rule}</code>
				</p>
				<details>
					<summary>{t(fix === undefined ? "plan.lint.why" : "plan.lint.safer")}</summary>
					<p>{why}</p>
					{fix !== undefined && (
						<pre dir="ltr">
							<ServerText>{fix}</ServerText>
						</pre>
					)}
				</details>
			</div>
		</div>
	);
}
