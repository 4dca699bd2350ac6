/** The folder of another tool while it is read: its sources, and everything that is wrong with it, to be told together. */
import { type CatalogFault, type LeftOutFile, migrationIdOf } from "../../../contract/index.ts";
import type { FilesPort, FolderEntry } from "../../ports.ts";
import { openFolder } from "../read/folder.ts";
import type { SourceFile } from "../read/source-file.ts";
import { readSource } from "./read-source.ts";

/** Files that are read at the same time. */
const BATCH = 64;

export interface FolderReading {
	/** Paths of the files, at any depth where the format has folders. */
	paths: readonly string[];
	faults: CatalogFault[];
	leftOut: LeftOutFile[];
	/** Those that can be read, by path; the others are faults. */
	read(paths: readonly string[]): Promise<Map<string, SourceFile>>;
}

export function openReading(files: FilesPort, folder: string, entries: readonly FolderEntry[]): FolderReading {
	const faults: CatalogFault[] = [];
	const opened = openFolder(files, folder);
	return {
		paths: entries.filter(({ kind }) => kind === "file").map(({ path }) => path),
		faults,
		leftOut: [],
		async read(paths) {
			const sources = new Map<string, SourceFile>();
			for (let from = 0; from < paths.length; from += BATCH) {
				const batch = paths.slice(from, from + BATCH);
				const read = await Promise.all(batch.map((path) => readSource(opened, path, faults)));
				for (const source of read) if (source) sources.set(source.path, source);
			}
			return sources;
		},
	};
}

/** A file whose name begins with a number. */
export interface Numbered {
	path: string;
	/** The digits as they are written. */
	digits: string;
	id: string;
	/** What follows the number, without the separator. */
	name: string;
}

export function numbered(path: string, digits: string, rest: string): Numbered {
	const name = rest.replace(/^[\s_.-]+/, "");
	return { path, digits, id: migrationIdOf(digits), name: name === "" ? digits : name };
}

/** The text of a file from `from` to `to`, on the lines on which it stands in the file. */
export function onItsLines(text: string, from: number, to: number): string {
	return text.slice(0, from).replaceAll(/[^\n]+/g, "") + text.slice(from, to);
}

/** Characters up to which a text is looked at as a whole. */
const SHORT = 65_536;

/** Whether there is nothing to run: comments, white space, a transaction around nothing. An undo that does nothing undoes nothing. */
export function isEmptySql(text: string | undefined): boolean {
	if (text === undefined || text.length > SHORT) return false;
	const bare = text.replaceAll(/--[^\n\r]*|\/\*[\s\S]*?\*\//g, " ");
	return /^(?:begin|commit|rollback|end|[\s;])*$/i.test(bare.replaceAll(/\b(?:work|transaction)\b/gi, " "));
}
