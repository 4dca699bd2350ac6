import { UnstyledButton } from "@mantine/core";
import { useState } from "react";
import type { LostObject } from "../../../main/contract/index.ts";
import { formatNumber, t } from "../../i18n/i18n.ts";
import { CodeText, ServerText } from "../../ui/server-text.tsx";
import styles from "./dialogs.module.css";
import own from "./rollback.module.css";

/** What a rollback destroys, and whose it is, the most rows first. */
export function LostObjects({ lost }: { lost: readonly LostObject[] }) {
	if (lost.length === 0) return <p className={styles.calm}>{t("rollback.lost.none")}</p>;
	const sorted = lost.toSorted((a, b) => b.rows - a.rows || a.object.localeCompare(b.object));
	const total = lost.reduce((sum, { rows }) => sum + rows, 0);
	const byTenant = lost.some(({ tenants }) => tenants !== undefined);
	return (
		<section aria-label={t("rollback.lost")}>
			<h3 className={styles.heading}>
				{t("rollback.lost")} <span className={styles.total}>{t("rollback.lost.total", { n: total })}</span>
			</h3>
			{/* biome-ignore lint/a11y/useSemanticElements: a box that scrolls, not a fieldset */}
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reached by keyboard */}
			<div className={`${styles.tableBox} ${own.lost}`} tabIndex={0} role="group" aria-label={t("rollback.lost")}>
				<table className={styles.table}>
					<thead>
						<tr>
							<th scope="col">{t("rollback.lost.object")}</th>
							<th scope="col">{t("rollback.lost.kind")}</th>
							<th scope="col" data-align="end">
								{t("rollback.lost.rows")}
							</th>
							{byTenant && <th scope="col">{t("rollback.lost.whose")}</th>}
						</tr>
					</thead>
					<tbody>
						{sorted.map((each) => (
							<tr key={`${each.kind} ${each.object}`}>
								<td>
									<CodeText>{each.object}</CodeText>
								</td>
								<td>{t(`rollback.lost.${each.kind}`)}</td>
								<td data-align="end" data-figures>
									{formatNumber(each.rows)}
								</td>
								{byTenant && (
									<td className={own.whose}>
										<Whose lost={each} />
									</td>
								)}
							</tr>
						))}
					</tbody>
				</table>
			</div>
		</section>
	);
}

/** Tenants that are named before all are asked for. */
const FIRST = 2;

function Whose({ lost: { tenants = [], otherTenants, rows } }: { lost: LostObject }) {
	const [all, setAll] = useState(false);
	if (tenants.length === 0) return null;
	const count = tenants.length + (otherTenants?.tenants ?? 0);
	const shown = all ? tenants : tenants.slice(0, FIRST);
	return (
		<>
			<ul className={own.shares}>
				{shown.map(({ tenant, name, rows: share }) => (
					<li key={tenant ?? ""}>
						<span className={own.tenant} title={tenant ?? undefined}>
							<ServerText>{name ?? tenant ?? t("rollback.lost.nobody")}</ServerText>
						</span>
						<span className={own.bar} style={{ backgroundSize: `${(share / rows) * 100}% 100%` }} aria-hidden />
						<span data-figures>{formatNumber(share)}</span>
					</li>
				))}
				{all && otherTenants && (
					<li>
						<span className={own.tenant}>{t("rollback.lost.others", { n: otherTenants.tenants })}</span>
						<span
							className={own.bar}
							style={{ backgroundSize: `${(otherTenants.rows / rows) * 100}% 100%` }}
							aria-hidden
						/>
						<span data-figures>{formatNumber(otherTenants.rows)}</span>
					</li>
				)}
			</ul>
			{count > FIRST && (
				<UnstyledButton className={own.more} aria-expanded={all} onClick={() => setAll(!all)}>
					{all ? t("rollback.lost.fewer") : t("rollback.lost.more", { n: count - FIRST })}
				</UnstyledButton>
			)}
		</>
	);
}
