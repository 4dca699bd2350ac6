import type { ReactNode } from "react";
import { HelpLink, type HelpPage } from "./help-link.tsx";
import styles from "./page-header.module.css";

interface PageHeaderProps {
	title: string;
	/** Page of the documentation for this screen. */
	help?: HelpPage;
	/** One line under the title. */
	summary?: ReactNode;
	/** Buttons at the far end. */
	children?: ReactNode;
}

export function PageHeader({ title, help, summary, children }: PageHeaderProps) {
	return (
		<header className={styles.header}>
			<div className={styles.words}>
				<div className={styles.heading}>
					<h1 className={styles.title}>{title}</h1>
					{help && <HelpLink page={help} />}
				</div>
				{summary && <div className={styles.summary}>{summary}</div>}
			</div>
			{children && <div className={styles.actions}>{children}</div>}
		</header>
	);
}
