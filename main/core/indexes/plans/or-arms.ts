/** The arms that policies are joined by, and what of them an index could be asked. Pure. */
import { armsOf, names, withoutSubselects } from "../../doctor/policy-expression.ts";
import type { TableFact } from "../facts.ts";
import type { PolicyFact } from "./plan-facts.ts";

export interface Arm {
	policy: PolicyFact;
	/** As the server writes it. */
	text: string;
	/** It asks something of a column of the row itself; else no index condition can be made of it. */
	ofRow: boolean;
}

/** Permissive policies that let the application's role read, which the server joins by OR, taken apart. */
export function armsToRead(table: TableFact, policies: readonly PolicyFact[]): Arm[] {
	return policies
		.filter(
			({ permissive, counts, command, using }) => permissive && counts && using !== undefined && "r*".includes(command),
		)
		.flatMap((policy) => armsOf(policy.using ?? "").map((text) => ({ policy, text, ofRow: asksRow(table, text) })))
		.filter(({ text }) => !/^(false|NULL)(::boolean)?$/i.test(text));
}

function asksRow(table: TableFact, arm: string): boolean {
	const outside = withoutSubselects(arm);
	return table.columns.some(({ name }) => names(outside, name));
}

/** Arms that void every index, for another arm does ask something of the row. */
export function voidingArms(table: TableFact, policies: readonly PolicyFact[]): Arm[] {
	const arms = armsToRead(table, policies);
	return arms.some(({ ofRow }) => ofRow) ? arms.filter(({ ofRow }) => !ofRow) : [];
}
