import type { Check, Found } from "../check.ts";
import type { Facts, ForeignKeyFact, TableFact } from "../facts.ts";
import { createIndex } from "../fixes.ts";
import { coversOf, skips, weakCover } from "./foreign-key-cover.ts";
import { ask, list, MANY_ROWS, nameOf, rowsOf, tenantColumn } from "./shared.ts";

interface Key {
	key: ForeignKeyFact;
	table: TableFact;
	target: TableFact;
}

/** Those of partitions are their root's. */
function keysOf(facts: Facts): Key[] {
	return facts.foreignKeys.flatMap((key) => {
		const [table, target] = [facts.tables.get(key.table), facts.tables.get(key.target)];
		return table && target && table.parent === undefined ? [{ key, table, target }] : [];
	});
}

const objectOf = ({ key, table }: Key): string => `foreign key ${key.name} on ${nameOf(table)}`;

/** CASCADE, SET NULL, SET DEFAULT. */
const FOLLOWS: ReadonlySet<string> = new Set(["c", "n", "d"]);

export const foreignKeyUnindexed: Check = {
	name: "foreign-key-unindexed",
	asks: "Does an index find the rows of every foreign key?",
	judge: (facts) => ask(keysOf(facts), objectOf, (each) => unindexed(facts, each)),
};

function unindexed(facts: Facts, each: Key): Found | undefined {
	const { key, table, target } = each;
	if (coversOf(facts, key, table).length > 0) return undefined;
	const weak = weakCover(facts, key, table);
	const skipping = weak && (weak.by === "tenant" ? skips(facts) : facts.version >= 180_000);
	const felt =
		rowsOf(table) > MANY_ROWS &&
		(target.counters.deleted > 0 || target.counters.updated > target.counters.hotUpdated || FOLLOWS.has(key.onDelete));
	// Behind the tenant alone: every DELETE of the other table reads the whole index, or the whole table.
	const severity = skipping ? "INFO" : weak?.by === "tenant" || felt ? "WARN" : "INFO";
	const tenant = tenantColumn(facts, table);
	const columns = [...key.columns].sort((a, b) => Number(b === tenant) - Number(a === tenant));
	return {
		object: objectOf(each),
		table: nameOf(table),
		severity,
		detail: weak
			? `${list(table, key.columns)} only stands second in ${nameOf(weak.index)}${skipping ? ", which PostgreSQL 18 can skip through" : ""}.`
			: `No index begins with ${list(table, key.columns)}.`,
		why: `Each DELETE from ${nameOf(target)}, and each change of its key, looks for rows here: all of them are read.`,
		evidence: [
			...[{ name: "rows", value: table.rows ?? "unknown" }],
			...[{ name: `deleted from ${nameOf(target)}`, value: target.counters.deleted }],
			...[{ name: "on delete", value: ACTIONS[key.onDelete] ?? key.onDelete }],
		],
		weight: table.heapBytes ?? 0,
		fix: createIndex(facts, { table, columns }),
		acts: { adds: { table: table.oid, columns } },
	};
}

const ACTIONS: Readonly<Record<string, string>> = {
	...{ a: "NO ACTION", r: "RESTRICT", c: "CASCADE", n: "SET NULL", d: "SET DEFAULT" },
};

export const foreignKeyOdd: Check = {
	name: "foreign-key-odd",
	asks: "Is every foreign key there once, of the types that it points to, and always held?",
	judge: (facts) => {
		const keys = keysOf(facts);
		const byTable = new Map<string, Key[]>();
		for (const each of keys) byTable.set(each.key.table, [...(byTable.get(each.key.table) ?? []), each]);
		return ask(keys, objectOf, (each) => odd(facts, each, byTable.get(each.key.table) ?? []));
	},
};

