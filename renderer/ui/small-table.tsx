import type { ReactNode } from "react";
import styles from "./small-table.module.css";

interface SmallTableProps {
	/** Said below the title, where there is something to say. */
	caption?: string;
	head: readonly string[];
	/** Rows as `tr`, each with a `th` at its beginning. */
	children: ReactNode;
}

/** A few rows that nobody sorts or scrolls: a plain table. */
export function SmallTable({ caption, head, children }: SmallTableProps) {
	return (
		<table className={styles.table}>
			{caption !== undefined && <caption>{caption}</caption>}
			<thead className={styles.head}>
				<tr>
					{head.map((name) => (
						<th key={name} scope="col">
							{name}
						</th>
					))}
				</tr>
			</thead>
			<tbody>{children}</tbody>
		</table>
	);
}
