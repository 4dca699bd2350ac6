import type { GuardedTable, Tenancy } from "../tenancy/model.ts";

/** What stands in place of a value that does not leave the server. */
export const MASK = "•••";

/** Masked columns by rule: schema.table.column, or table.column of schema public. */
export type Masks = ReadonlySet<string>;

export function masksOf({ profile }: Tenancy): Masks {
	return new Set(profile.mask ?? []);
}

/** Of a table's columns those that are masked, by rule or by the tag in their comment; a partition has the rules of its parent. */
export function maskedIn(
	masks: Masks,
	{ schema, name, parent }: GuardedTable,
	{ columns, tagged }: { columns: readonly string[]; tagged: readonly string[] },
): string[] {
	const names = [
		`${schema}.${name}`,
		...(schema === "public" ? [name] : []),
		...(parent === undefined ? [] : [parent]),
	];
	const own = new Set(tagged);
	return columns.filter((column) => own.has(column) || names.some((table) => masks.has(`${table}.${column}`)));
}
