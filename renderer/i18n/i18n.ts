import { escapeHidden, isolate } from "../ui/escape-text.ts";
import { currentMessages, direction } from "./current.ts";
import type { MessageKey } from "./en.ts";
import { formatNumber, pluralRule } from "./format.ts";
import type { Forms } from "./forms.ts";

export { currentLanguage, loadLanguage, locale } from "./current.ts";
export type { MessageKey } from "./en.ts";
export { formatNumber } from "./format.ts";

/** Numbers are written in the language's way; text may be a server's; what is `said` is the page's own words or figures, formatted already. */
export type Params = Record<string, string | number | { said: string }>;

/**
 * The words of `key` in the language in use. `{name}` is replaced by a parameter: numbers in the language's own digits, text,
 * which may be a server's, with its hidden characters by name. A message with plural forms picks its form by the parameter `n`.
 */
export function t(key: MessageKey, params: Params = {}): string {
	const message = currentMessages()[key];
	const text = typeof message === "string" ? message : pickForm(message, params.n);
	const parts = text.split(together);
	return parts
		.map((part, at) => (at % 2 === 0 ? fill(part, params, inSentence) : inSentence(fill(part, params))))
		.join("");
}

/** What belongs together from left to right inside of an Arabic sentence, as a host and its port. */
const together = /\u2066([^\u2069]*)\u2069/;

/** In a right-to-left sentence a name must not turn what stands beside it. */
const inSentence = (text: string): string => (direction() === "rtl" ? isolate(text) : text);

function fill(text: string, params: Params, hold = (name: string): string => name): string {
	return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
		const value = params[name];
		if (value === undefined) return whole;
		if (typeof value === "number") return formatNumber(value);
		return typeof value === "object" ? value.said : hold(escapeHidden(value));
	});
}

function pickForm(forms: Forms, n: Params[string] | undefined): string {
	return forms[pluralRule(Number(n ?? 0))] ?? forms.other;
}
