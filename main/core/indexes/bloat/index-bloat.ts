import { quoteLiteral, quoteQualified } from "../../sql/quote.ts";
import type { Check, Fix, Found, Judged } from "../check.ts";
import type { Facts, IndexFact } from "../facts.ts";
import { type Bloat, judgeBtree } from "./judge-btree.ts";
import { bloatSeverity, FEWEST, megabytes, percent } from "./verdict.ts";

export const indexBloat: Check = {
	name: "index-bloat",
	asks: "Is much of an index empty, by the planner's statistics and with deduplication in the reckoning?",
	judge(facts) {
		const judged: Judged = { objects: 0, found: [], notEvaluated: [] };
		for (const index of facts.indexes.values()) {
			if (index.kind === "I" || index.method !== "btree" || index.pages < FEWEST) continue;
			judged.objects += 1;
			const bloat = judgeBtree(facts, index);
			const object = `index ${index.schema}.${index.name}`;
			if ("reason" in bloat) judged.notEvaluated.push({ object, reason: bloat.reason });
			else judged.found.push(...foundOf(facts, index, bloat));
		}
		return judged;
	},
};

function foundOf(facts: Facts, index: IndexFact, bloat: Bloat): Found[] {
	const severity = bloatSeverity(bloat);
	if (severity === undefined) return [];
	const table = facts.tables.get(index.table);
	return [
		{
			object: `index ${index.schema}.${index.name}`,
			...(table ? { table: `${table.schema}.${table.name}` } : {}),
			severity,
			detail: `About ${percent(bloat.share)} of it is empty: ${megabytes(bloat.bytes)} of ${megabytes(index.pages * facts.blockSize)}.`,
			why: "Empty pages are read, cached and backed up like full ones.",
			evidence: [
				{ name: "pages", value: index.pages },
				{ name: "pages after a rebuild", value: bloat.pages },
				{ name: "deduplicated", value: bloat.deduplicated ? "yes" : "no" },
			],
			confidence: bloat.confidence,
			weight: bloat.bytes,
			fix: index.exclusion ? undefined : rebuild(index, bloat, facts.blockSize),
		},
	];
}

function rebuild(index: IndexFact, bloat: Bloat, blockSize: number): Fix {
	const name = quoteQualified(index.schema, index.name);
	return {
		sql: `REINDEX INDEX CONCURRENTLY ${name};`,
		undo: "",
		lock: "SHARE UPDATE EXCLUSIVE on the table: reads and writes go on.",
		cost: `Reads the table twice and writes about ${megabytes(bloat.pages * blockSize)}, which must be free on the disk beside the old one. If it is broken off, an invalid index ending in _ccnew is left.`,
		byHand: "It cannot run in a transaction, and whether it is worth it depends on the day.",
		holds: {
			name: `${index.schema}.${index.name} was rebuilt`,
			violations: `SELECT c.oid::pg_catalog.regclass FROM pg_catalog.pg_class c WHERE c.oid = pg_catalog.to_regclass(${quoteLiteral(name)}) AND c.relpages >= ${index.pages}`,
		},
	};
}
