import { type Phrasebook, phrasebook } from "../../main/words/phrasebook.ts";
import type { Language } from "./languages.ts";

const asItIs: Phrasebook = (sentence) => sentence;
let tell = asItIs;

/** Fetches the core's sentences in `language`. */
export async function loadSentences(language: Language): Promise<void> {
	switch (language) {
		case "en":
			tell = asItIs;
			return;
		case "fr":
			tell = phrasebook((await import("../../main/words/fr.ts")).french, language);
			return;
		case "ar":
			tell = phrasebook((await import("../../main/words/ar.ts")).arabic, language);
	}
}

/** A sentence that the core has made, in the language in use; English where it is not known (main/words/phrasebook.ts). */
export const told = (sentence: string): string => tell(sentence);
