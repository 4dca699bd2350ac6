import styles from "./key-hint.module.css";
import { keyNames } from "./key-names.ts";

/** A shortcut as keys: `mod+k` is Ctrl K (⌘ K on a Mac), `g o` is G then O. */
export function KeyHint({ keys }: { keys: string }) {
	return (
		<span className={styles.hint} dir="ltr">
			{keyNames(keys).map((name, index) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: a key may stand twice, and never moves
				<kbd key={index} className={styles.key}>
					{name}
				</kbd>
			))}
		</span>
	);
}
