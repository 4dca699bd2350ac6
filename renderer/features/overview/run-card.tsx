import { Button } from "@mantine/core";
import { IconLoader2 } from "@tabler/icons-react";
import { Elapsed } from "../../app/jobs/elapsed.tsx";
import { jobNow } from "../../app/jobs/job-words.ts";
import { showJob } from "../../app/jobs/jobs-actions.ts";
import { isRun, newestJob, useJobs } from "../../app/jobs/jobs-store.ts";
import { headlineOf } from "../../app/jobs/run-headline.ts";
import { toneIcons } from "../../app/jobs/tone-icons.ts";
import { goTo, paths } from "../../app/paths.ts";
import { t } from "../../i18n/i18n.ts";
import { Moment } from "../../ui/moment.tsx";
import { Panel } from "../../ui/panel.tsx";
import styles from "./overview-page.module.css";

/** The run that is under way, or how the last one ended; nothing where none is known. */
export function RunCard({ connection }: { connection: string }) {
	const view = useJobs((state) => newestJob(state, (job) => job.connection === connection && isRun(job)));
	if (!view) return null;
	const running = view.status === "running";
	const { tone, text } = headlineOf(view);
	const Sign = running ? IconLoader2 : toneIcons[tone];
	const see = () => {
		showJob(view.jobId);
		goTo(paths.migrations(connection));
	};
	return (
		<Panel
			title={t(running ? "overview.running" : "overview.last-run")}
			aside={running ? <Elapsed from={view.startedAt} to={undefined} /> : <Moment at={new Date(view.startedAt)} />}
		>
			<div className={styles.run} data-tone={tone}>
				<Sign size={17} stroke={2} className={running ? styles.spin : undefined} aria-hidden />
				<span className={styles.lookText}>{running ? `${text} · ${jobNow(view)}` : text}</span>
				<Button variant="default" size="compact-sm" onClick={see}>
					{t("overview.run.see")}
				</Button>
			</div>
		</Panel>
	);
}
