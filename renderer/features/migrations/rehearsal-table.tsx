import type { ReactNode } from "react";
import styles from "./rehearsal-report.module.css";

interface RehearsalTableProps {
	label: string;
	/** Heads; those that end a row of figures are aligned to the end. */
	head: { text: string; figures?: boolean }[];
	rows: { key: string; cells: ReactNode[] }[];
}

/** A table of the report, in a box that scrolls. */
export function RehearsalTable({ label, head, rows }: RehearsalTableProps) {
	const align = (column: number): "end" | undefined => (head[column]?.figures ? "end" : undefined);
	return (
		// biome-ignore lint/a11y/useSemanticElements: a box that scrolls, not a fieldset
		// biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reached by keyboard
		<div className={styles.box} tabIndex={0} role="group" aria-label={label}>
			<table className={styles.table}>
				<thead>
					<tr>
						{head.map(({ text }, column) => (
							<th key={text} scope="col" data-align={align(column)}>
								{text}
							</th>
						))}
					</tr>
				</thead>
				<tbody>
					{rows.map(({ key, cells }) => (
						<tr key={key}>
							{cells.map((cell, column) => (
								// biome-ignore lint/suspicious/noArrayIndexKey: a cell's column is what it is
								<td key={column} data-align={align(column)}>
									{cell}
								</td>
							))}
						</tr>
					))}
				</tbody>
			</table>
		</div>
	);
}
