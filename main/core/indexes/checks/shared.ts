/** What the checks of indexes ask of the facts in more than one place. Pure. */
import type { Found, Judged } from "../check.ts";
import type { Facts, IndexFact, TableFact } from "../facts.ts";
import { nameOf, quoted } from "../read/print-index.ts";

export { nameOf, quoted };

export const indexObject = (index: IndexFact): string => `index ${nameOf(index)}`;
export const tableObject = (table: TableFact): string => `table ${nameOf(table)}`;

export const MB = 1024 * 1024;

/** Rows from which a missing index is felt. */
export const MANY_ROWS = 10_000;
/** Up to so many tenants a skip scan (18 and newer) reads past the first column cheaply: measured at 20 and 200, of no use at 5,000. */
export const FEW_TENANTS = 500;

export const rowsOf = (table: TableFact): number => table.rows ?? table.counters.live;

/** A partition's index belongs to the one above; that is the one that is judged. */
export const isRoot = (index: IndexFact): boolean => index.parent === undefined;

export const indexesOf = (facts: Facts, table: string): IndexFact[] => facts.indexesOf.get(table) ?? [];

export const isUsable = (index: IndexFact): boolean => index.valid && index.ready && index.live;

/** Number of the column that holds the tenant in the table itself. */
export function tenantColumn(facts: Facts, table: TableFact | undefined): number | undefined {
	if (!table) return undefined;
	const guarded = facts.guarded.get(table.oid);
	if (!guarded || guarded.path.length > 0 || table.oid === facts.tenancy.tenants?.oid) return undefined;
	return table.columns.find(({ name }) => name === guarded.tenant.name)?.number;
}

export const createdColumn = (table: TableFact): number | undefined =>
	table.columns.find(({ name }) => name === "created_at")?.number;

/** Tables with a tenant column of their own, a partitioned one once. */
export function tenantTables(facts: Facts): { table: TableFact; tenant: number }[] {
	return [...facts.tables.values()].flatMap((table) => {
		if (table.kind === "m" || table.parent !== undefined) return [];
		const tenant = tenantColumn(facts, table);
		return tenant === undefined ? [] : [{ table, tenant }];
	});
}

/** (tenant) or (tenant, created_at) and nothing else: what the house's contract wants on each table with tenants. */
export function isContract(facts: Facts, index: IndexFact): boolean {
	if (index.method !== "btree" || index.predicate !== undefined || index.include.length > 0 || index.unique)
		return false;
	const table = facts.tables.get(index.table);
	const tenant = tenantColumn(facts, table);
	if (!table || tenant === undefined || index.keys[0]?.attnum !== tenant) return false;
	return index.keys.length === 1 || (index.keys.length === 2 && index.keys[1]?.attnum === createdColumn(table));
}

/** 1,234,567 bytes as people say them. */
export function bytes(value: number | undefined): string {
	if (value === undefined) return "of unknown size";
	if (value < 1024) return `${value} B`;
	const units = ["kB", "MB", "GB", "TB"];
	let left = value / 1024;
	let unit = 0;
	for (; left >= 1024 && unit < units.length - 1; unit += 1) left /= 1024;
	return `${left >= 100 ? Math.round(left) : Math.round(left * 10) / 10} ${units[unit]}`;
}

export const columnsOf = (index: IndexFact): string =>
	`(${index.keys.map(({ attnum, text, descending }) => `${attnum === 0 ? text : quoted(text)}${descending ? " DESC" : ""}`).join(", ")})`;

export const columnNames = (table: TableFact, numbers: readonly number[]): string[] =>
	numbers.map((number) => table.columns.find((column) => column.number === number)?.name ?? "?");

export const list = (table: TableFact, numbers: readonly number[]): string =>
	`(${columnNames(table, numbers).map(quoted).join(", ")})`;

export function judged(objects: number, found: Found[], notEvaluated: Judged["notEvaluated"] = []): Judged {
	return { objects, found, notEvaluated };
}

/** A question of each of these; a sentence for an answer is why there is none. */
export function ask<Each>(
	all: readonly Each[],
	objectOf: (each: Each) => string,
	judge: (each: Each) => Found | string | undefined,
): Judged {
	const outcome = judged(all.length, []);
	for (const each of all) {
		const told = judge(each);
		if (typeof told === "string") outcome.notEvaluated.push({ object: objectOf(each), reason: told });
		else if (told) outcome.found.push(told);
	}
	return outcome;
}
