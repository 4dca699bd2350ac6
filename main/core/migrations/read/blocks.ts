/** Bytes of a file as blocks of whole lines, and those as text. */
import { readFault } from "./fault.ts";

export interface Block {
	/** Whole lines; of a long line a part, and never a part of a character. Only the last block of the file may lack its line end. */
	bytes: Uint8Array;
	/** Number of the line that it begins in. */
	line: number;
	/** Nothing stands before it. */
	first: boolean;
}

const NEWLINE = 10;
/** Bytes of a line that are gathered before its first part is passed on. */
const LONG = 1_048_576;

export async function* lineBlocks(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Block> {
	let rest: Uint8Array[] = [];
	let kept = 0;
	let [line, first] = [1, true];
	for await (const piece of pieces) {
		const newline = piece.lastIndexOf(NEWLINE) + 1;
		const end = newline > 0 || kept + piece.length < LONG ? newline : wholeCharacters(piece);
		if (end > 0) {
			const bytes = join([...rest, piece.subarray(0, end)]);
			yield { bytes, line, first };
			line += countLines(bytes);
			first = false;
			rest = [];
			kept = 0;
		}
		if (end === piece.length) continue;
		rest.push(piece.slice(end));
		kept += piece.length - end;
	}
	if (kept > 0) yield { bytes: join(rest), line, first };
}

/** Length without the character that may be cut at the end. */
function wholeCharacters(bytes: Uint8Array): number {
	for (let back = 1; back <= Math.min(4, bytes.length); back += 1) {
		const byte = bytes[bytes.length - back] ?? 0;
		// The first byte of a character of several, which may not be all there.
		if (byte >= 0xc0) return bytes.length - back;
		if (byte < 0x80) return bytes.length - back + 1;
	}
	return bytes.length;
}

function join(pieces: readonly Uint8Array[]): Uint8Array {
	const [first] = pieces;
	if (first && pieces.length === 1) return first;
	const joined = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
	let at = 0;
	for (const piece of pieces) {
		joined.set(piece, at);
		at += piece.length;
	}
	return joined;
}

function countLines(bytes: Uint8Array): number {
	let count = 0;
	for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) count += 1;
	return count;
}

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const BOM = "\ufeff";

/** A block as text, without the mark that may begin the file. BAD_INPUT with the line where it is not UTF-8 or holds a NUL. */
export function decodeBlock(file: string, { bytes, line, first }: Block): string {
	const text = decoded(bytes);
	if (text === undefined) {
		const at = { file, line: line + invalidLine(bytes), column: 1 };
		throw readFault(at, "It is not UTF-8.", "Save it as UTF-8.");
	}
	const nul = text.indexOf("\0");
	if (nul >= 0) {
		const at = { file, line: line + text.slice(0, nul).split("\n").length - 1, column: 1 };
		throw readFault(at, "It holds a NUL character.", "Take it out.");
	}
	return first && text.startsWith(BOM) ? text.slice(1) : text;
}

function decoded(bytes: Uint8Array): string | undefined {
	try {
		return strict.decode(bytes);
	} catch {
		return undefined;
	}
}

/** How many valid lines stand before the first that is not: no character reaches over the end of a line. */
function invalidLine(bytes: Uint8Array): number {
	let line = 0;
	for (let from = 0; from < bytes.length; line += 1) {
		const newline = bytes.indexOf(NEWLINE, from);
		const end = newline < 0 ? bytes.length : newline + 1;
		if (decoded(bytes.subarray(from, end)) === undefined) return line;
		from = end;
	}
	return line;
}
