/** The folder of a set, as the reader sees it: small files are held, large ones come in pieces, and both prove what they are by their hash. */
import { createHash, hash } from "node:crypto";
import { posix } from "node:path";
import { AppError } from "../../errors.ts";
import type { FilesPort, Located } from "../../ports.ts";
import { decodeBlock, lineBlocks } from "./blocks.ts";

/** Bytes up to which a file is held in memory as a whole. */
export const HELD = 1_000_000;
/** Characters of a held file that are looked at together. */
const BLOCK = 65_536;

export interface Content {
	/** Relative to the folder, with `/`. */
	path: string;
	/** SHA-256 of its bytes, in hex. */
	checksum: string;
	/** Absent where the file is large. */
	text: string | undefined;
	/** Names other files, or data in other files: \i and its kin, \copy. */
	namesFiles: boolean;
}

export interface Folder {
	readonly path: string;
	/** Reads one file through. BAD_INPUT with the line where it is not UTF-8 or holds a NUL. */
	read(path: string): Promise<Content>;
	/** Its text in blocks of whole lines; a long line comes in parts. Throws REFUSED at the end when it is not what `read` saw. */
	blocks(content: Content): AsyncIterable<string>;
	/** Its bytes as they are. Throws REFUSED at the end when their hash is another. */
	pieces(path: string, checksum: string): AsyncIterable<Uint8Array>;
	/** SHA-256 of the bytes of a data file, in hex. */
	checksum(path: string): Promise<string>;
	/** Where a path leads that the file `by` names, `relative` to itself or to the folder. */
	locate(named: string, by: { path: string; relative: boolean }): Promise<Located>;
}

const NAMES_FILES = /\\(?:i|ir|include|include_relative|copy)(?!\w)/;

export function openFolder(files: FilesPort, folder: string): Folder {
	return {
		path: folder,
		async read(path) {
			const bytes = await files.read(folder, path, HELD);
			if (!bytes) return readLarge(files, folder, path);
			const text = decodeBlock(path, { bytes, line: 1, first: true });
			return { path, text, checksum: hash("sha256", bytes), namesFiles: NAMES_FILES.test(text) };
		},
		blocks: (content) => blocksOf(files, folder, content),
		pieces: (path, checksum) => proven(files.stream(folder, path), path, checksum),
		async checksum(path) {
			const sum = createHash("sha256");
			for await (const piece of files.stream(folder, path)) sum.update(piece);
			return sum.digest("hex");
		},
		locate: (named, { path, relative }) =>
			files.locate(folder, relative && !posix.isAbsolute(named) ? posix.join(posix.dirname(path), named) : named),
	};
}

async function readLarge(files: FilesPort, folder: string, path: string): Promise<Content> {
	const sum = createHash("sha256");
	let namesFiles = false;
	for await (const block of lineBlocks(hashing(files.stream(folder, path), sum))) {
		namesFiles = NAMES_FILES.test(decodeBlock(path, block)) || namesFiles;
	}
	return { path, text: undefined, checksum: sum.digest("hex"), namesFiles };
}

async function* blocksOf(files: FilesPort, folder: string, { path, text, checksum }: Content): AsyncGenerator<string> {
	if (text !== undefined) {
		for (let from = 0; from < text.length; ) {
			const newline = text.indexOf("\n", from + BLOCK);
			const end = newline < 0 ? text.length : newline + 1;
			yield from === 0 && end === text.length ? text : text.slice(from, end);
			from = end;
		}
		return;
	}
	for await (const block of lineBlocks(proven(files.stream(folder, path), path, checksum))) {
		yield decodeBlock(path, block);
	}
}

async function* hashing(pieces: AsyncIterable<Uint8Array>, sum: { update(piece: Uint8Array): unknown }) {
	for await (const piece of pieces) {
		sum.update(piece);
		yield piece;
	}
}

async function* proven(pieces: AsyncIterable<Uint8Array>, path: string, checksum: string) {
	const sum = createHash("sha256");
	yield* hashing(pieces, sum);
	if (sum.digest("hex") !== checksum) throw changedMeanwhile(path);
}

export function changedMeanwhile(path: string): AppError {
	return new AppError("REFUSED", `${path} has changed while it was read.`, {
		file: path,
		hint: "Wait until nobody writes it any more, then try again.",
	});
}
