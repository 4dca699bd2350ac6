import type { IndexTableDetail } from "../../../../main/contract/index.ts";
import { SqlPart } from "../../../app/sql-part.tsx";
import { formatNumber, t } from "../../../i18n/i18n.ts";
import { Panel } from "../../../ui/panel.tsx";
import { PlanText } from "../../../ui/plan-text.tsx";
import { CodeText, ServerText } from "../../../ui/server-text.tsx";
import styles from "./table-view.module.css";

/** From so many times on the difference is said in words. */
const TELLING = 2;

/** The same statement as the application, held by the policies, beside this login. */
export function PlansPart({
	plans: { application, administrator, statement, reason },
}: Pick<IndexTableDetail, "plans">) {
	const times = application && administrator ? application.cost / Math.max(1e-6, administrator.cost) : 1;
	return (
		<Panel title={t("table.plans")}>
			<div className={styles.plans}>
				{statement !== "" && (
					<SqlPart label={t("table.plans.statement")} copy={t("finding.fix.copy")} text={statement} />
				)}
				{reason !== undefined && (
					<p className={styles.warn}>
						<ServerText>{reason}</ServerText>
					</p>
				)}
				{times >= TELLING && (
					<p className={styles.warn}>{t("table.plans.times", { times: Math.round(times * 10) / 10 })}</p>
				)}
				<div className={styles.sides}>
					{application && (
						<div>
							<h3>{t("table.plans.application")}</h3>
							<p className={styles.faint}>
								<CodeText>{t("table.plans.tenant", { role: application.role, tenant: application.tenant })}</CodeText>
								<br />
								{t("table.plans.cost", { cost: { said: formatNumber(application.cost) } })}
							</p>
							<PlanText label={t("table.plans.application")} copy={t("finding.plan.copy")} text={application.plan} />
						</div>
					)}
					{administrator && (
						<div>
							<h3>{t("table.plans.administrator")}</h3>
							<p className={styles.faint}>
								<CodeText>{administrator.role}</CodeText>
								<br />
								{t("table.plans.cost", { cost: { said: formatNumber(administrator.cost) } })}
							</p>
							<PlanText
								label={t("table.plans.administrator")}
								copy={t("finding.plan.copy")}
								text={administrator.plan}
							/>
						</div>
					)}
				</div>
			</div>
		</Panel>
	);
}
