/** What a new tenant's row is made of, and why it cannot be made. Pure. */
import type { TenantField, TenantTemplate } from "../../contract/index.ts";
import type { TenantsTable } from "../tenancy/model.ts";
import type { Column } from "./read-columns.ts";
import { fieldNames } from "./tenant-columns.ts";

export interface NewValues extends Partial<Record<Exclude<TenantField, "createdAt">, string | undefined>> {
	template?: TenantTemplate | undefined;
}

/** A column with its value as text; undefined: now. */
export interface Filled {
	column: Column;
	value: string | undefined;
}

const documents = ["settings", "metadata"] as const;

/** JSON columns that a template fills. */
export function documentsOf({ columns }: TenantsTable, own: readonly Column[]): (typeof documents)[number][] {
	const named = new Set<string>(Object.values(columns));
	return documents.filter((name) =>
		own.some((column) => column.name === name && column.type.startsWith("json") && !named.has(name)),
	);
}

const mayStayEmpty = ({ notNull, filled, generated }: Column): boolean => !notNull || filled || generated;
const isUuid = ({ type }: Column): boolean => type === "uuid";

/** Why no tenant can be made in this schema, whatever is given. */
export function cannotCreate(tenants: TenantsTable, own: readonly Column[]): string[] {
	const { schema, name, id, columns } = tenants;
	if (columns.name === undefined) return [`It is not known which column of ${schema}.${name} holds a tenant's name.`];
	const known = new Set<string>([...Object.values(columns), ...documentsOf(tenants, own)]);
	return own
		.filter((column) => !mayStayEmpty(column) && !known.has(column.name))
		.filter((column) => !(column.name === id.name && isUuid(column)))
		.map((column) => `${schema}.${name}.${column.name} needs a value that Bulkhead does not know.`);
}

/** Fields that have to be given. The slug and the date are made. */
export function requiredFields({ columns }: TenantsTable, own: readonly Column[]): TenantField[] {
	return fieldNames.filter((field) => {
		const column = own.find(({ name }) => name === columns[field]);
		if (field === "name") return true;
		return column !== undefined && field !== "slug" && field !== "createdAt" && !mayStayEmpty(column);
	});
}

/** Faults of what was given, all together. */
export function faultsOf(tenants: TenantsTable, own: readonly Column[], values: NewValues): string[] {
	const missing = requiredFields(tenants, own).filter((field) => field !== "createdAt" && values[field] === undefined);
	const given = fieldNames.flatMap((field) => {
		const value = field === "createdAt" ? undefined : values[field];
		if (value === undefined) return [];
		const column = own.find(({ name }) => name === tenants.columns[field]);
		if (!column) return [`tenants have no ${field} here`];
		return column.choices && !column.choices.includes(value)
			? [`${field} is one of ${column.choices.join(", ")}, not ${value.slice(0, 80)}`]
			: [];
	});
	return [...missing.map((field) => `${field} is needed`), ...given];
}

export function filledColumns(tenants: TenantsTable, own: readonly Column[], values: NewValues): Filled[] {
	return own
		.filter(({ generated }) => !generated)
		.flatMap((column) => {
			const field = fieldNames.find((each) => tenants.columns[each] === column.name);
			return field ? fieldValue(column, field, values) : otherValue(column, tenants, { own, values });
		});
}

function fieldValue(column: Column, field: TenantField, values: NewValues): Filled[] {
	if (field === "createdAt") return mayStayEmpty(column) ? [] : [{ column, value: undefined }];
	const value = values[field];
	return value === undefined ? [] : [{ column, value }];
}

function otherValue(
	column: Column,
	tenants: TenantsTable,
	{ own, values: { template } }: { own: readonly Column[]; values: NewValues },
): Filled[] {
	const needed = !mayStayEmpty(column);
	if (column.name === tenants.id.name) return needed ? [{ column, value: crypto.randomUUID() }] : [];
	const document = documentsOf(tenants, own).find((each) => each === column.name);
	return document && (needed || template) ? [{ column, value: JSON.stringify(template?.[document] ?? {}) }] : [];
}
