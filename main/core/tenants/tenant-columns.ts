/** A tenant's row as SQL: the columns that the schema has under the names of the contract. */
import type { TenantField, TenantRow } from "../../contract/index.ts";
import type { Cell } from "../ports.ts";
import { quoteIdent, quoteQualified } from "../sql/quote.ts";
import type { TenantsTable } from "../tenancy/model.ts";

export const fieldNames = [
	"name",
	"slug",
	"region",
	"plan",
	"status",
	"adminEmail",
	"createdAt",
] as const satisfies readonly TenantField[];

export const fieldsOf = ({ columns }: TenantsTable): TenantField[] =>
	fieldNames.filter((field) => columns[field] !== undefined);

export const tableOf = ({ schema, name }: TenantsTable): string => quoteQualified(schema, name);

/** Of the table's alias `t`; undefined where there is no such column. */
export function columnOf({ id, columns }: TenantsTable, field: TenantField | "id"): string | undefined {
	const name = field === "id" ? id.name : columns[field];
	return name === undefined ? undefined : `t.${quoteIdent(name)}`;
}

/** Characters of a value that a list shows. */
const SHOWN = 1_000;

export type TenantCells = Record<TenantField | "id", Cell>;

/** The columns of a SELECT. `whole`: however long a value is. */
export function selectTenant(tenants: TenantsTable, { whole = false } = {}): string {
	const told = fieldNames.map((field) => {
		const column = columnOf(tenants, field);
		if (column === undefined) return `NULL::text AS "${field}"`;
		if (field === "createdAt") return `pg_catalog.to_json(${column}) #>> '{}' AS "${field}"`;
		return whole ? `${column}::text AS "${field}"` : `pg_catalog."left"(${column}::text, ${SHOWN}) AS "${field}"`;
	});
	return [`${columnOf(tenants, "id")}::text AS id`, ...told].join(", ");
}

export function toTenant({ id, createdAt, ...others }: TenantCells): TenantRow {
	const { name, slug, region, plan, status, adminEmail } = others;
	return { id: id ?? "", name, slug, region, plan, status, adminEmail, createdAt: toDate(createdAt) };
}

/** Null too for what no calendar of ours has: infinity, years before our era. */
export function toDate(cell: Cell): Date | null {
	if (cell === null) return null;
	const at = new Date(cell);
	return Number.isNaN(at.getTime()) ? null : at;
}
