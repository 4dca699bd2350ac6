import { names } from "../../../doctor/policy-expression.ts";
import type { Check, Fix, Found } from "../../check.ts";
import type { Facts } from "../../facts.ts";
import type { FunctionFact, PolicyFact } from "../plan-facts.ts";
import { type Asked, CATALOGUE, functionHolds, judgeTables, objectOf, signatureOf } from "./asked.ts";

/** A function in SQL that takes the column becomes part of the query only without SET and SECURITY DEFINER; one without arguments need not. */
export const policyInlining: Check = {
	name: "policy-not-inlined",
	asks: "Does a policy hand the row's column to an SQL function that the planner cannot look into?",
	judge: (facts) =>
		judgeTables(facts, (asked) => {
			if (asked.policies.some(({ locked }) => locked))
				return { reason: "Another session holds the table locked: its policies could not be read." };
			return asked.policies
				.filter(({ counts }) => counts)
				.flatMap((policy) => closedFunctions(facts, asked, policy).map((routine) => found(asked, policy, routine)));
		}),
};

function closedFunctions({ plans }: Facts, { table }: Asked, { functions, using = "" }: PolicyFact): FunctionFact[] {
	return functions
		.flatMap((oid) => plans.functions.get(oid) ?? [])
		.filter(
			(routine) =>
				routine.language === "sql" && routine.arguments > 0 && (routine.definer || routine.config.length > 0),
		)
		.filter(({ name }) => {
			const at = using.search(new RegExp(`"?${name.replaceAll(/\W/g, "\\$&")}"?\\(`));
			return at >= 0 && table.columns.some((column) => names(using.slice(at), column.name));
		});
}

function found({ table, name, probe }: Asked, policy: PolicyFact, routine: FunctionFact): Found {
	const set = routine.config.map((each) => `SET ${each}`);
	const reasons = [...set, ...(routine.definer ? ["SECURITY DEFINER"] : [])].join(" and ");
	return {
		object: `policy ${policy.name} on ${name}`,
		table: name,
		severity: probe?.outcome === "reached" ? "INFO" : "WARN",
		detail: `${routine.schema}.${routine.name} takes a column of the row and is not looked into, because of ${reasons}.`,
		why: "What the function compares stays hidden from the planner, so no index can be asked for it.",
		evidence: [
			{ name: "USING", value: policy.using ?? "" },
			{ name: "function", value: objectOf(routine) },
		],
		...(probe && probe.outcome !== "unknown" ? { plan: probe.plan } : {}),
		weight: table.heapBytes ?? 0,
		fix: routine.definer ? undefined : open(routine),
	};
}

function open(routine: FunctionFact): Fix {
	const named = `FUNCTION ${signatureOf(routine)}`;
	const settings = routine.config.map((each) => each.slice(0, each.indexOf("=")));
	return {
		sql: settings.map((setting) => `ALTER ${named} RESET ${setting};`).join("\n"),
		undo: routine.config.map((each) => `ALTER ${named} SET ${each.replace("=", " = ")};`).join("\n"),
		lock: CATALOGUE,
		cost: "Only where every name in its body is written with its schema: it runs as its caller, with the caller's search_path.",
		holds: {
			name: `${routine.schema}.${routine.name} can be looked into`,
			violations: functionHolds(routine, "p.proconfig IS NOT NULL"),
		},
	};
}
