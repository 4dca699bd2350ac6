import { hasSqlDetails, loadModule, parseSync, scanSync } from "libpg-query";
import { AppError } from "../../core/errors.ts";
import { lineAndColumn, offsetOf } from "../../core/position.ts";

export interface Token {
	/** Offsets in the text, in UTF-16 code units. */
	start: number;
	end: number;
	/** As it stands in the text, literals and comments included. */
	text: string;
	kind: "comment" | "literal" | "word" | "mark";
}

const kinds: Record<string, Token["kind"]> = {
	SQL_COMMENT: "comment",
	C_COMMENT: "comment",
	SCONST: "literal",
	USCONST: "literal",
	BCONST: "literal",
	XCONST: "literal",
	ICONST: "literal",
	FCONST: "literal",
	PARAM: "literal",
	IDENT: "word",
	UIDENT: "word",
};

/** Loads the WASM module; the first call takes some milliseconds. */
export const loadScanner: () => Promise<void> = loadModule;

/** The tokens of a text, comments included. Throws BAD_INPUT with line and column where the scanner gives up. */
export function scan(text: string): Token[] {
	if (text.trim() === "") return [];
	const toIndex = byteToIndex(text);
	return scanned(text).map(({ start, end, tokenName, keywordKind }) => {
		const from = toIndex(start);
		const to = toIndex(end);
		return { start: from, end: to, text: text.slice(from, to), kind: kindOf(tokenName, keywordKind) };
	});
}

function kindOf(tokenName: string, keywordKind: number): Token["kind"] {
	return kinds[tokenName] ?? (keywordKind > 0 ? "word" : "mark");
}

function scanned(text: string) {
	try {
		return scanSync(text).tokens;
	} catch (caught) {
		throw unreadable(text, caught);
	}
}

/** The scanner's own error has no position in this library: the parser stops at the same place and tells it. */
function unreadable(text: string, caught: unknown): AppError {
	try {
		parseSync(text);
	} catch (told) {
		if (hasSqlDetails(told) && told.sqlDetails) {
			const at = offsetOf(text, 0, told.sqlDetails.cursorPosition);
			return new AppError("BAD_INPUT", told.message, lineAndColumn(text, at), caught);
		}
	}
	return new AppError("BAD_INPUT", "PostgreSQL's scanner cannot read this text.", { line: 1, column: 1 }, caught);
}

/** The scanner counts bytes of UTF-8; asked in rising order, so one walk over the text serves all. */
function byteToIndex(text: string): (byte: number) => number {
	if (Buffer.byteLength(text) === text.length) return (byte) => byte;
	let [index, bytes] = [0, 0];
	return (byte) => {
		while (bytes < byte && index < text.length) {
			const code = text.codePointAt(index) ?? 0;
			bytes += utf8Length(code);
			index += code > 0xffff ? 2 : 1;
		}
		return index;
	};
}

function utf8Length(code: number): number {
	if (code < 0x80) return 1;
	if (code < 0x800) return 2;
	return code < 0x10000 ? 3 : 4;
}
