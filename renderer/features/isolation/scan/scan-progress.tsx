import { Button, Progress } from "@mantine/core";
import { IconLoader2, IconSquareRoundedX } from "@tabler/icons-react";
import { Elapsed } from "../../../app/jobs/elapsed.tsx";
import type { JobView } from "../../../app/jobs/job-view.ts";
import { jobNow } from "../../../app/jobs/job-words.ts";
import { cancelJob } from "../../../app/jobs/jobs-actions.ts";
import { notifyError } from "../../../app/notify.ts";
import { t } from "../../../i18n/i18n.ts";
import styles from "./scan.module.css";

/** A scan at work: how many tenants it has been through, and the way to stop it. */
export function ScanProgress({ view }: { view: JobView }) {
	const { done, of } = view.step ?? {};
	const counted = done !== undefined && of !== undefined && of > 0;
	return (
		<section className={styles.band} data-tone="calm" aria-label={t("scan.running")}>
			<IconLoader2 size={18} className={styles.spin} aria-hidden />
			<div className={styles.words}>
				<strong>{jobNow(view)}</strong>
				<Progress
					className={styles.progress}
					size="sm"
					value={counted ? (100 * done) / of : 0}
					aria-label={t("scan.progress")}
				/>
			</div>
			<span className={styles.faint}>{counted && t("scan.done", { n: of, done })}</span>
			<span className={styles.faint}>
				<Elapsed from={view.startedAt} to={view.endedAt} />
			</span>
			<Button
				variant="default"
				leftSection={<IconSquareRoundedX size={15} />}
				disabled={view.cancelling}
				onClick={() => void cancelJob(view.jobId).catch(notifyError)}
			>
				{t(view.cancelling ? "job.cancelling" : "scan.stop")}
			</Button>
		</section>
	);
}
