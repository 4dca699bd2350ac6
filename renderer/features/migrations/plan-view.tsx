import type { PlanResult } from "../../../main/contract/index.ts";
import { t } from "../../i18n/i18n.ts";
import styles from "./dialogs.module.css";
import own from "./plan.module.css";
import { PlanLint } from "./plan-lint.tsx";
import { PlanProblems } from "./plan-problems.tsx";
import { PlanRights } from "./plan-rights.tsx";
import { PlanSteps } from "./plan-steps.tsx";
import { PlanSummary } from "./plan-summary.tsx";
import { usePreflight } from "./use-preflight.ts";

interface PlanViewProps {
	connection: string;
	title: string;
	plan: PlanResult;
	onLeave: () => void;
}

/** A plan as it is judged before it runs: in short, what stands in its way, its order and pieces, rights, lint. */
export function PlanView({ connection, title, plan, onLeave }: PlanViewProps) {
	const ids = plan.steps.map(({ id }) => id);
	const { direction } = plan;
	const file = direction === "apply" ? "forward" : "rollback";
	const { data: preflight, error } = usePreflight(connection, { direction, ids });
	return (
		<>
			<PlanSummary plan={plan} />
			{preflight && <PlanProblems problems={preflight.privileges.problems} {...{ connection, file, onLeave }} />}
			<PlanSteps {...{ connection, title, plan, preflight, onLeave }} />
			{preflight && <PlanRights privileges={preflight.privileges} />}
			{preflight && <PlanLint findings={preflight.lint.findings} {...{ connection, file, ids, onLeave }} />}
			{!preflight && !error && (
				<p className={own.waiting} role="status">
					{t("plan.preflight.reading")}
				</p>
			)}
			{error && <p className={styles.note}>{t("plan.preflight.failed", { reason: error.message })}</p>}
		</>
	);
}
