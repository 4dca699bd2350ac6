import type { Check, Fix } from "../../check.ts";
import type { FunctionFact } from "../plan-facts.ts";
import { CATALOGUE, calledFunctions, few, functionHolds, isSystem, objectOf, signatureOf } from "./asked.ts";

/** By the catalogue's own mark, not by a list of names: VOLATILE is what CREATE FUNCTION takes where nobody says otherwise. */
export const policyVolatile: Check = {
	name: "policy-volatile",
	asks: "Do policies call a function that is marked VOLATILE?",
	judge(facts) {
		const called = calledFunctions(facts);
		const found = called
			.filter(({ routine }) => routine.volatility === "v")
			.map(({ routine, tables, rows }) => ({
				object: objectOf(routine),
				severity: "WARN" as const,
				detail: `${routine.schema}.${routine.name} is VOLATILE, and policies of ${few(tables)} call it.`,
				why: "What may give something else for each row is asked for each row, and can be no index condition unless it stands in a sub-select.",
				evidence: [
					{ name: "tables", value: tables.length },
					{ name: "rows of the largest", value: rows },
				],
				fix: isSystem(routine) ? undefined : markStable(routine),
			}));
		return { objects: called.length, found, notEvaluated: [] };
	},
};

function markStable(routine: FunctionFact): Fix {
	const named = `FUNCTION ${signatureOf(routine)}`;
	return {
		sql: `ALTER ${named} STABLE;`,
		undo: `ALTER ${named} VOLATILE;`,
		lock: CATALOGUE,
		cost: "Only where it writes nothing and gives the same within one statement, as what merely reads a setting or a table does.",
		holds: {
			name: `${routine.schema}.${routine.name} is not volatile`,
			violations: functionHolds(routine, "p.provolatile = 'v'"),
		},
	};
}
