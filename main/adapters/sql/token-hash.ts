import { createHash } from "node:crypto";
import type { Token } from "./scan.ts";

/** Characters that are gathered before they are hashed: tokens are short, and each call costs. */
const GATHERED = 16 * 1024;

/**
 * SHA-256 in hex over the tokens: comments and white space outside literals do not count, and neither does the case of keywords
 * and unquoted names. Literals, dollar quotes and quoted names count to the letter.
 */
export function hashTokens(tokens: Iterable<Token>): string {
	const hash = createHash("sha256");
	let gathered = "";
	for (const { kind, text } of tokens) {
		if (kind === "comment") continue;
		gathered += `${kind === "word" && !text.includes('"') ? text.toLowerCase() : text}\0`;
		if (gathered.length < GATHERED) continue;
		hash.update(gathered);
		gathered = "";
	}
	return hash.update(gathered).digest("hex");
}
