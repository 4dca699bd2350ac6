import { IconLoader2 } from "@tabler/icons-react";
import { formatNumber, t } from "../i18n/i18n.ts";
import { KeyHint } from "../ui/key-hint.tsx";
import { useTest } from "./connection-queries.ts";
import { Elapsed } from "./jobs/elapsed.tsx";
import type { JobView } from "./jobs/job-view.ts";
import { jobNow, jobTitle } from "./jobs/job-words.ts";
import { useJobs } from "./jobs/jobs-store.ts";
import { LanguageMenu } from "./language-menu.tsx";
import { goTo, paths } from "./paths.ts";
import { PipeState } from "./pipe-state.tsx";
import { usePlace } from "./route.ts";
import styles from "./shell.module.css";

/** The lower edge: the pipe, what is running anywhere, the server at the other end. */
export function StatusBar() {
	const { connection } = usePlace();
	const views = useJobs((state) => state.views);
	const running = Object.values(views).filter((view) => view.status === "running");
	return (
		<footer className={styles.status}>
			<PipeState />
			{running.map((view) => (
				<RunningJob key={view.jobId} view={view} />
			))}
			<span className={styles.statusEnd}>
				{connection !== undefined && <Server connection={connection} />}
				<span className={styles.statusItem}>
					<KeyHint keys="?" /> {t("status.shortcuts")}
				</span>
				<LanguageMenu className={styles.statusButton} />
			</span>
		</footer>
	);
}

/** Where a job is shown. */
function placeOfJob({ job, connection }: JobView): string {
	if (job === "fleet-status") return paths.fleet;
	if (job === "fleet-migrate") return paths.fleetPart("runs");
	return connection === undefined ? paths.start : paths.migrations(connection);
}

function RunningJob({ view }: { view: JobView }) {
	return (
		<button type="button" className={styles.statusJob} onClick={() => goTo(placeOfJob(view))}>
			<IconLoader2 size={14} className={styles.spin} aria-hidden />
			{jobTitle(view)} · {jobNow(view)} · <Elapsed from={view.startedAt} to={view.endedAt} />
		</button>
	);
}

function Server({ connection }: { connection: string }) {
	const { data } = useTest(connection);
	if (!data) return null;
	return (
		<span className={styles.statusItem}>
			{t("status.server", {
				version: data.server.version,
				ms: formatNumber(data.latencyMs, { maximumFractionDigits: 1 }),
				tls: data.tls ?? t("tls.none"),
			})}
		</span>
	);
}
