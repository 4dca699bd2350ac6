import { IconChevronRight } from "@tabler/icons-react";
import { useState } from "react";
import type { PlanResult } from "../../../main/contract/index.ts";
import { AppError } from "../../app/app-error.tsx";
import { paths } from "../../app/paths.ts";
import { t } from "../../i18n/i18n.ts";
import { CodeText, ServerText } from "../../ui/server-text.tsx";
import styles from "./dialogs.module.css";

/** Statements that are listed of one migration; the rest is counted. */
const LISTED = 200;

type Step = PlanResult["steps"][number];

interface PlanStepsProps {
	connection: string;
	title: string;
	plan: PlanResult;
	/** Called when a statement is gone to, so that the dialog closes. */
	onLeave: () => void;
}

/** The migrations of a plan in the order in which they run; each opens to its statements. */
export function PlanSteps({ connection, title, plan, onLeave }: PlanStepsProps) {
	return (
		<section aria-label={title}>
			<h3 className={styles.heading}>{title}</h3>
			<ol className={styles.steps}>
				{plan.steps.map((step) => (
					<PlanStep
						key={step.id}
						connection={connection}
						step={step}
						file={plan.direction === "apply" ? "forward" : "rollback"}
						openAtFirst={plan.steps.length === 1}
						onLeave={onLeave}
					/>
				))}
			</ol>
		</section>
	);
}

interface PlanStepProps {
	connection: string;
	step: Step;
	file: "forward" | "rollback";
	openAtFirst: boolean;
	onLeave: () => void;
}

function PlanStep({ connection, step, file, openAtFirst, onLeave }: PlanStepProps) {
	const [open, setOpen] = useState(openAtFirst);
	const { id, name, statements, checkCount } = step;
	const more = statements.length - LISTED;
	return (
		<li>
			<button type="button" className={styles.step} aria-expanded={open} onClick={() => setOpen(!open)}>
				<IconChevronRight size={14} className={styles.chevron} aria-hidden />
				<CodeText>{id}</CodeText>
				<span className={styles.stepName}>
					<ServerText>{name}</ServerText>
				</span>
				<span className={styles.stepFacts}>
					{t("plan.statements", { n: statements.length })}
					{file === "forward" && ` · ${t("migration.checks.count", { n: checkCount })}`}
				</span>
			</button>
			{open && (
				<ol className={styles.statements}>
					{statements.slice(0, LISTED).map(({ line, text, alone }) => (
						<li key={line}>
							<a
								className={styles.line}
								href={`#${paths.migration(connection, id, file, line)}`}
								title={t("plan.line", { line })}
								onClick={onLeave}
							>
								{line}
							</a>
							<CodeText>{text}</CodeText>
							{alone && <span className={styles.alone}>{t("plan.alone")}</span>}
						</li>
					))}
					{more > 0 && <li className={styles.more}>{t("plan.more", { n: more })}</li>}
				</ol>
			)}
		</li>
	);
}

/** Why a plan cannot run, as the core says it. */
export function Refusals({ refusals }: { refusals: readonly string[] }) {
	return <AppError error={{ code: "REFUSED", message: t("plan.refused"), data: { reasons: [...refusals] } }} />;
}

export function SkippedSteps({ skipped }: { skipped: PlanResult["skipped"] }) {
	if (skipped.length === 0) return null;
	return (
		<section aria-label={t("plan.skipped")}>
			<h3 className={styles.heading}>{t("plan.skipped")}</h3>
			<ul className={styles.skipped}>
				{skipped.map(({ id, reason }) => (
					<li key={id}>
						<CodeText>{id}</CodeText> <ServerText>{reason}</ServerText>
					</li>
				))}
			</ul>
		</section>
	);
}
