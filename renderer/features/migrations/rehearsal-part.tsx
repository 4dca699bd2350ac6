import type { ReactNode } from "react";
import styles from "./rehearsal-report.module.css";

/** A titled part of a migration's report. */
export function RehearsalPart({ title, children }: { title: string; children: ReactNode }) {
	return (
		<div className={styles.part}>
			<h4>{title}</h4>
			{children}
		</div>
	);
}
