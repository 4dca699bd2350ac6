import { Skeleton } from "@mantine/core";
import { useState } from "react";
import type { ConnectionCard, PlanResult } from "../../../main/contract/index.ts";
import { AppError } from "../../app/app-error.tsx";
import { openMigrationDialog } from "../../app/migration-dialog.ts";
import { startApply } from "../../app/start-run.ts";
import { t } from "../../i18n/i18n.ts";
import { TypedConfirmation } from "../../ui/typed-confirmation.tsx";
import { DialogFrame } from "./dialog-frame.tsx";
import styles from "./dialogs.module.css";
import { Refusals, SkippedSteps } from "./plan-steps.tsx";
import { PlanView } from "./plan-view.tsx";
import { SeenSwitch } from "./seen-switch.tsx";
import { usePlan } from "./use-plan.ts";

interface PlanDialogProps {
	connection: ConnectionCard;
	/** Up to and with this one; all pending ones without it. */
	to: string | undefined;
	onClose: () => void;
}

/** What an apply will run, before it runs: each migration with its statements, or why it cannot. */
export function PlanDialog({ connection, to, onClose }: PlanDialogProps) {
	const { data: plan, error, isFetching, refetch } = usePlan(connection.id, { direction: "apply", to });
	const [typed, setTyped] = useState<ReadonlyMap<string, string>>(new Map());
	const [isolation, setIsolation] = useState(false);
	const n = plan?.steps.length ?? 0;
	const unguarded = (plan?.unguarded ?? []).map(({ table }) => table);
	const runs = plan !== undefined && !isFetching && plan.refusals.length === 0 && n > 0;
	const rehearse = (): void =>
		openMigrationDialog(connection.id, { kind: "rehearse", ...(to === undefined ? {} : { to }) });
	const words = connection.environment === "production" ? "plan.apply.production" : "plan.apply";
	return (
		<DialogFrame
			title={n > 0 ? t("plan.title", { n }) : t("plan.title.none")}
			connection={connection}
			onClose={onClose}
			width={860}
			confirm={
				runs
					? {
							text: t(words, { n }),
							danger: connection.environment === "production",
							ready: unguarded.every((table) => typed.get(table) === table),
							run: () => void startApply(connection.id, { to, unguard: unguarded, isolation }),
						}
					: undefined
			}
			other={runs ? { text: t("plan.rehearse"), run: rehearse } : undefined}
		>
			{error && <AppError error={error} connection={connection.id} onRetry={() => void refetch()} onLeave={onClose} />}
			{!error && !plan && <Skeleton height={120} aria-label={t("plan.reading")} />}
			{plan && <Plan connection={connection.id} plan={plan} onLeave={onClose} />}
			{runs && <SeenSwitch checked={isolation} onChange={setIsolation} />}
			{runs &&
				plan.unguarded?.map(({ migration, line, table }) => (
					<TypedConfirmation
						key={table}
						why={t("plan.unguarded", { migration, line })}
						phrase={table}
						typed={typed.get(table) ?? ""}
						onType={(name) => setTyped(new Map(typed).set(table, name))}
					/>
				))}
		</DialogFrame>
	);
}

function Plan({ connection, plan, onLeave }: { connection: string; plan: PlanResult; onLeave: () => void }) {
	const refused = plan.refusals.length > 0;
	return (
		<>
			{refused && <Refusals refusals={plan.refusals} />}
			{!refused && plan.steps.length === 0 && <p className={styles.calm}>{t("plan.nothing.text")}</p>}
			{plan.steps.length > 0 && (
				<PlanView connection={connection} title={t("plan.steps")} plan={plan} onLeave={onLeave} />
			)}
			<SkippedSteps skipped={plan.skipped} />
			{!refused && plan.steps.length > 0 && (
				<p className={styles.note}>
					{t("plan.transaction")} {t("plan.rehearse.means")}
				</p>
			)}
		</>
	);
}
