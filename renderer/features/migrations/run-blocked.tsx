import { Button } from "@mantine/core";
import { IconHourglass } from "@tabler/icons-react";
import { useState } from "react";
import type { Blocker, StopHow } from "../../../main/contract/index.ts";
import { client } from "../../app/client.ts";
import type { Blocked } from "../../app/jobs/job-view.ts";
import { notifyDone, notifyError } from "../../app/notify.ts";
import { t } from "../../i18n/i18n.ts";
import { formatDuration } from "../../ui/format-time.ts";
import { Moment } from "../../ui/moment.tsx";
import { CodeText, ServerText } from "../../ui/server-text.tsx";
import styles from "./run-blocked.module.css";
import { StopDialog } from "./stop-dialog.tsx";

/** While a statement waits for a lock: who holds it, and how to get them out of the way. */
export function RunBlocked({ connection, blocked }: { connection: string; blocked: Blocked }) {
	const [asking, setAsking] = useState<{ blocker: Blocker; how: StopHow }>();
	return (
		<section className={styles.box} aria-label={t("blocked.label")}>
			<p className={styles.title}>
				<IconHourglass size={16} aria-hidden />
				<strong data-figures>{t("blocked.title", { time: formatDuration(blocked.waitedMs) })}</strong>
				{blocked.behind > 0 && <span>{t("blocked.behind", { n: blocked.behind })}</span>}
			</p>
			<ul className={styles.list}>
				{blocked.by.map((blocker) => (
					<li key={blocker.pid}>
						<Who blocker={blocker} />
						<span className={styles.actions}>
							<Button size="compact-xs" variant="default" onClick={() => setAsking({ blocker, how: "cancel" })}>
								{t("blocked.cancel")}
							</Button>
							<Button size="compact-xs" variant="default" onClick={() => setAsking({ blocker, how: "terminate" })}>
								{t("blocked.terminate")}
							</Button>
						</span>
					</li>
				))}
			</ul>
			{asking && (
				<StopDialog
					connection={connection}
					{...asking}
					onClose={() => setAsking(undefined)}
					onStop={(typed) => void stop({ connection, pid: asking.blocker.pid, how: asking.how, typed })}
				/>
			)}
		</section>
	);
}

function Who({ blocker }: { blocker: Blocker }) {
	if (blocker.hidden) {
		return (
			<span className={styles.who}>
				<ServerText>{t("blocked.hidden", { pid: String(blocker.pid), user: blocker.user })}</ServerText>
			</span>
		);
	}
	return (
		<span className={styles.who}>
			<ServerText>
				{t("blocked.who", {
					pid: String(blocker.pid),
					user: blocker.user,
					host: blocker.host,
					application: blocker.application || t("holder.unnamed"),
					state: blocker.state,
				})}
			</ServerText>
			{blocker.since && (
				<>
					{" "}
					· <Moment at={blocker.since} />
				</>
			)}
			{blocker.waits && <em> · {t("blocked.waits")}</em>}
			<CodeText>{blocker.query}</CodeText>
		</span>
	);
}

async function stop(request: Parameters<typeof client.activity.stop>[0]): Promise<void> {
	try {
		const { heard } = await client.activity.stop(request);
		notifyDone(t(heard ? "blocked.stopped" : "blocked.gone", { pid: String(request.pid) }));
	} catch (caught) {
		notifyError(caught);
	}
}
