import { en, type Messages } from "./en.ts";

export type Language = "en" | "fr" | "ar";

interface LanguageFacts {
	/** Its name in itself. */
	name: string;
	/** For dates and numbers; Arabic as written in the Maghreb, with 0–9. */
	locale: string;
	direction: "ltr" | "rtl";
	load(): Promise<Messages>;
}

/** A language stands here when every message is translated: the type of its module sees to that. */
export const languages: Record<Language, LanguageFacts> = {
	en: { name: "English", locale: "en-GB", direction: "ltr", load: async () => en },
	fr: { name: "Français", locale: "fr", direction: "ltr", load: async () => (await import("./fr.ts")).fr },
	ar: { name: "العربية", locale: "ar-DZ", direction: "rtl", load: async () => (await import("./ar.ts")).ar },
};

export function isLanguage(value: unknown): value is Language {
	return typeof value === "string" && value in languages;
}
