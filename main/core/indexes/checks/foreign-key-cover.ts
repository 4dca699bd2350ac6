/** Whether an index finds the rows that point to one of the other table. Pure. */

import { quoteIdent } from "../../sql/quote.ts";
import type { Facts, ForeignKeyFact, IndexFact, TableFact } from "../facts.ts";
import { FEW_TENANTS, indexesOf, isUsable, quoted, tenantColumn } from "./shared.ts";

/** Its first key columns are the foreign key's, in any order, and no row is left out that it could point from. */
export function covers(index: IndexFact, { columns }: ForeignKeyFact, table: TableFact): boolean {
	if (!isUsable(index) || !takesEach(index, columns, table)) return false;
	if (index.method === "hash") return columns.length === 1 && index.keys[0]?.attnum === columns[0];
	if (index.method !== "btree" || index.keys.length < columns.length) return false;
	const first = index.keys.slice(0, columns.length).map(({ attnum }) => attnum);
	return columns.every((column) => first.includes(column));
}

/** `x IS NOT NULL` of its own columns: a row with NULL points to nothing. */
function takesEach({ predicate }: IndexFact, columns: readonly number[], table: TableFact): boolean {
	if (predicate === undefined) return true;
	const names = table.columns.filter(({ number }) => columns.includes(number)).map(({ name }) => name);
	const allowed = new Set(names.flatMap((name) => [quoted(name), quoteIdent(name)]));
	return predicate
		.replace(/^\((.*)\)$/s, "$1")
		.split(/\) AND \(| AND /)
		.every((part) => {
			const [, column] = /^\(*(.+?) IS NOT NULL\)*$/s.exec(part) ?? [];
			return column !== undefined && allowed.has(column);
		});
}

export const coversOf = (facts: Facts, key: ForeignKeyFact, table: TableFact): IndexFact[] =>
	indexesOf(facts, key.table).filter((index) => covers(index, key, table));

/** A skip scan (18) reads past a first column of few values: an index of two or more whose second is the foreign key's. */
export function weakCover(
	facts: Facts,
	key: ForeignKeyFact,
	table: TableFact,
): { index: IndexFact; by: "tenant" | "other" } | undefined {
	const [column] = key.columns;
	if (key.columns.length !== 1 || column === undefined) return undefined;
	const tenant = tenantColumn(facts, table);
	for (const index of indexesOf(facts, key.table)) {
		const [first, second] = index.keys;
		if (!isUsable(index) || index.method !== "btree" || index.predicate !== undefined || second?.attnum !== column)
			continue;
		if (tenant !== undefined && first?.attnum === tenant) return { index, by: "tenant" };
		const statistics = table.columns.find(({ number }) => number === first?.attnum)?.statistics;
		if (statistics && statistics.distinct > 0 && statistics.distinct <= FEW_TENANTS) return { index, by: "other" };
	}
	return undefined;
}

/** 18 and newer skip; up to so many tenants it is cheap. */
export const skips = ({ version, tenants }: Facts): boolean =>
	version >= 180_000 && tenants !== undefined && tenants <= FEW_TENANTS;
