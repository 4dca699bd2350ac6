import { useState } from "react";
import type { ConnectionCard, MigrationStatus, PlanResult } from "../../../main/contract/index.ts";
import { AppError } from "../../app/app-error.tsx";
import { t } from "../../i18n/i18n.ts";
import { rollbackIds } from "./choose-actions.ts";
import { DialogFrame } from "./dialog-frame.tsx";
import styles from "./dialogs.module.css";
import { Refusals } from "./plan-steps.tsx";
import { RollbackReading } from "./rollback-loss.tsx";
import { RollbackWizard } from "./rollback-wizard.tsx";
import { usePlan } from "./use-plan.ts";

interface RollbackDialogProps {
	connection: ConnectionCard;
	migrations: readonly MigrationStatus[];
	id: string;
	onClose: () => void;
}

/** Before a rollback: it is run and taken back to know what it does, then decided step by step. */
export function RollbackDialog({ connection, migrations, id, onClose }: RollbackDialogProps) {
	const [ids] = useState(() => rollbackIds(id, migrations));
	const { data: plan, error, isFetching, refetch } = usePlan(connection.id, { direction: "rollback", ids });
	const title =
		ids.length > 1 ? t("rollback.title.several", { n: ids.length }) : t("rollback.title", { id: ids[0] ?? id });
	const common = { title, connection, onClose, width: 780 };
	if (plan && plan.refusals.length === 0 && plan.steps.length > 0)
		return <RollbackWizard {...common} plan={plan} id={id} isStale={isFetching} />;
	return (
		<DialogFrame {...common}>
			{error && <AppError error={error} connection={connection.id} onRetry={() => void refetch()} onLeave={onClose} />}
			{!error && !plan && <RollbackReading />}
			{plan && <Nothing plan={plan} />}
		</DialogFrame>
	);
}

function Nothing({ plan }: { plan: PlanResult }) {
	if (plan.refusals.length > 0) return <Refusals refusals={plan.refusals} />;
	return <p className={styles.calm}>{t("rollback.nothing.text")}</p>;
}
