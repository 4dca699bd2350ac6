import { Checkbox, Skeleton, Textarea } from "@mantine/core";
import { IconCamera } from "@tabler/icons-react";
import { useState } from "react";
import type { ConnectionCard, MigrationStatus, PlanResult } from "../../../main/contract/index.ts";
import { AppError } from "../../app/app-error.tsx";
import { startRollback } from "../../app/start-run.ts";
import { t } from "../../i18n/i18n.ts";
import { TypedConfirmation } from "../../ui/typed-confirmation.tsx";
import { rollbackIds } from "./choose-actions.ts";
import { DialogFrame } from "./dialog-frame.tsx";
import styles from "./dialogs.module.css";
import { LostObjects } from "./lost-objects.tsx";
import { Refusals } from "./plan-steps.tsx";
import { PlanView } from "./plan-view.tsx";
import { isRollbackReady } from "./rollback-ready.ts";
import { usePlan } from "./use-plan.ts";

interface RollbackDialogProps {
	connection: ConnectionCard;
	migrations: readonly MigrationStatus[];
	id: string;
	onClose: () => void;
}

/** Before a rollback: what is undone, what is lost, why it is done; on production the database's name is typed. */
export function RollbackDialog({ connection, migrations, id, onClose }: RollbackDialogProps) {
	const [ids] = useState(() => rollbackIds(id, migrations));
	const [consent, setConsent] = useState({ reason: "", typed: "", understood: false });
	const { data: plan, error, isFetching, refetch } = usePlan(connection.id, { direction: "rollback", ids });
	const runs = plan !== undefined && !isFetching && plan.refusals.length === 0 && plan.steps.length > 0;
	const several = ids.length > 1;
	const lostRows = plan?.lost.reduce((sum, { rows }) => sum + rows, 0) ?? 0;
	return (
		<DialogFrame
			title={several ? t("rollback.title.several", { n: ids.length }) : t("rollback.title", { id })}
			connection={connection}
			onClose={onClose}
			confirm={
				runs
					? {
							text: several ? t("rollback.do.several", { n: ids.length }) : t("rollback.do", { id }),
							danger: true,
							ready: isRollbackReady({ ...consent, lostRows, connection }),
							// What was not shown is not consented to: rows that came meanwhile end the run with a question.
							run: () =>
								void startRollback(connection.id, {
									ids,
									reason: consent.reason.trim(),
									confirmed: plan.lost.length > 0,
								}),
						}
					: undefined
			}
		>
			{several && <p className={styles.calm}>{t("rollback.several", { id })}</p>}
			{error && <AppError error={error} connection={connection.id} onRetry={() => void refetch()} onLeave={onClose} />}
			{!error && !plan && <Skeleton height={120} aria-label={t("plan.reading")} />}
			{plan && plan.refusals.length > 0 && <Refusals refusals={plan.refusals} />}
			{plan && plan.refusals.length === 0 && <Loss plan={plan} connection={connection.id} onLeave={onClose} />}
			{runs && <Consent connection={connection} lostRows={lostRows} consent={consent} onChange={setConsent} />}
		</DialogFrame>
	);
}

function Loss({ plan, connection, onLeave }: { plan: PlanResult; connection: string; onLeave: () => void }) {
	if (plan.steps.length === 0) return <p className={styles.calm}>{t("rollback.nothing.text")}</p>;
	return (
		<>
			<LostObjects lost={plan.lost} />
			{plan.lost.length > 0 && (
				<p className={styles.kept}>
					<IconCamera size={17} aria-hidden />
					<span>
						<strong>{t("rollback.snapshot")}</strong> {t("rollback.snapshot.text")}
					</span>
				</p>
			)}
			<PlanView connection={connection} title={t("rollback.steps")} plan={plan} onLeave={onLeave} />
			<p className={styles.note}>{t("rollback.transaction")}</p>
		</>
	);
}

interface ConsentValue {
	reason: string;
	typed: string;
	understood: boolean;
}

interface ConsentProps {
	connection: ConnectionCard;
	lostRows: number;
	consent: ConsentValue;
	onChange: (consent: ConsentValue) => void;
}

function Consent({ connection, lostRows, consent, onChange }: ConsentProps) {
	return (
		<>
			<Textarea
				label={t("rollback.reason")}
				description={t("rollback.reason.hint")}
				required
				autosize
				minRows={2}
				maxLength={2000}
				value={consent.reason}
				onChange={(event) => onChange({ ...consent, reason: event.currentTarget.value })}
				data-autofocus
			/>
			{lostRows > 0 && (
				<Checkbox
					label={t("rollback.understood", { n: lostRows })}
					checked={consent.understood}
					onChange={(event) => onChange({ ...consent, understood: event.currentTarget.checked })}
				/>
			)}
			{connection.environment === "production" && (
				<TypedConfirmation
					why={t("rollback.production")}
					phrase={connection.database}
					typed={consent.typed}
					onType={(typed) => onChange({ ...consent, typed })}
				/>
			)}
		</>
	);
}
