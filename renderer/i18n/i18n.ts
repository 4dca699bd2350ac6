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
	return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
		const value = params[name];
		if (value === undefined) return whole;
		if (typeof value === "number") return formatNumber(value);
		if (typeof value === "object") return value.said;
		// In a right-to-left sentence a name must not turn what stands beside it.
		return direction() === "rtl" ? isolate(escapeHidden(value)) : escapeHidden(value);
	});
}

function pickForm(forms: Forms, n: Params[string] | undefined): string {
	return forms[pluralRule(Number(n ?? 0))] ?? forms.other;
}
