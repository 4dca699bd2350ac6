import { names } from "../../../doctor/policy-expression.ts";
import type { Check, Found } from "../../check.ts";
import type { Facts } from "../../facts.ts";
import { voidingArms } from "../or-arms.ts";
import type { Probe } from "../plan-facts.ts";
import { callsIn } from "../read-plan-facts.ts";
import { type Asked, judgeTables, MANY, rowsOf, unseen } from "./asked.ts";

/** A tenant's index is there, and the policies ask nothing that it could answer. Where there is none, the tenant contract says so. */
export const tenantUnreached: Check = {
	name: "tenant-index-unreached",
	asks: "Can the application's role reach its tenant's rows through an index that leads with the tenant?",
	judge: (facts) =>
		judgeTables(facts, (asked) => {
			const reason = unseen(facts, asked);
			if (reason !== undefined) return { reason };
			const { probe } = asked;
			return probe?.outcome === "voided" ? [unreached(facts, asked, probe)] : [];
		}),
};

function unreached(facts: Facts, asked: Asked, probe: Extract<Probe, { outcome: "voided" }>): Found {
	const { table, name } = asked;
	const guarded = facts.guarded.get(table.oid);
	const column = guarded?.path[0]?.column ?? guarded?.tenant.name ?? "";
	const rows = rowsOf(table);
	return {
		object: `table ${name}`,
		table: name,
		severity: rows > MANY ? "ERROR" : "WARN",
		detail: `An index leads with ${column}, and ${facts.plans.role} cannot use it: ${because(facts, asked, { column, probe })}.`,
		why: "Whatever a tenant asks for, the server reads the rows of all tenants and holds each against the policies.",
		evidence: [
			{ name: "rows that are read", value: rows },
			...probe.filters.slice(0, 3).map((filter) => ({ name: "filter", value: filter })),
		],
		plan: probe.plan,
		weight: table.heapBytes ?? 0,
	};
}

/** What of the policy keeps the index from being asked. */
function because(
	{ plans, guarded }: Facts,
	{ table, policies }: Asked,
	{ column, probe }: { column: string; probe: Extract<Probe, { outcome: "voided" }> },
): string {
	const arms = voidingArms(table, policies);
	if (arms.length > 0) return `the arm ${arms[0]?.text} of policy ${arms[0]?.policy.name} asks nothing of the row`;
	const [filter = ""] = probe.filters;
	const volatile = callsIn(filter).find(({ name }) => plans.called.get(name) === "v");
	if (volatile) return `${volatile.name} is VOLATILE, and has to be asked anew for each row`;
	if ((guarded.get(table.oid)?.path.length ?? 0) > 0)
		return `the policy looks the tenant up for each row; ${column} = ANY (ARRAY(SELECT …)) would do it once`;
	if (!names(filter, column)) return `the policies do not ask about ${column} itself`;
	if (cast(column).test(filter)) return `${column} is cast before it is compared`;
	return `${column} stands inside of a function or is compared with what no index has an operator for`;
}

const cast = (column: string): RegExp => new RegExp(`${column.replaceAll(/\W/g, "\\$&")}"?\\)?::`);
