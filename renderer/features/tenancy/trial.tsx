import { IconCircleCheck, IconCircleDashed, IconCircleX } from "@tabler/icons-react";
import type { TenancyStep, TenancyTestResult } from "../../../main/contract/index.ts";
import { t } from "../../i18n/i18n.ts";
import { Badge, type Tone } from "../../ui/badge.tsx";
import { Panel } from "../../ui/panel.tsx";
import { CodeText, ServerText } from "../../ui/server-text.tsx";
import styles from "./tenancy.module.css";

const LOOKS: Readonly<Record<TenancyStep["outcome"], { tone: Tone; icon: typeof IconCircleCheck }>> = {
	ok: { tone: "sealed", icon: IconCircleCheck },
	"not-ok": { tone: "alarm", icon: IconCircleX },
	"not-evaluated": { tone: "look", icon: IconCircleDashed },
};

/** Steps of a trial, those that are not ok first. */
export function Trial({ trial: { ok, steps } }: { trial: TenancyTestResult }) {
	const order = ["not-ok", "not-evaluated", "ok"];
	const sorted = steps.toSorted((a, b) => order.indexOf(a.outcome) - order.indexOf(b.outcome));
	return (
		<Panel title={t("tenancy.trial")}>
			<p className={styles.verdict} data-bad={!ok || undefined}>
				{t(ok ? "tenancy.trial.ok" : "tenancy.trial.not-ok")}
			</p>
			<ul className={styles.steps}>
				{sorted.map(({ step, outcome, text }) => (
					<li key={`${step} ${text}`}>
						<Badge {...LOOKS[outcome]}>{t(`tenancy.outcome.${outcome}`)}</Badge>
						<CodeText>{step}</CodeText>
						<ServerText>{text}</ServerText>
					</li>
				))}
			</ul>
		</Panel>
	);
}
