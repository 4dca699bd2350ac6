/** A `.env`: NAME=value, `export`, quotes (also over several lines), comments. Pure. */

const ASSIGNMENT =
	/^[ \t]*(?:export[ \t]+)?([A-Za-z_][A-Za-z0-9_]*)[ \t]*=[ \t]*(?:"((?:\\[\s\S]|[^"\\])*)"|'([^']*)'|`([^`]*)`|([^\r\n]*))/gm;

const ESCAPED: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" };

/** The last of several of one name counts. */
export function parseEnv(text: string): Map<string, string> {
	const found = new Map<string, string>();
	for (const [, name = "", double, single, back, bare] of text.matchAll(ASSIGNMENT)) {
		const quoted =
			double?.replaceAll(/\\([\s\S])/g, (_, letter: string) => ESCAPED[letter] ?? letter) ?? single ?? back;
		found.set(name, quoted ?? withoutComment(bare ?? ""));
	}
	return found;
}

/** Outside of quotes a `#` begins a comment where a blank stands before it: a password may hold one. */
function withoutComment(value: string): string {
	return value.replace(/(^|[ \t])#.*$/, "").trim();
}
