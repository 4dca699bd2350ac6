import { t } from "../../i18n/i18n.ts";
import { ServerText } from "../../ui/server-text.tsx";
import styles from "./rehearsal-report.module.css";

/** Lines of a difference that are shown. */
const SHOWN = 300;

/** Lines of the catalogue, as the core has them, in a box that scrolls. */
export function RehearsalLines({ title, lines }: { title: string; lines: readonly string[] }) {
	const more = lines.length - SHOWN;
	return (
		// biome-ignore lint/a11y/useSemanticElements: a box that scrolls, not a fieldset
		// biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reached by keyboard
		<div className={styles.box} tabIndex={0} role="group" aria-label={title}>
			<ul className={styles.lines}>
				{lines.slice(0, SHOWN).map((line) => (
					<li key={line}>
						<ServerText>{line}</ServerText>
					</li>
				))}
				{more > 0 && <li>{t("rehearsal.more", { n: more })}</li>}
			</ul>
		</div>
	);
}
