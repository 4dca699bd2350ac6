/** `\copy table [(columns)] from 'file' | stdin [options]`, as psql reads it: no variables, to the end of the line. */
import { readToken, type TokenKind } from "./tokens.ts";

export interface SlashCopy {
	/** COPY … FROM STDIN …, for the server. */
	sql: string;
	/** The file that is named; undefined: the data follows in the script itself. */
	file: string | undefined;
}

interface Part {
	kind: TokenKind;
	text: string;
	end: number;
}

const OTHER_END = /^(program|pstdin|stdout|pstdout)$/i;
const BARE = /[^\s;']+/y;

/** Undefined where it is something else: TO, a query, a program. */
export function readSlashCopy(line: string): SlashCopy | undefined {
	const table = endOfTable(line);
	const from = table === undefined ? undefined : partAt(line, table);
	if (table === undefined || from?.text.toUpperCase() !== "FROM") return undefined;
	const source = sourceAt(line, from.end);
	if (!source || OTHER_END.test(source.text)) return undefined;
	let options = line.slice(source.end).trimEnd();
	while (options.endsWith(";")) options = options.slice(0, -1).trimEnd();
	const sql = `COPY ${line.slice(0, table).trim()} FROM STDIN${options}`;
	if (/^stdin$/i.test(source.text)) return { sql, file: undefined };
	const quoted = source.text.startsWith("'");
	return { sql, file: quoted ? source.text.slice(1, -1).replaceAll("''", "'") : source.text };
}

/** After the table's name and its columns. */
function endOfTable(line: string): number | undefined {
	let part = partAt(line, 0);
	if (part?.text.toUpperCase() === "BINARY") {
		const next = partAt(line, part.end);
		if (next && isName(next) && next.text.toUpperCase() !== "FROM") part = next;
	}
	if (!part || !isName(part)) return undefined;
	let end = part.end;
	for (let dot = partAt(line, end); dot?.text === "."; dot = partAt(line, end)) {
		const name = partAt(line, dot.end);
		if (!name || !isName(name)) return undefined;
		end = name.end;
	}
	return partAt(line, end)?.text === "(" ? endOfColumns(line, end) : end;
}

function endOfColumns(line: string, from: number): number | undefined {
	for (let part = partAt(line, from); part; part = partAt(line, part.end)) if (part.text === ")") return part.end;
	return undefined;
}

const isName = ({ kind }: Part): boolean => kind === "word" || kind === "quoted";

function partAt(line: string, from: number): Part | undefined {
	let at = from;
	while (at < line.length) {
		const { kind, end } = readToken(line, at, true);
		if (kind !== "blank") return { kind, text: line.slice(at, end), end };
		at = end;
	}
	return undefined;
}

/** A file's name ends at a blank, unless it stands in quotes. */
function sourceAt(line: string, from: number): Pick<Part, "text" | "end"> | undefined {
	const part = partAt(line, from);
	if (!part || part.kind === "open") return undefined;
	if (part.kind === "literal" && part.text.startsWith("'")) return part;
	BARE.lastIndex = part.end - part.text.length;
	const text = BARE.exec(line)?.[0];
	return text === undefined ? undefined : { text, end: BARE.lastIndex };
}
