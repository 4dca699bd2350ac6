/** The statement that chooses a session's tenant: it sets what the policies read. */
import type { TenancyFinding, TenancyQuestion } from "../../../contract/index.ts";
import { quoteLiteral } from "../../sql/quote.ts";
import type { Relation, SettingFunction } from "../catalogue.ts";
import { castName } from "../tenant-type.ts";
import { comparisonsOf } from "./comparisons.ts";
import { type Reader, type Source, sourceName } from "./sources.ts";
import { isSign, isWord, type Token, tokensOf } from "./tokens.ts";
import type { Use } from "./uses.ts";

export interface FoundContext {
	context?: string;
	findings: TenancyFinding[];
	questions: TenancyQuestion[];
}

interface Known {
	relations: readonly Relation[];
	functions: readonly SettingFunction[];
	reader: Reader;
	/** Of the column that holds the tenant. */
	type: string | undefined;
}

export function findContext(source: Source | undefined, uses: readonly Use[], known: Known): FoundContext {
	if (!source) return { findings: [], questions: uses.length > 0 ? [byRole] : [] };
	if (uses.every(({ membership }) => membership)) return { findings: [], questions: [byMembership(source)] };
	const setters = settersOf(source, known);
	const [best, ...others] = setters;
	if (best) {
		const statement = callOf(best, known);
		const finding = {
			about: "context" as const,
			text: `${best.written} sets ${sourceName(source)}, which the policies read.`,
			evidence: [],
		};
		if (others.length === 0) return { context: statement, findings: [finding], questions: [] };
		const text = `More than one function sets ${source.setting}.`;
		const names = others.map((each) => callOf(each, known));
		return {
			context: statement,
			findings: [finding],
			questions: [{ about: "context", text, chosen: statement, others: names }],
		};
	}
	const text = `The policies read ${sourceName(source)}, and no function of this database sets it: the application does.`;
	const evidence = source.through.length > 0 ? [`read by ${source.through.join(" and ")}`] : [];
	return { context: bySetting(source, uses, known), findings: [{ about: "context", text, evidence }], questions: [] };
}

const byRole: TenancyQuestion = {
	about: "context",
	text: "The policies ask for the session's role: each tenant has a role of its own, and no statement chooses one by its id.",
	others: [],
};

const byMembership = (source: Source): TenancyQuestion => ({
	about: "context",
	text: `The policies let a person (${sourceName(source)}) see the tenants that a table says: a tenant's id alone chooses nobody. Give a statement that chooses one of its people.`,
	others: [],
});

/** Functions that set it and take a tenant, the likeliest first. */
function settersOf({ setting, claim }: Source, { functions, reader, type }: Known): SettingFunction[] {
	const bodies = new Map(functions.map((each) => [each.oid, tokensOf(each.body)]));
	const sets = new Set<string>();
	const last = claim.at(-1);
	for (const each of functions) {
		const tokens = bodies.get(each.oid) ?? [];
		const names = last === undefined || tokens.some(({ kind, text }) => kind === "string" && text.includes(last));
		if (names && setsIt(tokens, setting)) sets.add(each.oid);
	}
	let before: number;
	do {
		before = sets.size;
		for (const each of functions) {
			const tokens = bodies.get(each.oid) ?? [];
			if (tokens.some((_, at) => reader.called(tokens, at).some(({ oid }) => sets.has(oid)))) sets.add(each.oid);
		}
	} while (sets.size > before);
	const rank = (each: SettingFunction): number =>
		(/tenant|org|account|context/i.test(each.name) ? 4 : 0) +
		(takesExactly(each, type) ? 2 : 0) +
		(each.arguments.length === 1 ? 1 : 0);
	// What only takes the tenant along on the way to something else changes more than the tenant.
	const fit = functions.filter((each) => sets.has(each.oid) && takesTenant(each, type));
	const byName = new Map(fit.toSorted((a, b) => rank(a) - rank(b)).map((each) => [each.written, each]));
	return [...byName.values()].sort((a, b) => rank(b) - rank(a));
}

/** set_config('it', …), or SET it. */
function setsIt(tokens: readonly Token[], setting: string): boolean {
	return tokens.some((token, at) => {
		if (isWord(token, "set_config")) return isSign(tokens[at + 1], "(") && tokens[at + 2]?.text === setting;
		if (token.kind === "string")
			return new RegExp(`\\bset\\s+(local\\s+|session\\s+)?${escaped(setting)}\\b`, "i").test(token.text);
		const behind = isWord(tokens[at + 1], "local") || isWord(tokens[at + 1], "session") ? at + 2 : at + 1;
		return isWord(token, "set") && dotted(tokens, behind) === setting;
	});
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");

function dotted(tokens: readonly Token[], from: number): string {
	let at = from;
	while (isSign(tokens[at + 1], ".")) at += 2;
	return tokens
		.slice(from, at + 1)
		.map(({ text }) => text)
		.join("");
}

const WHOLE = ["smallint", "integer", "bigint"];
const TEXTS = ["text", "character varying"];

const takesExactly = (each: SettingFunction, type: string | undefined): boolean =>
	type !== undefined && each.arguments[0] === castName(type);

/** It can be called with the tenant alone. */
function takesTenant({ arguments: own, defaults }: SettingFunction, type: string | undefined): boolean {
	const [first] = own;
	if (first === undefined || own.length - defaults > 1) return false;
	const wanted = type === undefined ? first : castName(type);
	return first === wanted || TEXTS.includes(first) || (WHOLE.includes(first) && WHOLE.includes(wanted));
}

/** The parameter's type is said where another function of the name could be meant. */
function callOf(each: SettingFunction, { functions }: Known): string {
	const meant = functions.filter(
		({ written, arguments: own, defaults }) =>
			written === each.written && own.length >= 1 && own.length - defaults <= 1,
	);
	return `${each.procedure ? "CALL" : "SELECT"} ${each.written}($1${meant.length > 1 ? `::${each.arguments[0]}` : ""})`;
}

function bySetting(source: Source, uses: readonly Use[], known: Known): string {
	const { setting, claim } = source;
	const set = (value: string): string => `SELECT pg_catalog.set_config(${quoteLiteral(setting)}, ${value}, true)`;
	if (claim.length === 0) return set(uses.some(({ array }) => array) ? "pg_catalog.concat('{', $1::text, '}')" : "$1");
	const role = roleClaim(source, known);
	const json = claim.toReversed().reduce((inner, step, at) => {
		const besides = at === claim.length - 1 && role !== undefined ? `'role', ${quoteLiteral(role)}, ` : "";
		return `pg_catalog.json_build_object(${besides}${quoteLiteral(step)}, ${inner})`;
	}, "$1::text");
	return set(`${json}::text`);
}

/** Policies that also ask for the claim `role` want it with one value. */
function roleClaim({ setting }: Source, { relations, reader }: Known): string | undefined {
	const expressions = relations.flatMap(({ policies }) => policies.flatMap(({ using, check }) => [using, check]));
	for (const text of expressions) {
		for (const { left, right } of text === null ? [] : comparisonsOf(tokensOf(text))) {
			const asks = reader.inTokens(left).sources.some((one) => one.setting === setting && one.claim.join() === "role");
			if (asks && right[0]?.kind === "string") return right[0].text;
		}
	}
	return undefined;
}
