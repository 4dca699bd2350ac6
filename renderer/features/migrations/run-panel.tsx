import { ActionIcon, Button, Tooltip } from "@mantine/core";
import { IconLoader2, IconSquareRoundedX, IconX } from "@tabler/icons-react";
import { Elapsed } from "../../app/jobs/elapsed.tsx";
import type { JobView } from "../../app/jobs/job-view.ts";
import { cancelJob, hideJob } from "../../app/jobs/jobs-actions.ts";
import { headlineOf } from "../../app/jobs/run-headline.ts";
import { toneIcons } from "../../app/jobs/tone-icons.ts";
import { notifyError } from "../../app/notify.ts";
import { t } from "../../i18n/i18n.ts";
import { RunEnd } from "./run-end.tsx";
import { RunNotices } from "./run-notices.tsx";
import styles from "./run-panel.module.css";
import { RunProgress } from "./run-progress.tsx";

/** The newest run of this connection: live while it runs, then how it ended, until it is put away. */
export function RunPanel({ view, connection }: { view: JobView; connection: string }) {
	const running = view.status === "running";
	return (
		<section className={styles.panel} aria-label={t("run.label")} data-tone={headlineOf(view).tone}>
			<header className={styles.header}>
				<Headline view={view} />
				<span className={styles.elapsed}>
					<Elapsed from={view.startedAt} to={view.endedAt} />
				</span>
				{view.dropped > 0 && <span className={styles.elapsed}>{t("run.dropped", { n: view.dropped })}</span>}
				<span className={styles.end}>
					{running ? (
						<Tooltip label={t("run.cancel.hint")}>
							<Button
								variant="default"
								leftSection={<IconSquareRoundedX size={15} />}
								disabled={view.cancelling}
								onClick={() => void cancelJob(view.jobId).catch(notifyError)}
							>
								{t(view.cancelling ? "job.cancelling" : "run.cancel")}
							</Button>
						</Tooltip>
					) : (
						<ActionIcon aria-label={t("run.hide")} onClick={() => hideJob(view.jobId)}>
							<IconX size={16} />
						</ActionIcon>
					)}
				</span>
			</header>
			<div className={styles.body}>
				<div className={styles.main}>
					{view.end ? (
						<RunEnd view={view} end={view.end} connection={connection} />
					) : (
						<RunProgress view={view} connection={connection} />
					)}
				</div>
				{view.notices.length > 0 && <RunNotices notices={view.notices} />}
			</div>
			<p className={styles.spoken} role="status">
				{spoken(view)}
			</p>
		</section>
	);
}

/** For screen readers: once a migration, not once a statement. */
function spoken(view: JobView): string {
	const run = view.status === "running" ? view.migrations.at(-1) : undefined;
	return [headlineOf(view).text, run?.id].filter(Boolean).join(" ");
}

function Headline({ view }: { view: JobView }) {
	const { tone, text } = headlineOf(view);
	const Sign = toneIcons[tone];
	return (
		<h2 className={styles.headline}>
			{view.status === "running" ? (
				<IconLoader2 size={17} className={styles.spin} aria-hidden />
			) : (
				<Sign size={17} stroke={2} className={styles.sign} aria-hidden />
			)}
			{text}
		</h2>
	);
}
