import { useEffect, useRef } from "react";
import type { Notice } from "../../app/jobs/job-view.ts";
import { t } from "../../i18n/i18n.ts";
import { CodeText, ServerText } from "../../ui/server-text.tsx";
import styles from "./run-panel.module.css";

/** Lines on the screen; a longer log is cut at its head. */
const SHOWN = 200;

/** What the server said on the way, newest at the foot, which stays in view. */
export function RunNotices({ notices }: { notices: readonly Notice[] }) {
	const list = useRef<HTMLOListElement>(null);
	const last = notices.at(-1)?.seq;
	// biome-ignore lint/correctness/useExhaustiveDependencies: follows each new line
	useEffect(() => {
		if (list.current) list.current.scrollTop = list.current.scrollHeight;
	}, [last]);
	return (
		<section className={styles.notices} aria-label={t("run.notices", { n: notices.length })}>
			<h3 className={styles.small}>{t("run.notices", { n: notices.length })}</h3>
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reached by keyboard */}
			<ol ref={list} className={styles.log} tabIndex={0}>
				{notices.slice(-SHOWN).map(({ seq, migration, severity, message }) => (
					<li key={seq} data-severity={severity}>
						{migration !== undefined && <CodeText>{migration}</CodeText>} <span>{severity}</span>{" "}
						<ServerText>{message}</ServerText>
					</li>
				))}
			</ol>
		</section>
	);
}
