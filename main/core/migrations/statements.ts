import type { CatalogFault } from "../../contract/index.ts";
import type { SqlPort } from "../ports.ts";
import { foreignMark, inItsManner } from "./foreign/in-its-manner.ts";
import { judgeStatement } from "./judge-statement.ts";
import { faultOf } from "./read/fault.ts";
import { changedMeanwhile } from "./read/folder.ts";
import { type ReadScript, readScript } from "./read/read-script.ts";
import { checksumWith, type SourceFile } from "./read/source-file.ts";
import type { Statements } from "./read/statement.ts";

interface Read extends ReadScript {
	/** What can be read and must not run. */
	refused: CatalogFault[];
}

const markFault = {
	message:
		"A mark of dbmate or node-pg-migrate parts the file, which is not read as one of theirs: both parts would run.",
	hint: "Every file of such a folder has marks, the first and the last by name too; or take the part for the way back out.",
};

/** Each file is read through once an operation. */
const known = new WeakMap<SourceFile, Promise<Read>>();

/** The statements of a file; what cannot be read or must not run is added to `faults`, with its line. */
export async function readStatements(sql: SqlPort, file: SourceFile, faults: CatalogFault[]): Promise<Statements> {
	try {
		const { statements, refused } = await readOnce(sql, file);
		faults.push(...refused);
		return statements;
	} catch (caught) {
		faults.push(faultOf(caught, file.path));
		return [];
	}
}

/** SHA-256 in hex over what the file means: comments and white space outside literals do not count. BAD_INPUT where it cannot be read. */
export async function tokenHashOf(sql: SqlPort, file: SourceFile): Promise<string> {
	return file.manner?.notSql ? file.checksum : (await readOnce(sql, file)).tokenHash;
}

function readOnce(sql: SqlPort, file: SourceFile): Promise<Read> {
	const begun = known.get(file) ?? readThrough(sql, file);
	known.set(file, begun);
	return begun;
}

async function readThrough(sql: SqlPort, file: SourceFile): Promise<Read> {
	const refused: CatalogFault[] = [];
	const refuse = (fault: CatalogFault | undefined): void => {
		if (fault) refused.push(fault);
	};
	const read = await readScript(sql, file, (statement) => {
		const judged = judgeStatement(sql, statement, file);
		if (judged instanceof Promise) return judged.then(refuse);
		refuse(judged);
		return undefined;
	});
	if (checksumWith(file.content, read.needs) !== file.checksum) throw changedMeanwhile(file.path);
	const { statements, dropped } = inItsManner(read.statements, file.manner);
	const marked = file.manner ? undefined : foreignMark(statements);
	if (marked !== undefined) refused.push({ ...markFault, file: file.path, line: marked });
	return { ...read, statements, refused: refused.filter(({ line }) => !dropped.includes(line ?? 0)) };
}

/** The statement on one line, for people; at most 160 characters. */
export function oneLine(text: string): string {
	const line = text.slice(0, 1_000).replaceAll(/\s+/g, " ").trim();
	return line.length > 160 ? `${line.slice(0, 159)}…` : line;
}
