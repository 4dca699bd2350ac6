/** What a policy reads to know the session's tenant: a setting, or a claim inside a setting that holds JSON. */
import type { SettingFunction } from "../catalogue.ts";
import { closing, isSign, isWord, type Token, tokensOf } from "./tokens.ts";

export interface Source {
	/** As current_setting is asked for it. */
	setting: string;
	/** Where it stands in the setting's JSON, from outside; empty: the setting is the value. */
	claim: readonly string[];
	/** Functions on the way to it, as people write them. */
	through: readonly string[];
}

export interface Reads {
	sources: Source[];
	/** current_user or session_user: a role for each tenant. */
	role: boolean;
	/** Reads a table: who may see what is written there. */
	table: boolean;
}

export const keyOf = ({ setting, claim }: Source): string => JSON.stringify([setting, ...claim]);

/** For people: app.tenant_id, or tenant_id in request.jwt.claims. */
export function sourceName({ setting, claim }: Source): string {
	return claim.length === 0 ? setting : `${claim.join(".")} in ${setting}`;
}

const ROLE_WORDS = new Set(["current_user", "session_user", "user"]);
const JSON_SIGNS = new Set(["->", "->>", "#>", "#>>"]);

export type Reader = ReturnType<typeof readerOf>;

/** Reads through functions, to whatever depth; each is read once. */
export function readerOf(functions: readonly SettingFunction[]) {
	const byName = Map.groupBy(functions, ({ name }) => name);
	const known = new Map<string, Reads>();

	const called = (tokens: readonly Token[], at: number): SettingFunction[] => {
		const token = tokens[at];
		if (!isSign(tokens[at + 1], "(") || (token?.kind !== "name" && token?.kind !== "quoted")) return [];
		const schema = isSign(tokens[at - 1], ".") ? tokens[at - 2]?.text : undefined;
		return (byName.get(token.text) ?? []).filter((each) => schema === undefined || each.schema === schema);
	};

	const inFunction = (each: SettingFunction): Reads => {
		const before = known.get(each.oid);
		if (before) return before;
		// A function that calls itself finds this, and ends.
		known.set(each.oid, { sources: [], role: false, table: false });
		const tokens = tokensOf(each.body);
		const own = inTokens(tokens);
		const name = `${each.schema}.${each.name}`;
		const sources = withLooseClaims(own.sources, tokens).map((source) => ({
			...source,
			through: [name, ...source.through],
		}));
		const reads = { ...own, sources };
		known.set(each.oid, reads);
		return reads;
	};

	const inTokens = (tokens: readonly Token[]): Reads => {
		const reads: Reads = { sources: [], role: false, table: readsTable(tokens) };
		for (const [at, token] of tokens.entries()) {
			const follow = (): string[] => claimBehind(tokens, closing(tokens, at + 1));
			if (isWord(token, "current_setting") && tokens[at + 2]?.kind === "string") {
				reads.sources.push({ setting: tokens[at + 2]?.text ?? "", claim: follow(), through: [] });
			} else if (token.kind === "name" && ROLE_WORDS.has(token.text) && !isSign(tokens[at - 1], ".")) reads.role = true;
			for (const each of called(tokens, at)) {
				const inner = inFunction(each);
				reads.role ||= inner.role;
				reads.table ||= inner.table;
				reads.sources.push(...inner.sources.map((one) => ({ ...one, claim: [...one.claim, ...follow()] })));
			}
		}
		const once = new Map(reads.sources.map((source) => [keyOf(source), source]));
		return { ...reads, sources: [...once.values()] };
	};

	return { inTokens, inFunction, called };
}

/** `( SELECT f() AS f)` reads none; `UPDATE … FROM` and `extract(… FROM …)` are not in policies that matter here. */
export function readsTable(tokens: readonly Token[]): boolean {
	return tokens.some(
		(token, at) => isWord(token, "from") && !isWord(tokens[at - 1], "distinct") && tokens[at + 1]?.kind !== "string",
	);
}

/** The path that is taken of the JSON that ends at `at`, over casts, brackets, and the rest of a coalesce or nullif. */
function claimBehind(tokens: readonly Token[], end: number): string[] {
	const claim: string[] = [];
	for (let at = end + 1; at < tokens.length; at += 1) {
		const token = tokens[at];
		if (token?.kind === "sign" && JSON_SIGNS.has(token.text)) {
			const path = stepsOf(token.text, tokens[at + 1]);
			if (path.length === 0) break;
			claim.push(...path);
			at += 1;
		} else if (isSign(token, "::")) at = castEnd(tokens, at);
		else if (isSign(token, ",") && claim.length === 0 && isConstant(tokens[at + 1])) at += 1;
		else if (!isSign(token, ")")) break;
	}
	return claim;
}

const isConstant = (token: Token | undefined): boolean => token?.kind === "string" || isWord(token, "null");

function stepsOf(sign: string, token: Token | undefined): string[] {
	if (token?.kind !== "string") return [];
	return sign.startsWith("#")
		? token.text
				.replace(/^\{|\}$/g, "")
				.split(",")
				.map((step) => step.trim())
		: [token.text];
}

/** The last token of a cast's type: names, a dot, [ ]. */
function castEnd(tokens: readonly Token[], cast: number): number {
	let at = cast + 1;
	while (
		isSign(tokens[at + 1], ".") ||
		isSign(tokens[at + 1], "[") ||
		isSign(tokens[at + 1], "]") ||
		isSign(tokens[at], ".") ||
		isWord(tokens[at + 1], "varying")
	)
		at += 1;
	return at;
}

/** PL/pgSQL puts the JSON into a variable first, and takes the claim of that. */
function withLooseClaims(sources: readonly Source[], tokens: readonly Token[]): Source[] {
	const loose = tokens.flatMap((token, at) => {
		const path = isSign(token, "->>") || isSign(token, "#>>") ? stepsOf(token.text, tokens[at + 1]) : [];
		return path.length > 0 ? [[...outer(tokens, at), ...path]] : [];
	});
	if (loose.length === 0 || sources.some(({ claim }) => claim.length > 0)) return [...sources];
	return sources.flatMap((source) => loose.map((claim) => ({ ...source, claim })));
}

/** `v -> 'a' -> 'b'` in front of the last step. */
function outer(tokens: readonly Token[], at: number): string[] {
	return isSign(tokens[at - 2], "->") && tokens[at - 1]?.kind === "string"
		? [...outer(tokens, at - 2), tokens[at - 1]?.text ?? ""]
		: [];
}
