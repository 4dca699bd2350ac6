/** What is wrong with a translation, at run time: faithful.ts says the same to the type check. */
import type { Forms, Words } from "../../renderer/i18n/forms.ts";

type Message = string | Forms;

const namesOf = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
const textsOf = (message: Message): string[] => (typeof message === "string" ? [message] : Object.values(message));
const allNames = (message: Message): Set<string> => new Set(textsOf(message).flatMap(namesOf));
const written = (names: Iterable<string>): string => [...names].toSorted().join(", ");

/** Forms that may say `n` by a word: no row, one row, two rows. */
const saying = ["zero", "one", "two"];

/** `forms`: the plural forms that the language has. Each fault begins with its key. */
export function faultsOf(english: Words, translation: Words, forms: readonly string[]): string[] {
	const missing = Object.keys(english).filter((key) => !Object.hasOwn(translation, key));
	const foreign = Object.keys(translation).filter((key) => !Object.hasOwn(english, key));
	return [
		...missing.map((key) => `${key}: missing`),
		...foreign.map((key) => `${key}: not in English`),
		...Object.entries(translation).flatMap(([key, message]) => {
			const source = english[key];
			return source === undefined ? [] : faultsOfOne(source, message, forms).map((fault) => `${key}: ${fault}`);
		}),
	];
}

function faultsOfOne(english: Message, message: Message, forms: readonly string[]): string[] {
	const names = allNames(english);
	const empty = textsOf(message).some((text) => text.trim() === "") ? ["empty"] : [];
	if (typeof message === "string") {
		const formless = typeof english === "string" ? [] : [`forms missing: ${forms.join(", ")}`];
		return [...empty, ...formless, ...namesAmiss(names, message, false)];
	}
	const own = Object.keys(message);
	const lacking = forms.filter((form) => !own.includes(form));
	const extra = own.filter((form) => !forms.includes(form));
	return [
		...empty,
		...(lacking.length > 0 ? [`forms missing: ${lacking.join(", ")}`] : []),
		...(extra.length > 0 ? [`forms unknown: ${extra.join(", ")}`] : []),
		...(typeof english === "string" && !names.has("n") ? ["it has no n to choose a form by"] : []),
		...Object.entries(message).flatMap(([form, text]) => namesAmiss(names, text, saying.includes(form))),
	];
}

function namesAmiss(names: Set<string>, text: string, mayLeaveN: boolean): string[] {
	const own = new Set(namesOf(text));
	if (mayLeaveN && names.has("n")) own.add("n");
	const same = own.size === names.size && [...own].every((name) => names.has(name));
	return same ? [] : [`names ${written(own)} instead of ${written(names)}`];
}
