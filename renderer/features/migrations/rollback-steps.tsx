import { t } from "../../i18n/i18n.ts";
import styles from "./rollback.module.css";

/** What is decided one after the other before a rollback. */
const rollbackSteps = ["loss", "kept", "confirm"] as const;
export type RollbackStep = (typeof rollbackSteps)[number];

/** Where in the wizard one is; what was seen can be gone back to. */
export function RollbackSteps({ at, onGo }: { at: RollbackStep; onGo: (step: RollbackStep) => void }) {
	const place = rollbackSteps.indexOf(at);
	return (
		<ol className={styles.steps} aria-label={t("rollback.wizard")}>
			{rollbackSteps.map((step, index) => (
				<li key={step} data-done={index < place || undefined}>
					<button
						type="button"
						disabled={index >= place}
						aria-current={index === place ? "step" : undefined}
						onClick={() => onGo(step)}
					>
						<span className={styles.number} aria-hidden>
							{index + 1}
						</span>
						{t(`rollback.step.${step}`)}
					</button>
				</li>
			))}
		</ol>
	);
}
