import { type ReactNode, useId } from "react";
import styles from "./panel.module.css";

interface PanelProps {
	title: string;
	/** Stands at the far end of the title. */
	aside?: ReactNode;
	children: ReactNode;
	/** Content to the very edges, for grids. */
	flush?: boolean;
	className?: string | undefined;
}

/** A titled compartment of a page. */
export function Panel({ title, aside, children, flush, className }: PanelProps) {
	const id = useId();
	return (
		<section className={`${styles.panel} ${className ?? ""}`} aria-labelledby={id}>
			<header className={styles.header}>
				<h2 id={id} className={styles.title}>
					{title}
				</h2>
				{aside && <div className={styles.aside}>{aside}</div>}
			</header>
			<div className={styles.body} data-flush={flush || undefined}>
				{children}
			</div>
		</section>
	);
}
