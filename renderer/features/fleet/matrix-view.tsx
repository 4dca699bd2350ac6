import { Button, Progress } from "@mantine/core";
import { IconRefresh, IconStack3 } from "@tabler/icons-react";
import { useState } from "react";
import type { FleetStatusResult, FleetTargetStatus } from "../../../main/contract/index.ts";
import { AppError } from "../../app/app-error.tsx";
import type { JobView } from "../../app/jobs/job-view.ts";
import { cancelJob } from "../../app/jobs/jobs-actions.ts";
import { newestJob, useJobs } from "../../app/jobs/jobs-store.ts";
import { t } from "../../i18n/i18n.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Causes } from "./causes.tsx";
import styles from "./fleet.module.css";
import { lookAtFleet, toChoice, useFleet } from "./fleet-store.ts";
import { Matrix } from "./matrix.tsx";
import { columnsOf } from "./matrix-columns.ts";
import { TargetDetail } from "./target-detail.tsx";

/** What stands where: asked for by a press, for it goes to every server that is meant. */
export function MatrixView() {
	const view = useJobs((state) => newestJob(state, ({ job }) => job === "fleet-status"));
	const choice = useFleet((state) => state.choice);
	const look = () => void lookAtFleet(toChoice(choice));
	if (!view) {
		return (
			<EmptyState
				icon={IconStack3}
				title={t("fleet.unseen")}
				action={
					<Button leftSection={<IconRefresh size={15} />} onClick={look}>
						{t("fleet.look")}
					</Button>
				}
			>
				{t("fleet.unseen.text")}
			</EmptyState>
		);
	}
	return (
		<>
			<Bar view={view} onLook={look} />
			{view.end?.status === "failed" && (
				<div className={styles.trouble}>
					<AppError error={view.end.error} onRetry={look} />
				</div>
			)}
			<Found view={view} />
		</>
	);
}

function Bar({ view, onLook }: { view: JobView; onLook: () => void }) {
	const running = view.status === "running";
	const { statuses = [], of = 0 } = view.fleet ?? {};
	const result = resultOf(view);
	return (
		<div className={styles.bar} role="status">
			{running && (
				<>
					<span>{t("job.fleet-heard", { n: statuses.length, of })}</span>
					<Progress
						className={styles.progress}
						value={of === 0 ? 0 : (100 * statuses.length) / of}
						aria-label={t("fleet.look")}
					/>
				</>
			)}
			{result && <Summary summary={result.summary} />}
			<span className={styles.barEnd}>
				{running ? (
					<Button variant="default" onClick={() => void cancelJob(view.jobId)}>
						{t("fleet.stop")}
					</Button>
				) : (
					<Button variant="default" leftSection={<IconRefresh size={15} />} onClick={onLook}>
						{t("fleet.look.again")}
					</Button>
				)}
			</span>
		</div>
	);
}

function Summary({ summary }: { summary: FleetStatusResult["summary"] }) {
	const parts = (["pending", "drift", "interrupted", "unreachable"] as const).filter((part) => summary[part] > 0);
	return (
		<>
			<strong>{t("fleet.settled", { n: summary.targets, settled: summary.settled })}</strong>
			{parts.map((part) => (
				<span key={part} className={part === "pending" ? undefined : styles.alarm}>
					{t(`fleet.summary.${part}`, { n: summary[part] })}
				</span>
			))}
		</>
	);
}

function resultOf({ end }: JobView): FleetStatusResult | undefined {
	return end?.status === "done" && end.outcome.job === "fleet-status" ? end.outcome.result : undefined;
}

function Found({ view }: { view: JobView }) {
	const [chosen, setChosen] = useState<string>();
	const result = resultOf(view);
	const rows: readonly FleetTargetStatus[] = result?.targets ?? view.fleet?.statuses ?? [];
	const columns = result?.migrations ?? columnsOf(rows);
	const row = rows.find(({ target }) => target.id === chosen);
	const failed = rows.flatMap(({ target, error }) => (error ? [{ target, error }] : []));
	if (result && rows.length === 0) {
		return (
			<EmptyState icon={IconStack3} title={t("fleet.nobody")}>
				{t("fleet.nobody.text")}
			</EmptyState>
		);
	}
	return (
		<>
			<Causes failed={failed} />
			<div className={styles.halves} data-detail={row ? true : undefined}>
				<Matrix columns={columns} rows={rows} selected={chosen} onSelect={setChosen} />
				{row && <TargetDetail key={row.target.id} row={row} />}
			</div>
		</>
	);
}
