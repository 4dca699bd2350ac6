import { Skeleton } from "@mantine/core";
import type { PlanResult } from "../../../main/contract/index.ts";
import { t } from "../../i18n/i18n.ts";
import { BarrierLeftPart } from "./barrier-left.tsx";
import styles from "./dialogs.module.css";
import { LostObjects } from "./lost-objects.tsx";
import { RollbackExposed } from "./rollback-exposed.tsx";

interface RollbackLossProps {
	plan: PlanResult;
	/** The one that was chosen. */
	id: string;
}

/** First step: what goes out of the database, whose it is, and what stands open afterwards. */
export function RollbackLoss({ plan, id }: RollbackLossProps) {
	const later = plan.steps.filter((step) => step.id !== id).map((step) => step.id);
	return (
		<>
			{later.length > 0 && (
				<p className={styles.calm}>
					{t("rollback.several", { id })} {t("rollback.order", { ids: plan.steps.map((step) => step.id).join(", ") })}
				</p>
			)}
			<RollbackExposed exposed={plan.exposed ?? []} />
			<BarrierLeftPart left={plan.barrierLeft} />
			<LostObjects lost={plan.lost} />
		</>
	);
}

/** The files are run and taken back to know it: that may take a while. */
export function RollbackReading() {
	return (
		<div className={styles.content} role="status" aria-label={t("rollback.reading")}>
			<p className={styles.calm}>{t("rollback.reading")}</p>
			<Skeleton height={26} />
			<Skeleton height={120} />
		</div>
	);
}
