import type { IndexTableDetail } from "../../../../main/contract/index.ts";
import { formatNumber, t } from "../../../i18n/i18n.ts";
import { escapeHidden } from "../../../ui/escape-text.ts";
import { formatBytes } from "../../../ui/format-bytes.ts";
import { Panel } from "../../../ui/panel.tsx";
import { CodeText, ServerText } from "../../../ui/server-text.tsx";
import { SmallTable } from "../../../ui/small-table.tsx";
import styles from "./table-view.module.css";

/** Whose rows the table is full of: a bar a tenant, with its figures. */
export function HotTenants({ tenants: { hot, reason } }: Pick<IndexTableDetail, "tenants">) {
	return (
		<Panel title={t("table.tenants")}>
			{hot.length === 0 ? (
				<p className={styles.faint}>
					<ServerText>{reason ?? t("table.tenants.none")}</ServerText>
				</p>
			) : (
				<SmallTable
					caption={t("table.tenants.means")}
					head={[t("table.tenant"), t("table.tenant.share"), t("table.tenant.rows"), t("table.tenant.index")]}
				>
					{hot.map(({ tenant, share, rows, indexBytes }) => (
						<tr key={tenant}>
							<th scope="row">
								<span className={styles.tenant} title={escapeHidden(tenant)}>
									<CodeText>{tenant}</CodeText>
								</span>
							</th>
							<td className={styles.figure}>
								<span className={styles.share}>
									<span style={{ inlineSize: `${Math.min(100, share * 100)}%` }} aria-hidden />
								</span>
								{formatNumber(share, { style: "percent", maximumFractionDigits: 1 })}
							</td>
							<td>{formatNumber(Math.round(rows))}</td>
							<td>{formatBytes(indexBytes)}</td>
						</tr>
					))}
				</SmallTable>
			)}
		</Panel>
	);
}
