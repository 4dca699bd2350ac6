import type { Check } from "../../check.ts";
import { judgeTables } from "./asked.ts";

const COMMANDS = { r: "SELECT", a: "INSERT", w: "UPDATE", d: "DELETE" } as const;

/** Several permissive policies are joined by OR: each of them is asked of each row. One finding a table, whatever the roles. */
export const policiesPermissive: Check = {
	name: "policies-permissive",
	asks: "Do several permissive policies count for the application's role and one command?",
	judge: (facts) =>
		judgeTables(facts, ({ table, name, policies, probe }) => {
			// What voids the index is told by a check of its own.
			if (probe?.outcome === "voided") return [];
			const permissive = policies.filter((policy) => policy.permissive && policy.counts);
			const several = Object.entries(COMMANDS)
				.map(([code, command]) => ({
					command,
					policies: permissive.filter((policy) => [code, "*"].includes(policy.command)),
				}))
				.filter((each) => each.policies.length > 1);
			if (several.length === 0) return [];
			return [
				{
					object: `table ${name}`,
					table: name,
					severity: "INFO",
					detail: several
						.map((each) => `${each.command}: ${each.policies.map((policy) => policy.name).join(", ")}`)
						.join(" · "),
					why: "They are joined by OR: each is asked of every row, and whichever is widest holds. Merge them only after looking at what each lets through.",
					evidence: several.map((each) => ({ name: each.command, value: each.policies.length })),
					weight: table.heapBytes ?? 0,
				},
			];
		}),
};
