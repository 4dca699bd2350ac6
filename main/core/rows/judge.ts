/** Verdicts out of what each expression said, as PostgreSQL puts policies together (rowsecurity.c). Pure. */
import type { PolicyClause, PolicyVerdict, RowCommand, RowVerdict, VerdictStep } from "../../contract/index.ts";
import type { Answer, Answers, Question } from "./evaluate.ts";
import type { KeptRow } from "./keep-row.ts";
import type { RowPolicy } from "./read-policies.ts";

type Step = VerdictStep["step"];

/** A policy's expression that counts in a step. */
export interface Clause extends Question {
	policy: RowPolicy;
	step: Step;
	clause: PolicyClause["clause"];
}

interface Rule {
	step: Step;
	/** Policies for this command and for ALL. */
	of: RowCommand;
	clause: PolicyClause["clause"];
	row: KeptRow;
}

/**
 * What a command's rows are held against. UPDATE and DELETE find their row by its key, so the SELECT policies count for them too; and for
 * the new row of an UPDATE, which must not be out of sight for who wrote it.
 */
export function rulesOf(command: RowCommand, changed: boolean): Rule[] {
	const next: KeptRow = changed ? "new_row" : "row";
	const read: Rule = { step: "read", of: "SELECT", clause: "USING", row: "row" };
	switch (command) {
		case "SELECT":
			return [read];
		case "INSERT":
			return [{ step: "write", of: "INSERT", clause: "WITH CHECK", row: "row" }];
		case "UPDATE":
			return [
				read,
				{ step: "reach", of: "UPDATE", clause: "USING", row: "row" },
				{ step: "write", of: "UPDATE", clause: "WITH CHECK", row: next },
				...(changed ? [{ step: "write", of: "SELECT", clause: "USING", row: next } as const] : []),
			];
		case "DELETE":
			return [read, { step: "reach", of: "DELETE", clause: "USING", row: "row" }];
	}
}

export const countsFor = (policy: RowPolicy, command: RowCommand): boolean =>
	policy.command === "ALL" || policy.command === command;

/** Clauses of one rule; a policy without an expression for it has no say in it. WITH CHECK falls back to USING. */
export function clausesOf(rule: Rule, policies: readonly RowPolicy[]): Clause[] {
	return policies.flatMap((policy) => {
		if (!policy.applies || !countsFor(policy, rule.of)) return [];
		const checks = rule.clause === "WITH CHECK" && policy.check !== undefined;
		const expression = checks ? policy.check : policy.using;
		if (expression === undefined) return [];
		const as = rule.step === "write" ? "check" : "filter";
		return [
			{ policy, expression, as, step: rule.step, row: rule.row, clause: checks ? "WITH CHECK" : "USING" } as const,
		];
	});
}

export interface JudgeInput {
	policies: readonly RowPolicy[];
	/** The policies hold this role; else `why`. */
	rowSecurity: { active: boolean; why: string };
	role: string;
	changed: boolean;
	answers: Answers;
	missing: RowVerdict["missing"];
	wordsOf(expression: string): string | undefined;
	settingsOf(policy: string): PolicyVerdict["settings"];
}

export function judge(command: RowCommand, input: JudgeInput): RowVerdict {
	const { policies, rowSecurity, role, missing, answers } = input;
	const rules = rowSecurity.active ? rulesOf(command, input.changed) : [];
	const judged = rules.map((rule) => judgeRule(rule, input));
	const clauses = rules.flatMap((rule) => clausesOf(rule, policies));
	const granted = missing.length === 0;
	const kept = firstKept(judged, clauses, answers);
	const byPolicies = kept === undefined;
	const counting = policies.filter((policy) => clauses.some((clause) => clause.policy === policy));
	return {
		...{ command, visible: granted && byPolicies, granted, byPolicies, missing },
		outcome: granted && kept?.broken ? "fails" : granted && byPolicies ? "lets" : "keeps",
		why: whyOf({ missing, role, kept, rowSecurity, judged }),
		steps: mergeSteps(judged),
		policies: counting.map((policy) =>
			verdictOf(
				policy,
				clauses.filter((clause) => clause.policy === policy),
				input,
			),
		),
		ignored: policies
			.filter((policy) => !counting.includes(policy))
			.map((policy) => ({
				name: policy.name,
				why: whyIgnored(policy, command, input),
			})),
	};
}

interface Judged extends VerdictStep {
	/** By an error. */
	broken?: boolean;
	/** The planner sees that no row passes, and asks nothing else of any. */
	shut?: boolean;
}

/**
 * In the server's order: what the role is forbidden to read fails first; then comes what the planner can tell without a row, then what it
 * fails on when it reads settings for its estimates, then the row itself.
 */
function firstKept(judged: readonly Judged[], clauses: readonly Clause[], answers: Answers): Judged | undefined {
	const early = clauses.filter((clause) => answers(clause).atStart);
	const forbidden = early.find((clause) => answers(clause).error?.sqlstate === FORBIDDEN);
	if (forbidden) return brokenBy(forbidden, answers);
	const shut = judged.find((each) => each.shut && each.step !== "write");
	if (shut) return shut;
	return early[0] ? brokenBy(early[0], answers) : judged.find(({ passes }) => !passes);
}

