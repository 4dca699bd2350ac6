/** A stretch of text: as it is, or one character that is shown by its name because it would be invisible or misleading. */
export interface TextPart {
	text: string;
	escaped: boolean;
}

/**
 * C0 and C1 controls, the soft hyphen, zero-width characters, bidirectional marks, embeddings, overrides and isolates, line
 * and paragraph separators, the byte-order mark, tag characters. Line feed and tab are left alone.
 */
const hidden =
	// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
	/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu;

/** Isolates that `isolate` put around a name: the page's own, and no server's. The newest ones. */
const isolates = new Set<string>();
const KEPT_ISOLATES = 5_000;
const isolateOrHidden = new RegExp(`\\u2068[^\\u2066-\\u2069]*\\u2069|${hidden.source}`, "gu");

/** Keeps a name's direction to itself, for a sentence that runs the other way. What is escaped already stays readable in it. */
export function isolate(text: string): string {
	// What another message has said holds its names apart already.
	if (text.includes("\u2068")) return text;
	const whole = `\u2068${text}\u2069`;
	isolates.add(whole);
	for (const oldest of isolates) {
		if (isolates.size <= KEPT_ISOLATES) break;
		isolates.delete(oldest);
	}
	return whole;
}

/** Cuts text that came from a server into what may be shown as it is and what must be shown by name, for example `\u202e`. */
export function splitHidden(text: string): TextPart[] {
	const parts: TextPart[] = [];
	let from = 0;
	for (const match of text.matchAll(isolateOrHidden)) {
		if (isolates.has(match[0])) continue;
		if (match.index > from) parts.push({ text: text.slice(from, match.index), escaped: false });
		parts.push(...[...match[0]].map((character) => partOf(character)));
		from = match.index + match[0].length;
	}
	if (from < text.length) parts.push({ text: text.slice(from), escaped: false });
	return parts;
}

/** The same as one string, for attributes and titles. */
export function escapeHidden(text: string): string {
	return splitHidden(text)
		.map((part) => part.text)
		.join("");
}

function partOf(character: string): TextPart {
	hidden.lastIndex = 0;
	return hidden.test(character) ? { text: nameOf(character), escaped: true } : { text: character, escaped: false };
}

function nameOf(character: string): string {
	const code = (character.codePointAt(0) ?? 0).toString(16);
	if (code.length > 4) return `\\u{${code}}`;
	return code.length > 2 ? `\\u${code.padStart(4, "0")}` : `\\x${code.padStart(2, "0")}`;
}
