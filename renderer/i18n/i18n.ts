import { escapeHidden } from "../ui/escape-text.ts";
import { en, type MessageKey, type Messages } from "./en.ts";
import { type Language, languages } from "./languages.ts";

export type { MessageKey } from "./en.ts";

export type Params = Record<string, string | number>;

let language: Language = "en";
let messages: Messages = en;

/**
 * The words of `key` in the language in use. `{name}` is replaced by a parameter: numbers in the language's own digits, text,
 * which may be a server's, with its hidden characters by name. A message with plural forms picks its form by the parameter `n`.
 */
export function t(key: MessageKey, params: Params = {}): string {
	const message = messages[key];
	const text = typeof message === "string" ? message : pickForm(message, params.n);
	return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
		const value = params[name];
		if (value === undefined) return whole;
		return typeof value === "number" ? formatNumber(value) : escapeHidden(value);
	});
}

function pickForm(forms: Exclude<Messages[MessageKey], string>, n: string | number | undefined): string {
	const rule = new Intl.PluralRules(locale()).select(Number(n ?? 0));
	return forms[rule] ?? forms.other;
}

export function formatNumber(value: number, options?: Intl.NumberFormatOptions): string {
	return new Intl.NumberFormat(locale(), options).format(value);
}

/** BCP 47 tag for dates and numbers. */
export function locale(): string {
	return languages[language].locale;
}

export function currentLanguage(): Language {
	return language;
}

/** Fetches the words of `next` and puts them in use; the caller renders anew. */
export async function loadLanguage(next: Language): Promise<void> {
	messages = await languages[next].load();
	language = next;
}
