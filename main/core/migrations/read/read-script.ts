/** A script read through: how many statements it has, what it means, and whether it can be read at all. */
import { createHash } from "node:crypto";
import { AppError } from "../../errors.ts";
import type { SqlPort } from "../../ports.ts";
import { Doubts } from "./doubts.ts";
import { FileReader } from "./file-reader.ts";
import { type Content, changedMeanwhile, type Folder } from "./folder.ts";
import { type Listener, newScript, type Script } from "./script.ts";
import type { LargeScript, Statement, Statements } from "./statement.ts";

/** A file that can be read as a script. */
export interface ScriptFile {
	folder: Folder;
	content: Content;
	/** It, or what it includes, is not held in memory. */
	isLarge: boolean;
}

export interface ReadScript {
	statements: Statements;
	/** SHA-256 in hex over what it means: tokens as they are sent, and data; comments, white space and commands do not count. */
	tokenHash: string;
	/** Hashes of the files that it needs beside itself, in its order. */
	needs: ReadonlyMap<string, string>;
}

/** Statements of a large script that are shown, and characters of each. */
const SHOWN = 100;
const SHOWN_LENGTH = 1_000;

/**
 * Reads it through; `check` is given each statement, and may take its time for some. BAD_INPUT with file, line and column where it cannot
 * be read; REFUSED when it changes meanwhile.
 */
export async function readScript(
	sql: SqlPort,
	file: ScriptFile,
	check: (statement: Statement) => Promise<void> | undefined,
): Promise<ReadScript> {
	const sum = createHash("sha256");
	const doubts = new Doubts(sql);
	const { path } = file.content;
	const listener: Listener = {
		meaning: (piece) => sum.update(piece),
		doubt: (statement) => doubts.add({ file: path, statement }),
	};
	const script = newScript(file.folder, { keepsData: !file.isLarge, listener });
	const kept: Statement[] = [];
	let length = 0;
	for await (const statement of new FileReader(script, file.content).statements()) {
		const checking = check(statement);
		if (checking !== undefined) await checking;
		length += 1;
		if (!file.isLarge) kept.push(statement);
		else if (length <= SHOWN) kept.push(shortened(statement));
	}
	await doubts.settle();
	const { needs, says: lastWords } = script;
	const read = { tokenHash: sum.digest("hex"), needs };
	if (file.isLarge) return { ...read, statements: largeScript(file, { length, first: kept, lastWords, needs }) };
	const last = kept.at(-1);
	if (last && lastWords.length > 0) last.lastWords = lastWords;
	return { ...read, statements: kept };
}

/** The files that a script needs, as far as it can be read: what is wrong with it is told when it is read to be run. */
export async function readNeeds(folder: Folder, content: Content): Promise<Pick<Script, "needs" | "isLarge">> {
	const script = newScript(folder, { keepsData: false });
	try {
		for await (const _ of new FileReader(script, content).statements());
	} catch (caught) {
		if (!(caught instanceof AppError && caught.code === "BAD_INPUT")) throw caught;
	}
	return script;
}

function largeScript(
	file: ScriptFile,
	known: { length: number; first: Statement[]; lastWords: string[]; needs: ReadonlyMap<string, string> },
): LargeScript {
	const { length, first, lastWords, needs } = known;
	return {
		length,
		first,
		async *[Symbol.asyncIterator]() {
			const script = newScript(file.folder, { keepsData: false, expects: needs });
			let count = 0;
			for await (const statement of new FileReader(script, file.content).statements()) {
				count += 1;
				yield count === length && lastWords.length > 0 ? { ...statement, lastWords } : statement;
			}
			if (count !== length) throw changedMeanwhile(file.content.path);
		},
	};
}

/** A copy: parts of a string keep the whole of it, which is the block that they were read from. */
function shortened({ data: _, ...statement }: Statement): Statement {
	const short = { ...statement, text: statement.text.slice(0, SHOWN_LENGTH) };
	return JSON.parse(JSON.stringify(short)) as Statement;
}
