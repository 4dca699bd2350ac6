import type { ReactNode } from "react";
import styles from "./page.module.css";

/** A screen from top to bottom: its header stands, the rest of it scrolls. */
export function Page({ children }: { children: ReactNode }) {
	return <div className={styles.page}>{children}</div>;
}

/** Where the errors of a screen stay. */
export function Trouble({ children }: { children: ReactNode }) {
	return <div className={styles.trouble}>{children}</div>;
}
