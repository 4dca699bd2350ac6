/** What is taken whole: a quoted name, a quoted text, any other character. */
const PIECES = /"[^"]*"|'[^']*'|[\s\S]/g;

/** The columns of an index as they were typed: cut at commas that stand outside parentheses and quotes. Pure. */
export function indexParts(text: string): string[] {
	const parts = [""];
	let depth = 0;
	for (const [piece] of text.matchAll(PIECES)) {
		if (piece === "(") depth += 1;
		if (piece === ")") depth -= 1;
		if (piece === "," && depth === 0) parts.push("");
		else parts[parts.length - 1] += piece;
	}
	return parts.map((part) => part.trim()).filter((part) => part !== "");
}
