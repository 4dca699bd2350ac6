/** Text into HTML: whatever a server or a person wrote stands there as characters, never as markup. */

/** HTML that is safe to put into a page; only this file makes it out of text. */
export interface Markup {
	readonly html: string;
}

type Part = Markup | string | number | readonly (Markup | string)[];

/** Fills a page's own markup: strings are escaped, markup goes in as it is. */
export function markup(texts: TemplateStringsArray, ...parts: Part[]): Markup {
	return { html: texts.map((text, at) => (at === 0 ? "" : filled(parts[at - 1] ?? "")) + text).join("") };
}

function filled(part: Part): string {
	if (typeof part === "string" || typeof part === "number") return escaped(String(part));
	if ("html" in part) return part.html;
	return part.map(filled).join("");
}

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Control and bidirectional characters are shown by their numbers: they could put words in another order than they have. */
function escaped(text: string): string {
	return text
		.replaceAll(/[\p{Cc}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu, (character) =>
			character === "\n" ? "\n" : `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
		)
		.replaceAll(/[&<>"']/g, (character) => entities[character] ?? "");
}
