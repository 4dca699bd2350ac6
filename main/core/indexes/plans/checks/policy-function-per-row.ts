import { names } from "../../../doctor/policy-expression.ts";
import type { Check, Found } from "../../check.ts";
import type { Facts } from "../../facts.ts";
import { callsIn } from "../read-plan-facts.ts";
import { type Asked, judgeTables, MANY, rowsOf, unseen } from "./asked.ts";

/** By the place in the plan, not by the policy's text: what ends in an index condition is asked once, and is not to be wrapped. */
export const policyFunctionPerRow: Check = {
	name: "policy-function-per-row",
	asks: "Does the plan ask a function of the policies again for every row?",
	judge: (facts) =>
		judgeTables(facts, (asked) => {
			const reason = unseen(facts, asked);
			if (reason !== undefined) return { reason };
			if (rowsOf(asked.table) < MANY || !asked.probe || asked.probe.outcome === "unknown") return [];
			const called = asked.probe.filters.flatMap((filter) => perRow(facts, asked, filter));
			return called.length === 0 ? [] : [found(asked, called)];
		}),
};

interface PerRow {
	name: string;
	/** `current_setting('app.tenant'::text)`. */
	call: string;
	takesColumn: boolean;
}

function perRow({ plans }: Facts, { table }: Asked, filter: string): PerRow[] {
	return callsIn(filter)
		.filter(({ name }) => plans.called.has(name))
		.map(({ name, at }) => {
			const call = filter.slice(at, endOf(filter, at));
			return { name, call, takesColumn: table.columns.some((column) => names(call, column.name)) };
		});
}

function endOf(text: string, from: number): number {
	let depth = 0;
	for (let at = text.indexOf("(", from); at < text.length; at += 1) {
		if (text[at] === "(") depth += 1;
		if (text[at] === ")") depth -= 1;
		if (depth === 0) return at + 1;
	}
	return text.length;
}

function found({ table, name, probe }: Asked, called: PerRow[]): Found {
	const wrapped = called.filter(({ takesColumn }) => !takesColumn);
	const calls = [...new Set(called.map(({ call }) => call))];
	const advice =
		wrapped.length > 0
			? ` In the policy, (SELECT ${wrapped[0]?.call}) asks it once a query.`
			: " It takes a column of the row: it has to be asked for each.";
	return {
		object: `table ${name}`,
		table: name,
		severity: "WARN",
		detail: `The plan holds each row against ${calls.slice(0, 3).join(", ")}.${advice}`,
		why: "A function that is asked for every row costs more than reading the row.",
		evidence: [
			{ name: "rows", value: rowsOf(table) },
			...calls.slice(0, 5).map((call) => ({ name: "per row", value: call })),
		],
		...(probe && probe.outcome !== "unknown" ? { plan: probe.plan } : {}),
		weight: table.heapBytes ?? 0,
	};
}
