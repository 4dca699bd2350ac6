import type { Check, Fix } from "../../check.ts";
import type { FunctionFact } from "../plan-facts.ts";
import { CATALOGUE, calledFunctions, few, functionHolds, isSystem, objectOf, signatureOf } from "./asked.ts";

/** Rows from which the server would read a table with several workers at a gain. */
const LARGE = 1_000_000;

export const policyParallel: Check = {
	name: "policy-parallel-unsafe",
	asks: "Do policies call a function that is marked PARALLEL UNSAFE?",
	judge(facts) {
		const called = calledFunctions(facts);
		const found = called
			.filter(({ routine }) => routine.parallel === "u")
			.map(({ routine, tables, rows }) => ({
				object: objectOf(routine),
				severity: rows > LARGE ? ("WARN" as const) : ("INFO" as const),
				detail: `${routine.schema}.${routine.name} is PARALLEL UNSAFE, as CREATE FUNCTION makes it, and policies of ${few(tables)} call it.`,
				why: "No query on these tables is ever worked on by more than one process.",
				evidence: [
					{ name: "tables", value: tables.length },
					{ name: "rows of the largest", value: rows },
				],
				fix: isSystem(routine) ? undefined : markSafe(routine),
			}));
		return { objects: called.length, found, notEvaluated: [] };
	},
};

function markSafe(routine: FunctionFact): Fix {
	const named = `FUNCTION ${signatureOf(routine)}`;
	return {
		sql: `ALTER ${named} PARALLEL SAFE;`,
		undo: `ALTER ${named} PARALLEL UNSAFE;`,
		lock: CATALOGUE,
		cost: "Only where it merely reads: it writes nothing, sets nothing, takes no sequence's number, and catches no error.",
		holds: {
			name: `${routine.schema}.${routine.name} is parallel safe`,
			violations: functionHolds(routine, "p.proparallel = 'u'"),
		},
	};
}
