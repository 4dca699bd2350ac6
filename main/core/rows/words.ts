/** A policy's expression in plain words, where it has one of the usual forms. Pure. */

const NAME = /^(?:"(?:[^"]|"")+"|[a-z_][\w$]*)(?:\.(?:"(?:[^"]|"")+"|[a-z_][\w$]*))*$/;
const CAST = /^(.*)::(?:pg_catalog\.)?"?[a-z_][\w ."]*"?(?:\(\d+(?:,\d+)?\))?(?:\[\])?$/s;
const SETTING = /^current_setting\('((?:[^']|'')+)'::text(?:, (?:true|false))?\)$/;
const CALL = /^([\w$."]+)\(\)$/;

/** Undefined where it has none. */
export function expressionWords(expression: string): string | undefined {
	const text = unwrap(expression);
	if (text === "true") return "every row";
	if (text === "false") return "no row";
	for (const [word, between] of [
		["OR", ", or "],
		["AND", ", and "],
	] as const) {
		const parts = splitAt(text, ` ${word} `);
		if (parts.length < 2) continue;
		const said = parts.map(expressionWords);
		return said.every((each) => each !== undefined) ? said.join(between) : undefined;
	}
	return comparison(text) ?? alone(text);
}

function comparison(text: string): string | undefined {
	const isNull = /^(.+) IS (NOT )?NULL$/s.exec(text);
	if (isNull) {
		const what = valueWords(isNull[1] ?? "");
		return what && `${what} is ${isNull[2] ? "there" : "empty"}`;
	}
	for (const [operator, verb] of [
		[" = ", "is"],
		[" <> ", "is not"],
	] as const) {
		const parts = splitAt(text, operator);
		if (parts.length !== 2) continue;
		const [left, right] = parts.map(valueWords);
		if (left !== undefined && right !== undefined) return `${left} ${verb} ${right}`;
	}
	return undefined;
}

/** Something that is true or false by itself. */
function alone(text: string): string | undefined {
	const call = CALL.exec(text);
	if (call) return `${call[1]}() says so`;
	const not = /^NOT (.+)$/s.exec(text);
	if (not) {
		const what = alone(unwrap(not[1] ?? ""));
		return what && `not: ${what}`;
	}
	return NAME.test(text) && text !== "current_user" ? `${text} is true` : undefined;
}

function valueWords(written: string): string | undefined {
	const text = unwrap(written);
	const select = /^SELECT (.+?)(?: AS [\w"]+)?$/s.exec(text);
	if (select && !/\bFROM\b/.test(text)) return valueWords(select[1] ?? "");
	const setting = SETTING.exec(text);
	if (setting) return `the setting ${setting[1]}`;
	const orNull = /^NULLIF\((.+), ''::text\)$/s.exec(text);
	if (orNull) return valueWords(orNull[1] ?? "");
	return claimWords(text) ?? plainWords(text);
}

/** A field of a setting that holds JSON, as JWT claims do. */
function claimWords(text: string): string | undefined {
	const claim = /^\((.+)\)?::jsonb? ->> '((?:[^']|'')+)'::text$/s.exec(text);
	const from = claim && valueWords(`(${claim[1]})`);
	return from ? `${claim[2]} of ${from}` : undefined;
}

function plainWords(text: string): string | undefined {
	const literal = /^'((?:[^']|'')*)'(?:::[\w ".]+)?$/.exec(text) ?? /^(-?\d+(?:\.\d+)?)$/.exec(text);
	if (literal) return `“${literal[1]}”`;
	if (/^(?:CURRENT_USER|SESSION_USER)$/.test(text)) return text === "CURRENT_USER" ? "the acting role" : "the login";
	const call = CALL.exec(text);
	if (call) return `what ${call[1]}() answers`;
	if (NAME.test(text)) return text;
	const cast = CAST.exec(text);
	return cast ? valueWords(cast[1] ?? "") : undefined;
}

/** Without the brackets around the whole. */
function unwrap(text: string): string {
	let inner = text.trim();
	while (inner.startsWith("(") && closing(inner, 0) === inner.length - 1) inner = inner.slice(1, -1).trim();
	return inner;
}

/** Offset of the bracket that closes the one at `from`. */
function closing(text: string, from: number): number {
	let depth = 0;
	for (const [at, character] of outsideQuotes(text)) {
		if (at < from) continue;
		if (character === "(") depth += 1;
		if (character === ")" && --depth === 0) return at;
	}
	return -1;
}

function splitAt(text: string, between: string): string[] {
	const parts: string[] = [];
	let depth = 0;
	let begun = 0;
	for (const [at, character] of outsideQuotes(text)) {
		if (character === "(" || character === "[") depth += 1;
		if (character === ")" || character === "]") depth -= 1;
		if (depth === 0 && at >= begun && text.startsWith(between, at)) {
			parts.push(text.slice(begun, at));
			begun = at + between.length;
		}
	}
	return [...parts, text.slice(begun)];
}

/** Each character with its offset, those within 'text' and "names" left out. */
function* outsideQuotes(text: string): Generator<[number, string]> {
	let quote = "";
	for (let at = 0; at < text.length; at += 1) {
		const character = text[at] ?? "";
		if (quote !== "") {
			if (character === quote) quote = "";
			continue;
		}
		if (character === "'" || character === '"') quote = character;
		yield [at, character];
	}
}
