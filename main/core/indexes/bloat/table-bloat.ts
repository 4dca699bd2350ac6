import { quoteLiteral, quoteQualified } from "../../sql/quote.ts";
import type { Check, Fix, Judged } from "../check.ts";
import type { TableFact } from "../facts.ts";
import { judgeTable } from "./judge-table.ts";
import { bloatSeverity, FEWEST, megabytes, percent } from "./verdict.ts";

export const tableBloat: Check = {
	name: "table-bloat",
	asks: "Is much of a table and its TOAST empty, by the planner's statistics?",
	judge(facts) {
		const judged: Judged = { objects: 0, found: [], notEvaluated: [] };
		for (const table of facts.tables.values()) {
			const toast = facts.sizes.toast.get(table.oid)?.pages ?? 0;
			if (table.kind === "p" || table.pages + toast < FEWEST) continue;
			judged.objects += 1;
			const name = `${table.schema}.${table.name}`;
			const bloat = judgeTable(facts, table);
			if ("reason" in bloat) {
				judged.notEvaluated.push({ object: `table ${name}`, reason: bloat.reason });
				continue;
			}
			const severity = bloatSeverity(bloat);
			if (severity === undefined) continue;
			judged.found.push({
				...{ object: `table ${name}`, table: name, severity, confidence: "low" as const },
				detail: `About ${percent(bloat.share)} of it is empty: ${megabytes(bloat.bytes)} of ${megabytes(bloat.now * facts.blockSize)}. New rows will fill it; only a rewrite gives it back.`,
				why: "Whoever reads the whole table reads its empty pages too, and so do caches and backups.",
				evidence: [
					{ name: "pages", value: bloat.now },
					{ name: "pages after a rewrite", value: bloat.pages },
					{ name: "dead rows", value: table.counters.dead },
				],
				weight: bloat.bytes,
				fix: rewrite(table, bloat.pages * facts.blockSize),
			});
		}
		return judged;
	},
};

function rewrite(table: TableFact, bytes: number): Fix {
	const name = quoteQualified(table.schema, table.name);
	return {
		sql: `VACUUM (FULL, ANALYZE) ${name};`,
		undo: "",
		lock: "ACCESS EXCLUSIVE until it is done: nobody reads or writes the table. pg_repack does the same with a lock of a moment, where it is installed.",
		cost: `Writes the table and all its indexes anew: ${megabytes(bytes)} and the indexes, free on the disk beside the old ones.`,
		byHand: "It cannot run in a transaction, and stops the application for as long as it takes.",
		holds: {
			name: `${table.schema}.${table.name} was written anew`,
			violations: `SELECT c.oid::pg_catalog.regclass FROM pg_catalog.pg_class c WHERE c.oid = pg_catalog.to_regclass(${quoteLiteral(name)}) AND c.relpages >= ${table.pages}`,
		},
	};
}
