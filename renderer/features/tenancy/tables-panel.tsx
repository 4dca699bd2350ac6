import { useMemo } from "react";
import type { GuardedTableFacts } from "../../../main/contract/index.ts";
import { t } from "../../i18n/i18n.ts";
import type { GridColumn } from "../../ui/data-grid/columns.ts";
import { DataGrid } from "../../ui/data-grid/data-grid.tsx";
import { Panel } from "../../ui/panel.tsx";
import { ServerText } from "../../ui/server-text.tsx";
import styles from "./tenancy.module.css";

/** Every table and view whose rows belong to tenants, and how each finds its own. */
export function TablesPanel({ tables }: { tables: readonly GuardedTableFacts[] }) {
	const columns = useMemo(tableColumns, []);
	if (tables.length === 0) {
		return (
			<Panel title={t("tenancy.tables", { n: 0 })}>
				<p className={styles.quiet}>{t("tenancy.tables.none")}</p>
			</Panel>
		);
	}
	return (
		<Panel title={t("tenancy.tables", { n: tables.length })} flush>
			<div className={styles.grid} data-long={tables.length > 12 || undefined}>
				<DataGrid label={t("tenancy.tables", { n: tables.length })} columns={columns} rows={tables} rowId={nameOf} />
			</div>
		</Panel>
	);
}

const nameOf = ({ schema, name }: GuardedTableFacts): string => `${schema}.${name}`;

function tenantOf({ path, column }: GuardedTableFacts): string {
	return [...path.map((step) => `${step.column} → ${step.schema}.${step.table}`), column].join(" → ");
}

/** On one line, whatever the name holds; copied, it is what it is. */
const line = (text: string) => <ServerText>{text.replaceAll(/\s+/g, " ")}</ServerText>;

function tableColumns(): GridColumn<GuardedTableFacts>[] {
	const wide = { width: 190, grow: true, mono: true };
	return [
		{ ...wide, id: "table", header: t("tenancy.table"), value: nameOf, render: (row) => line(nameOf(row)) },
		{ ...wide, id: "tenant", header: t("tenancy.table.tenant"), value: tenantOf, render: (row) => line(tenantOf(row)) },
		{ id: "type", header: t("tenancy.table.type"), width: 96, mono: true, value: ({ type }) => type },
		{ id: "kind", header: t("tenancy.table.kind"), width: 96, value: ({ kind }) => wordOf(kind) },
		{
			...{ id: "parent", header: t("tenancy.table.parent"), width: 120, mono: true },
			value: ({ parent }) => parent ?? null,
			render: ({ parent }) => parent !== undefined && line(parent),
		},
	];
}

function wordOf(kind: string): string {
	return kind === "p" || kind === "v" || kind === "m" || kind === "f" ? t(`tenancy.kind.${kind}`) : t("tenancy.kind.r");
}
