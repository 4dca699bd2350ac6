/**
 * A *script* is a file of SQL as psql reads it: statements, its backslash commands, the data of COPY, and the files that it includes.
 * It is read from front to back in one go; what lasts from file to file (variables, `\restrict`) is in its state.
 */
import type { Place } from "../../position.ts";
import type { ScriptState } from "./commands.ts";
import { readFault } from "./fault.ts";
import { type Content, changedMeanwhile, type Folder, HELD } from "./folder.ts";
import type { Statement } from "./statement.ts";
import { defaults } from "./variables.ts";

/** Files in files: how deep, and how many in all. */
const DEPTH_LIMIT = 16;
const INCLUDE_LIMIT = 1_000;

export interface Script {
	folder: Folder;
	state: ScriptState;
	/** Files that are open, the outermost first. */
	readonly open: string[];
	/** Files that it needs beside its own, in the order in which it names them, each with its hash. */
	readonly needs: Map<string, string>;
	/** Data of COPY is kept with the statement; otherwise it must be taken before the next statement is asked for. */
	keepsData: boolean;
	/** Told what its meaning is made of, and of what is not plain. */
	listener: Listener | undefined;
	/** What an earlier reading has found; anything else is a change meanwhile. */
	expects: ReadonlyMap<string, string> | undefined;
	/** What `\echo` has said since the last statement. */
	readonly says: string[];
	/** Files that were included so far. */
	included: number;
	/** One of them is not held in memory, or together they are too much for that. */
	isLarge: boolean;
	/** Characters of those that are held. */
	held: number;
}

export interface Listener {
	/** Tokens of a statement, each ended by NUL; or the bytes of data. */
	meaning(piece: string): void;
	/** A statement that PostgreSQL's own scanner must read the same way. */
	doubt(statement: Statement): Promise<void> | undefined;
}

export function newScript(
	folder: Folder,
	{ keepsData, listener, expects }: { keepsData: boolean; listener?: Listener; expects?: ReadonlyMap<string, string> },
): Script {
	const state: ScriptState = { variables: new Map(defaults), restricted: undefined };
	const counted = { included: 0, isLarge: false, held: 0 };
	return { folder, state, open: [], needs: new Map(), says: [], keepsData, listener, expects, ...counted };
}

/** Writes down that the script needs this file. REFUSED where it is not what it was. */
export function need(script: Script, path: string, checksum: string): void {
	if (script.expects && script.expects.get(path) !== checksum) throw changedMeanwhile(path);
	script.needs.set(path, checksum);
}

/** The path of a file that another names: in the folder, whatever links say. BAD_INPUT. */
export async function locate(
	script: Script,
	{ path, relative }: { path: string; relative: boolean },
	at: Place & { file: string },
): Promise<string> {
	const found = await script.folder.locate(path, { path: at.file, relative });
	if ("path" in found) return found.path;
	throw readFault(
		at,
		`${path} ${found.why}.`,
		"Name a file of the migration folder; \\i begins at the folder, \\ir at the file itself.",
	);
}

/** The content of a file that another includes. BAD_INPUT for one that is open already, and for too many. */
export async function openIncluded(
	script: Script,
	named: { path: string; relative: boolean },
	at: Place & { file: string },
): Promise<Content> {
	const path = await locate(script, named, at);
	if (script.open.includes(path)) {
		const chain = [...script.open.slice(script.open.indexOf(path)), path].join(" → ");
		throw readFault(at, `Files include each other in a circle: ${chain}.`, "Take one of them out.");
	}
	script.included += 1;
	if (script.open.length >= DEPTH_LIMIT || script.included > INCLUDE_LIMIT) {
		const message = `More than ${DEPTH_LIMIT} files in each other, or ${INCLUDE_LIMIT} in all.`;
		throw readFault(at, message, "Include fewer.");
	}
	const content = await script.folder.read(path);
	need(script, path, content.checksum);
	script.held += content.text?.length ?? 0;
	script.isLarge ||= content.text === undefined || script.held > HELD;
	return content;
}
