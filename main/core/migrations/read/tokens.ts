/**
 * PostgreSQL's lexical rules (version 18), as far as they decide where a token ends. PostgreSQL's own scanner is the measure: the tests
 * hold the two against each other, and what is not plain is read by both (see `doubts.ts`). It is not used for all because it reads
 * 2 MB a second and answers with 27 bytes for each that it reads.
 */

export type TokenKind =
	| "blank"
	| "comment"
	/** A name without quotes, or a keyword. */
	| "word"
	/** A name in double quotes. */
	| "quoted"
	| "literal"
	| "mark"
	/** A backslash: psql's. */
	| "backslash"
	/** `:name`, `:'name'`, `:"name"`, `:{?name}`: psql's, where such a variable is set. */
	| "variable"
	/** It does not end before the text does. */
	| "open";

export interface Token {
	kind: TokenKind;
	end: number;
	/** Of an open one: what PostgreSQL calls it. */
	open?: "string" | "identifier" | "dollar" | "comment";
	/** Not one of the few shapes that leave no doubt. */
	odd: boolean;
	/** Of a string in several parts: these, each on a line, whatever stands between them. */
	parts?: string;
	/** A string whose parts have a comment between them: one string to PostgreSQL, two to libpg-query, which hands out comments. */
	joined?: true;
}

