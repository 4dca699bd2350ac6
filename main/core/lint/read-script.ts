import { AppError } from "../errors.ts";
import { inItsManner } from "../migrations/foreign/in-its-manner.ts";
import { FileReader } from "../migrations/read/file-reader.ts";
import { HELD } from "../migrations/read/folder.ts";
import { placeIn } from "../migrations/read/place-in.ts";
import { newScript } from "../migrations/read/script.ts";
import type { SourceFile } from "../migrations/read/source-file.ts";
import { isLarge, type Statement } from "../migrations/read/statement.ts";
import type { Inner, SqlPort } from "../ports.ts";
import { offsetAt } from "../position.ts";
import type { Script, Unit } from "./script.ts";
import { readWaivers } from "./waivers.ts";

/** A file of a set, or a text that somebody has sent. */
export interface LintSource extends Pick<SourceFile, "path" | "folder" | "content" | "manner"> {
	rollback: boolean;
	asked: boolean;
	/** Of a connection's folder. */
	migration?: string;
}

/** A place where a file does not parse. */
export interface SyntaxFault {
	script: Script;
	/** Where that is not the script's own. */
	file?: string | undefined;
	line: number;
	column: number;
	message: string;
	hint?: string | undefined;
}

const IDEMPOTENT = /^--\s*bulkhead:\s*idempotent\s*$/;

/**
 * A file's statements by their parse trees, those of its DO blocks too, read as the runner reads them. A statement that does not parse
 * is told, and the rest is read; what the reader gives up at is told, with what stands before it.
 */
export async function readScript(sql: SqlPort, source: LintSource): Promise<{ script: Script; faults: SyntaxFault[] }> {
	const { path: file, migration, rollback, asked, content } = source;
	const script: Script = { file, migration, rollback, asked, units: [], waivers: [], idempotent: false };
	const faults: SyntaxFault[] = [];
	const lines = content.text?.split("\n");
	const isOfData = (content.text?.length ?? Number.POSITIVE_INFINITY) > HELD;
	try {
		for await (const statement of statementsOf(source)) {
			const { comments, head } = statement;
			script.idempotent ||= comments.some((comment) => IDEMPOTENT.test(comment.trimEnd()));
			script.waivers.push(...readWaivers(statement, statement.file === undefined ? lines : undefined));
			if (isOfData && head.startsWith("INSERT ")) continue;
			script.units.push(
				...(await readUnits(sql, { text: filled(statement), at: 0 }, { script, source: statement, faults })),
			);
		}
	} catch (caught) {
		const { file: where, line = 1, column = 1, hint } = badInput(caught).data;
		const message = badInput(caught).message;
		faults.push({ script, file: where, line, column, message, hint });
	}
	return { script, faults };
}

async function* statementsOf({ folder, content, manner }: LintSource): AsyncGenerator<Statement> {
	const read = new FileReader(newScript(folder, { keepsData: false }), content).statements();
	if (!manner || content.text === undefined) return yield* read;
	const held: Statement[] = [];
	for await (const statement of read) held.push(statement);
	const { statements } = inItsManner(held, manner);
	if (!isLarge(statements)) yield* statements;
}

/** What only a connection knows has something of its length in its place. */
function filled({ text, holes = [] }: Statement): string {
	return holes.reduce((now, { at, end, form }) => {
		const quote = form === "literal" ? "'" : form === "identifier" ? '"' : "";
		const inside = end - at - 2 * quote.length;
		const stand = form === "test" ? "TRUE".padEnd(inside) : quote === "" ? "1".repeat(inside) : "x".repeat(inside);
		return now.slice(0, at) + quote + stand + quote + now.slice(end);
	}, text);
}

interface Reading {
	script: Script;
	source: Statement;
	faults: SyntaxFault[];
	/** The text stands in a DO block. */
	nested?: boolean;
}

async function readUnits(sql: SqlPort, { text, at }: Inner, reading: Reading): Promise<Unit[]> {
	const { source, nested = false } = reading;
	try {
		const units: Unit[] = [];
		for (const statement of await sql.parse(text)) {
			units.push({ statement, source, start: at, nested });
			if (statement.kind !== "do" || nested) continue;
			for (const inner of statement.body.statements) {
				units.push(...(await readUnits(sql, { text: inner.text, at: at + inner.at }, { ...reading, nested: true })));
			}
		}
		return units;
	} catch (caught) {
		const { message, data } = badInput(caught);
		// SQL in PL/pgSQL may hold what only that language knows (SELECT … INTO a variable): the server reads it otherwise.
		if (nested) return [];
		const place = placeIn(source, at + offsetAt(text, { line: data.line ?? 1, column: data.column ?? 1 }));
		reading.faults.push({ script: reading.script, ...place, message, hint: data.hint });
		return [];
	}
}

/** Anything else is no fault of the text. */
function badInput(caught: unknown): AppError {
	if (caught instanceof AppError && caught.code === "BAD_INPUT") return caught;
	throw caught;
}
