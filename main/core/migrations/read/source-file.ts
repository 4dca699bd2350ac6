import { hash } from "node:crypto";
import type { Content, Folder } from "./folder.ts";
import { readNeeds, type ScriptFile } from "./read-script.ts";

/** A file of a set. */
export interface SourceFile extends ScriptFile {
	/** Relative to the folder, for example `rollback/007_add_tenant_id.sql`. */
	path: string;
	/** Absent where the file is large, or was let go. */
	text: string | undefined;
	/** Of another tool's file: what is different about it. */
	manner?: Manner;
	/** SHA-256 in hex: of its bytes, and where it needs other files, of its hash and theirs. */
	checksum: string;
}

/** How another tool means its file; see foreign/. */
export interface Manner {
	/** BEGIN and COMMIT around all of it are the file's own, for the tool adds none: the engine's transaction takes their place. */
	ownTransaction?: true;
	/** It was to run outside a transaction: its CALL and DO may commit. */
	noTransaction?: true;
	/** A verify script that is one check: it fails where it raises an error. */
	asOneCheck?: true;
	/** It is no SQL, and never run. */
	notSql?: true;
}

/** Reads a file of the set, and finds what it needs. BAD_INPUT where it is not UTF-8 or holds a NUL. */
export async function readSourceFile(folder: Folder, path: string): Promise<SourceFile> {
	const content = await folder.read(path);
	const { text, checksum } = content;
	const isLarge = text === undefined;
	const alone = { folder, content, path, text, checksum, isLarge };
	if (!content.namesFiles) return alone;
	const { needs, isLarge: needsMuch } = await readNeeds(folder, content);
	return { ...alone, checksum: checksumWith(content, needs), isLarge: isLarge || needsMuch };
}

/** Characters of a text that is too short to matter. */
const SHORT = 8_192;

/** The same file without its text, unless that is short: it is read again when it runs. Checks stay, for they are counted. */
export function letGo(source: SourceFile): SourceFile {
	if (source.text === undefined || source.text.length <= SHORT || source.path.startsWith("verify/")) return source;
	return { ...source, text: undefined, content: { ...source.content, text: undefined } };
}

/** The same file with a part of its text, on the lines on which it stands; its hash stays that of the whole. */
export function withText(source: SourceFile, text: string): SourceFile {
	return { ...source, text, content: { ...source.content, text } };
}

export function checksumWith({ checksum }: Content, needs: ReadonlyMap<string, string>): string {
	if (needs.size === 0) return checksum;
	return hash("sha256", [checksum, ...[...needs].map(([path, sum]) => `${path} ${sum}`)].join("\n"));
}
