import type { Place } from "../../position.ts";
import type { Meaning } from "./arguments.ts";
import { type Action, readCommand } from "./commands.ts";
import { Conditions } from "./conditions.ts";
import { copyFromFile, passOver, withData } from "./copy-data.ts";
import { readFault } from "./fault.ts";
import type { Content } from "./folder.ts";
import { InlineData } from "./inline-data.ts";
import { Pending } from "./pending.ts";
import { Reading, type Stop } from "./reading.ts";
import { openIncluded, type Script } from "./script.ts";
import type { SlashCopy } from "./slash-copy.ts";
import type { Statement } from "./statement.ts";
import { readToken } from "./tokens.ts";
import { isFact } from "./variables.ts";

/** What follows in a script; undefined where that is nothing that runs. */
type Next =
	| { kind: "statement"; statement: Statement; wantsData: boolean; doubt: boolean }
	| { kind: "from-file"; statement: Statement }
	| { kind: "include"; reader: FileReader }
	| { kind: "skipped-data" }
	| undefined;

const unterminated = {
	string: "A quoted string is not closed.",
	identifier: "A quoted name is not closed.",
	dollar: "A dollar-quoted string is not closed.",
	comment: "A comment is not closed.",
};
const notClosed = ["\\if is not closed.", "Close it with \\endif in the same file."] as const;

/** Reads one file of a script, and what it includes, from front to back. */
export class FileReader {
	readonly #script: Script;
	readonly #reading: Reading;
	readonly #conditions = new Conditions();
	/** What stands in a branch that does not count, and where it begins. */
	#skipped = { statement: new Pending(), from: 0 };

	constructor(script: Script, content: Content) {
		this.#script = script;
		this.#reading = new Reading(script, content.path, script.folder.blocks(content));
	}

	/** Each with what was said before it; what is said after the last stays in the script. */
	async *statements(): AsyncGenerator<Statement> {
		const [reading, script] = [this.#reading, this.#script];
		script.open.push(reading.file);
		try {
			for (let stop = this.#advance(); ; stop = this.#advance()) {
				const over = (stop === "end" || stop === "open") && (await this.#reachesEnd(stop));
				const next = stop === "backslash" ? await this.#backslash() : this.#ended(stop, over);
				if (next?.kind === "statement" && !next.wantsData && !next.doubt) yield said(script, next.statement);
				else if (next) yield* this.#uncommon(next);
				if (over) break;
			}
		} finally {
			await reading.window.close();
		}
		const open = this.#conditions.unfinished;
		if (open) throw readFault({ file: reading.file, ...open }, ...notClosed);
		script.open.pop();
	}

	#advance(): Stop {
		return this.#reading.advance(this.#active ? this.#reading.pending : this.#skipped.statement);
	}

	#ended(stop: Stop, over: boolean): Next {
		if (stop === "semicolon") return this.#end({ length: 1, terminator: ";" });
		return over ? this.#end({ length: 0, terminator: "" }) : undefined;
	}

	async *#uncommon(next: NonNullable<Next>): AsyncGenerator<Statement> {
		const [script, reading] = [this.#script, this.#reading];
		switch (next.kind) {
			case "include":
				yield* next.reader.statements();
				return;
			case "skipped-data":
				// psql would take the rows of a branch that does not count for SQL.
				await passOver(new InlineData(reading, reading.placeAt(reading.at)));
				return;
			case "from-file":
				yield said(script, next.statement);
				return;
			case "statement": {
				if (next.doubt) await script.listener?.doubt(next.statement);
				const { line, column } = next.statement;
				const place = { file: reading.file, line, column };
				const data = next.wantsData ? new InlineData(reading, place, script.listener) : undefined;
				yield said(script, data ? await withData(script, next.statement, data) : next.statement);
				if (data) await passOver(data);
			}
		}
	}

