/** The arguments of psql's commands: blanks part them, '…' takes C's escapes, "…" keeps its quotes, `:name` is a variable. */
import { type Reference, readReference } from "./variables.ts";

export interface Argument {
	text: string;
	/** How many characters at its end stood in no quotes and came from no variable. */
	bare: number;
}

export interface Arguments {
	list: Argument[];
	/** Where the command ends: after the `\\` that may close it, at the next command's backslash, or at the end of the line. */
	end: number;
}

/** What the text means where arguments are read. */
export interface Meaning {
	/** False: they are only passed over. */
	live: boolean;
	/** The value of a reference; undefined where there is no such variable, and it stays as it is written. May throw. */
	value: (reference: Reference, at: number) => string | undefined;
	/** What is wrong at an offset, and the next step. */
	fault: (at: number, message: string, hint: string) => Error;
}

const unterminated = [
	"A quote is opened and not closed on the same line.",
	"Close it: psql's commands are of one line.",
] as const;

const backQuotes = [
	"Back-quotes run a command of the shell: they are never read.",
	"Write what the command would have answered.",
] as const;

const REFERENCE = /:(?:[\w\u0080-\uffff]+|'[\w\u0080-\uffff]+'|"[\w\u0080-\uffff]+"|\{\?[\w\u0080-\uffff]+\})/y;
const BLANKS = /[ \t\r\f\v]*/y;

/** Reads from `at` to the end of the line or of the command. */
export function readArguments(text: string, at: number, meaning: Meaning): Arguments {
	const list: Argument[] = [];
	let next = skipBlanks(text, at);
	while (!endsCommand(text, next)) {
		const argument: Argument = { text: "", bare: 0 };
		while (!endsCommand(text, next) && !isBlank(text[next])) next = readPart(text, next, meaning, argument);
		list.push(argument);
		next = skipBlanks(text, next);
	}
	return { list, end: text.startsWith("\\\\", next) ? next + 2 : next };
}

/** The rest of the line, without the blanks around it. */
export function readWholeLine(text: string, at: number): { line: string; end: number } {
	const newline = text.indexOf("\n", at);
	const end = newline < 0 ? text.length : newline;
	return { line: text.slice(at, end).trim(), end };
}

function readPart(text: string, at: number, meaning: Meaning, into: Argument): number {
	const bare = into.bare;
	into.bare = 0;
	switch (text[at]) {
		case "'":
			return readSingleQuoted(text, at, meaning, into);
		case '"': {
			const close = text.indexOf('"', at + 1);
			if (close < 0 || text.slice(at, close).includes("\n")) throw meaning.fault(at, ...unterminated);
			into.text += text.slice(at, close + 1);
			return close + 1;
		}
		case "`":
			if (meaning.live) throw meaning.fault(at, ...backQuotes);
			break;
		case ":": {
			REFERENCE.lastIndex = at;
			const written = REFERENCE.exec(text)?.[0];
			if (written === undefined) break;
			into.text += (meaning.live ? meaning.value(readReference(written), at) : undefined) ?? written;
			return at + written.length;
		}
	}
	into.text += text[at];
	into.bare = bare + 1;
	return at + 1;
}

const noCharacter = ["This escape is no character of ASCII.", "Write the character itself, in UTF-8."] as const;
const escapes: Record<string, string> = { n: "\n", t: "\t", b: "\b", r: "\r", f: "\f" };
const NUMBERED = /([0-7]{1,3})|x([\dA-Fa-f]{1,2})/y;

function readSingleQuoted(text: string, at: number, meaning: Meaning, into: Argument): number {
	for (let next = at + 1; ; ) {
		const char = text[next];
		if (char === undefined || char === "\n") throw meaning.fault(at, ...unterminated);
		if (char === "\\") next = readEscape(text, next, meaning, into);
		else if (char === "'" && text[next + 1] !== "'") return next + 1;
		else {
			into.text += char;
			next += char === "'" ? 2 : 1;
		}
	}
}

function readEscape(text: string, at: number, meaning: Meaning, into: Argument): number {
	NUMBERED.lastIndex = at + 1;
	const [whole, octal, hex = "0"] = NUMBERED.exec(text) ?? [];
	if (whole === undefined) {
		const escaped = text[at + 1] ?? "";
		into.text += escapes[escaped] ?? escaped;
		return at + 2;
	}
	const code = octal === undefined ? Number.parseInt(hex, 16) : Number.parseInt(octal, 8);
	if (code === 0 || code > 0x7f) throw meaning.fault(at, ...noCharacter);
	into.text += String.fromCharCode(code);
	return at + 1 + whole.length;
}

const isBlank = (char: string | undefined): boolean => char !== undefined && " \t\r\f\v".includes(char);

const endsCommand = (text: string, at: number): boolean =>
	text[at] === undefined || text[at] === "\n" || text[at] === "\\";

function skipBlanks(text: string, at: number): number {
	BLANKS.lastIndex = at;
	BLANKS.test(text);
	return BLANKS.lastIndex;
}
