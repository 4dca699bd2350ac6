/** What an expression compares with what. */
import { closing, DEEPEST, isSign, isWord, type Token } from "./tokens.ts";

export interface Comparison {
	left: readonly Token[];
	right: readonly Token[];
}

/** Words and signs that end what a comparison compares. */
const BETWEEN = new Set(
	"and or not select from where join on left right inner using group order having union limit case when then else end returning".split(
		" ",
	),
);

/** Every `a = b`, `a IN b`, `a IS NOT DISTINCT FROM b`, those inside of sub-selects and arguments too. */
export function comparisonsOf(tokens: readonly Token[], depth = 0): Comparison[] {
	const found: Comparison[] = [];
	let begin = 0;
	for (let at = 0; at <= tokens.length; at += 1) {
		const token = tokens[at];
		const ends =
			token === undefined ||
			isSign(token, ",") ||
			isSign(token, ";") ||
			(token.kind === "name" && BETWEEN.has(token.text));
		if (ends && !partOfDistinct(tokens, at)) {
			found.push(...comparisonIn(tokens.slice(begin, at)));
			begin = at + 1;
		} else if (isSign(token, "(")) {
			const close = closing(tokens, at);
			if (depth < DEEPEST) found.push(...comparisonsOf(tokens.slice(at + 1, close), depth + 1));
			at = close;
		}
	}
	return found;
}

/** The NOT and the FROM of IS NOT DISTINCT FROM. */
function partOfDistinct(tokens: readonly Token[], at: number): boolean {
	return (
		(isWord(tokens[at], "not") && isWord(tokens[at - 1], "is")) ||
		(isWord(tokens[at], "from") && isWord(tokens[at - 1], "distinct"))
	);
}

function comparisonIn(piece: readonly Token[]): Comparison[] {
	for (let at = 0; at < piece.length; at += 1) {
		if (isSign(piece[at], "(")) at = closing(piece, at);
		const [before, behind] = lengthsOf(piece, at);
		if (behind > 0) return [{ left: piece.slice(0, at - before), right: piece.slice(at + behind) }];
	}
	return [];
}

/** Of the comparison whose sign stands here: its tokens in front of this one, and this one with those behind. */
function lengthsOf(piece: readonly Token[], at: number): [number, number] {
	if (isSign(piece[at], "=")) return [0, isWord(piece[at + 1], "any") ? 2 : 1];
	if (isWord(piece[at], "in")) return [0, 1];
	if (isWord(piece[at], "distinct") && isWord(piece[at + 1], "from")) return [isWord(piece[at - 1], "not") ? 2 : 1, 2];
	return [0, 0];
}
