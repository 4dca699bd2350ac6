import type { Known } from "./known.ts";
import { learn } from "./learn.ts";
import type { Context, PlacedFault, Premises, Rule } from "./rule.ts";
import { rules } from "./rules.ts";
import type { Script } from "./script.ts";

/** A fault and the rule that found it. */
export interface Judged {
	rule: Rule;
	fault: PlacedFault;
}

export interface LintSet {
	scripts: readonly Script[];
	premises: Premises;
	known: Known;
}

/**
 * Every rule over every statement, in the order in which they would run; `known` grows on the way. Rollback files come last, the newest
 * first, when what is missing from the set has been told.
 */
export function judgeSet({ scripts, known, ...given }: LintSet): { judged: Judged[] } {
	const judged: Judged[] = [];
	const premises = {
		...given.premises,
		idempotent: given.premises.idempotent || scripts.some(({ idempotent }) => idempotent),
	};
	for (const script of scripts.filter(({ rollback }) => !rollback))
		judged.push(...judgeScript(script, premises, known));
	for (const rule of rules) {
		const faults = rule.judgeSet?.({ ...premises, known, scripts }) ?? [];
		judged.push(...faults.map((fault) => ({ rule, fault })));
	}
	for (const script of scripts.filter(({ rollback }) => rollback).reverse()) {
		judged.push(...judgeScript(script, premises, known));
	}
	return { judged };
}

function judgeScript(script: Script, premises: Premises, known: Known): Judged[] {
	const { units } = script;
	return units.flatMap((unit, at) => {
		const context: Context = {
			...premises,
			known,
			script,
			unit,
			// Few rules ask, and a file may have many statements.
			get later() {
				return units.slice(at + 1);
			},
			get earlier() {
				return units.slice(0, at);
			},
		};
		const found = rules.flatMap((rule) =>
			(rule.judge?.(unit.statement, context) ?? []).map((fault) => {
				return { rule, fault: { ...fault, place: { script, unit, at: fault.at ?? 0 } } };
			}),
		);
		learn(known, { script, unit, at: 0 });
		return found;
	});
}
