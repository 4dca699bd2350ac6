import type { Dirent } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { FolderEntry } from "../../core/ports.ts";

/** Levels below the folder that are looked at. */
const DEPTH = 8;

/** Folders that hold no migrations and many files. */
const isSkipped = (path: string): boolean => /(?:^|\/)(?:node_modules|\.[^/]*)$/.test(path);

/** Every entry below the folder, by path; links are listed and not followed. Undefined when there are more than `limit`. */
export async function listTree(folder: string, limit: number): Promise<FolderEntry[] | undefined> {
	const entries: FolderEntry[] = [];
	let level = [""];
	for (let depth = 1; depth <= DEPTH && level.length > 0; depth += 1) {
		const found = (await Promise.all(level.map((parent) => listOne(folder, parent)))).flat();
		for (const entry of found) entries.push(entry);
		if (entries.length > limit) return undefined;
		level = found.filter(({ path, kind }) => kind === "folder" && !isSkipped(path)).map(({ path }) => path);
	}
	return entries.sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function listOne(folder: string, parent: string): Promise<FolderEntry[]> {
	const entries = await readdir(join(folder, parent), { withFileTypes: true });
	return entries.map((entry) => ({
		path: parent === "" ? entry.name : `${parent}/${entry.name}`,
		kind: kindOf(entry),
	}));
}

function kindOf(entry: Dirent): FolderEntry["kind"] {
	if (entry.isSymbolicLink()) return "link";
	if (entry.isDirectory()) return "folder";
	return entry.isFile() ? "file" : "other";
}
