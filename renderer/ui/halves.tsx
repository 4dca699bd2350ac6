import type { ReactNode } from "react";
import styles from "./halves.module.css";

interface HalvesProps {
	/** A grid, as a rule: it takes all of its half. */
	list: ReactNode;
	/** The detail beside it. */
	children: ReactNode;
}

/** A list and, beside it, what is chosen of it. */
export function Halves({ list, children }: HalvesProps) {
	return (
		<div className={styles.halves}>
			<div className={styles.list}>{list}</div>
			{children}
		</div>
	);
}

interface DetailProps {
	label: string;
	/** Stands while the rest scrolls. */
	head?: ReactNode;
	children: ReactNode;
}

/** The half that tells one thing in full. */
export function Detail({ label, head, children }: DetailProps) {
	return (
		<section className={styles.detail} aria-label={label}>
			{head && <div className={styles.head}>{head}</div>}
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reached by keyboard */}
			<div className={styles.body} tabIndex={0}>
				{children}
			</div>
		</section>
	);
}

/** One of several things that are told below each other. */
export function Told({ children }: { children: ReactNode }) {
	return <div className={styles.told}>{children}</div>;
}
