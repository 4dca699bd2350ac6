/**
 * What the CLI says to people, in the language of this process. The English sentence in the code is the key of its translations:
 *
 *     say("rolled back {id} ({ms} ms)", { id, ms })
 *
 * To add a sentence: write it so, in English; the type check then asks for it in words/fr/ and in words/ar/ (a file a group of
 * commands), and keys.test.ts for the rest: the same `{names}`, every plural form, no entry that nobody says. Descriptions of
 * commands and options (program.ts, define-*.ts) stay plain English there, and are translated in words/{fr,ar}/help.ts. Errors are
 * thrown in English and told when they are shown: words/{fr,ar}/errors.ts for those of the CLI, main/words/core/ for the core's.
 * Nothing of this touches `--json`.
 */
import { fill, type NamesIn, type Params, type Words } from "../../../words/fill.ts";
import { type Language, locales } from "../../../words/languages.ts";
import { type Phrasebook, phrasebook } from "../../../words/phrasebook.ts";
import { english } from "./en.ts";
import type { Message } from "./fr.ts";

export type { Message } from "./fr.ts";

let language: Language = "en";
let words: Words = english;
let tell: Phrasebook = (sentence) => sentence;

/** Once, before anything is said. */
export async function speak(next: Language): Promise<void> {
	language = next;
	if (next === "en") {
		words = english;
		tell = (sentence) => sentence;
		return;
	}
	const load = { fr: () => import("./fr.ts"), ar: () => import("./ar.ts") }[next];
	const { own, told } = await load();
	words = own;
	tell = phrasebook({ ...own, ...told }, next);
}

export const currentLanguage = (): Language => language;

type Named<Key extends Message> = [NamesIn<Key>] extends [never]
	? []
	: [Readonly<Record<NamesIn<Key>, string | number>>];

/** The sentence in the language in use; in English to the letter as it stands in the code. */
export function say<const Key extends Message>(key: Key, ...given: Named<Key>): string {
	const [params = {}] = given as [Params?];
	return fill(words[key] ?? key, params, language);
}

/** A table's headings. */
export const heads = (...keys: (Message | "")[]): string[] => keys.map((key) => (key === "" ? "" : word(key)));

/** A word of the contract (a state, an outcome): translated where there is a word for it. */
export function word(text: string): string {
	const known = Object.hasOwn(words, text) ? words[text] : undefined;
	return known === undefined ? text : fill(known, {}, language);
}

/** So many of a state, as `word` says it. */
export function counted(n: number, text: string): string {
	const key = `{n} ${text}`;
	const known = Object.hasOwn(words, key) ? words[key] : undefined;
	return known === undefined ? `${n} ${word(text)}` : fill(known, { n }, language);
}

/** Parted by the language's comma. */
export const listed = (parts: readonly string[]): string => parts.join(language === "ar" ? "، " : ", ");

/** A sentence that the core has made. */
export const told = (sentence: string): string => tell(sentence);

/** A count with its thousands parted. */
export const figure = (value: number): string => value.toLocaleString(language === "en" ? "en" : locales[language]);

/** With so many digits behind the point. */
export function decimals(value: number, digits: number): string {
	if (language === "en") return value.toFixed(digits);
	const exactly = { minimumFractionDigits: digits, maximumFractionDigits: digits };
	return new Intl.NumberFormat(locales[language], exactly).format(value);
}

/** A time: as ISO 8601 where a program may read it and in English, else in the way of the language. */
export const when = (at: Date | null | undefined): string =>
	timeIn(at, { dateStyle: "short", timeStyle: "medium", hourCycle: "h23" });

/** A date without its time. */
export const day = (at: Date | null | undefined): string => timeIn(at, { dateStyle: "short" }).slice(0, 10);

function timeIn(at: Date | null | undefined, style: Intl.DateTimeFormatOptions): string {
	if (!at) return "";
	if (language === "en" || !process.stdout.isTTY) return at.toISOString();
	// Marks of direction are hidden characters, which are shown by their numbers.
	return new Intl.DateTimeFormat(locales[language], style).format(at).replaceAll(/[\u200e\u200f]/g, "");
}
