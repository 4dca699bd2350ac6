import type { CatalogFault } from "../../contract/index.ts";
import type { SqlPort } from "../ports.ts";
import { withoutPasswords } from "../sql/without-passwords.ts";
import { foreignMark, inItsManner } from "./foreign/in-its-manner.ts";
import { judgeStatement } from "./judge-statement.ts";
import { OwnTransactions, type Taken } from "./own-transactions.ts";
import { ENDS_TRANSACTION } from "./read/ends-transaction.ts";
import { faultOf } from "./read/fault.ts";
import { changedMeanwhile } from "./read/folder.ts";
import { type ReadScript, readScript } from "./read/read-script.ts";
import { checksumWith, type SourceFile } from "./read/source-file.ts";
import { isLarge, type LargeScript, type Statement, type Statements } from "./read/statement.ts";
import { keepSegments, Segmenter } from "./segments.ts";

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
	const cut = new Cut(sql, file);
	const read = await readScript(sql, file, (statement) => (file.isLarge ? cut.take(statement) : undefined));
	if (checksumWith(file.content, read.needs) !== file.checksum) throw changedMeanwhile(file.path);
	const { statements } = inItsManner(read.statements, file.manner);
	if (isLarge(statements)) return { ...read, ...cut.large(statements) };
	for (const statement of statements) {
		const taking = cut.take(statement);
		if (taking !== undefined) await taking;
	}
	return { ...read, ...cut.held(file.manner ? undefined : foreignMark(statements)) };
}

/** What is left of a file's statements without its own BEGIN and COMMIT, and what of it must not run. */
class Cut {
	readonly #sql: SqlPort;
	readonly #file: SourceFile;
	readonly #own: OwnTransactions;
	readonly #segmenter: Segmenter;
	readonly #refused: CatalogFault[] = [];
	readonly #kept: Statement[] = [];
	#length = 0;
	#dropped = 0;

	constructor(sql: SqlPort, file: SourceFile) {
		this.#sql = sql;
		this.#file = file;
		this.#own = new OwnTransactions(sql, file.path);
		this.#segmenter = new Segmenter(sql, { isLarge: true });
	}

	/** A promise only where the parser is asked. */
	take(statement: Statement): Promise<void> | undefined {
		const taken = this.#own.take(statement);
		return taken instanceof Promise ? taken.then((each) => this.#add(each)) : this.#add(taken);
	}

	large(script: LargeScript): Pick<Read, "statements" | "refused"> {
		const statements =
			this.#dropped > 0 ? withoutOwn(this.#sql, script, { file: this.#file, length: this.#length }) : script;
		keepSegments(statements, this.#segmenter.end());
		return { statements, refused: this.#faults() };
	}

	held(marked: number | undefined): Pick<Read, "statements" | "refused"> {
		const [last, { lastWords }] = [this.#kept.at(-1), this.#own];
		if (last && lastWords.length > 0) last.lastWords = [...(last.lastWords ?? []), ...lastWords];
		const faults = this.#faults();
		if (marked !== undefined) faults.push({ ...markFault, file: this.#file.path, line: marked });
		return { statements: this.#kept, refused: faults };
	}

	#faults(): CatalogFault[] {
		const { fault } = this.#own;
		return fault ? [...this.#refused, fault] : this.#refused;
	}

	#add({ statement, fault }: Taken): Promise<void> | undefined {
		if (fault) this.#refused.push(fault);
		if (!statement) {
			this.#dropped += 1;
			return undefined;
		}
		this.#length += 1;
		const cutting = this.#file.isLarge ? this.#segmenter.add(statement) : void this.#kept.push(statement);
		const judged = judgeStatement(this.#sql, statement, this.#file);
		const refuse = (found: CatalogFault | undefined): void => {
			if (found) this.#refused.push(found);
		};
		if (judged instanceof Promise || cutting !== undefined)
			return Promise.all([judged, cutting]).then(([found]) => refuse(found));
		refuse(judged);
		return undefined;
	}
}

/** The same, each time that it is read. */
function withoutOwn(
	sql: SqlPort,
	script: LargeScript,
	{ file, length }: { file: SourceFile; length: number },
): LargeScript {
	return {
		length,
		first: script.first.filter(({ head }) => !ENDS_TRANSACTION.test(head)),
		async *[Symbol.asyncIterator]() {
			const own = new OwnTransactions(sql, file.path);
			for await (const each of script) {
				const { statement } = await own.take(each);
				if (statement) yield statement;
			}
		},
	};
}

/** The statement on one line, for people, without a password in it; at most 160 characters. */
export function oneLine(text: string): string {
	const line = withoutPasswords(text.slice(0, 1_000)).replaceAll(/\s+/g, " ").trim();
	return line.length > 160 ? `${line.slice(0, 159)}…` : line;
}
