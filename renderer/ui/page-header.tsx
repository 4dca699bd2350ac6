import type { ReactNode } from "react";
import styles from "./page-header.module.css";

interface PageHeaderProps {
	title: string;
	/** One line under the title. */
	summary?: ReactNode;
	/** Buttons at the far end. */
	children?: ReactNode;
}

export function PageHeader({ title, summary, children }: PageHeaderProps) {
	return (
		<header className={styles.header}>
			<div className={styles.words}>
				<h1 className={styles.title}>{title}</h1>
				{summary && <div className={styles.summary}>{summary}</div>}
			</div>
			{children && <div className={styles.actions}>{children}</div>}
		</header>
	);
}
