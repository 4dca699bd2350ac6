import type { ReactNode } from "react";
import type { CertificateBody } from "../../../main/contract/index.ts";
import { formatNumber, t } from "../../i18n/i18n.ts";
import { formatDuration } from "../../ui/format-time.ts";
import { CodeText, ServerText } from "../../ui/server-text.tsx";
import styles from "./certificates.module.css";
import dialogs from "./dialogs.module.css";

/** What was run, whether it holds, and how many rows there are. */
export function CertificateTables({ body }: { body: CertificateBody }) {
	const counts = [
		...body.lost.map(({ object, rows }) => ({ name: object, rows, how: t("certificate.lost") })),
		...body.restored.map(({ table, rows }) => ({ name: table, rows, how: t("certificate.restored") })),
		...body.rows.map(({ table, rows, how }) => ({ name: table, rows, how: t(`certificate.rows.${how}`) })),
	];
	return (
		<>
			<Table
				title={t("certificates.migrations")}
				head={[t("certificates.migrations"), t("certificate.statements"), t("certificate.ms"), t("certificate.file")]}
				rows={body.migrations.map(({ id, name, done, statementCount, ms, sha256 }) => [
					<ServerText key="name">{`${id} ${name}${done === "stopped" ? ` (${t("certificate.stopped")})` : ""}`}</ServerText>,
					formatNumber(statementCount),
					formatDuration(ms),
					<CodeText key="hash">{sha256}</CodeText>,
				])}
			/>
			<Table
				title={t("certificate.checks")}
				head={[t("certificate.checks"), t("certificate.verdict"), t("certificate.ms")]}
				rows={body.checks.map(({ migration, name, ok, ms }) => [
					<ServerText key="name">{`${migration} ${name}`}</ServerText>,
					t(ok ? "certificate.check.holds" : "certificate.check.fails"),
					formatDuration(ms),
				])}
			/>
			<Table
				title={t("certificate.rows")}
				head={[t("certificate.table"), t("snapshots.rows"), t("certificate.how")]}
				rows={counts.map(({ name, rows, how }) => [
					<CodeText key="name">{name}</CodeText>,
					rows === null ? "" : formatNumber(rows),
					how,
				])}
			/>
		</>
	);
}

interface TableProps {
	title: string;
	head: readonly string[];
	rows: readonly (readonly ReactNode[])[];
}

function Table({ title, head, rows }: TableProps) {
	if (rows.length === 0) return null;
	return (
		<>
			<h3 className={styles.heading}>{title}</h3>
			<table className={dialogs.table} aria-label={title}>
				<thead>
					<tr>
						{head.map((name, at) => (
							// biome-ignore lint/suspicious/noArrayIndexKey: columns have no other identity, and never move
							<th key={at} scope="col">
								{name}
							</th>
						))}
					</tr>
				</thead>
				<tbody>
					{rows.map((cells, row) => (
						// biome-ignore lint/suspicious/noArrayIndexKey: as above
						<tr key={row}>
							{cells.map((cell, at) => (
								// biome-ignore lint/suspicious/noArrayIndexKey: as above
								<td key={at}>{cell}</td>
							))}
						</tr>
					))}
				</tbody>
			</table>
		</>
	);
}
