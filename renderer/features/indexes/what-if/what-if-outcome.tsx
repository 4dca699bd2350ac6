import { IconArrowsDiff, IconEqual, IconQuestionMark } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import type { WhatIf } from "../../../../main/contract/index.ts";
import { formatNumber, t } from "../../../i18n/i18n.ts";
import { Badge } from "../../../ui/badge.tsx";
import { formatBytes } from "../../../ui/format-bytes.ts";
import { PlanText } from "../../../ui/plan-text.tsx";
import { CodeText, ServerText } from "../../../ui/server-text.tsx";
import styles from "./what-if.module.css";

interface WhatIfOutcomeProps {
	result: WhatIf;
	size: "whatif.bytes.freed" | "whatif.bytes.taken";
}

/** Which recorded queries would be planned otherwise, each with both plans. */
export function WhatIfOutcome({ result: { by, bytes, statements, left, says }, size }: WhatIfOutcomeProps) {
	const box = useRef<HTMLDivElement>(null);
	useEffect(() => {
		box.current?.scrollIntoView({ block: "nearest" });
	}, []);
	const changed = statements.filter(({ changes }) => changes).length;
	return (
		<div ref={box} className={styles.outcome} role="status">
			<p className={styles.verdict}>
				<Verdict planned={statements.length} changed={changed} />
				{bytes !== null && <span>{t(size, { size: { said: formatBytes(bytes) } })}</span>}
			</p>
			<p className={styles.faint}>{t(`whatif.by.${by}`)}</p>
			<p>
				<ServerText>{says}</ServerText>
			</p>
			{statements.map((statement, at) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: a query may have been recorded twice
				<Planned key={at} statement={statement} costs={by === "hypopg"} />
			))}
			{left.length > 0 && (
				<details className={styles.planned}>
					<summary>
						{t("whatif.left")} ({formatNumber(left.length)})
					</summary>
					{left.map(({ query, reason }) => (
						<p key={query}>
							<CodeText>{query}</CodeText>
							<br />
							<ServerText>{reason}</ServerText>
						</p>
					))}
				</details>
			)}
		</div>
	);
}

function Verdict({ planned, changed }: { planned: number; changed: number }) {
	if (planned === 0) {
		return (
			<Badge tone="look" icon={IconQuestionMark}>
				{t("whatif.none")}
			</Badge>
		);
	}
	if (changed === 0) {
		return (
			<Badge tone="sealed" icon={IconEqual}>
				{t("whatif.unchanged")}
			</Badge>
		);
	}
	return (
		<Badge tone="look" icon={IconArrowsDiff}>
			{t("whatif.changed", { n: changed })}
		</Badge>
	);
}

/** `costs`: they are of the real table; those of an empty copy mean nothing. */
function Planned({ statement, costs }: { statement: WhatIf["statements"][number]; costs: boolean }) {
	const { query, calls, costBefore, costAfter, planBefore, planAfter, changes } = statement;
	return (
		<details className={styles.planned} data-changes={changes || undefined}>
			<summary>
				<CodeText>{query}</CodeText>
				<small>
					{t(changes ? "whatif.differs" : "whatif.same")}
					{costs && ` · ${t("whatif.cost", { before: costBefore, after: costAfter })}`}
					{calls !== null && ` · ${t("whatif.calls", { n: calls })}`}
				</small>
			</summary>
			<h4>{t("whatif.before")}</h4>
			<PlanText label={t("whatif.before")} copy={t("finding.plan.copy")} text={planBefore} />
			{changes && (
				<>
					<h4>{t("whatif.after")}</h4>
					<PlanText label={t("whatif.after")} copy={t("finding.plan.copy")} text={planAfter} />
				</>
			)}
		</details>
	);
}
