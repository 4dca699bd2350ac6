import type { ReactNode } from "react";
import type { TenantCount, TenantField, TenantRow } from "../../../main/contract/index.ts";
import { formatNumber, t } from "../../i18n/i18n.ts";
import type { GridColumn } from "../../ui/data-grid/columns.ts";
import { Timestamp } from "../../ui/moment.tsx";
import { ServerText } from "../../ui/server-text.tsx";
import { StatusBadge } from "./status-badge.tsx";

const widths: Record<TenantField, number> = {
	name: 190,
	slug: 150,
	region: 70,
	plan: 92,
	status: 126,
	adminEmail: 170,
	createdAt: 190,
};

/** The columns that the schema has, and the counts as they come in. */
export function tenantColumns(
	fields: readonly TenantField[],
	counts: ReadonlyMap<string, TenantCount>,
	actions?: (tenant: TenantRow) => ReactNode,
): GridColumn<TenantRow>[] {
	const told = fields.map(fieldColumn);
	const wide = told.filter(({ id }) => id === "adminEmail" || id === "createdAt");
	return [
		...(fields.includes("name") ? [] : [idColumn]),
		...told.filter((column) => !wide.includes(column)),
		{
			id: "users",
			header: t("tenants.field.users"),
			width: 92,
			align: "end",
			sortable: false,
			value: ({ id }) => counts.get(id)?.users ?? null,
			render: ({ id }) => formatted(counts.get(id)?.users),
		},
		{
			id: "rows",
			header: t("tenants.field.rows"),
			width: 84,
			align: "end",
			sortable: false,
			value: ({ id }) => counts.get(id)?.rows ?? null,
			render: ({ id }) => rowsOf(counts.get(id)),
		},
		...(actions
			? [
					{
						id: "actions",
						header: t("tenants.actions"),
						width: 64,
						sortable: false as const,
						value: () => null,
						render: actions,
					},
				]
			: []),
		...wide,
	];
}

const idColumn: GridColumn<TenantRow> = {
	id: "id",
	header: "Id",
	width: 280,
	mono: true,
	value: ({ id }) => id,
	render: ({ id }) => <ServerText>{id}</ServerText>,
};

function fieldColumn(field: TenantField): GridColumn<TenantRow> {
	const column = { id: field, header: t(`tenants.field.${field}`), width: widths[field] };
	if (field === "createdAt")
		return {
			...column,
			value: ({ createdAt }) => createdAt,
			render: ({ createdAt }) => createdAt && <Timestamp at={createdAt} />,
		};
	if (field === "status")
		return {
			...column,
			value: ({ status }) => status,
			render: ({ status }) => status !== null && <StatusBadge status={status} />,
		};
	return {
		...column,
		...(field === "name" || field === "adminEmail" ? { grow: true } : {}),
		...(field === "slug" ? { mono: true } : {}),
		value: (row) => row[field],
		...(field === "name" || field === "slug" || field === "adminEmail" ? { render: (row) => shown(row[field]) } : {}),
	};
}

const shown = (text: string | null) => text !== null && <ServerText>{text}</ServerText>;

const formatted = (count: number | undefined) => (count === undefined ? false : formatNumber(count));

function rowsOf(count: TenantCount | undefined) {
	if (count?.rows === undefined) return false;
	return count.more ? t("tenants.rows.more", { n: count.rows }) : formatNumber(count.rows);
}
