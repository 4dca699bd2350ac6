import type { ForeignRows, NotEvaluated, OrphanRows } from "../../../../main/contract/index.ts";
import { formatNumber, t } from "../../../i18n/i18n.ts";
import type { GridColumn } from "../../../ui/data-grid/columns.ts";
import { ServerText } from "../../../ui/server-text.tsx";
import styles from "./scan.module.css";
import { forWhom } from "./verdict.ts";

export const keyOfForeign = ({ table, tenant }: ForeignRows): string => `${table} ${tenant}`;

export const countWords = (rows: number, atLeast: boolean | undefined): string =>
	atLeast ? t("scan.at-least", { rows }) : formatNumber(rows);

/** `names`: of the tenants of the matrix, where they have one. */
export function ownerWords(
	{ tenant, rows }: ForeignRows["owners"][number],
	names?: ReadonlyMap<string, string>,
): string {
	return `${tenant === null ? t("scan.nobody") : (names?.get(tenant) ?? tenant)} (${formatNumber(rows)})`;
}

export function foreignColumns(): GridColumn<ForeignRows>[] {
	return [
		{ id: "table", header: t("scan.table"), value: ({ table }) => table, width: 240, mono: true },
		{ id: "tenant", header: t("scan.tenant"), value: ({ name, tenant }) => name ?? tenant, width: 190 },
		{
			id: "rows",
			header: t("scan.rows"),
			value: ({ rows }) => rows,
			render: ({ rows, atLeast }) => <strong className={styles.alarm}>{countWords(rows, atLeast)}</strong>,
			width: 120,
			align: "end",
		},
		{
			id: "owners",
			header: t("scan.owners"),
			value: ({ owners }) => owners.map((owner) => ownerWords(owner)).join(", "),
			width: 260,
			grow: true,
		},
	];
}

export function missedColumns(): GridColumn<NotEvaluated & { at: number }>[] {
	return [
		{
			id: "table",
			header: t("scan.table"),
			value: ({ table }) => table ?? t("scan.missed.every-table"),
			width: 260,
			mono: true,
		},
		{ id: "tenants", header: t("scan.missed.whom"), value: forWhom, width: 240 },
		{ id: "reason", header: t("scan.missed.reason"), value: ({ reason }) => reason, width: 320, grow: true },
	];
}

export function orphanColumns(): GridColumn<OrphanRows>[] {
	return [
		{ id: "table", header: t("scan.table"), value: ({ table }) => table, width: 300, mono: true },
		{
			id: "tenant",
			header: t("scan.orphans.tenant"),
			value: ({ tenant }) => tenant ?? t("scan.orphans.nobody"),
			render: ({ tenant }) =>
				tenant === null ? (
					<span className={styles.faint}>{t("scan.orphans.nobody")}</span>
				) : (
					<ServerText>{tenant}</ServerText>
				),
			width: 320,
			grow: true,
		},
		{
			id: "rows",
			header: t("scan.orphans.rows"),
			value: ({ rows }) => rows,
			render: ({ rows, atLeast }) => countWords(rows, atLeast),
			width: 130,
			align: "end",
		},
	];
}