	get #active(): boolean {
		return this.#conditions.active;
	}

	async #reachesEnd(stop: "end" | "open"): Promise<boolean> {
		const { window } = this.#reading;
		const wasLast = window.last;
		this.#passOver(0);
		if (await this.#reading.more()) {
			this.#skipped.from = this.#reading.at;
			return false;
		}
		if (stop === "open" && wasLast) {
			const { open = "string" } = readToken(window.text, this.#reading.at, true);
			throw this.#fault(this.#reading.at, unterminated[open], "Close it; this is where it begins.");
		}
		return stop === "end";
	}

	/** Takes out what does not count, and so many characters after it. */
	#passOver(length: number): void {
		if (!this.#active) this.#reading.takeOut(this.#skipped.from, this.#reading.at + length);
	}

	/** The end of a statement, of as many characters as `length`; the `terminator` is a part of the meaning. */
	#end({ length, terminator, each }: { length: number; terminator: string; each?: true }): Next {
		const reading = this.#reading;
		if (!this.#active) {
			const { wantsData } = this.#skipped.statement;
			this.#passOver(length);
			this.#skipped.statement = new Pending();
			return wantsData ? { kind: "skipped-data" } : undefined;
		}
		const { wantsData, odd, joined } = reading.pending;
		const statement = reading.conclude();
		reading.at += length;
		if (terminator !== "") this.#script.listener?.meaning(`${terminator}\0`);
		reading.letGo(wantsData ? 0 : undefined);
		if (!statement) return undefined;
		if (each) statement.each = true;
		const doubt = !joined && (odd || statement.pieces !== undefined || statement.holes !== undefined);
		return { kind: "statement", statement, wantsData, doubt };
	}

	async #backslash(): Promise<Next> {
		const reading = this.#reading;
		const { at, window } = reading;
		if (reading.isValue(at))
			throw this.#fault(at, "A command stands in the value of a variable.", "Write it in the file itself.");
		if (window.text[at + 1] === ";") {
			if (reading.pending.wantsData) throw this.#fault(at, "\\; after COPY … FROM STDIN.", "End it with a semicolon.");
			return this.#end({ length: 2, terminator: ";" });
		}
		if (window.text[at + 1] !== ":") return this.#command(at);
		window.replace(at, at + 2, ":");
		reading.advanceOver(this.#active ? reading.pending : this.#skipped.statement, 1);
		return undefined;
	}

	async #command(at: number): Promise<Next> {
		const reading = this.#reading;
		const [wasActive, place] = [this.#active, reading.placeAt(at)];
		const context = { active: wasActive, state: this.#script.state, meaning: this.#meaning() };
		const { action, end } = readCommand(reading.window.text, at, context);
		this.#branch(action, place);
		reading.takeOut(wasActive ? at : this.#skipped.from, end);
		this.#skipped.from = reading.at;
		if (wasActive && !this.#active) this.#skipped.statement = new Pending();
		return wasActive ? this.#act(action, place) : undefined;
	}

	#branch(action: Action, place: Place & { file: string }): void {
		switch (action.kind) {
			case "if":
				this.#conditions.open(action.holds, place);
				return;
			case "elif":
			case "else": {
				const [holds, isLast] = action.kind === "elif" ? [action.holds, false] : [() => true, true];
				if (this.#conditions.next(holds, isLast)) return;
				throw readFault(place, `\\${action.kind} has no \\if before it.`, "Take it out, or put the \\if back.");
			}
			case "endif":
				if (this.#conditions.close()) return;
				throw readFault(place, "\\endif has no \\if before it.", "Take it out, or put the \\if back.");
		}
	}

	async #act(action: Action, place: Place & { file: string }): Promise<Next> {
		const script = this.#script;
		switch (action.kind) {
			case "say":
				script.says.push(action.text);
				return undefined;
			case "include":
				return { kind: "include", reader: new FileReader(script, await openIncluded(script, action, place)) };
			case "copy":
				return this.#copy(action.copy, place);
			case "send":
				if (!this.#reading.pending.isEmpty) {
					const terminator = action.each ? "\\gexec" : ";";
					return this.#end({ length: 0, terminator, ...(action.each ? { each: true } : {}) });
				}
				throw readFault(place, "There is no statement to send; psql would repeat the last one.", "Take it out.");
			default:
				return undefined;
		}
	}

	async #copy({ sql, file }: SlashCopy, place: Place & { file: string }): Promise<Next> {
		const script = this.#script;
		const { line, column } = place;
		const own = place.file === script.open[0] ? {} : { file: place.file };
		const whole = new Pending((tokens) => script.listener?.meaning(tokens));
		whole.conclude(sql);
		const statement: Statement = { text: sql, line, column, ...own, comments: [], head: whole.head };
		await script.listener?.doubt(statement);
		if (file === undefined) return { kind: "statement", statement, wantsData: true, doubt: false };
		return { kind: "from-file", statement: { ...statement, data: await copyFromFile(script, file, place) } };
	}

	#meaning(): Meaning {
		const reading = this.#reading;
		return {
			live: true,
			value: (reference, at) => {
				if (!isFact(reference.name) || this.#script.state.variables.has(reference.name))
					return reading.valueOf(reference, at);
				const message = `:${reference.name} is known only when the file runs; commands are read before.`;
				throw this.#fault(at, message, "Use it in SQL alone.");
			},
			fault: (at, message, hint) => this.#fault(at, message, hint),
		};
	}

	#fault(at: number, message: string, hint: string): Error {
		return readFault(this.#reading.placeAt(at), message, hint);
	}
}

/** With what was said since the statement before. */
function said(script: Script, statement: Statement): Statement {
	if (script.says.length === 0) return statement;
	return { ...statement, says: script.says.splice(0) };
}
