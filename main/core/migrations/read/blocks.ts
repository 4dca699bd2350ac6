/** Bytes of a file as blocks of whole lines, and those as text. */
import { readFault } from "./fault.ts";

/** Characters of one line: what has longer ones is no script. */
export const LINE_LIMIT = 64 * 1024 * 1024;

export interface Block {
	/** Whole lines; only the last block may end without a line end. */
	bytes: Uint8Array;
	/** Number of its first line. */
	line: number;
}

const NEWLINE = 10;

export async function* lineBlocks(file: string, pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Block> {
	let rest: Uint8Array[] = [];
	let kept = 0;
	let line = 1;
	for await (const piece of pieces) {
		const end = piece.lastIndexOf(NEWLINE) + 1;
		if (end > 0) {
			const bytes = join([...rest, piece.subarray(0, end)]);
			yield { bytes, line };
			line += countLines(bytes);
			rest = [];
			kept = 0;
		}
		if (end === piece.length) continue;
		rest.push(piece.slice(end));
		kept += piece.length - end;
		if (kept > LINE_LIMIT) throw lineTooLong(file, line);
	}
	if (kept > 0) yield { bytes: join(rest), line };
}

function lineTooLong(file: string, line: number): Error {
	const message = `Line ${line} is longer than ${LINE_LIMIT / 1024 / 1024} MiB.`;
	return readFault({ file, line, column: 1 }, message, "Give each statement lines of its own.");
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
export function decodeBlock(bytes: Uint8Array, { file, line }: { file: string; line: number }): string {
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
	return line === 1 && text.startsWith(BOM) ? text.slice(1) : text;
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
