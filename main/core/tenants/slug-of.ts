/** A short name for addresses, made of a name in any script: lower case, digits, single hyphens. */

/** Letters that are no base letter with marks. */
const latin: Readonly<Record<string, string>> = {
	ß: "ss",
	æ: "ae",
	œ: "oe",
	ø: "o",
	đ: "d",
	ð: "d",
	þ: "th",
	ł: "l",
	ı: "i",
	ħ: "h",
};

/** As people write Arabic names in Latin letters, without marks: م د ر س ة is mdrsa. */
const arabic: Readonly<Record<string, string>> = {
	...{ ا: "a", ب: "b", ت: "t", ث: "th", ج: "j", ح: "h", خ: "kh", د: "d", ذ: "dh", ر: "r", ز: "z", س: "s", ش: "ch" },
	...{ ص: "s", ض: "d", ط: "t", ظ: "z", ع: "a", غ: "gh", ف: "f", ق: "q", ك: "k", ل: "l", م: "m", ن: "n", ه: "h" },
	...{ و: "w", ي: "y", ى: "a", ة: "a", ء: "", ؤ: "w", ئ: "y", پ: "p", چ: "tch", ڤ: "v", گ: "g", ک: "k", ی: "y" },
};

/** Where nothing of a name can be written so. */
const NAMELESS = "tenant";

/** Characters of a slug. */
export const LONGEST_SLUG = 63;

export function slugOf(name: string): string {
	const letters = [...name.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase()];
	const written = letters.map((letter) => latin[letter] ?? arabic[letter] ?? digit(letter) ?? letter).join("");
	const words = written.replaceAll(/['’ʼ]/g, "").split(/[^a-z0-9]+/);
	const slug = words.filter((word) => word !== "").join("-");
	return slug.slice(0, LONGEST_SLUG).replace(/-$/, "") || NAMELESS;
}

/** The slug itself as number 1; from 2 on with the number, which takes its room from a long one. */
export function numberedSlug(slug: string, number: number): string {
	if (number === 1) return slug;
	const end = `-${number}`;
	return slug.slice(0, LONGEST_SLUG - end.length).replace(/-$/, "") + end;
}

/** Of any script: ٣ is 3. Decimal digits come in runs of ten. */
function digit(letter: string): string | undefined {
	if (!/^\p{Nd}$/u.test(letter)) return undefined;
	const code = letter.codePointAt(0) ?? 0;
	let value = 0;
	while (value < 9 && /^\p{Nd}$/u.test(String.fromCodePoint(code - value - 1))) value += 1;
	return String(value);
}
