import type { ViewFilter } from "../../contract/index.ts";
import { AppError } from "../errors.ts";
import { quoteIdent } from "../sql/quote.ts";
import { belongsTo } from "../tenancy/tenant-of.ts";
import { comparable, openColumn, type ReadColumn } from "./columns.ts";
import type { Looking, ShownTable } from "./view.ts";

/** Values of a statement, each bound as text under the number that `bind` answers with. */
export class Bound {
	readonly values: (string | null)[] = [];

	bind(value: string | null): string {
		this.values.push(value);
		return `$${this.values.length}`;
	}
}

/** The alias of the table that is looked at. */
export const ROW = "bulkhead_row";

/** What Bulkhead adds so that the rows are the tenant's, where the server does not see to it alone. */
export function tenantCondition(view: Looking, { guarded }: ShownTable, bound: Bound, alias = ROW): string[] {
	if (view.level === "server") return [];
	return [belongsTo(guarded, alias, bound.bind(view.tenant.id))];
}

/** One condition a filter. Errors: NOT_FOUND for a column, BAD_INPUT for a filter without its value, REFUSED for a masked column. */
export function filterConditions(
	filters: readonly ViewFilter[] = [],
	columns: readonly ReadColumn[],
	bound: Bound,
): string[] {
	return filters.map((filter) => condition(filter, openColumn(columns, filter.column, "a filter"), bound));
}

function condition({ op, value }: ViewFilter, column: ReadColumn, bound: Bound): string {
	const { left, cast } = comparable(column, ROW);
	if (op === "null") return `${left} IS NULL`;
	if (op === "not-null") return `${left} IS NOT NULL`;
	if (value === undefined) throw new AppError("BAD_INPUT", `A filter of ${column.name} has no value.`);
	if (op === "in") {
		const list = bound.bind(JSON.stringify(textsOf(value, column.name)));
		return `${left} = ANY (ARRAY(SELECT ${cast("each")} FROM pg_catalog.json_array_elements_text((${list}::pg_catalog.text)::pg_catalog.json) AS each))`;
	}
	if (op === "contains" || op === "starts") {
		const text = `${ROW}.${quoteIdent(column.name)}::pg_catalog.text`;
		const pattern = value.replaceAll(/[\\%_]/g, "\\$&");
		return `${text} ILIKE ${bound.bind(op === "contains" ? `%${pattern}%` : `${pattern}%`)}::pg_catalog.text`;
	}
	const right = cast(bound.bind(value));
	return op === "<>" ? `${left} IS DISTINCT FROM ${right}` : `${left} ${op} ${right}`;
}

function textsOf(value: string, column: string): string[] {
	try {
		const list: unknown = JSON.parse(value);
		if (Array.isArray(list) && list.every((each) => typeof each === "string")) return list;
	} catch {
		// Told below.
	}
	throw new AppError("BAD_INPUT", `A filter of ${column} with \`in\` takes a JSON list of texts.`);
}

/** The rows of these keys. `key`: texts in the key's order. */
export function keyCondition(key: readonly ReadColumn[], values: readonly string[], bound: Bound, alias = ROW): string {
	if (key.length === 0) {
		throw new AppError("REFUSED", "The table has no primary key that this look can read: a row cannot be named.", {
			hint: "Filter by columns that tell the row.",
		});
	}
	if (values.length !== key.length) {
		throw new AppError(
			"BAD_INPUT",
			`The primary key has ${key.length} columns: ${key.map(({ name }) => name).join(", ")}.`,
		);
	}
	return key
		.map((column, at) => {
			const { left, cast } = comparable(column, alias);
			return `${left} = ${cast(bound.bind(values[at] ?? null))}`;
		})
		.join(" AND ");
}

export const where = (conditions: readonly string[]): string =>
	conditions.length === 0 ? "" : ` WHERE ${conditions.map((each) => `(${each})`).join(" AND ")}`;
