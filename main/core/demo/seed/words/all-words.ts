import type { DemoTenant } from "../tenants.ts";
import { legalFr } from "./legal-fr.ts";
import { medicalFr } from "./medical-fr.ts";
import { schoolFr } from "./school-fr.ts";
import type { Words } from "./topic.ts";
import { wordsAr } from "./words-ar.ts";
import { wordsOther } from "./words-other.ts";

const allWords: readonly Words[] = [schoolFr, medicalFr, legalFr, ...wordsAr, ...wordsOther];

/** What this customer writes about, in its language. */
export function wordsFor({ kind, language, slug }: DemoTenant): Words {
	const words = allWords.find((each) => each.kind === kind && each.language === language);
	if (!words) throw new Error(`there are no words of ${kind} in ${language}, for ${slug}`);
	return words;
}
