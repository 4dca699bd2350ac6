/** The SELECT of a page of tenants. All that was asked for is bound. */
import type { TenantField, TenantFilter, TenantSort } from "../../contract/index.ts";
import { AppError } from "../errors.ts";
import type { TenantsTable } from "../tenancy/model.ts";
import { castName, fitsType, typedId } from "../tenancy/tenant-type.ts";
import type { Place } from "./page-cursor.ts";
import { searchCondition } from "./search-condition.ts";
import { columnOf, fieldNames, selectTenant, tableOf } from "./tenant-columns.ts";

export interface PageQuery {
	tenants: TenantsTable;
	filter: TenantFilter;
	sort: TenantSort;
	/** What comes behind it, and the type of the column that is sorted by. */
	after?: { place: Place; type: string } | undefined;
	limit: number;
	whole?: boolean;
}

export interface BoundQuery {
	sql: string;
	values: string[];
}

/** By name, or by id where nothing is called anything. */
export function sortOf(tenants: TenantsTable, { sort }: TenantFilter): TenantSort {
	const wanted = sort ?? { by: tenants.columns.name === undefined ? "id" : "name", descending: false };
	if (columnOf(tenants, wanted.by) === undefined) throw without(tenants, wanted.by);
	return wanted;
}

export function pageQuery({ tenants, filter, sort, after, limit, whole = false }: PageQuery): BoundQuery {
	const values: string[] = [];
	const bind = (value: string): string => `$${values.push(value)}`;
	const key = columnOf(tenants, sort.by);
	const conditions = [
		...filterConditions(tenants, filter, bind),
		...(after ? [behind({ tenants, sort, after }, bind)] : []),
	];
	const where = conditions.length > 0 ? `WHERE ${conditions.join(" AND ")}` : "";
	const order = orderOf(tenants, sort);
	// Inside, what is stored; what is made of it for people, for the rows of this page alone: else for all, before they are sorted.
	const sql = `SELECT ${selectTenant(tenants, { whole })}, ${key}::text AS place
	  FROM (SELECT ${storedColumns(tenants)} FROM ${tableOf(tenants)} AS t ${where} ORDER BY ${order} LIMIT ${limit}) AS t
	 ORDER BY ${order}`;
	return { sql, values };
}

function orderOf(tenants: TenantsTable, { by, descending }: TenantSort): string {
	const key = `${columnOf(tenants, by)} ${descending ? "DESC" : "ASC"} NULLS LAST`;
	return by === "id" ? key : `${key}, ${columnOf(tenants, "id")}`;
}

/** Each once: a slug may be the key. */
function storedColumns(tenants: TenantsTable): string {
	const columns = (["id", ...fieldNames] as const).flatMap((field) => columnOf(tenants, field) ?? []);
	return [...new Set(columns)].join(", ");
}

type Bind = (value: string) => string;

function filterConditions(tenants: TenantsTable, filter: TenantFilter, bind: Bind): string[] {
	const exact = (["status", "region", "plan"] as const).flatMap((field) => {
		const value = filter[field];
		if (value === undefined) return [];
		const column = columnOf(tenants, field);
		if (column === undefined) throw without(tenants, field);
		return [`${column}::text = ${bind(value)}::text`];
	});
	const search = filter.search?.trim() ?? "";
	return search === "" ? exact : [...exact, searched(tenants, search, bind)];
}

/** A whole id, or a part of what a tenant is called by. */
function searched(tenants: TenantsTable, search: string, bind: Bind): string {
	const columns = (["name", "slug", "adminEmail"] as const).flatMap((field) => columnOf(tenants, field) ?? []);
	const isId = idConditions(tenants, search, bind);
	if (columns.length === 0) return isId[0] ?? "false";
	// Joined by a line's end, which no needle spans: an inner one is a blank.
	const haystack = columns.map((column) => `coalesce(${column}::text, '')`).join(" || E'\\n' || ");
	const { needles, sql } = searchCondition(search.replaceAll("\n", " "));
	return `(${[...isId, sql(haystack, needles.map(bind))].join(" OR ")})`;
}

/** None where it cannot be one: every row's id would be written out as text for nothing. */
function idConditions(tenants: TenantsTable, search: string, bind: Bind): string[] {
	const fits = fitsType(search, tenants.id.type);
	const column = columnOf(tenants, "id");
	if (fits === false) return [];
	return [fits ? `${column} = ${typedId(bind(search), tenants.id.type)}` : `${column}::text = ${bind(search)}::text`];
}

/** NULLs come last, whatever the direction; among equals the id decides. */
function behind(
	{ tenants, sort, after }: Pick<PageQuery, "tenants" | "sort"> & { after: NonNullable<PageQuery["after"]> },
	bind: Bind,
): string {
	const { value, id } = after.place;
	const key = columnOf(tenants, sort.by);
	const further = sort.descending ? "<" : ">";
	const last = typedId(bind(id), tenants.id.type);
	if (sort.by === "id") return `${key} ${further} ${last}`;
	const tie = `${columnOf(tenants, "id")} > ${last}`;
	if (value === null) return `(${key} IS NULL AND ${tie})`;
	const typed = `(${bind(value)}::text)::${castName(after.type)}`;
	return `(${key} ${further} ${typed} OR (${key} = ${typed} AND ${tie}) OR ${key} IS NULL)`;
}

function without({ schema, name }: TenantsTable, field: TenantField | "id"): AppError {
	return new AppError("BAD_INPUT", `The tenants of ${schema}.${name} have no ${field}.`, {
		hint: "Name its column in the tenancy profile, or leave it out.",
	});
}
