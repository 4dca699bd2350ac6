import type { LostObject } from "../../../main/contract/index.ts";
import { formatNumber, t } from "../../i18n/i18n.ts";
import { CodeText } from "../../ui/server-text.tsx";
import styles from "./dialogs.module.css";

/** What a rollback destroys, the most rows first. */
export function LostObjects({ lost }: { lost: readonly LostObject[] }) {
	if (lost.length === 0) return <p className={styles.calm}>{t("rollback.lost.none")}</p>;
	const sorted = lost.toSorted((a, b) => b.rows - a.rows || a.object.localeCompare(b.object));
	const total = lost.reduce((sum, { rows }) => sum + rows, 0);
	return (
		<section aria-label={t("rollback.lost")}>
			<h3 className={styles.heading}>
				{t("rollback.lost")} <span className={styles.total}>{t("rollback.lost.total", { n: total })}</span>
			</h3>
			{/* biome-ignore lint/a11y/useSemanticElements: a box that scrolls, not a fieldset */}
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reached by keyboard */}
			<div className={styles.tableBox} tabIndex={0} role="group" aria-label={t("rollback.lost")}>
				<table className={styles.table}>
					<thead>
						<tr>
							<th scope="col">{t("rollback.lost.object")}</th>
							<th scope="col">{t("rollback.lost.kind")}</th>
							<th scope="col" data-align="end">
								{t("rollback.lost.rows")}
							</th>
						</tr>
					</thead>
					<tbody>
						{sorted.map(({ object, kind, rows }) => (
							<tr key={`${kind} ${object}`}>
								<td>
									<CodeText>{object}</CodeText>
								</td>
								<td>{t(`rollback.lost.${kind}`)}</td>
								<td data-align="end">{formatNumber(rows)}</td>
							</tr>
						))}
					</tbody>
				</table>
			</div>
		</section>
	);
}
