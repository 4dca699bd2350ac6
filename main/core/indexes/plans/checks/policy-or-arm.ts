import { quoteLiteral, quoteQualified } from "../../../sql/quote.ts";
import type { Check, Fix, Found } from "../../check.ts";
import type { Facts } from "../../facts.ts";
import { type Arm, voidingArms } from "../or-arms.ts";
import { type PolicyFact, policyKey } from "../plan-facts.ts";
import { type Asked, judgeTables, MANY, rowsOf, unseen } from "./asked.ts";

/** Of two permissive policies, and of the two sides of an OR, one that names no column of the table keeps any index from being asked. */
export const policyOrArm: Check = {
	name: "policy-or-arm",
	asks: "Does some arm of what the policies are joined by name no column of the table, so that no index can be asked?",
	judge: (facts) =>
		judgeTables(facts, (asked) => {
			if (asked.policies.some(({ locked }) => locked)) return { reason: unseen(facts, asked) ?? "" };
			if (asked.probe?.outcome === "reached") return [];
			const arms = voidingArms(asked.table, asked.policies);
			return [...new Set(arms.map(({ policy }) => policy))].map((policy) =>
				found(facts, asked, { policy, arms: arms.filter((arm) => arm.policy === policy) }),
			);
		}),
};

function found(
	facts: Facts,
	{ table, name, probe }: Asked,
	{ policy, arms }: { policy: PolicyFact; arms: Arm[] },
): Found {
	const rows = rowsOf(table);
	const confirmed = probe?.outcome === "voided" || probe?.outcome === "no-index";
	const rewrite = facts.plans.rewrites.get(policyKey(table.oid, policy.name));
	return {
		object: `policy ${policy.name} on ${name}`,
		table: name,
		severity: confirmed && rows > MANY ? "ERROR" : "WARN",
		detail: `${arms.map(({ text }) => text).join(" and ")} may let any row through, so no index finds those that the tenant may see.`,
		why: "An OR with an arm that asks nothing of the row cannot become an index condition: every query of the application reads the whole table.",
		evidence: [
			{ name: "USING", value: policy.using ?? "" },
			{ name: "rows of the table", value: rows },
			{ name: "the plan says so", value: confirmed ? "yes" : "it could not be asked" },
			...(rewrite?.verified === undefined ? [] : [{ name: "rows that the fix lets through", value: rewrite.verified }]),
			...(rewrite?.refused === undefined ? [] : [{ name: "why no fix is offered", value: rewrite.refused }]),
		],
		...(probe && probe.outcome !== "unknown" ? { plan: probe.plan } : {}),
		weight: table.heapBytes ?? 0,
		fix: fixOf(facts, policy, table),
	};
}

function fixOf(facts: Facts, policy: PolicyFact, table: Asked["table"]): Fix | undefined {
	const rewrite = facts.plans.rewrites.get(policyKey(table.oid, policy.name));
	if (rewrite?.verified === undefined) return undefined;
	const regclass = `pg_catalog.to_regclass(${quoteLiteral(quoteQualified(table.schema, table.name))})`;
	return {
		sql: rewrite.sql,
		undo: rewrite.undo,
		lock: "ACCESS EXCLUSIVE on the table for a moment: only the catalogue changes. It waits behind running queries, and others behind it.",
		cost: rewrite.cost,
		holds: {
			name: `policy ${policy.name} on ${table.schema}.${table.name} lets its index be asked`,
			violations: `SELECT p.polname FROM pg_catalog.pg_policy p WHERE p.polrelid = ${regclass} AND p.polname = ${quoteLiteral(policy.name)} AND ${rewrite.still}`,
		},
	};
}
