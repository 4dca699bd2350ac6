import { t } from "../../i18n/i18n.ts";
import { ServerText } from "../../ui/server-text.tsx";
import styles from "./certificates.module.css";

/** Lines that are shown; the export has all. */
const SHOWN = 400;

/** What came and what went in a catalogue, each line with its sign. */
export function CertificateDifference({ lines, leftOut }: { lines: readonly string[]; leftOut: number }) {
	const more = leftOut + Math.max(0, lines.length - SHOWN);
	return (
		<>
			<div className={styles.lines} dir="ltr">
				{lines.slice(0, SHOWN).map((line) => (
					<div key={line} data-sign={line[0]}>
						<ServerText>{line}</ServerText>
					</div>
				))}
			</div>
			{more > 0 && <span>{t("certificate.more", { n: more })}</span>}
		</>
	);
}
