import { fill, type Params, type Text } from "../../../words/fill.ts";
import type { Language } from "../../../words/languages.ts";
import { arabic } from "./ar.ts";
import { english, type Key } from "./en.ts";
import { french } from "./fr.ts";

const all: Record<Language, Readonly<Record<Key, Text>>> = { en: english, fr: french, ar: arabic };

let language: Language = "en";

/** False when it is in use already. */
export function speakIn(next: Language): boolean {
	if (next === language) return false;
	language = next;
	return true;
}

/** The words of `key` in the language in use. A name is somebody's text: what is not seen in it is left out. */
export function say(key: Key, params: Params = {}): string {
	const seen = Object.entries(params).map(([name, value]) => [
		name,
		typeof value === "string" ? value.replaceAll(/[^\P{C}\n]/gu, "") : value,
	]);
	return fill(all[language][key], Object.fromEntries(seen), language);
}
