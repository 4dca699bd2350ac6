/** psql's backslash commands: what each asks of the reader. */
import { type Arguments, type Meaning, readArguments, readWholeLine } from "./arguments.ts";
import { refusalOf } from "./refused-commands.ts";
import { readSlashCopy, type SlashCopy } from "./slash-copy.ts";
import { readBoolean, VALUE_LIMIT } from "./variables.ts";

/** What lasts from file to file of one script. */
export interface ScriptState {
	variables: Map<string, string>;
	/** The key of a `\restrict` that is in force. */
	restricted: string | undefined;
}

export type Action =
	| { kind: "none" }
	| { kind: "say"; text: string }
	| { kind: "include"; path: string; relative: boolean }
	| { kind: "copy"; copy: SlashCopy }
	/** Ends the statement; `each`: what it answers are statements themselves. */
	| { kind: "send"; each: boolean }
	| { kind: "if"; holds: () => boolean }
	| { kind: "elif"; holds: () => boolean }
	| { kind: "else" }
	| { kind: "endif" };

export interface Command {
	action: Action;
	/** Offset after it. */
	end: number;
}

const NAME = /[^\s\\]*/y;
const wholeLine: ReadonlySet<string> = new Set(["!", "copy", "ef", "ev", "sf", "sv", "h", "help"]);

/** The command whose backslash is at `at`. `active`: false in a branch that is left out, where only the branches themselves count. */
export function readCommand(
	text: string,
	at: number,
	{ active, state, meaning }: { active: boolean; state: ScriptState; meaning: Meaning },
): Command {
	NAME.lastIndex = at + 1;
	const name = NAME.exec(text)?.[0] ?? "";
	const from = at + 1 + name.length;
	if (state.restricted !== undefined && name !== "unrestrict") {
		throw meaning.fault(
			at,
			`\\${name} stands between \\restrict and \\unrestrict.`,
			"pg_dump lets none stand there: has the file been changed?",
		);
	}
	if (name === "if" || name === "elif") return readCondition(text, from, name, meaning);
	if (name === "else" || name === "endif") return { action: { kind: name }, end: skipArguments(text, from, meaning) };
	if (!active) {
		const end = wholeLine.has(name) ? readWholeLine(text, from).end : skipArguments(text, from, meaning);
		return { action: { kind: "none" }, end };
	}
	if (name === "copy") return readCopy(text, from, meaning);
	const known = commands[name];
	if (!known) {
		const { message, hint } = refusalOf(name);
		throw meaning.fault(at, message, hint);
	}
	const given = readArguments(text, from, meaning);
	return { action: known(given, { name, at, state, meaning }), end: given.end };
}

interface Context {
	name: string;
	at: number;
	state: ScriptState;
	meaning: Meaning;
}

const say = ({ list }: Arguments): Action => {
	const [first] = list;
	const words = first?.text === "-n" && first.bare === 2 ? list.slice(1) : list;
	return { kind: "say", text: words.map(({ text }) => text).join(" ") };
};

const include = ({ list }: Arguments, { name, at, meaning }: Context): Action => {
	const [path] = list;
	if (!path || list.length > 1)
		throw meaning.fault(at, `\\${name} names one file.`, "Name it, in quotes where it has blanks.");
	let length = path.text.length;
	while (path.text[length - 1] === ";" && length > path.text.length - path.bare) length -= 1;
	const relative = name === "ir" || name === "include_relative";
	return { kind: "include", path: path.text.slice(0, length), relative };
};

const commands: Record<string, (given: Arguments, context: Context) => Action> = {
	echo: say,
	qecho: say,
	warn: say,
	i: include,
	include,
	ir: include,
	include_relative: include,
	set({ list }, { at, state, meaning }) {
		const [name, ...values] = list.map(({ text }) => text);
		if (name === undefined) throw meaning.fault(at, "\\set without a name lists psql's variables.", "Take it out.");
		requireName(name, at, meaning);
		const value = values.join("");
		if (value.length > VALUE_LIMIT)
			throw meaning.fault(
				at,
				`The value of ${name} is longer than ${VALUE_LIMIT} characters.`,
				"Put it into the SQL itself.",
			);
		if (name === "SINGLELINE" && readBoolean(value) !== false)
			throw meaning.fault(
				at,
				"SINGLELINE would end each statement with its line.",
				"Take it out, and end statements with a semicolon.",
			);
		state.variables.set(name, value);
		return { kind: "none" };
	},
	unset({ list }, { at, state, meaning }) {
		const name = list[0]?.text ?? "";
		requireName(name, at, meaning);
		state.variables.delete(name);
		return { kind: "none" };
	},
	restrict({ list }, { at, state, meaning }) {
		const key = list[0]?.text ?? "";
		if (!/^[A-Za-z0-9]+$/.test(key))
			throw meaning.fault(at, "\\restrict needs a key of letters and digits.", "Take the line as pg_dump wrote it.");
		state.restricted = key;
		return { kind: "none" };
	},
	unrestrict({ list }, { at, state, meaning }) {
		if (state.restricted === undefined)
			throw meaning.fault(at, "\\unrestrict without \\restrict.", "Take it out, or put back the \\restrict before it.");
		if (list[0]?.text !== state.restricted)
			throw meaning.fault(
				at,
				"The key of \\unrestrict is not that of \\restrict.",
				"Take both lines as pg_dump wrote them.",
			);
		state.restricted = undefined;
		return { kind: "none" };
	},
	g: send,
	gx: send,
	gexec: send,
	encoding({ list }, { at, meaning }) {
		if (/^(utf-?8|unicode)$/i.test(list[0]?.text ?? "")) return { kind: "none" };
		throw meaning.fault(at, "Files are read as UTF-8.", "Save the file as UTF-8 and take the line out.");
	},
};

function send({ list }: Arguments, { name, at, meaning }: Context): Action {
	if (list.length > 0)
		throw meaning.fault(at, `\\${name} with arguments writes to a file or a program.`, "Take the arguments out.");
	return { kind: "send", each: name === "gexec" };
}

function requireName(name: string, at: number, meaning: Meaning): void {
	if (/^[\w\u0080-\uffff]+$/.test(name)) return;
	throw meaning.fault(at, `"${name}" is no name of a variable.`, "Names have letters, digits and _.");
}

function readCondition(text: string, from: number, kind: "if" | "elif", meaning: Meaning): Command {
	const holds = (): boolean => {
		const expression = readArguments(text, from, meaning)
			.list.map((argument) => argument.text)
			.join(" ");
		const value = readBoolean(expression);
		if (value !== undefined) return value;
		throw meaning.fault(
			from,
			`\\${kind} needs a boolean, and has "${expression}".`,
			"true, false, yes, no, on, off, 1 or 0; :{?name} asks whether a variable is set.",
		);
	};
	return { action: { kind, holds }, end: skipArguments(text, from, meaning) };
}

function readCopy(text: string, from: number, meaning: Meaning): Command {
	const { line, end } = readWholeLine(text, from);
	const copy = readSlashCopy(line);
	if (copy) return { action: { kind: "copy", copy }, end };
	throw meaning.fault(
		from,
		"Of \\copy only \\copy table from 'file' and from stdin are read.",
		"Put the data into a file of the migration folder.",
	);
}

/** Where the arguments end, whatever they mean. */
function skipArguments(text: string, from: number, meaning: Meaning): number {
	return readArguments(text, from, { ...meaning, live: false }).end;
}