const FORBIDDEN = "42501";

function brokenBy(clause: Clause, answers: Answers): Judged {
	const why = `Policy ${clause.policy.name} raises an error: ${answers(clause).error?.message ?? ""}`;
	return { step: clause.step, passes: false, why, broken: true };
}

/** Without a column, a function, a setting: true, false, NULL, and what they are put together to. */
const isConstant = ({ expression }: Clause): boolean =>
	/^(?:true|false|NULL::boolean|NOT|AND|OR|[\s()])+$/.test(expression);

function judgeRule(rule: Rule, { policies, answers, role }: JudgeInput): Judged {
	const { step } = rule;
	const clauses = clausesOf(rule, policies);
	const permissive = clauses.filter(({ policy }) => policy.permissive);
	if (permissive.length === 0) {
		const why = `No permissive policy for ${rule.of} is for ${role}: it lets no row.`;
		return { step, passes: false, why, shut: true };
	}
	const passing = (clause: Clause): boolean => answers(clause).result === "true";
	const failing = (clause: Clause): boolean => answers(clause).result === "error";
	const open = permissive.filter(passing);
	const closed = clauses.filter((clause) => !clause.policy.permissive && !passing(clause));
	const constant = closed.find(isConstant);
	const none = { step, passes: false, why: `${listed(permissive)}: not true of ${rowWords(rule)}.` };
	if (open.length === 0 && permissive.every(isConstant)) return { ...none, shut: true };
	// A new row is held against the permissive policies first, then against each restrictive one by its name.
	const checks = open.length === 0 ? permissive : closed.slice(0, 1);
	const broken = (step === "write" ? checks : [...closed, ...(open.length === 0 ? permissive : [])]).find(failing);
	const shown = closed.filter((clause) => !failing(clause));
	if (step !== "write" && shown.length > 0) return { ...restricted(shown, rule), shut: constant !== undefined };
	if (broken) return brokenBy(broken, answers);
	if (open.length === 0) return none;
	if (closed.length > 0) return restricted(shown, rule);
	return { step, passes: true, why: `${listed(open)}: true of ${rowWords(rule)}.` };
}

const restricted = (clauses: readonly Clause[], rule: Rule): Judged => ({
	...{ step: rule.step, passes: false },
	why: `${listed(clauses)}: restrictive, and not true of ${rowWords(rule)}.`,
});

const rowWords = ({ step, row }: Rule): string => (step === "write" && row === "new_row" ? "the new row" : "this row");

function listed(clauses: readonly Clause[]): string {
	const [first] = clauses;
	const named = clauses.map(({ policy }) => policy.name).join(", ");
	return `${clauses.length === 1 ? "Policy" : "Policies"} ${named} (${first?.clause ?? "USING"})`;
}

/** The two rules of a changed row's write are one step for people. */
function mergeSteps(judged: readonly Judged[]): VerdictStep[] {
	const steps = new Map<Step, VerdictStep>();
	for (const { step, passes, why } of judged) {
		const before = steps.get(step);
		if (!before || before.passes) steps.set(step, { step, passes, why });
	}
	return [...steps.values()];
}

function verdictOf(policy: RowPolicy, clauses: readonly Clause[], input: JudgeInput): PolicyVerdict {
	const { name, permissive, command, roles } = policy;
	const told = clauses.map((clause): PolicyClause => {
		const words = input.wordsOf(clause.expression);
		const { expression, step } = clause;
		return {
			...{ clause: clause.clause, step, expression },
			...(words === undefined ? {} : { words }),
			...toldOf(input.answers(clause)),
		};
	});
	const passes = told.every(({ result }) => result === "true");
	return { name, permissive, passes, command, roles, clauses: told, settings: input.settingsOf(name) };
}

const toldOf = ({ result, error }: Answer): Pick<PolicyClause, "result" | "error"> => ({
	result,
	...(error ? { error } : {}),
});

function whyOf({
	missing,
	role,
	kept,
	rowSecurity,
	judged,
}: Pick<JudgeInput, "missing" | "role" | "rowSecurity"> & {
	kept: VerdictStep | undefined;
	judged: readonly VerdictStep[];
}): string {
	const [lacks] = missing;
	if (lacks) return `${role} lacks ${lacks.privilege} on ${lacks.on}.`;
	if (!rowSecurity.active) return rowSecurity.why;
	return kept?.why ?? judged.at(-1)?.why ?? rowSecurity.why;
}

function whyIgnored(policy: RowPolicy, command: RowCommand, { rowSecurity, role }: JudgeInput): string {
	if (!rowSecurity.active) return rowSecurity.why;
	const counts = countsFor(policy, command) || (command !== "INSERT" && countsFor(policy, "SELECT"));
	if (!counts) return `It is for ${policy.command}.`;
	if (!policy.applies) return `It is for ${policy.roles.join(", ")}, whose rights ${role} does not have.`;
	return `It has no expression that counts for ${command}.`;
}
