import { scan, type Token } from "../scan.ts";

/**
 * Where each clause of an ALTER TABLE begins: behind the table's name, and behind each comma that stands in no parentheses. The tree has
 * no place for most of them.
 */
export function clauseStarts(text: string, nameAt: number): number[] {
	const starts: number[] = [];
	let [depth, begins] = [0, true];
	for (const { start, text: token } of behindName(text, nameAt)) {
		if (begins) starts.push(start);
		begins = depth === 0 && token === ",";
		if (token === "(" || token === "[") depth += 1;
		if (token === ")" || token === "]") depth -= 1;
	}
	return starts;
}

function behindName(text: string, nameAt: number): Token[] {
	const tokens = [...scan(text)].filter(({ start, kind }) => start >= nameAt && kind !== "comment");
	let next = 1;
	while (tokens[next]?.text === ".") next += 2;
	while (tokens[next]?.text === ")" || tokens[next]?.text === "*") next += 1;
	return tokens.slice(next);
}
