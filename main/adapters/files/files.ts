import { constants } from "node:fs";
import { type FileHandle, open, readdir } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "../../core/errors.ts";
import type { FilesPort, FolderEntry } from "../../core/ports.ts";

/** The folders of a migration set beside its forward files. */
const parts = ["", "rollback", "verify"];

/** Migration folders on this machine's disk. */
export function filesPort(): FilesPort {
	return {
		async list(folder) {
			const listed = await Promise.all(parts.map((part) => listPart(folder, part)));
			return listed.flat();
		},
		read: (folder, path) => readWhole(join(folder, path)),
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
async function readWhole(path: string): Promise<Uint8Array> {
	let handle: FileHandle | undefined;
	try {
		handle = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
		return await handle.readFile();
	} catch (caught) {
		const why = caught instanceof Error ? caught.message : String(caught);
		throw new AppError(
			"BAD_INPUT",
			`${path} cannot be read: ${why}`,
			{ hint: "Check the file and its rights." },
			caught,
		);
	} finally {
		await handle?.close();
	}
}

function unreadableFolder(folder: string, caught: NodeJS.ErrnoException): AppError {
	const why =
		{ ENOENT: "does not exist", ENOTDIR: "is no folder" }[caught.code ?? ""] ?? `cannot be read (${caught.code})`;
	const hint = "Name the folder that holds NNN_name.sql files: --migrations DIR, or the connection's setting.";
	return new AppError("NOT_FOUND", `The migration folder ${folder} ${why}.`, { hint }, caught);
}
