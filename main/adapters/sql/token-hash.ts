import { createHash } from "node:crypto";
import type { Token } from "./scan.ts";

/**
 * SHA-256 in hex over the tokens: comments and white space outside literals do not count, and neither does the case of keywords
 * and unquoted names. Literals, dollar quotes and quoted names count to the letter.
 */
export function hashTokens(tokens: readonly Token[]): string {
	const hash = createHash("sha256");
	for (const token of tokens) {
		if (token.kind === "comment") continue;
		hash.update(token.kind === "word" && !token.text.includes('"') ? token.text.toLowerCase() : token.text);
		hash.update("\0");
	}
	return hash.digest("hex");
}
