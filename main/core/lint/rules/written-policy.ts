import type { Expression, ParsedStatement, PlacedName } from "../../ports.ts";
import type { KnownPolicy } from "../known.ts";
import type { Context, Fault } from "../rule.ts";

/** A policy as it is made, or as far as ALTER POLICY says it. */
export interface Written {
	name: string;
	table: PlacedName;
	using?: Expression;
	check?: Expression;
	/** Absent in ALTER POLICY where nothing is known of the policy. */
	facts?: Pick<KnownPolicy, "command" | "permissive" | "grantees">;
}

/** Judges a policy that is made or changed. */
export function onPolicy(judge: (policy: Written, context: Context) => Fault[]) {
	return (statement: ParsedStatement, context: Context): Fault[] => {
		const written = writtenOf(statement, context);
		if (!written) return [];
		const table = context.known.find(written.table);
		return judge(written, context).map((fault) => ({ table, ...fault }));
	};
}

function writtenOf(statement: ParsedStatement, { known }: Context): Written | undefined {
	if (statement.kind === "create-policy") return { ...statement.policy, facts: statement.policy };
	if (statement.kind !== "alter-policy") return undefined;
	const { name, table, using, check } = statement;
	const facts = known.find(table)?.policies.get(name);
	return { name, table, ...(using ? { using } : {}), ...(check ? { check } : {}), ...(facts ? { facts } : {}) };
}
