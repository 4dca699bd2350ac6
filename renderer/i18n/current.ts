/** The language in use: one for the whole page, since a message is asked for in many places that React does not know of. */
import { en, type Messages } from "./en.ts";
import { type Language, type LanguageFacts, languages } from "./languages.ts";
import { loadSentences } from "./told.ts";

let language: Language = "en";
let messages: Messages = en;

export function currentLanguage(): Language {
	return language;
}

export function currentMessages(): Messages {
	return messages;
}

/** BCP 47 tag for dates and numbers. */
export function locale(): string {
	return languages[language].locale;
}

export function direction(): LanguageFacts["direction"] {
	return languages[language].direction;
}

/** Fetches the words of `next` and puts them in use; the caller renders anew. */
export async function loadLanguage(next: Language): Promise<void> {
	[messages] = await Promise.all([languages[next].load(), loadSentences(next)]);
	language = next;
}
