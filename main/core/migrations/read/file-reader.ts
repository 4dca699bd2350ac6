import type { Place } from "../../position.ts";
import type { Meaning } from "./arguments.ts";
import { type Action, readCommand } from "./commands.ts";
import { Conditions } from "./conditions.ts";
import { copyFromFile, passOver, withData } from "./copy-data.ts";
import { readFault } from "./fault.ts";
import type { Content } from "./folder.ts";
import { InlineData } from "./inline-data.ts";
import { Pending } from "./pending.ts";
import { Reading } from "./reading.ts";
import { openIncluded, type Script } from "./script.ts";
import type { SlashCopy } from "./slash-copy.ts";
import type { Statement } from "./statement.ts";
import { readToken } from "./tokens.ts";
import { isFact } from "./variables.ts";

export type Item = { kind: "statement"; statement: Statement } | { kind: "say"; text: string };

const unterminated = {
	string: "A quoted string is not closed.",
	identifier: "A quoted name is not closed.",
	dollar: "A dollar-quoted string is not closed.",
	comment: "A comment is not closed.",
};

/** Reads one file of a script, and what it includes, from front to back. */
export class FileReader {
	readonly #script: Script;
	readonly #content: Content;
	readonly #reading: Reading;
	readonly #conditions = new Conditions();
	/** What stands in a branch that does not count, and where it begins. */
	#skipped = { statement: new Pending(), from: 0 };

	constructor(script: Script, content: Content) {
		this.#script = script;
		this.#content = content;
		this.#reading = new Reading(script, content.path, script.folder.blocks(content));
	}

	async *items(): AsyncGenerator<Item> {
		const reading = this.#reading;
		this.#script.open.push(this.#content.path);
		for (;;) {
			const stop = reading.advance(this.#active ? reading.pending : this.#skipped.statement);
			if (stop === "semicolon") yield* this.#endStatement({ length: 1, terminator: ";" });
			else if (stop === "backslash") yield* this.#backslash();
			else if (await this.#reachesEnd(stop)) break;
		}
		yield* this.#endStatement({ length: 0, terminator: "" });
		const open = this.#conditions.unfinished;
		if (open)
			throw readFault(
				{ file: reading.file, ...open },
				"\\if is not closed.",
				"Close it with \\endif in the same file.",
			);
		this.#script.open.pop();
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

	/** Of as many characters as `length`; the `terminator` is a part of the meaning. */
	async *#endStatement({
		length,
		terminator,
		each,
	}: {
		length: number;
		terminator: string;
		each?: true;
	}): AsyncGenerator<Item> {
		const reading = this.#reading;
		if (!this.#active) {
			const { wantsData } = this.#skipped.statement;
			this.#passOver(length);
			this.#skipped.statement = new Pending();
			// psql would take the rows of a branch that does not count for SQL.
			if (wantsData) await passOver(new InlineData(reading, undefined));
			return;
		}
		const { wantsData, odd } = reading.pending;
		const statement = reading.conclude();
		reading.at += length;
		if (terminator !== "") this.#script.listener?.meaning(`${terminator}\0`);
		reading.letGo(wantsData ? 0 : undefined);
		if (!statement) return;
		if (odd || statement.pieces || statement.holes) await this.#script.listener?.doubt(statement);
		if (each) statement.each = true;
		yield* this.#deliver(statement, wantsData);
	}

	async *#deliver(statement: Statement, wantsData: boolean): AsyncGenerator<Item> {
		if (!wantsData) {
			yield { kind: "statement", statement };
			return;
		}
		const data = new InlineData(this.#reading, this.#script.listener);
		yield { kind: "statement", statement: await withData(this.#script, statement, data) };
		await passOver(data);
	}

	async *#backslash(): AsyncGenerator<Item> {
		const reading = this.#reading;
		const { at, window } = reading;
		if (reading.isValue(at))
			throw this.#fault(at, "A command stands in the value of a variable.", "Write it in the file itself.");
		if (window.text[at + 1] === ";") {
			if (reading.pending.wantsData) throw this.#fault(at, "\\; after COPY … FROM STDIN.", "End it with a semicolon.");
			yield* this.#endStatement({ length: 2, terminator: ";" });
		} else if (window.text[at + 1] === ":") {
			window.replace(at, at + 2, ":");
			reading.advanceOver(this.#active ? reading.pending : this.#skipped.statement, 1);
		} else yield* this.#command(at);
	}

	async *#command(at: number): AsyncGenerator<Item> {
		const reading = this.#reading;
		const [wasActive, place] = [this.#active, reading.placeAt(at)];
		const context = { active: wasActive, state: this.#script.state, meaning: this.#meaning() };
		const { action, end } = readCommand(reading.window.text, at, context);
		this.#branch(action, place);
		reading.takeOut(wasActive ? at : this.#skipped.from, end);
		this.#skipped.from = reading.at;
		if (wasActive && !this.#active) this.#skipped.statement = new Pending();
		if (wasActive) yield* this.#act(action, place);
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

	async *#act(action: Action, place: Place & { file: string }): AsyncGenerator<Item> {
		switch (action.kind) {
			case "say":
				yield { kind: "say", text: action.text };
				return;
			case "include":
				yield* new FileReader(this.#script, await openIncluded(this.#script, action, place)).items();
				return;
			case "copy":
				yield* this.#copy(action.copy, place);
				return;
			case "send":
				if (this.#reading.pending.isEmpty) {
					throw readFault(place, "There is no statement to send; psql would repeat the last one.", "Take it out.");
				}
				yield* this.#endStatement({
					length: 0,
					terminator: action.each ? "\\gexec" : ";",
					...(action.each ? { each: true } : {}),
				});
		}
	}

	async *#copy({ sql, file }: SlashCopy, place: Place & { file: string }): AsyncGenerator<Item> {
		const { line, column } = place;
		const own = place.file === this.#script.open[0] ? {} : { file: place.file };
		const whole = new Pending((tokens) => this.#script.listener?.meaning(tokens));
		whole.conclude(sql);
		const statement: Statement = { text: sql, line, column, ...own, comments: [], head: whole.head };
		await this.#script.listener?.doubt(statement);
		if (file === undefined) yield* this.#deliver(statement, true);
		else yield { kind: "statement", statement: { ...statement, data: await copyFromFile(this.#script, file, place) } };
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
