import { create } from "zustand";
import { persist } from "zustand/middleware";
import { loadLanguage } from "../i18n/i18n.ts";
import { isLanguage, type Language, languages } from "../i18n/languages.ts";

interface Preferences {
	language: Language;
}

/** What this person prefers, kept in this browser. (The theme is kept by Mantine.) */
export const usePreferences = create<Preferences>()(
	persist(() => ({ language: firstLanguage() }), { name: "bulkhead-preferences" }),
);

/** Puts a language in use: words, direction, dates and numbers. Where it cannot be fetched, the one in use stays. */
export async function chooseLanguage(language: Language): Promise<void> {
	await loadLanguage(language);
	document.documentElement.lang = language;
	document.documentElement.dir = languages[language].direction;
	usePreferences.setState({ language });
}

function firstLanguage(): Language {
	const wished = navigator.languages.map((tag) => tag.slice(0, 2)).find(isLanguage);
	return wished ?? "en";
}
