/** SQL as words and signs: enough to see what an expression compares with what, in policies and in the bodies of functions. */

export interface Token {
	/** sign: an operator, or one of ( ) [ ] , ; */
	kind: "name" | "quoted" | "string" | "number" | "sign";
	/** A name as the server folds it; a string without its quotes. */
	text: string;
}

/** What is never closed goes to the end: else each beginning of such would be looked through to the end anew. */
const PATTERN =
	/\s+|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|(?<dollar>\$(?<tag>[A-Za-z_]*)\$[\s\S]*?(?:\$\k<tag>\$|$))|[eE]?'(?<string>(?:[^']|'')*)(?:'|$)|"(?<quoted>(?:[^"]|"")*)"|(?<name>[\p{L}_][\p{L}\p{N}_$]*)|(?<number>\$?\d[\d.]*)|(?<sign>::|:=|[-+*/<>=~!@#%^&|`?]+|[\s\S])/gu;

/** Longest text that is looked at, in characters. */
const LONGEST = 50_000;

export function tokensOf(sql: string): Token[] {
	const tokens: Token[] = [];
	for (const { groups = {} } of sql.slice(0, LONGEST).matchAll(PATTERN)) {
		const { dollar, string, quoted, name, number, sign } = groups;
		if (dollar !== undefined)
			tokens.push({ kind: "string", text: dollar.replace(/^\$[A-Za-z_]*\$|\$[A-Za-z_]*\$$/g, "") });
		else if (string !== undefined) tokens.push({ kind: "string", text: string.replaceAll("''", "'") });
		else if (quoted !== undefined) tokens.push({ kind: "quoted", text: quoted.replaceAll('""', '"') });
		else if (name !== undefined) tokens.push({ kind: "name", text: name.toLowerCase() });
		else if (number !== undefined) tokens.push({ kind: "number", text: number });
		else if (sign !== undefined) tokens.push({ kind: "sign", text: sign });
	}
	return tokens;
}

export const isSign = (token: Token | undefined, text: string): boolean =>
	token?.kind === "sign" && token.text === text;

export const isWord = (token: Token | undefined, text: string): boolean =>
	token?.kind === "name" && token.text === text;

/** Place of the bracket that closes the one at `open`; the end where there is none. */
export function closing(tokens: readonly Token[], open: number): number {
	let depth = 0;
	for (let at = open; at < tokens.length; at += 1) {
		if (isSign(tokens[at], "(")) depth += 1;
		if (isSign(tokens[at], ")") && --depth === 0) return at;
	}
	return tokens.length;
}

/** Brackets in brackets that are taken apart; people's policies have a dozen. */
export const DEEPEST = 100;

/** Without the brackets around the whole, and without a cast of the whole. */
export function bare(tokens: readonly Token[]): readonly Token[] {
	let own = tokens;
	for (let depth = 0; depth < DEEPEST; depth += 1) {
		const cast = isSign(own[0], "(") && closing(own, 0) === own.length - 1 ? undefined : castAt(own);
		if (cast !== undefined) own = own.slice(0, cast);
		else if (isSign(own[0], "(") && closing(own, 0) === own.length - 1) own = own.slice(1, -1);
		else break;
	}
	return own;
}

/** Where a cast begins that takes in all that is before it: one behind a name, a constant, or a closing bracket of the beginning. */
function castAt(tokens: readonly Token[]): number | undefined {
	const at = tokens.findIndex((token) => isSign(token, "::"));
	const open = isSign(tokens[0], "(") ? closing(tokens, 0) : -1;
	const first = open < 0 ? at : tokens.findIndex((token, place) => place > open && isSign(token, "::"));
	if (first < 1) return undefined;
	const whole = tokens
		.slice(first + 1)
		.every(
			(token) =>
				token.kind === "name" ||
				token.kind === "quoted" ||
				token.kind === "number" ||
				/^([.[\](),]|::)$/.test(token.text),
		);
	return whole ? first : undefined;
}
