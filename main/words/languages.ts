/** The languages that people are spoken to in. The answers of programs (`--json`, ledger, certificates, audit trail) are in none. */
export type Language = "en" | "fr" | "ar";

/** BCP 47 tags for plural forms, numbers and dates. Arabic is written with the digits that are typed back, 0 to 9. */
export const locales: Readonly<Record<Language, string>> = { en: "en-GB", fr: "fr-FR", ar: "ar-u-nu-latn" };

const isLanguage = (text: string): text is Language => Object.hasOwn(locales, text);

/** The first that is set decides, as POSIX has it: `fr_FR.UTF-8` is French; C, POSIX and what is not known are English. */
export function languageOf(...said: (string | undefined)[]): Language {
	const first = said.find((each) => each !== undefined && each.trim() !== "") ?? "en";
	const [language = ""] = first
		.trim()
		.toLowerCase()
		.split(/[_.@-]/);
	return isLanguage(language) ? language : "en";
}
