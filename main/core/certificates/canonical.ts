import { createHash } from "node:crypto";

/**
 * The one text of a value that is hashed, as `jq -acS` writes it: no white space, the keys of objects in order, everything but printable
 * ASCII as \u escapes, so that the bytes are the same in every encoding. Keys are ASCII; numbers have at most three decimals.
 */
export function canonicalJson(value: unknown): string {
	return JSON.stringify(value, inOrder).replaceAll(
		/[\u007f-\uffff]/g,
		(unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
	);
}

function inOrder(_key: string, value: unknown): unknown {
	// Half of a pair has no bytes in UTF-8, and would read back as another character.
	if (typeof value === "string") return value.toWellFormed();
	if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
	return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** In hex. The text is ASCII. */
export function sha256(text: string): string {
	return createHash("sha256").update(text, "ascii").digest("hex");
}
