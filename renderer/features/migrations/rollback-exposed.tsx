import { IconLockOpen } from "@tabler/icons-react";
import type { ExposedTable } from "../../../main/contract/index.ts";
import { t } from "../../i18n/i18n.ts";
import { CodeText } from "../../ui/server-text.tsx";
import dialogs from "./dialogs.module.css";
import styles from "./rollback.module.css";

/** Tables with tenants' rows that no policy guards any more, and who may then read all of them. */
export function RollbackExposed({ exposed }: { exposed: readonly ExposedTable[] }) {
	if (exposed.length === 0) return null;
	const title = t("rollback.exposed", { n: exposed.length });
	return (
		<section className={styles.exposed} aria-label={title}>
			<h3>
				<IconLockOpen size={17} aria-hidden />
				{title}
			</h3>
			<p>{t("rollback.exposed.text", { n: exposed.length })}</p>
			{/* biome-ignore lint/a11y/useSemanticElements: a box that scrolls, not a fieldset */}
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reached by keyboard */}
			<div className={dialogs.tableBox} tabIndex={0} role="group" aria-label={title}>
				<table className={dialogs.table}>
					<thead>
						<tr>
							<th scope="col">{t("rollback.exposed.table")}</th>
							<th scope="col">{t("rollback.exposed.how")}</th>
							<th scope="col">{t("rollback.exposed.who")}</th>
						</tr>
					</thead>
					<tbody>
						{exposed.map((table) => (
							<tr key={table.table}>
								<td>
									<CodeText>{table.table}</CodeText>
								</td>
								<td>{t(`rollback.exposed.${table.how}`)}</td>
								<td className={styles.who}>
									<Readers table={table} />
								</td>
							</tr>
						))}
					</tbody>
				</table>
			</div>
		</section>
	);
}

function Readers({ table: { roles, moreRoles, everyone } }: { table: ExposedTable }) {
	if (everyone) return <strong>{t("rollback.exposed.everyone")}</strong>;
	if (roles.length === 0) return t("rollback.exposed.nobody");
	return (
		<>
			<CodeText>{roles.join(", ")}</CodeText>
			{moreRoles > 0 && ` ${t("rollback.exposed.more", { n: moreRoles })}`}
		</>
	);
}
