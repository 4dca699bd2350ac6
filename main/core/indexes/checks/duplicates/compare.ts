/**
 * What two indexes of one table are to each other: A, which might go, and B, which would serve in its place. Nothing is proved about
 * predicates: text that differs says that they differ.
 */
import type { Facts, IndexColumn, IndexFact } from "../../facts.ts";
import { isContract, tenantColumn } from "../shared.ts";

export type Relation =
	/** The same, or read backwards the same. */
	| { is: "duplicate"; mirrored: boolean }
	/** The same for whoever asks for one tenant. */
	| { is: "near" }
	/** A's keys are the first of B's. */
	| { is: "prefix" }
	/** (a) INCLUDE (b) beside (a, b). */
	| { is: "covered" }
	/** B has A's keys, which are unique, and more behind them: it is B that adds little. */
	| { is: "longer-than-unique" }
	| { is: "other-order" }
	| { is: "partial-of-full" }
	| { is: "hash-of-btree" }
	/** text_pattern_ops where the collation sorts by bytes anyway. */
	| { is: "same-in-c" };

const C_COLLATIONS: ReadonlySet<string> = new Set(["950", "951"]);
const DEFAULT_COLLATION = "100";

const sameColumn = (a: IndexColumn, b: IndexColumn): boolean =>
	a.attnum === b.attnum && (a.attnum !== 0 || a.text === b.text);
const sameKey = (a: IndexColumn, b: IndexColumn): boolean =>
	sameColumn(a, b) && a.opclass === b.opclass && a.collation === b.collation;
const sameWay = (a: IndexColumn, b: IndexColumn): boolean =>
	a.descending === b.descending && a.nullsFirst === b.nullsFirst;
const otherWay = (a: IndexColumn, b: IndexColumn): boolean =>
	a.descending !== b.descending && a.nullsFirst !== b.nullsFirst;

/** The first keys of `b`, as many as `a` has, against them. */
const every = (a: IndexFact, b: IndexFact, is: (a: IndexColumn, b: IndexColumn) => boolean, from = 0): boolean =>
	a.keys.slice(from).every((key, at) => {
		const other = b.keys[at + from];
		return other !== undefined && is(key, other);
	});

const within = (few: readonly number[], many: readonly number[]): boolean => few.every((each) => many.includes(each));

export function compare(facts: Facts, a: IndexFact, b: IndexFact): Relation | undefined {
	if (a.exclusion || b.exclusion) return undefined;
	if (a.method !== b.method) return hashOfBtree(a, b);
	if (a.keys.length === b.keys.length) return sameLength(facts, a, b);
	return a.method === "btree" && a.keys.length < b.keys.length ? shorter(a, b) : undefined;
}

function sameLength(facts: Facts, a: IndexFact, b: IndexFact): Relation | undefined {
	if (!every(a, b, sameKey)) return inC(facts, a, b) ?? otherOrder(a, b);
	const mirrored = !every(a, b, sameWay) && every(a, b, otherWay);
	const alike = mirrored || every(a, b, sameWay);
	if (!within(a.include, b.include) || !mayReplace(a, b)) return undefined;
	if (a.predicate !== b.predicate) return alike && isPartOf(a, b) ? { is: "partial-of-full" } : undefined;
	if (alike) return { is: "duplicate", mirrored };
	return !a.unique && sameForOneTenant(facts, a, b) ? { is: "near" } : undefined;
}

const isPartOf = (a: IndexFact, b: IndexFact): boolean =>
	a.predicate !== undefined && b.predicate === undefined && !a.unique;

/** What is unique is replaced by what is so in the same way alone. */
const mayReplace = (a: IndexFact, b: IndexFact): boolean =>
	!a.unique || (b.unique && a.nullsNotDistinct === b.nullsNotDistinct && a.deferrable === b.deferrable);

/** Every query of a tenant pins the first column: what differs behind it by direction alone is read backwards. */
function sameForOneTenant(facts: Facts, a: IndexFact, b: IndexFact): boolean {
	const tenant = tenantColumn(facts, facts.tables.get(a.table));
	if (tenant === undefined || a.keys[0]?.attnum !== tenant || a.method !== "btree") return false;
	return every(a, b, otherWay, 1) || every(a, b, sameWay, 1);
}

function shorter(a: IndexFact, b: IndexFact): Relation | undefined {
	if (a.predicate !== b.predicate || !every(a, b, sameKey)) return undefined;
	if (a.unique) return b.unique || b.include.length > 0 ? undefined : { is: "longer-than-unique" };
	if (!every(a, b, sameWay)) return undefined;
	if (a.include.length === 0) return { is: "prefix" };
	return within(a.include, [...b.keys.map(({ attnum }) => attnum), ...b.include]) ? { is: "covered" } : undefined;
}

function otherOrder(a: IndexFact, b: IndexFact): Relation | undefined {
	if (a.method !== "btree" || a.keys.length < 2 || a.unique || a.predicate !== b.predicate) return undefined;
	const all = a.keys.every((key) => b.keys.some((other) => sameKey(key, other)));
	return all && within(a.include, b.include) ? { is: "other-order" } : undefined;
}

function hashOfBtree(a: IndexFact, b: IndexFact): Relation | undefined {
	if (a.method !== "hash" || b.method !== "btree" || a.predicate !== b.predicate) return undefined;
	const [key, first] = [a.keys[0], b.keys[0]];
	return key && first && sameColumn(key, first) && key.collation === first.collation
		? { is: "hash-of-btree" }
		: undefined;
}

function inC(facts: Facts, a: IndexFact, b: IndexFact): Relation | undefined {
	if (a.method !== "btree" || a.unique || a.predicate !== b.predicate || !within(a.include, b.include))
		return undefined;
	const alike = every(a, b, (x, y) => {
		if (!sameColumn(x, y) || x.collation !== y.collation || !sameWay(x, y)) return false;
		if (x.opclass === y.opclass) return true;
		const byBytes = C_COLLATIONS.has(x.collation) || (x.collation === DEFAULT_COLLATION && facts.database.sortsByBytes);
		return byBytes && facts.patternClasses.has(x.opclass) && !facts.patternClasses.has(y.opclass);
	});
	return alike ? { is: "same-in-c" } : undefined;
}

/** The higher one stays: constraint, replica identity, unique, clustered, wider INCLUDE, the contract's form, the older. */
export function worth(facts: Facts, index: IndexFact): number[] {
	const flags = [index.constraint !== undefined, index.replicaIdentity, index.unique, index.clustered];
	const form = isContract(facts, index) ? 1 + Number(index.keys[1]?.descending ?? false) : 0;
	return [...flags.map(Number), index.include.length, form, -Number(index.oid)];
}

export function compareWorth(a: readonly number[], b: readonly number[]): number {
	const at = a.findIndex((value, position) => value !== b[position]);
	return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}
