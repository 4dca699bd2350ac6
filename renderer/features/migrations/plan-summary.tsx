import type { PlanResult } from "../../../main/contract/index.ts";
import { formatNumber, t } from "../../i18n/i18n.ts";
import styles from "./plan.module.css";
import { planFacts } from "./plan-facts.ts";

/** A plan in short: how much it is, and in how many pieces it is committed. */
export function PlanSummary({ plan }: { plan: PlanResult }) {
	const { statements, transactions, alone, checks } = planFacts(plan);
	return (
		<ul className={styles.facts} aria-label={t("plan.facts")}>
			<Count n={statements} words={t("plan.facts.statements", { n: statements })} />
			<Count n={transactions} words={t("plan.facts.transactions", { n: transactions })} />
			{alone > 0 && <Count n={alone} words={t("plan.facts.alone", { n: alone })} look />}
			{plan.direction === "apply" && <Count n={checks} words={t("plan.facts.checks", { n: checks })} />}
		</ul>
	);
}

function Count({ n, words, look }: { n: number; words: string; look?: boolean }) {
	return (
		<li data-look={look || undefined}>
			<strong data-figures>{formatNumber(n)}</strong> {words}
		</li>
	);
}
