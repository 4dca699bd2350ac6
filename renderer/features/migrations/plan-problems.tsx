import { IconAlertTriangle, IconCircleX } from "@tabler/icons-react";
import type { PrivilegeProblem } from "../../../main/contract/index.ts";
import { paths } from "../../app/paths.ts";
import { t } from "../../i18n/i18n.ts";
import { Badge } from "../../ui/badge.tsx";
import { CodeText, ServerText } from "../../ui/server-text.tsx";
import styles from "./plan.module.css";

interface PlanProblemsProps {
	connection: string;
	file: "forward" | "rollback";
	problems: readonly PrivilegeProblem[];
	onLeave: () => void;
}

/** What the role may not do, the certain first; each with its line and the next step. */
export function PlanProblems({ connection, file, problems, onLeave }: PlanProblemsProps) {
	if (problems.length === 0) return null;
	const sorted = problems.toSorted((a, b) => Number(b.certainty === "fails") - Number(a.certainty === "fails"));
	const fails = sorted[0]?.certainty === "fails";
	return (
		<section className={styles.problems} aria-label={t("plan.problems")} data-tone={fails ? "alarm" : "look"}>
			<h3>{t("plan.problems")}</h3>
			<ul>
				{sorted.map((problem) => (
					<li key={`${problem.migration} ${problem.message}`}>
						<Certainty certainty={problem.certainty} />
						<div>
							<p>
								{problem.migration !== undefined && (
									<a href={`#${paths.migration(connection, problem.migration, file, problem.line)}`} onClick={onLeave}>
										<CodeText>{problem.migration}</CodeText>
									</a>
								)}{" "}
								<ServerText>{problem.message}</ServerText>
							</p>
							<p className={styles.next}>
								<ServerText>{problem.next}</ServerText>
							</p>
						</div>
					</li>
				))}
			</ul>
		</section>
	);
}

function Certainty({ certainty }: Pick<PrivilegeProblem, "certainty">) {
	const fails = certainty === "fails";
	return (
		<Badge
			tone={fails ? "alarm" : "look"}
			icon={fails ? IconCircleX : IconAlertTriangle}
			title={t(`plan.problems.${certainty}.means`)}
		>
			{t(`plan.problems.${certainty}`)}
		</Badge>
	);
}
