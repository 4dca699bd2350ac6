import type { IndexTable } from "../../../../main/contract/index.ts";
import { formatNumber, t } from "../../../i18n/i18n.ts";
import type { GridColumn } from "../../../ui/data-grid/columns.ts";
import { formatBytes } from "../../../ui/format-bytes.ts";
import { severities } from "../findings/find-findings.ts";
import { SeverityBadge } from "../findings/finding-columns.tsx";
import styles from "./tables.module.css";

export function Unknown() {
	return <span className={styles.faint}>{t("sizes.unknown")}</span>;
}

/** `bloat`: of some tables it is known what a rebuild would give back. */
export function tableColumns(bloat: boolean): GridColumn<IndexTable>[] {
	return [
		{ id: "table", header: t("sizes.table"), value: ({ table }) => table, width: 170, grow: true, mono: true },
		{
			id: "findings",
			header: t("sizes.findings"),
			value: ({ findings: { ERROR, WARN, INFO } }) => ERROR * 1_000_000 + WARN * 1_000 + INFO,
			render: ({ findings }) => {
				const worst = severities.find((severity) => findings[severity] > 0);
				if (!worst) return null;
				return (
					<span className={styles.found}>
						<SeverityBadge severity={worst} /> {formatNumber(findings.ERROR + findings.WARN + findings.INFO)}
					</span>
				);
			},
			width: 112,
		},
		{
			id: "heap",
			header: t("sizes.heap"),
			value: ({ heapBytes }) => heapBytes,
			render: ({ heapBytes }) => formatBytes(heapBytes),
			width: 106,
			align: "end",
		},
		{
			id: "indexes",
			header: t("sizes.indexes"),
			value: ({ indexBytes }) => indexBytes,
			render: ({ indexBytes, indexes }) => `${formatBytes(indexBytes)} (${formatNumber(indexes)})`,
			width: 104,
			align: "end",
		},
		{
			id: "rows",
			header: t("sizes.rows"),
			value: ({ rows }) => rows,
			render: ({ rows }) => (rows === null ? <Unknown /> : formatNumber(rows)),
			width: 90,
			align: "end",
		},
		...(bloat ? [bloatColumn()] : []),
	];
}

function bloatColumn(): GridColumn<IndexTable> {
	return {
		id: "bloat",
		header: t("sizes.bloat"),
		value: ({ bloatBytes }) => bloatBytes,
		render: ({ bloatBytes }) => (bloatBytes === null ? <Unknown /> : formatBytes(bloatBytes)),
		width: 142,
		align: "end",
	};
}
