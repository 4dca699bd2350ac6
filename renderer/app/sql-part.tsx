import { CopyButton } from "../ui/copy-button.tsx";
import { LazySqlViewer } from "../ui/sql-viewer/lazy-sql-viewer.tsx";
import { styleNonce } from "./nonce.ts";
import styles from "./sql-part.module.css";

/** Lines that are in sight at once, at least and at most. */
const LINES = { least: 2, most: 12 };

/** Some statements to read and to copy. */
export function SqlPart({ label, copy, text }: { label: string; copy: string; text: string }) {
	const lines = Math.min(LINES.most, Math.max(LINES.least, text.split("\n").length));
	return (
		<div className={styles.sql}>
			<div className={styles.text} style={{ height: `${lines * 20 + 30}px` }}>
				<LazySqlViewer label={label} text={text} nonce={styleNonce} />
			</div>
			<CopyButton value={text} label={copy} />
		</div>
	);
}
