import { en, type Messages } from "./en.ts";

export interface LanguageFacts {
	/** Its name in itself. */
	name: string;
	/** BCP 47 tag for dates, numbers and plural forms. */
	locale: string;
	direction: "ltr" | "rtl";
	load(): Promise<Messages>;
}

/** A language stands here when every message is translated: the type of its module sees to that. English is part of the first screen. */
export const languages = {
	en: { name: "English", locale: "en-GB", direction: "ltr", load: async () => en },
	fr: { name: "Français", locale: "fr-FR", direction: "ltr", load: async () => (await import("./fr.ts")).fr },
	// In the digits of SQL, which stands beside them.
	ar: { name: "العربية", locale: "ar-u-nu-latn", direction: "rtl", load: async () => (await import("./ar.ts")).ar },
} as const satisfies Record<string, LanguageFacts>;

export type Language = keyof typeof languages;

export function isLanguage(value: unknown): value is Language {
	return typeof value === "string" && Object.hasOwn(languages, value);
}
