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

/** Reads it through. BAD_INPUT with file, line and column where it cannot be read; REFUSED when it changes meanwhile. */
export async function readScript(
	sql: SqlPort,
	file: ScriptFile,
	check: (statement: Statement) => Promise<void>,
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
	let lastWords: string[] = [];
	for await (const { statement, says } of statementsOf(script, file.content)) {
		if (!statement) {
			lastWords = says;
			continue;
		}
		await check(statement);
		length += 1;
		if (!file.isLarge) kept.push(withSays(statement, says));
		else if (length <= SHOWN) kept.push(shortened(statement));
	}
	await doubts.settle();
	const read = { tokenHash: sum.digest("hex"), needs: script.needs };
	if (!file.isLarge) return { ...read, statements: withLastWords(kept, lastWords) };
	return { ...read, statements: largeScript(file, { length, first: kept, lastWords, needs: script.needs }) };
}

/** The files that a script needs, as far as it can be read: what is wrong with it is told when it is read to be run. */
export async function readNeeds(folder: Folder, content: Content): Promise<Pick<Script, "needs" | "isLarge">> {
	const script = newScript(folder, { keepsData: false });
	try {
		for await (const _ of new FileReader(script, content).items());
	} catch (caught) {
		if (!(caught instanceof AppError && caught.code === "BAD_INPUT")) throw caught;
	}
	return script;
}

interface Told {
	/** Absent at the end. */
	statement?: Statement;
	/** What was said before. */
	says: string[];
}

async function* statementsOf(script: Script, content: Content): AsyncGenerator<Told> {
	let says: string[] = [];
	for await (const item of new FileReader(script, content).items()) {
		if (item.kind === "say") says.push(item.text);
		else {
			yield { statement: item.statement, says };
			says = [];
		}
	}
	yield { says };
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
			for await (const { statement, says } of statementsOf(script, file.content)) {
				if (!statement) break;
				count += 1;
				const told = withSays(statement, says);
				yield count === length && lastWords.length > 0 ? { ...told, lastWords } : told;
			}
			if (count !== length) throw changedMeanwhile(file.content.path);
		},
	};
}

function withSays(statement: Statement, says: string[]): Statement {
	return says.length > 0 ? { ...statement, says } : statement;
}

function withLastWords(statements: Statement[], lastWords: string[]): Statement[] {
	const last = statements.pop();
	if (!last) return [];
	return [...statements, lastWords.length > 0 ? { ...last, lastWords } : last];
}

function shortened({ data: _, ...statement }: Statement): Statement {
	return { ...statement, text: statement.text.slice(0, SHOWN_LENGTH) };
}
