import { type Language, locales } from "./languages.ts";

/** A message that changes with its first number: one form for each of the language's plural rules. */
export type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };
export type Text = string | Forms;
export type Words = Readonly<Record<string, Text>>;

/** A number is a count, and written in the language's way; a number that names something (a pid, a line) is given as text. */
export type Params = Readonly<Record<string, string | number>>;

/** The `{names}` of a message. */
export type NamesIn<Message> = Message extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never;

/** The message with its names replaced. English numbers stay bare, for scripts of others read these lines. `count` chooses a form. */
export function fill(text: Text, params: Params, language: Language, count = firstNumber(params)): string {
	const message = typeof text === "string" ? text : formOf(text, count, language);
	return message.replace(/\{(\w+)\}/g, (whole, name: string) => {
		const value = params[name];
		if (value === undefined) return whole;
		if (typeof value === "string" || language === "en") return String(value);
		return new Intl.NumberFormat(locales[language]).format(value);
	});
}

const firstNumber = (params: Params): number =>
	Number(Object.values(params).find((value) => typeof value === "number") ?? 0);

function formOf(forms: Forms, count: number, language: Language): string {
	return forms[new Intl.PluralRules(locales[language]).select(count)] ?? forms.other;
}