function odd(facts: Facts, each: Key, all: readonly Key[]): Found | undefined {
	const { key, table, target } = each;
	const told = repeated(each, all) ?? differs(each) ?? halfNull(facts, each);
	if (told === undefined) return undefined;
	return {
		object: objectOf(each),
		table: nameOf(table),
		severity: "INFO",
		...told,
		evidence: [{ name: "points to", value: `${nameOf(target)} ${list(target, key.targetColumns)}` }],
	};
}

type Words = Pick<Found, "detail" | "why">;

function repeated({ key }: Key, all: readonly Key[]): Words | undefined {
	const pairs = pairsOf(key);
	const other = all.find(({ key: another }) => {
		if (another === key || another.target !== key.target) return false;
		const [mine, theirs] = [pairs, pairsOf(another)];
		if (!mine.every((pair) => theirs.includes(pair))) return false;
		return mine.length < theirs.length || Number(another.oid) < Number(key.oid);
	});
	if (!other) return undefined;
	return {
		detail:
			pairsOf(other.key).length === pairs.length
				? `${other.key.name} says the same.`
				: `${other.key.name} says the same, and more.`,
		why: "Each INSERT looks up both.",
	};
}

const pairsOf = ({ columns, targetColumns }: ForeignKeyFact): string[] =>
	columns.map((column, at) => `${column}:${targetColumns[at]}`);

function differs({ key, table, target }: Key): Words | undefined {
	const typeOf = (of: TableFact, number: number | undefined) =>
		of.columns.find((column) => column.number === number)?.type;
	for (const [at, number] of key.columns.entries()) {
		const [own, other] = [typeOf(table, number), typeOf(target, key.targetColumns[at])];
		if (own !== undefined && other !== undefined && own !== other)
			return {
				detail: `${list(table, [number])} is ${own}, and what it points to is ${other}.`,
				why: "Values of one may not fit the other, and each look-up converts.",
			};
	}
	return undefined;
}

/**
 * With MATCH SIMPLE one NULL lets the whole key go unchecked. One optional column beside a tenant that is always there is how an optional
 * reference within the tenant is written, and is left alone.
 */
function halfNull(facts: Facts, { key, table }: Key): Words | undefined {
	if (key.columns.length < 2 || key.match === "f") return undefined;
	const tenant = tenantColumn(facts, table);
	const nullable = key.columns.filter((number) => !table.columns.find((column) => column.number === number)?.notNull);
	const isOptional =
		nullable.length === 1 && tenant !== undefined && key.columns.includes(tenant) && nullable[0] !== tenant;
	if (nullable.length === 0 || isOptional) return undefined;
	return {
		detail: `${list(table, nullable)} may be NULL, and then nothing of the key is checked: it is not MATCH FULL.`,
		why: "Rows may point to what is not there.",
	};
}

export const foreignKeyWithoutTenant: Check = {
	name: "foreign-key-without-tenant",
	asks: "Does every foreign key between tables with tenants hold the tenant too?",
	judge: (facts) =>
		ask(
			keysOf(facts).filter(
				({ table, target }) => tenantColumn(facts, table) !== undefined && tenantColumn(facts, target) !== undefined,
			),
			objectOf,
			(each) => withoutTenant(facts, each),
		),
};

function withoutTenant(facts: Facts, each: Key): Found | undefined {
	const { key, table, target } = each;
	const [own, other] = [tenantColumn(facts, table), tenantColumn(facts, target)];
	if (key.columns.some((column, at) => column === own && key.targetColumns[at] === other)) return undefined;
	return {
		object: objectOf(each),
		table: nameOf(table),
		severity: "WARN",
		detail: `${list(table, key.columns)} may point to a row of another tenant in ${nameOf(target)}.`,
		why: "Foreign keys are looked up past row-level security: a tenant can refer to, and find out about, another one's rows.",
		evidence: [{ name: "points to", value: `${nameOf(target)} ${list(target, key.targetColumns)}` }],
		weight: table.heapBytes ?? 0,
	};
}

export const foreignKeyChecks: readonly Check[] = [foreignKeyUnindexed, foreignKeyOdd, foreignKeyWithoutTenant];
