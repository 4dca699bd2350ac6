import { useState } from "react";
import type { ConnectionCard, PlanResult } from "../../../main/contract/index.ts";
import { startRollback } from "../../app/start-run.ts";
import { t } from "../../i18n/i18n.ts";
import { DialogFrame } from "./dialog-frame.tsx";
import styles from "./dialogs.module.css";
import { lostRows, RollbackConsentFields } from "./rollback-consent.tsx";
import { hasRoom, RollbackKept } from "./rollback-kept.tsx";
import { RollbackLoss } from "./rollback-loss.tsx";
import { isRollbackReady, noConsent, type RollbackConsent } from "./rollback-ready.ts";
import { type RollbackStep, RollbackSteps } from "./rollback-steps.tsx";

interface RollbackWizardProps {
	title: string;
	connection: ConnectionCard;
	onClose: () => void;
	width: number;
	plan: PlanResult;
	/** The migration that was chosen; the plan may have later ones too. */
	id: string;
	/** The plan is being read anew: nothing is begun on it. */
	isStale: boolean;
}

/** What goes, where it is kept, why it is done; then it runs, live, below the page. */
export function RollbackWizard({ plan, id, isStale, ...frame }: RollbackWizardProps) {
	const { connection, onClose } = frame;
	const [step, setStep] = useState<RollbackStep>("loss");
	const [consent, setConsent] = useState(noConsent);
	const buttons = buttonsOf(step, { plan, consent, connection, setStep });
	return (
		<DialogFrame
			{...frame}
			back={buttons.back}
			confirm={{ ...buttons.confirm, ready: buttons.confirm.ready && !isStale }}
		>
			<RollbackSteps at={step} onGo={setStep} />
			{step === "loss" && <RollbackLoss plan={plan} id={id} />}
			{step === "kept" && <RollbackKept connection={connection.id} plan={plan} onLeave={onClose} />}
			{step === "confirm" && (
				<>
					<p className={styles.calm}>{t("rollback.transaction")}</p>
					<RollbackConsentFields connection={connection} plan={plan} consent={consent} onChange={setConsent} />
				</>
			)}
		</DialogFrame>
	);
}

interface State {
	plan: PlanResult;
	consent: RollbackConsent;
	connection: ConnectionCard;
	setStep: (step: RollbackStep) => void;
}

/** What the dialog's buttons do on each step. */
function buttonsOf(step: RollbackStep, { plan, consent, connection, setStep }: State) {
	switch (step) {
		case "loss":
			return { confirm: { text: t("rollback.to.kept"), ready: true, stays: true, run: () => setStep("kept") } };
		case "kept":
			return {
				back: () => setStep("loss"),
				confirm: {
					text: t("rollback.to.confirm"),
					ready: hasRoom(plan),
					stays: true,
					run: () => setStep("confirm"),
				},
			};
		case "confirm": {
			const ids = plan.steps.map((each) => each.id);
			const rows = lostRows(plan);
			const exposed = plan.exposed?.length ?? 0;
			return {
				back: () => setStep("kept"),
				confirm: {
					text: ids.length > 1 ? t("rollback.do.several", { n: ids.length }) : t("rollback.do", { id: ids[0] ?? "" }),
					danger: true,
					ready: isRollbackReady(consent, { lostRows: rows, exposed, connection }),
					// What was not shown is not consented to: rows that came meanwhile end the run with a question.
					run: () => {
						const { reason, typed, isolation } = consent;
						const said = { reason: reason.trim(), confirmed: rows > 0, typed, isolation };
						void startRollback(connection.id, { ids, ...said });
					},
				},
			};
		}
	}
}
