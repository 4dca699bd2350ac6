import { CopyButton } from "./copy-button.tsx";
import styles from "./plan-text.module.css";
import { ServerText } from "./server-text.tsx";

/** A plan or another text of the server's own, in its own lines: fixed pitch, left to right, to read and to copy. */
export function PlanText({ label, copy, text }: { label: string; copy: string; text: string }) {
	return (
		<div className={styles.plan}>
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reached by keyboard */}
			<section className={styles.box} tabIndex={0} aria-label={label}>
				<pre className={styles.text} dir="ltr">
					<ServerText>{text}</ServerText>
				</pre>
			</section>
			<CopyButton value={text} label={copy} />
		</div>
	);
}
