/** Places in a text: what PostgreSQL counts in characters, editors count in lines and columns. */

export interface Place {
	/** 1-based. */
	line: number;
	/** 1-based, in characters (code points). */
	column: number;
}

/** Line and column of the UTF-16 offset `at`. */
export function lineAndColumn(text: string, at: number): Place {
	const before = text.slice(0, at);
	const lineStart = before.lastIndexOf("\n") + 1;
	let line = 1;
	for (let from = before.indexOf("\n"); from >= 0; from = before.indexOf("\n", from + 1)) line += 1;
	return { line, column: [...before.slice(lineStart)].length + 1 };
}

/** The UTF-16 offset of the character that stands `count` code points after `from`. */
export function offsetOf(text: string, from: number, count: number): number {
	let at = from;
	for (let seen = 0; seen < count && at < text.length; seen += 1) at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
	return at;
}

/** The UTF-16 offset of a place. */
export function offsetAt(text: string, { line, column }: Place): number {
	let at = 0;
	for (let seen = 1; seen < line; seen += 1) at = text.indexOf("\n", at) + 1;
	return offsetOf(text, at, column - 1);
}
