/**
 * Whether a text holds another, in whatever case. Lowering 100,000 names by the rules of a language takes three times as long as finding
 * in them: so what is looked in is lowered in ASCII alone, and the few other letters of what is looked for are tried in both cases.
 */

/** Letters beyond ASCII that have two cases; with more, the server lowers by its own rules. */
const TRIED = 3;

export interface SearchCondition {
	/** Texts to bind. */
	needles: string[];
	/** SQL, of the names of the bound needles. */
	sql(haystack: string, bound: readonly string[]): string;
}

export function searchCondition(text: string): SearchCondition {
	const needles = inBothCases(text);
	if (!needles) {
		return {
			needles: [text],
			sql: (haystack, [needle]) =>
				`pg_catalog.strpos(pg_catalog.lower(${haystack}), pg_catalog.lower(${needle}::text)) > 0`,
		};
	}
	return {
		needles,
		sql: (haystack, bound) => {
			const lowered = `pg_catalog.lower((${haystack}) COLLATE "C")`;
			return `(${bound.map((needle) => `pg_catalog.strpos(${lowered}, ${needle}::text COLLATE "C") > 0`).join(" OR ")})`;
		},
	};
}

function inBothCases(text: string): string[] | undefined {
	let needles = [""];
	let tried = 0;
	for (const character of text) {
		const [lower, upper] = [character.toLowerCase(), character.toUpperCase()];
		const ascii = /^[\0-\x7f]$/.test(character);
		const both = ascii || lower === upper ? [ascii ? lower : character] : [lower, upper];
		if (both.length > 1) tried += 1;
		if (tried > TRIED) return undefined;
		needles = needles.flatMap((begun) => both.map((end) => begun + end));
	}
	return needles;
}
