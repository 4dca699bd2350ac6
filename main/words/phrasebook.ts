/**
 * Says the core's sentences in another language. The core makes them in English, and so they stand in the ledger, in certificates
 * and in the audit trail: a phrasebook knows their shapes (`There is no tenant {tenant}.`), finds the one that a sentence has, and
 * says it with the same names in it. This is for eyes only: no decision hangs on it, and a sentence of no known shape stays English.
 */
import { fill, type Text, type Words } from "./fill.ts";
import type { Language } from "./languages.ts";

/** Characters of a sentence that is looked up; a longer one is a server's or a file's. */
const LONGEST = 4_000;
/** Sentences inside of sentences that are followed. */
const DEEPEST = 3;

interface Shape {
	/** What stands before, between and behind the names. */
	literals: string[];
	names: string[];
	text: Text;
}

export type Phrasebook = (sentence: string) => string;

/** Of shapes that fit, the one with the most words of its own is taken. */
export function phrasebook(words: Words, language: Language): Phrasebook {
	const shapes = Object.entries(words)
		.filter(([shape]) => shape.includes("{"))
		.map(([shape, text]) => shapeOf(shape, text))
		.toSorted((a, b) => b.literals.join("").length - a.literals.join("").length);
	const say = (sentence: string, depth: number): string => {
		if (sentence.length > LONGEST) return sentence;
		const whole = Object.hasOwn(words, sentence) ? words[sentence] : undefined;
		if (whole !== undefined) return fill(whole, {}, language);
		for (const shape of shapes) {
			const values = match(shape, sentence);
			if (!values) continue;
			const params = shape.names.map((name, at) => [name, inner(values[at] ?? "", depth)]);
			const count = Number(values.find((value) => /^\d+$/.test(value)) ?? 0);
			return fill(shape.text, Object.fromEntries(params), language, count);
		}
		return sentence;
	};
	/** A name of several words may be a sentence of its own. */
	const inner = (value: string, depth: number): string =>
		depth < DEEPEST && value.includes(" ") ? say(value, depth + 1) : value;
	return (sentence) => say(sentence, 0);
}

function shapeOf(shape: string, text: Text): Shape {
	const parts = shape.split(/\{(\w+)\}/);
	return { literals: parts.filter((_, at) => at % 2 === 0), names: parts.filter((_, at) => at % 2 === 1), text };
}

/** What stands for each name: as little as can be, and at least something, but for `{more…}`. Linear: a hostile text costs no more. */
function match({ literals, names }: Shape, sentence: string): string[] | undefined {
	const first = literals[0] ?? "";
	const last = literals.at(-1) ?? "";
	if (!sentence.startsWith(first) || !sentence.endsWith(last)) return undefined;
	const end = sentence.length - last.length;
	const values: string[] = [];
	let at = first.length;
	const least = (name = ""): number => (name.startsWith("more") ? 0 : 1);
	for (const [index, literal] of literals.slice(1, -1).entries()) {
		const found = sentence.indexOf(literal, at + least(names[index]));
		if (found < 0 || found > end) return undefined;
		values.push(sentence.slice(at, found));
		at = found + literal.length;
	}
	if (at + least(names.at(-1)) > end) return undefined;
	return [...values, sentence.slice(at, end)];
}
