import type { Icon } from "@tabler/icons-react";
import type { ReactNode } from "react";
import styles from "./empty-state.module.css";

interface EmptyStateProps {
	icon: Icon;
	title: string;
	children?: ReactNode;
	action?: ReactNode;
}

/** What a place says when there is nothing in it: why, and what to do next. */
export function EmptyState({ icon: Sign, title, children, action }: EmptyStateProps) {
	return (
		<div className={styles.empty}>
			<Sign size={28} stroke={1.4} aria-hidden />
			<p className={styles.title}>{title}</p>
			{children && <div className={styles.text}>{children}</div>}
			{action && <div className={styles.action}>{action}</div>}
		</div>
	);
}
