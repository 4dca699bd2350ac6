/** Which index is unneeded beside which other one, for every table. An index that goes serves in nobody's place. */
import type { Facts, IndexFact } from "../../facts.ts";
import { isContract, isRoot, isUsable } from "../shared.ts";
import { compare, compareWorth, type Relation, worth } from "./compare.ts";

export interface Pair {
	a: IndexFact;
	b: IndexFact;
	relation: Relation;
}

const known = new WeakMap<Facts, { pairs: Pair[]; objects: number }>();

export function findPairs(facts: Facts): { pairs: Pair[]; objects: number } {
	const found = known.get(facts) ?? find(facts);
	known.set(facts, found);
	return found;
}

function find(facts: Facts): { pairs: Pair[]; objects: number } {
	const pairs: Pair[] = [];
	let objects = 0;
	for (const all of facts.indexesOf.values()) {
		const usable = all.filter((index) => isRoot(index) && isUsable(index));
		objects += usable.length;
		if (usable.length > 1) pairs.push(...ofTable(facts, usable));
	}
	return { pairs, objects };
}

/** One pair for each that might go; what takes the most away comes first. */
const ORDER: readonly Relation["is"][] = [
	...(["duplicate", "prefix", "near", "same-in-c", "covered", "hash-of-btree"] as const),
	...(["partial-of-full", "longer-than-unique", "other-order"] as const),
];
/** After these the index may be dropped without another thought. */
const GOES: ReadonlySet<Relation["is"]> = new Set(["duplicate", "prefix"]);

function ofTable(facts: Facts, indexes: readonly IndexFact[]): Pair[] {
	const sorted = indexes
		.map((index) => ({ index, worth: worth(facts, index) }))
		.sort((a, b) => compareWorth(a.worth, b.worth))
		.map(({ index }) => index);
	const gone = new Set<string>();
	const told = new Map<string, Pair>();
	const judge = (wanted: Relation["is"], a: IndexFact, at: number): void => {
		if (told.has(a.oid)) return;
		// Of two that are the same, the one of less worth goes; a prefix goes whatever it is worth.
		const behind = wanted === "duplicate" || wanted === "near" ? at + 1 : 0;
		// The longest, and of these the one of most worth, goes itself in nobody's favour.
		const others = sorted
			.slice(behind)
			.filter((index) => index !== a && !gone.has(index.oid))
			.reverse()
			.sort((one, other) => other.keys.length - one.keys.length);
		const pair = pairOf(facts, a, others, wanted);
		if (!pair) return;
		told.set(a.oid, pair);
		if (GOES.has(wanted)) gone.add(a.oid);
	};
	for (const wanted of ORDER) {
		for (const [at, a] of sorted.entries()) judge(wanted, a, at);
	}
	return [...told.values()];
}

function pairOf(facts: Facts, a: IndexFact, others: readonly IndexFact[], wanted: Relation["is"]): Pair | undefined {
	for (const b of others) {
		const relation = compare(facts, a, b);
		if (relation?.is === wanted && !isLeftAlone(facts, a, b, relation)) return { a, b, relation };
	}
	return undefined;
}

/** The contract's indexes are wanted: their price is told by another check. */
function isLeftAlone(facts: Facts, a: IndexFact, b: IndexFact, { is }: Relation): boolean {
	if (is === "longer-than-unique") return isContract(facts, b);
	if (is === "other-order") return isContract(facts, a) || a.scans !== 0 || (b.scans ?? 0) === 0;
	return is !== "duplicate" && isContract(facts, a) && !(is === "near" && isContract(facts, b));
}
