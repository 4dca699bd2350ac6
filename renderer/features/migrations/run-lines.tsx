import { t } from "../../i18n/i18n.ts";
import { CodeText } from "../../ui/server-text.tsx";
import styles from "./run-panel.module.css";

/** What a run did, one line each; a long run lists them in columns. */
export function RunLines({ lines }: { lines: { id: string; text: string }[] }) {
	return (
		<ul className={styles.lines} aria-label={t("run.log")}>
			{lines.map(({ id, text }) => (
				<li key={id}>
					<CodeText>{id}</CodeText> <span>{text}</span>
				</li>
			))}
		</ul>
	);
}
