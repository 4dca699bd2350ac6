import type { TenantFindings } from "../../../main/contract/index.ts";
import { formatNumber, t } from "../../i18n/i18n.ts";
import { Moment } from "../../ui/moment.tsx";
import { CodeText, ServerText } from "../../ui/server-text.tsx";
import styles from "./tenants.module.css";

/** What the last isolation scan found between this tenant and others. */
export function FindingList({ findings }: { findings: TenantFindings | undefined }) {
	return (
		<section className={styles.part} aria-label={t("tenant.findings")}>
			<h3>
				{t("tenant.findings")}{" "}
				<small>
					{findings ? (
						<>
							{t("tenant.findings.scanned")} <Moment at={findings.scannedAt} />
						</>
					) : (
						t("tenant.findings.never")
					)}
				</small>
			</h3>
			{findings && <Found findings={findings} />}
		</section>
	);
}

function Found({ findings: { sees, seenBy } }: { findings: TenantFindings }) {
	if (sees.length + seenBy.length === 0) return <p className={styles.faint}>{t("tenant.findings.none")}</p>;
	return (
		<ul className={styles.findings}>
			{sees.map(({ table, rows, atLeast }) => (
				<li key={table}>
					<CodeText>{table}</CodeText>{" "}
					{t(atLeast ? "tenant.findings.sees.more" : "tenant.findings.sees", { rows: formatNumber(rows) })}
				</li>
			))}
			{seenBy.map(({ table, tenant, name, rows }) => (
				<li key={JSON.stringify([table, tenant])}>
					<CodeText>{table}</CodeText> {t("tenant.findings.seen", { rows: formatNumber(rows) })}{" "}
					<ServerText>{name ?? tenant}</ServerText>
				</li>
			))}
		</ul>
	);
}
