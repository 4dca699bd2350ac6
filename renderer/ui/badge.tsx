import type { Icon } from "@tabler/icons-react";
import type { ReactNode } from "react";
import styles from "./badge.module.css";

/** sealed: it holds · calm: nothing to do · look: worth a look · alarm: needs a hand · found: known, not recorded. */
export type Tone = "sealed" | "calm" | "look" | "alarm" | "found";

interface BadgeProps {
	tone: Tone;
	icon: Icon;
	children: ReactNode;
	title?: string | undefined;
	/** Filled draws the eye: for what must not be overlooked. */
	filled?: boolean | undefined;
}

/** A state in words and with a sign of its own, so that colour is never the only one to tell. */
export function Badge({ tone, icon: Sign, children, title, filled }: BadgeProps) {
	return (
		<span className={styles.badge} data-tone={tone} data-filled={filled || undefined} title={title}>
			<Sign size={13} stroke={2.2} aria-hidden />
			<span className={styles.text}>{children}</span>
		</span>
	);
}
