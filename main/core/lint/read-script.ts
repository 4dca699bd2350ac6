import type { LintInput } from "../../contract/index.ts";
import { AppError } from "../errors.ts";
import type { Inner, SqlPort } from "../ports.ts";
import { offsetOf } from "../position.ts";
import type { Script, Unit } from "./script.ts";

/** A place in a file's text where it does not parse. */
export interface SyntaxFault {
	script: Script;
	/** Offset in the file's text. */
	at: number;
	message: string;
	hint?: string | undefined;
}

type LintFile = NonNullable<LintInput["files"]>[number];

/** A file's statements by their parse trees, those of its DO blocks too. What does not parse is told, and the rest is read. */
export async function readScript(
	sql: SqlPort,
	{ file, text }: LintFile,
): Promise<{ script: Script; faults: SyntaxFault[] }> {
	const rollback = /(^|[\\/])rollback[\\/][^\\/]+$/.test(file);
	const script: Script = { file, text, rollback, units: [], comments: [], starts: [] };
	const faults: SyntaxFault[] = [];
	try {
		for (const [top, statement] of (await sql.statements(text)).entries()) {
			script.comments.push(statement.comments);
			script.starts.push(statement.start);
			const units = await readUnits(sql, { text: statement.text, at: statement.start }, { script, top, faults });
			script.units.push(...units);
		}
	} catch (caught) {
		faults.push(syntaxFault(caught, script, { text, at: 0 }));
	}
	return { script, faults };
}

interface Reading {
	script: Script;
	top: number;
	faults: SyntaxFault[];
	/** The text stands in a DO block. */
	nested?: boolean;
}

async function readUnits(sql: SqlPort, source: Inner, reading: Reading): Promise<Unit[]> {
	try {
		const units: Unit[] = [];
		for (const statement of await sql.parse(source.text)) {
			units.push({ statement, start: source.at, nested: reading.nested ?? false, top: reading.top });
			if (statement.kind !== "do" || reading.nested) continue;
			for (const { text, at } of statement.body.statements) {
				units.push(...(await readUnits(sql, { text, at: source.at + at }, { ...reading, nested: true })));
			}
		}
		return units;
	} catch (caught) {
		// SQL in PL/pgSQL may hold what only that language knows (SELECT … INTO a variable): the server reads it otherwise.
		if (!reading.nested) reading.faults.push(syntaxFault(caught, reading.script, source));
		return [];
	}
}

function syntaxFault(caught: unknown, script: Script, { text, at }: Inner): SyntaxFault {
	if (!(caught instanceof AppError && caught.code === "BAD_INPUT")) throw caught;
	const { line = 1, column = 1, hint } = caught.data;
	return { script, at: at + offsetAt(text, line, column), message: caught.message, hint };
}

function offsetAt(text: string, line: number, column: number): number {
	let lineStart = 0;
	for (let passed = 1; passed < line; passed += 1) {
		const end = text.indexOf("\n", lineStart);
		if (end < 0) break;
		lineStart = end + 1;
	}
	return offsetOf(text, lineStart, column - 1);
}
