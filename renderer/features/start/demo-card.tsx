import { ActionIcon, Button, Menu, Modal } from "@mantine/core";
import {
	IconArrowRight,
	IconDots,
	IconPlayerPlay,
	IconPlayerStop,
	IconRestore,
	IconSquareRoundedX,
} from "@tabler/icons-react";
import { useState } from "react";
import type { DemoResult, DemoStatus } from "../../../main/contract/index.ts";
import { AppError } from "../../app/app-error.tsx";
import { Elapsed } from "../../app/jobs/elapsed.tsx";
import type { JobView } from "../../app/jobs/job-view.ts";
import { jobNow } from "../../app/jobs/job-words.ts";
import { cancelJob } from "../../app/jobs/jobs-actions.ts";
import { useLastSeen } from "../../app/last-seen.ts";
import { notifyError } from "../../app/notify.ts";
import { goTo, paths } from "../../app/paths.ts";
import { formatNumber, t } from "../../i18n/i18n.ts";
import { MiniHull } from "../../ui/compartments.tsx";
import { startDemo, stopDemo } from "./demo-actions.ts";
import styles from "./demo-card.module.css";
import { demoProgress } from "./demo-progress.ts";
import { useDemo, useDemoByItself } from "./use-demo.ts";

/** The embedded demo: a real PostgreSQL with tenants in it, without any set-up. */
export function DemoCard() {
	const { query, status, job } = useDemo();
	useDemoByItself(status, job);
	return (
		<section className={styles.card} aria-label={t("demo.title")}>
			<div className={styles.words}>
				<h2 className={styles.title}>{t("demo.title")}</h2>
				<p className={styles.text}>{t("demo.text")}</p>
				{query.error && <AppError error={query.error} onRetry={() => void query.refetch()} />}
				{status && <DemoState status={status} job={job} />}
			</div>
		</section>
	);
}

function DemoState({ status, job }: { status: DemoStatus; job: JobView | undefined }) {
	if (!status.available)
		return <p className={styles.state}>{t("demo.unavailable", { reason: status.reason ?? "" })}</p>;
	if (job?.status === "running") return <DemoStarting job={job} />;
	if (status.state === "running" && status.connection !== undefined) {
		return <DemoRunning status={status} connection={status.connection} result={resultOf(job)} />;
	}
	if (job?.end?.status === "failed") return <AppError error={job.end.error} onRetry={() => void startDemo()} />;
	if (status.state === "starting") return <p className={styles.state}>{t("demo.starting")}</p>;
	return (
		<div className={styles.actions}>
			<Button leftSection={<IconPlayerPlay size={15} />} onClick={() => void startDemo()}>
				{t(status.state === "absent" ? "demo.make" : "demo.start")}
			</Button>
		</div>
	);
}

function DemoStarting({ job }: { job: JobView }) {
	const { filled, of } = demoProgress(job);
	return (
		<div className={styles.progress}>
			<MiniHull filled={filled} of={of} label={t("demo.progress", { n: Math.floor(filled), of })} />
			<div className={styles.step} role="status">
				<span>{jobNow(job)}</span>
				<span className={styles.elapsed}>
					<Elapsed from={job.startedAt} to={job.endedAt} />
				</span>
			</div>
			<div className={styles.actions}>
				<Button
					variant="default"
					leftSection={<IconSquareRoundedX size={15} />}
					disabled={job.cancelling}
					onClick={() => void cancelJob(job.jobId).catch(notifyError)}
				>
					{t("action.cancel")}
				</Button>
			</div>
		</div>
	);
}

interface DemoRunningProps {
	status: DemoStatus;
	connection: string;
	result: DemoResult | undefined;
}

function DemoRunning({ status, connection, result }: DemoRunningProps) {
	const seen = useLastSeen((state) => state.byConnection[connection]);
	const [resetting, setResetting] = useState(false);
	const total = seen?.total ?? 8;
	const applied = seen?.applied ?? total;
	return (
		<div className={styles.progress}>
			<MiniHull filled={applied} of={total} label={t("demo.progress", { n: applied, of: total })} />
			<div className={styles.step}>
				<span>
					{t("demo.running", { port: formatNumber(status.port ?? 0, { useGrouping: false }) })}
					{result &&
						` · ${t("demo.tenants", { n: result.tenants })} · ${t("demo.tables", { n: result.tables })} · ${t("demo.rows", { n: result.rows })}`}
				</span>
			</div>
			<div className={styles.actions}>
				<Button rightSection={<IconArrowRight size={15} />} onClick={() => goTo(paths.overview(connection))}>
					{t("demo.open")}
				</Button>
				<Menu position="bottom-start">
					<Menu.Target>
						<ActionIcon size={28} variant="default" aria-label={t("demo.more")}>
							<IconDots size={16} />
						</ActionIcon>
					</Menu.Target>
					<Menu.Dropdown>
						<Menu.Item leftSection={<IconPlayerStop size={15} />} onClick={() => void stopDemo()}>
							{t("demo.stop")}
						</Menu.Item>
						<Menu.Item leftSection={<IconRestore size={15} />} onClick={() => setResetting(true)}>
							{t("demo.reset")}
						</Menu.Item>
					</Menu.Dropdown>
				</Menu>
			</div>
			<Modal opened={resetting} onClose={() => setResetting(false)} title={t("demo.reset")} size="sm">
				<p>{t("demo.reset.ask")}</p>
				<div className={styles.end}>
					<Button variant="default" onClick={() => setResetting(false)}>
						{t("action.cancel")}
					</Button>
					<Button
						color="red"
						onClick={() => {
							setResetting(false);
							void startDemo({ reset: true });
						}}
					>
						{t("demo.reset")}
					</Button>
				</div>
			</Modal>
		</div>
	);
}

function resultOf(job: JobView | undefined): DemoResult | undefined {
	if (job?.end?.status !== "done" || job.end.outcome.job !== "demo") return undefined;
	return job.end.outcome.result;
}
