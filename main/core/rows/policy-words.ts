/** A policy as a sentence, and what the policies of a table add up to. Pure. */
import type { RoleOnTable } from "../../contract/index.ts";
import type { FoundTable } from "./find-table.ts";
import type { RowPolicy } from "./read-policies.ts";
import { expressionWords } from "./words.ts";

const VERBS: Readonly<Record<RowPolicy["command"], string>> = {
	ALL: "see, change and remove",
	SELECT: "see",
	INSERT: "insert",
	UPDATE: "change",
	DELETE: "remove",
};

export function policySentence({ permissive, command, roles, using, check }: RowPolicy): string {
	const who = roles.includes("public") ? "everybody" : roles.join(", ");
	const condition = (expression: string): string => {
		const words = expressionWords(expression);
		if (words === "every row" || words === "no row") return words;
		return `rows where ${words ?? expression}`;
	};
	const lets = permissive ? `Lets ${who}` : `Keeps ${who} to what they may otherwise`;
	const rows = permissive ? "" : ", and of that";
	const first = using ?? check;
	if (first === undefined) return `${lets} ${VERBS[command]}${rows} no row.`;
	const verb = using === undefined && command === "ALL" ? "insert and change into" : VERBS[command];
	const also =
		using !== undefined && check !== undefined && check !== using ? ` New rows have to be ${condition(check)}.` : "";
	const falls =
		using !== undefined && check === undefined && (command === "ALL" || command === "UPDATE")
			? " New rows are held to the same."
			: "";
	return `${lets} ${verb}${rows} ${condition(first)}.${also}${falls}`;
}

export function policyNotes(
	{ schema, name, rlsEnabled, rlsForced, owner, kind }: FoundTable,
	policies: readonly RowPolicy[],
	roles: readonly RoleOnTable[],
): string[] {
	const table = `${schema}.${name}`;
	if (kind !== "r" && kind !== "p") return [`${table} is no table: it has no policies of its own.`];
	const open = policies.filter(
		({ permissive, using, check }) =>
			permissive && [using, check].some((text) => text !== undefined && expressionWords(text) === "every row"),
	);
	const permissive = policies.filter((policy) => policy.permissive);
	const exempt = roles.filter(({ bypasses, login }) => login && (bypasses === "superuser" || bypasses === "bypassrls"));
	return [
		...(rlsEnabled
			? []
			: [`Row-level security is off on ${table}${policies.length > 0 ? ": its policies hold nobody" : ""}.`]),
		...(rlsEnabled && policies.length === 0 ? [`${table} has no policy: nobody but its exempt roles sees a row.`] : []),
		...(rlsEnabled && policies.length > 0 && permissive.length === 0
			? ["All of its policies are restrictive: without a permissive one no row is let."]
			: []),
		...(rlsEnabled && !rlsForced ? [`Its owner ${owner} is not held by them: FORCE ROW LEVEL SECURITY is off.`] : []),
		...policies
			.filter(({ unread }) => unread)
			.map((policy) => `What policy ${policy.name} says cannot be told now: another session holds a table locked.`),
		...open.map((policy) => `Policy ${policy.name} lets every row, and permissive policies add up.`),
		...(exempt.length > 0 ? [`No policy holds ${exempt.map(({ role }) => role).join(", ")}.`] : []),
	];
}
