import { constants } from "node:fs";
import { type FileHandle, open, readdir, realpath, stat } from "node:fs/promises";
import { join, relative, resolve, sep } from "node:path";
import { AppError } from "../../core/errors.ts";
import type { FilesPort, FolderEntry, Located } from "../../core/ports.ts";
import { listTree } from "./list-tree.ts";
import { readSmall } from "./read-small.ts";

/** The folders of a migration set beside its forward files. */
const parts = ["", "rollback", "verify"];

/** Bytes of a piece of a stream. */
const PIECE = 262_144;

/** Migration folders on this machine's disk. */
export function filesPort(): FilesPort {
	return {
		async list(folder) {
			const listed = await Promise.all(parts.map((part) => listPart(folder, part)));
			return listed.flat();
		},
		tree: listTree,
		read: (folder, path, limit) => readUpTo(join(folder, path), limit),
		stream: (folder, path) => readPieces(join(folder, path)),
		locate,
	};
}

async function listPart(folder: string, part: string): Promise<FolderEntry[]> {
	const entries = await readdir(join(folder, part), { withFileTypes: true }).catch((caught: NodeJS.ErrnoException) => {
		if (part !== "" && (caught.code === "ENOENT" || caught.code === "ENOTDIR")) return [];
		throw unreadableFolder(folder, caught);
	});
	return entries.map((entry) => ({
		path: part === "" ? entry.name : `${part}/${entry.name}`,
		kind: entry.isSymbolicLink() ? "link" : entry.isDirectory() ? "folder" : entry.isFile() ? "file" : "other",
	}));
}

/** O_NOFOLLOW: a file that became a link since it was listed is refused by the system. Windows knows no such flag. */
const FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0);

async function reading<T>(path: string, use: (handle: FileHandle) => Promise<T>): Promise<T> {
	let handle: FileHandle | undefined;
	try {
		handle = await open(path, FLAGS);
		return await use(handle);
	} catch (caught) {
		throw unreadableFile(path, caught);
	} finally {
		await handle?.close();
	}
}

async function readUpTo(path: string, limit: number): Promise<Uint8Array | undefined> {
	const small = await readSmall(path, FLAGS).catch((caught: unknown) => {
		throw unreadableFile(path, caught);
	});
	if (small) return small.length > limit ? undefined : small;
	return reading(path, (handle) => readLongUpTo(handle, limit));
}

async function readLongUpTo(handle: FileHandle, limit: number): Promise<Uint8Array | undefined> {
	const { size } = await handle.stat();
	if (size > limit) return undefined;
	const bytes = Buffer.allocUnsafe(size);
	let length = 0;
	for (let more = size; more > 0 && length < size; length += more) {
		({ bytesRead: more } = await handle.read(bytes, length, size - length, length));
	}
	return bytes.subarray(0, length);
}

async function* readPieces(path: string): AsyncGenerator<Uint8Array> {
	let handle: FileHandle | undefined;
	try {
		handle = await open(path, FLAGS);
		for (;;) {
			const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(PIECE), 0, PIECE);
			if (bytesRead === 0) return;
			yield buffer.subarray(0, bytesRead);
		}
	} catch (caught) {
		throw unreadableFile(path, caught);
	} finally {
		await handle?.close();
	}
}

async function locate(folder: string, path: string): Promise<Located> {
	try {
		const root = await realpath(folder);
		const real = await realpath(resolve(root, path));
		const inside = relative(root, real);
		if (inside === "" || inside === ".." || inside.startsWith(`..${sep}`) || join(root, inside) !== real) {
			return { why: "is not inside the migration folder" };
		}
		return (await stat(real)).isFile() ? { path: inside.replaceAll(sep, "/") } : { why: "is no file" };
	} catch (caught) {
		const { code } = caught as NodeJS.ErrnoException;
		return { why: code === "ENOENT" || code === "ENOTDIR" ? "is not there" : `cannot be read (${code})` };
	}
}

function unreadableFile(path: string, caught: unknown): AppError {
	if (caught instanceof AppError) return caught;
	const why = caught instanceof Error ? caught.message : String(caught);
	return new AppError(
		"BAD_INPUT",
		`${path} cannot be read: ${why}`,
		{ hint: "Check the file and its rights." },
		caught,
	);
}

function unreadableFolder(folder: string, caught: NodeJS.ErrnoException): AppError {
	const why =
		{ ENOENT: "does not exist", ENOTDIR: "is no folder" }[caught.code ?? ""] ?? `cannot be read (${caught.code})`;
	const hint = "Name the folder that holds NNN_name.sql files: --migrations DIR, or the connection's setting.";
	return new AppError("NOT_FOUND", `The migration folder ${folder} ${why}.`, { hint }, caught);
}
