import type { AuditEntry, TenantApiKey, TenantTable } from "../../../main/contract/index.ts";
import { formatNumber, t } from "../../i18n/i18n.ts";
import { formatBytes } from "../../ui/format-bytes.ts";
import { Moment, Timestamp } from "../../ui/moment.tsx";
import { CodeText, ServerText } from "../../ui/server-text.tsx";
import styles from "./tenants.module.css";

/** Keys by their names and last use. */
export function KeyTable({ keys }: { keys: readonly TenantApiKey[] }) {
	const prefixed = keys.some(({ prefix }) => prefix !== null);
	return (
		<section className={styles.part}>
			<h3>
				{`${t("tenant.keys")} · ${formatNumber(keys.length)}`} <small>{t("tenant.keys.text")}</small>
			</h3>
			{keys.length === 0 && <p className={styles.faint}>{t("tenant.keys.none")}</p>}
			{keys.length > 0 && (
				<table className={styles.table} aria-label={t("tenant.keys")}>
					<thead>
						<tr>
							<th>{t("tenant.key.name")}</th>
							{prefixed && <th>{t("tenant.key.prefix")}</th>}
							<th>{t("tenant.key.used")}</th>
							<th>{t("tenant.key.state")}</th>
						</tr>
					</thead>
					<tbody>
						{keys.map((key, at) => (
							<tr key={key.id ?? at}>
								<td>
									<ServerText>{key.name ?? ""}</ServerText>
								</td>
								{prefixed && (
									<td>
										<CodeText>{key.prefix ?? ""}</CodeText>
									</td>
								)}
								<td>{key.lastUsedAt ? <Moment at={key.lastUsedAt} /> : t("tenant.key.never")}</td>
								<td>{t(`tenant.key.${stateOf(key)}`)}</td>
							</tr>
						))}
					</tbody>
				</table>
			)}
		</section>
	);
}

function stateOf({ revokedAt, expiresAt }: TenantApiKey): "revoked" | "expired" | "good" {
	if (revokedAt) return "revoked";
	return expiresAt && expiresAt.getTime() < Date.now() ? "expired" : "good";
}

/** Tables with rows of it; how many have none stands below. */
export function RowTable({ tables }: { tables: readonly TenantTable[] }) {
	const told = tables.filter(({ rows, missing }) => rows !== 0 || missing !== undefined);
	const empty = tables.length - told.length;
	return (
		<section className={styles.part}>
			<h3>
				{t("tenant.tables")} <small>{t("tenant.tables.text")}</small>
			</h3>
			{told.length === 0 && <p className={styles.faint}>{t("tenant.tables.none")}</p>}
			{told.length > 0 && (
				<table className={styles.table} aria-label={t("tenant.tables")}>
					<thead>
						<tr>
							<th>{t("tenant.table")}</th>
							<th data-end>{t("tenant.rows")}</th>
							<th data-end>{t("tenant.size")}</th>
							<th>{t("tenant.activity")}</th>
						</tr>
					</thead>
					<tbody>
						{told.map((each) => (
							<TableRow key={each.table} told={each} />
						))}
					</tbody>
				</table>
			)}
			{empty > 0 && <p className={styles.faint}>{t("tenant.tables.empty", { n: empty })}</p>}
		</section>
	);
}

function TableRow({ told: { table, rows, estimated, bytesEstimate, lastActivity, missing } }: { told: TenantTable }) {
	if (missing !== undefined) {
		return (
			<tr>
				<td>
					<CodeText>{table}</CodeText>
				</td>
				<td colSpan={3}>
					<ServerText>{missing}</ServerText>
				</td>
			</tr>
		);
	}
	const count = formatNumber(rows ?? 0);
	return (
		<tr>
			<td>
				<CodeText>{table}</CodeText>
			</td>
			<td data-end>{estimated ? t("tenant.about", { n: count }) : count}</td>
			<td data-end>{bytesEstimate === undefined ? "" : formatBytes(bytesEstimate)}</td>
			<td>{lastActivity && <Moment at={lastActivity} />}</td>
		</tr>
	);
}

/** From the audit trail of this machine. */
export function LookList({ looks }: { looks: readonly AuditEntry[] }) {
	return (
		<section className={styles.part}>
			<h3>
				{t("tenant.looks")} <small>{t("tenant.looks.text")}</small>
			</h3>
			<ul className={styles.looks}>
				{looks.map(({ seq, at, by, action, reason, ticket }) => (
					<li key={seq}>
						<Timestamp at={at} />
						<ServerText>{by}</ServerText>
						<CodeText>{action}</CodeText>
						<span className={styles.reason}>
							<ServerText>{[reason, ticket].filter((each) => each !== undefined).join(" · ")}</ServerText>
						</span>
					</li>
				))}
			</ul>
		</section>
	);
}