const WORD = /[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/y;
const BLANK = /[ \t\n\r\f\v]+/y;
const NUMBER =
	/(?:0[xX](?:_?[\dA-Fa-f])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+|(?:\d(?:_?\d)*(?:\.(?!\.)(?:\d(?:_?\d)*)?)?|\.\d(?:_?\d)*)(?:[Ee][-+]?\d(?:_?\d)*)?)/y;
const DOLLAR_QUOTE = /\$(?:[A-Za-z_\u0080-\uffff][A-Za-z0-9_\u0080-\uffff]*)?\$/y;
/** A dollar quote with such a tag ends at the next one like it, whatever stands in between. */
const PLAIN_TAG = /^[\w$]+$/;
const PARAMETER = /\$\d+/y;
const VARIABLE = /:(?:[\w\u0080-\uffff]+|'[\w\u0080-\uffff]+'|"[\w\u0080-\uffff]+"|\{\?[\w\u0080-\uffff]+\})/y;
const OPERATOR = /[~!@#^&|`?+\-*/%<>=]+/y;
const MAY_END_IN_SIGN = /[~!@#^&|`?%]/;

/** End of what matches at `at`, or `at`. */
function endOf(pattern: RegExp, text: string, at: number): number {
	pattern.lastIndex = at;
	return pattern.test(text) ? pattern.lastIndex : at;
}

const done = (kind: TokenKind, end: number, odd = false): Token => ({ kind, end, odd });

/**
 * The token that begins at `at`. `last`: nothing follows after the text. Without it the text ends with a whole line, so that only
 * quotes and comments can reach beyond it.
 */
export function readToken(text: string, at: number, last: boolean): Token {
	const char = text.charCodeAt(at);
	if (isWordStart(char)) return readWord(text, at, last);
	if (isDigit(char)) return readNumber(text, at);
	switch (text[at]) {
		case " ":
		case "\t":
		case "\n":
		case "\r":
		case "\f":
		case "\v":
			return done("blank", endOf(BLANK, text, at));
		case "'":
			return readString(text, at, { start: at, close: closePlain, odd: false, last });
		case '"':
			return readQuoted(text, at, at + 1);
		case "$":
			return readDollar(text, at);
		case "-":
			return text[at + 1] === "-" ? done("comment", lineEnd(text, at)) : readOperator(text, at);
		case "/":
			return text[at + 1] === "*" ? readBlockComment(text, at) : readOperator(text, at);
		case ".":
			if (isDigit(text.charCodeAt(at + 1))) return readNumber(text, at);
			return done("mark", text[at + 1] === "." ? at + 2 : at + 1);
		case ":":
			return readColon(text, at);
		case "(":
		case ")":
		case "[":
		case "]":
		case ",":
		case ";":
			return done("mark", at + 1);
		case "\\":
			return done("backslash", at + 1);
		default:
			return readOperator(text, at);
	}
}

const isDigit = (char: number): boolean => char >= 48 && char <= 57;

const isWordStart = (char: number): boolean =>
	(char >= 97 && char <= 122) || (char >= 65 && char <= 90) || char === 95 || char >= 0x80;

/** E'…', B'…', X'…', U&'…' and U&"…" belong to what follows the letter; N'…' is the word N and a string. */
function readWord(text: string, at: number, last: boolean): Token {
	const next = text[at + 1];
	const letter = text[at]?.toLowerCase() ?? "";
	if (next === "'" && "ebx".includes(letter)) {
		return readString(text, at + 1, { start: at, close: letter === "e" ? closeEscaped : closeBits, odd: true, last });
	}
	if (next === "&" && letter === "u") {
		if (text[at + 2] === "'") return readString(text, at + 2, { start: at, close: closePlain, odd: true, last });
		if (text[at + 2] === '"') return { ...readQuoted(text, at, at + 3), odd: true };
	}
	return done("word", endOf(WORD, text, at), next === "'");
}

function readNumber(text: string, at: number): Token {
	const end = endOf(NUMBER, text, at);
	return done("literal", end, isWordStart(text.charCodeAt(end)) || isDigit(text.charCodeAt(end)));
}

interface StringRules {
	/** Where the token begins, with its prefix. */
	start: number;
	/** Finds the quote that ends it, −1 where none does. */
	close: (text: string, from: number) => number;
	odd: boolean;
	last: boolean;
}

/** From the quote at `open`; strings on lines that follow each other are one. */
function readString(text: string, open: number, rules: StringRules): Token {
	const parts: string[] = [];
	let joined = false;
	for (let [from, quote] = [rules.start, open]; ; ) {
		const close = rules.close(text, quote + 1);
		const more = close < 0 ? text.length : nextPart(text, close + 1);
		if (close < 0 || (more === text.length && !rules.last)) {
			return { kind: "open", open: "string", end: text.length, odd: true };
		}
		parts.push(text.slice(from, close + 1));
		if (more < 0 || more === text.length) return stringOf(parts, close + 1, rules.odd, joined);
		joined ||= text.slice(close, more).includes("--");
		from = more;
		quote = more;
	}
}

function stringOf(parts: readonly string[], end: number, odd: boolean, joined: boolean): Token {
	if (parts.length === 1) return done("literal", end, odd);
	return { ...done("literal", end, true), parts: parts.join("\n"), ...(joined ? { joined } : {}) };
}

/** A quote is written twice. */
function closePlain(text: string, from: number): number {
	let at = text.indexOf("'", from);
	while (at >= 0 && text[at + 1] === "'") at = text.indexOf("'", at + 2);
	return at;
}

/** Bits and hexadecimal digits hold no quote. */
const closeBits = (text: string, from: number): number => text.indexOf("'", from);

const QUOTE_OR_ESCAPE = /['\\]/g;

/** A backslash takes the next character with it. */
function closeEscaped(text: string, from: number): number {
	QUOTE_OR_ESCAPE.lastIndex = from;
	while (QUOTE_OR_ESCAPE.test(text)) {
		const at = QUOTE_OR_ESCAPE.lastIndex - 1;
		if (text[at] === "'" && text[at + 1] !== "'") return at;
		QUOTE_OR_ESCAPE.lastIndex = at + 2;
	}
	return -1;
}

const BLANK_OR_COMMENT = /[ \t\n\r\f\v]+|--[^\n\r]*/y;

/** The quote with which the string goes on after white space with a line end in it; −1 where it does not, the text's end where that is not known. */
function nextPart(text: string, from: number): number {
	let at = from;
	for (let next = endOf(BLANK_OR_COMMENT, text, at); next > at; next = endOf(BLANK_OR_COMMENT, text, at)) at = next;
	const isPart = at > from && (at === text.length || text[at] === "'") && /[\n\r]/.test(text.slice(from, at));
	return isPart ? at : -1;
}

function readQuoted(text: string, at: number, from: number): Token {
	let end = text.indexOf('"', from);
	while (end >= 0 && text[end + 1] === '"') end = text.indexOf('"', end + 2);
	if (end < 0) return { kind: "open", open: "identifier", end: text.length, odd: true };
	// An empty name is the scanner's business.
	return done("quoted", end + 1, end === at + 1);
}

function readDollar(text: string, at: number): Token {
	const start = endOf(DOLLAR_QUOTE, text, at);
	if (start > at) {
		const close = text.indexOf(text.slice(at, start), start);
		if (close < 0) return { kind: "open", open: "dollar", end: text.length, odd: true };
		return done("literal", close + start - at, !PLAIN_TAG.test(text.slice(at, start)));
	}
	const end = endOf(PARAMETER, text, at);
	return end > at ? done("literal", end, true) : done("mark", at + 1, true);
}

const LINE_REST = /[^\n\r]*/y;
const lineEnd = (text: string, from: number): number => endOf(LINE_REST, text, from);

const COMMENT_ENDS = /\/\*|\*\//g;

function readBlockComment(text: string, at: number): Token {
	COMMENT_ENDS.lastIndex = at + 2;
	for (let depth = 1; depth > 0; ) {
		if (!COMMENT_ENDS.test(text)) return { kind: "open", open: "comment", end: text.length, odd: true };
		depth += text[COMMENT_ENDS.lastIndex - 1] === "*" ? 1 : -1;
	}
	return done("comment", COMMENT_ENDS.lastIndex, true);
}

function readColon(text: string, at: number): Token {
	const next = text[at + 1];
	if (next === ":" || next === "=") return done("mark", at + 2);
	const end = endOf(VARIABLE, text, at);
	return end > at ? done("variable", end) : done("mark", at + 1);
}

/** As long as its characters go, but not into a comment; a + or − at its end belongs to it only beside characters that SQL's own operators lack. */
function readOperator(text: string, at: number): Token {
	let end = endOf(OPERATOR, text, at);
	if (end === at) return done("mark", at + 1, true);
	if (end === at + 1) return done("mark", end);
	const comment = text.slice(at, end).search(/--|\/\*/);
	if (comment > 0) end = at + comment;
	if (!MAY_END_IN_SIGN.test(text.slice(at, end))) {
		while (end > at + 1 && (text[end - 1] === "+" || text[end - 1] === "-")) end -= 1;
	}
	return done("mark", end);
}
