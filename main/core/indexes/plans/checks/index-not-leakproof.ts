import type { Check, Found } from "../../check.ts";
import type { Facts, IndexFact, TableFact } from "../../facts.ts";
import { indexesOf } from "../probe-tables.ts";
import { nameOf } from "./asked.ts";

/** What a role that policies hold may not ask of an index: operators that could tell of rows which the policies hide. */
export const indexNotLeakproof: Check = {
	name: "index-not-leakproof",
	asks: "Can roles that policies hold use every key of the indexes of a table with row-level security?",
	judge(facts) {
		const byTable = indexesOf(facts);
		const asked = [...facts.guarded.keys()].flatMap((oid) => {
			const table = facts.tables.get(oid);
			// A partition's indexes are those of its root.
			if (!table?.secured || (table.parent !== undefined && facts.guarded.has(table.parent))) return [];
			return (byTable.get(oid) ?? []).map((index) => ({ table, index }));
		});
		const found = asked.flatMap(({ table, index }) => judge(facts, table, index));
		return { objects: asked.length, found, notEvaluated: [] };
	},
};

function judge({ plans }: Facts, table: TableFact, index: IndexFact): Found[] {
	// A key that is there to be unique serves, whoever can ask it.
	if (index.unique || index.exclusion || !index.valid) return [];
	const closed = index.keys.filter(
		({ attnum, opclass }) =>
			plans.leakingClasses.has(opclass) || (attnum === 0 && plans.leakingExpressions.has(index.oid)),
	);
	if (closed.length === 0) return [];
	const first = index.keys.findIndex((key) => closed.includes(key));
	const used = index.keys.slice(0, first).map(({ text }) => text);
	return [
		{
			object: `index ${index.schema}.${index.name}`,
			table: nameOf(table),
			severity: "INFO",
			detail: `${closed.map(({ text }) => text).join(", ")} is compared by what is not leakproof: roles that policies hold ${used.length === 0 ? "cannot ask this index for it" : `use ${used.join(", ")} alone of this index`}.`,
			why: "An administrator's plan shows the whole index at work, and the application's does not have it.",
			evidence: [
				{ name: "definition", value: index.definition },
				...(index.bytes === undefined ? [] : [{ name: "bytes", value: index.bytes }]),
			],
			weight: index.bytes ?? 0,
		},
	];
}
