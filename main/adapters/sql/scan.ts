import { AppError } from "../../core/errors.ts";
import { lineAndColumn, offsetOf } from "../../core/position.ts";
import { library } from "./library.ts";

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

/** Characters that are scanned at once: the scanner's answer is a hundred times its text, so a long one is taken in pieces. */
const PIECE = 64 * 1024;

/** The tokens of a text, comments included, in its order. Throws BAD_INPUT with line and column where the scanner gives up. */
export function* scan(text: string, piece = PIECE): Generator<Token, void> {
	for (let start = 0; start < text.length; ) {
		const { tokens, end } = scanPiece(text, start, piece);
		const scanned = text.slice(start, end);
		const toIndex = byteToIndex(scanned);
		for (const token of tokens) {
			const [from, to] = [toIndex(token.start), toIndex(token.end)];
			const kind = kindOf(token.tokenName, token.keywordKind);
			yield { start: start + from, end: start + to, text: scanned.slice(from, to), kind };
		}
		start = end;
	}
}

/**
 * A piece ends behind a `;` at the end of a line. Where that stands in a literal, a dollar quote or a comment, the scanner finds the piece
 * unterminated, and a longer one is tried; anywhere else its tokens are those that the whole text has there.
 */
function scanPiece(text: string, start: number, least: number): { tokens: ScannedToken[]; end: number } {
	for (let size = least; ; size *= 2) {
		const end = endOfPiece(text, start, size);
		if (end === undefined) continue;
		try {
			return { tokens: tokensOf(text.slice(start, end)), end };
		} catch (caught) {
			if (end === text.length) throw unreadable(text, start, caught);
		}
	}
}

/** Undefined where so short a piece has no end. */
function endOfPiece(text: string, start: number, size: number): number | undefined {
	if (start + size >= text.length) return text.length;
	const piece = text.slice(start, start + size);
	const found = Math.max(piece.lastIndexOf(";\n"), piece.lastIndexOf(";\r"));
	return found < 0 ? undefined : start + found + 1;
}

function kindOf(tokenName: string, keywordKind: number): Token["kind"] {
	return kinds[tokenName] ?? (keywordKind > 0 ? "word" : "mark");
}

type ScannedToken = ReturnType<ReturnType<typeof library>["scanSync"]>["tokens"][number];

function tokensOf(piece: string): ScannedToken[] {
	return piece.trim() === "" ? [] : library().scanSync(piece).tokens;
}

/** The scanner's own error has no position in this library: the parser stops at the same place and tells it. */
function unreadable(text: string, start: number, caught: unknown): AppError {
	try {
		library().parseSync(text.slice(start));
	} catch (told) {
		if (library().hasSqlDetails(told) && told.sqlDetails) {
			const at = offsetOf(text, start, told.sqlDetails.cursorPosition);
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
