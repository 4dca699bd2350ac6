import type { IndexEvidence } from "../../../../contract/indexes.ts";
import type { Check, Found, Judged } from "../../check.ts";
import type { Facts } from "../../facts.ts";
import { dropConstraint, dropIndex } from "../../fixes.ts";
import { bytes, columnsOf, indexObject, nameOf } from "../shared.ts";
import type { Relation } from "./compare.ts";
import { findPairs, type Pair } from "./find-pairs.ts";

/** B so many times as large as A: to read A is cheaper. */
const LARGER = 3;
/** A so many times as busy as B, and at least so often. */
const HOTTER = 10;
const BUSY = 1_000;

const judge =
	(kinds: ReadonlySet<Relation["is"]>) =>
	(facts: Facts): Judged => {
		const { pairs, objects } = findPairs(facts);
		const found = pairs.filter(({ relation }) => kinds.has(relation.is)).map((pair) => tell(facts, pair));
		return { objects, found, notEvaluated: [] };
	};

export const duplicateChecks: readonly Check[] = [
	{
		name: "index-duplicate",
		asks: "Is no index the same as another one of its table, forwards or backwards?",
		judge: judge(new Set(["duplicate"])),
	},
	{
		name: "index-prefix",
		asks: "Does no index merely repeat the first columns of another one?",
		judge: judge(new Set(["prefix", "covered"])),
	},
	{
		name: "index-overlapping",
		asks: "Does no index do little that another one does not?",
		judge: judge(
			new Set(["near", "same-in-c", "hash-of-btree", "partial-of-full", "longer-than-unique", "other-order"]),
		),
	},
];

function tell(facts: Facts, pair: Pair): Found {
	const { a, b, relation } = pair;
	// Where A is unique and B longer, it is B that adds little.
	const subject = relation.is === "longer-than-unique" ? b : a;
	const table = facts.tables.get(a.table);
	const sure = relation.is === "duplicate" || (relation.is === "prefix" && !isCheaper(pair) && !a.clustered);
	const fix =
		!sure || !table || a.replicaIdentity
			? undefined
			: a.constraint === undefined
				? dropIndex(a)
				: dropConstraint(a, table);
	return {
		object: indexObject(subject),
		table: table && nameOf(table),
		severity: sure ? "WARN" : "INFO",
		...words(pair),
		evidence: evidenceOf(pair),
		weight: subject.bytes ?? 0,
		fix,
		...(fix ? { acts: { drops: a.oid, keeps: b.oid } } : {}),
	};
}

/** The short one is worth its keep: it is much smaller, or does nearly all the work. */
function isCheaper({ a, b }: Pair): boolean {
	const smaller = (b.bytes ?? 0) > LARGER * (a.bytes ?? 0);
	const hotter = (a.scans ?? 0) >= BUSY && (a.scans ?? 0) > HOTTER * (b.scans ?? 0);
	return smaller || hotter;
}

const WRITES = "Each write pays for both, and each takes room in memory.";

function words({ a, b, relation }: Pair): Pick<Found, "detail" | "why"> {
	const [one, other] = [columnsOf(a), `${nameOf(b)} ${columnsOf(b)}`];
	switch (relation.is) {
		case "duplicate":
			return {
				detail: `${one} is ${relation.mirrored ? "read backwards " : ""}the same as ${other}${a.replicaIdentity ? "; it is the replica identity, which has to be given to the other first" : ""}.`,
				why: WRITES,
			};
		case "prefix":
			return { detail: `${one} are the first columns of ${other}, which answers the same questions.`, why: WRITES };
		case "covered":
			return { detail: `${one} with its INCLUDE is served by ${other} as well.`, why: WRITES };
		case "near":
			return {
				detail: `${one} differs from ${other} only in direction behind the tenant, which every query of a tenant pins.`,
				why: "For a tenant they are the same; only an order over all tenants tells them apart.",
			};
		case "same-in-c":
			return {
				detail: `Its pattern operator class sorts as the usual one of ${other} does, for the collation is C.`,
				why: WRITES,
			};
		case "hash-of-btree":
			return {
				detail: `The btree ${other} finds equal values too.`,
				why: "A hash index earns its keep only for keys that are too long for a btree (2.7 kB), or much longer than their hash.",
			};
		case "partial-of-full":
			return {
				detail: `It has the keys of ${other}, for some of the rows: ${bytes(a.bytes)} beside ${bytes(b.bytes)}.`,
				why: "Worth its keep where its part is small and often asked for.",
			};
		case "longer-than-unique":
			return {
				detail: `Its first columns ${one} are unique already by ${nameOf(a)}: those behind them only help scans that read no table.`,
				why: "A look-up by the unique columns finds one row with either.",
			};
		case "other-order":
			return {
				detail: `${one} has the columns of ${other} in another order, and nothing has used it: it serves questions that begin with its first column, the other one those that begin with its own.`,
				why: WRITES,
			};
	}
}

function evidenceOf({ a, b }: Pair): IndexEvidence[] {
	return [
		...[
			{ name: "definition", value: a.definition },
			{ name: "the other", value: b.definition },
		],
		...[
			{ name: "size", value: bytes(a.bytes) },
			{ name: "size of the other", value: bytes(b.bytes) },
		],
		...[
			{ name: "scans", value: a.scans ?? "unknown" },
			{ name: "scans of the other", value: b.scans ?? "unknown" },
		],
	];
}
