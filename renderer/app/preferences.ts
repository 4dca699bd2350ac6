import { create } from "zustand";
import { loadLanguage } from "../i18n/i18n.ts";
import { isLanguage, type Language, languages } from "../i18n/languages.ts";
import { keep, kept } from "./kept.ts";

interface Preferences {
	language: Language;
}

/** What this person prefers. (The theme is kept by Mantine.) */
export const usePreferences = create<Preferences>()(() => ({
	language: kept("language", isLanguage) ?? browsersLanguage() ?? "en",
}));

/** Puts a language in use: words, direction, dates and numbers. Where it cannot be fetched, the one in use stays. */
export async function chooseLanguage(language: Language): Promise<void> {
	await loadLanguage(language);
	document.documentElement.lang = language;
	document.documentElement.dir = languages[language].direction;
	usePreferences.setState({ language });
}

/** The same, by a person: it is in use from the first moment when Bulkhead is opened again. */
export async function chooseLanguageForGood(language: Language): Promise<void> {
	await chooseLanguage(language);
	keep("language", language);
}

function browsersLanguage(): Language | undefined {
	return navigator.languages.map((tag) => tag.slice(0, 2)).find(isLanguage);
}
