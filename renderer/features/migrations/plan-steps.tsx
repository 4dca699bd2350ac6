import { IconChevronRight, IconCircleX, IconUnlink } from "@tabler/icons-react";
import { useState } from "react";
import type { LintFinding, PlanResult, PrivilegeProblem } from "../../../main/contract/index.ts";
import { AppError } from "../../app/app-error.tsx";
import { t } from "../../i18n/i18n.ts";
import { Badge } from "../../ui/badge.tsx";
import { CodeText, ServerText } from "../../ui/server-text.tsx";
import styles from "./dialogs.module.css";
import { segmentsOf } from "./plan-facts.ts";
import { LintCounts } from "./plan-lint.tsx";
import { PlanStatements } from "./plan-statements.tsx";
import type { Preflight } from "./use-preflight.ts";

type Step = PlanResult["steps"][number];

interface PlanStepsProps {
	connection: string;
	title: string;
	plan: PlanResult;
	/** Absent until it has been read. */
	preflight?: Preflight | undefined;
	/** Called when a statement is gone to, so that the dialog closes. */
	onLeave: () => void;
}

/** The migrations of a plan in the order in which they run; each opens to its statements. */
export function PlanSteps({ connection, title, plan, preflight, onLeave }: PlanStepsProps) {
	const of = <Item extends { migration?: string | undefined }>(items: readonly Item[] | undefined, id: string) =>
		items?.filter(({ migration }) => migration === id) ?? [];
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
						findings={of(preflight?.lint.findings, step.id)}
						problems={of(preflight?.privileges.problems, step.id)}
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
	findings: readonly LintFinding[];
	problems: readonly PrivilegeProblem[];
	openAtFirst: boolean;
	onLeave: () => void;
}

function PlanStep({ connection, step, file, findings, problems, openAtFirst, onLeave }: PlanStepProps) {
	const [open, setOpen] = useState(openAtFirst);
	const { id, name, statements, checkCount } = step;
	const segments = segmentsOf(step);
	return (
		<li>
			<button type="button" className={styles.step} aria-expanded={open} onClick={() => setOpen(!open)}>
				<IconChevronRight size={14} className={styles.chevron} aria-hidden />
				<CodeText>{id}</CodeText>
				<span className={styles.stepName}>
					<ServerText>{name}</ServerText>
				</span>
				<Fails problems={problems} />
				<LintCounts findings={findings} />
				{segments.length > 1 && (
					<Badge tone="look" icon={IconUnlink} title={t("plan.parts.means")}>
						{t("plan.parts", { n: segments.length })}
					</Badge>
				)}
				<span className={styles.stepFacts}>
					{t("plan.statements", { n: statements.length })}
					{file === "forward" && ` · ${t("migration.checks.count", { n: checkCount })}`}
				</span>
			</button>
			{open && <PlanStatements {...{ connection, id, file, segments, onLeave }} />}
		</li>
	);
}

/** Only what is certain marks a migration; the rest is told once, above. */
function Fails({ problems }: { problems: readonly PrivilegeProblem[] }) {
	const first = problems.find(({ certainty }) => certainty === "fails");
	if (first?.line === undefined) return null;
	return (
		<Badge tone="alarm" icon={IconCircleX}>
			{t("plan.problems.row.fails", { line: first.line })}
		</Badge>
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
