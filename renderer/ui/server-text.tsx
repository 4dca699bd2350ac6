import { splitHidden } from "./escape-text.ts";
import styles from "./server-text.module.css";

/** Text that a server, a file or a person far away wrote: never markup, its own direction, hidden characters by name. */
export function ServerText({ children }: { children: string }) {
	return (
		<bdi className={styles.text}>
			{splitHidden(children).map((part, index) =>
				part.escaped ? (
					// biome-ignore lint/suspicious/noArrayIndexKey: parts have no other identity, and never move
					<span key={index} className={styles.hidden}>
						{part.text}
					</span>
				) : (
					part.text
				),
			)}
		</bdi>
	);
}

/** An identifier, path or SQL fragment: monospaced, always left to right. */
export function CodeText({ children }: { children: string }) {
	return (
		<code className={styles.code} dir="ltr">
			<ServerText>{children}</ServerText>
		</code>
	);
}
