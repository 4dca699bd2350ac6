import type { Place } from "../../position.ts";
import { readFault } from "./fault.ts";
import { Pending } from "./pending.ts";
import type { Script } from "./script.ts";
import type { Hole, Statement } from "./statement.ts";
import { readToken, type Token } from "./tokens.ts";
import { asWritten, isFact, isKnownElsewhere, type Reference, readReference } from "./variables.ts";
import { EXPANDED_LIMIT, STATEMENT_LIMIT, Window } from "./window.ts";

/** Characters that are done with before they are let go. */
const DONE_WITH = 65_536;

const limit = `${STATEMENT_LIMIT / 1024 / 1024} MiB`;

export type Stop = "semicolon" | "backslash" | "end" | "open";

/** How far a file is read: the window, the statement that has begun, and the variables whose values are being read. */
export class Reading {
	readonly window: Window;
	readonly file: string;
	/** Offset in the window of what is read next. */
	at = 0;
	pending: Pending;
	readonly #script: Script;
	/** The outermost first, each with the offset where its value ends. */
	#expanding: { name: string; end: number }[] = [];
	/** Of the pending statement. */
	#holes: Hole[] = [];

	constructor(script: Script, file: string, blocks: AsyncIterable<string>) {
		this.#script = script;
		this.file = file;
		this.window = new Window(blocks[Symbol.asyncIterator]());
		this.pending = this.#newPending();
	}

	/** Reads on to the next thing that is more than a part of a statement. `into` is not the pending one where nothing counts. */
	advance(into: Pending): Stop {
		const { window } = this;
		while (this.at < window.text.length) {
			const token = readToken(window.text, this.at, window.last);
			switch (token.kind) {
				case "blank":
					this.at = token.end;
					break;
				case "open":
				case "backslash":
					return token.kind;
				case "variable":
					this.#readVariable(into, token);
					break;
				default:
					if (!into.take(token, window.text, this.at)) return "semicolon";
					this.at = token.end;
			}
		}
		return "end";
	}

	/** Takes so many characters as a mark, whatever they might be. */
	advanceOver(into: Pending, length: number): void {
		into.take({ kind: "mark", end: this.at + length, odd: true }, this.window.text, this.at);
		this.at += length;
	}

	/** More text, when the window is read to its end; false where the file ends. BAD_INPUT for a statement or a line without end. */
	async more(): Promise<boolean> {
		const { window, pending } = this;
		if (window.text.length > STATEMENT_LIMIT) {
			const at = this.placeAt(pending.isEmpty ? this.at : pending.start);
			throw readFault(
				at,
				`A statement is longer than ${limit}.`,
				"Is a quote or a comment open? If not, part it, or load the data with COPY.",
			);
		}
		this.letGo(0);
		const more = await window.more(window.text.length);
		if (!window.isCut) return more;
		throw readFault(this.placeAt(this.at), `A line is longer than ${limit}.`, "Give each statement lines of its own.");
	}

	/** Lets go what is read, when a statement ends or none has begun. */
	letGo(atLeast = DONE_WITH): void {
		if (this.at <= atLeast || !this.pending.isEmpty) return;
		this.window.drop(this.at);
		this.#expanding = this.#expanding.map(({ name, end }) => ({ name, end: end - this.at }));
		this.at = 0;
	}

	/** Takes a stretch out, and reads on where it was; between statements it is enough to read on after it. */
	takeOut(from: number, to: number): void {
		if (this.pending.isEmpty) {
			this.at = to;
			return;
		}
		this.window.replace(from, to, "");
		this.at = from;
	}

	placeAt(at: number): Place & { file: string } {
		return { file: this.file, ...this.window.placeAt(at) };
	}

	/** The pending statement, as it is sent; undefined where there is none. The next one begins. */
	conclude(): Statement | undefined {
		const { window, pending } = this;
		if (pending.isEmpty) return undefined;
		const { start, end } = pending;
		const text = window.text.slice(start, end);
		const pieces = window.pieces(start, end);
		pending.conclude(pieces ? text : undefined);
		const { line, column } = window.placeAt(start);
		const holes = this.#holes.map((hole) => ({ ...hole, at: hole.at - start, end: hole.end - start }));
		this.pending = this.#newPending();
		this.#holes = [];
		return {
			...{ text, line, column, comments: pending.comments, head: pending.head },
			...(this.file === this.#script.open[0] ? {} : { file: this.file }),
			...(pieces ? { pieces } : {}),
			...(holes.length > 0 ? { holes } : {}),
		};
	}

	/** Whether the offset lies in the value of a variable. */
	isValue(at: number): boolean {
		return this.#expanding.some(({ end }) => at < end);
	}

	#newPending(): Pending {
		const { listener } = this.#script;
		return new Pending(listener && ((tokens) => listener.meaning(tokens)));
	}

	#readVariable(into: Pending, { end }: Token): void {
		const { window, at } = this;
		const reference = readReference(window.text.slice(at, end));
		if (into === this.pending && isFact(reference.name) && !this.#script.state.variables.has(reference.name)) {
			into.take({ kind: "literal", end, odd: true }, window.text, at);
			this.#holes.push({ at, end, name: reference.name, form: reference.form });
			this.at = end;
			return;
		}
		const value = into === this.pending ? this.valueOf(reference, at) : undefined;
		if (value === undefined) {
			this.advanceOver(into, 1);
		} else this.#expand(reference, end, value);
	}

	/** What a reference stands for; undefined where nobody has set it. BAD_INPUT for what only psql knows. */
	valueOf({ name, form }: Reference, at: number): string | undefined {
		const value = this.#script.state.variables.get(name);
		if (value !== undefined) return asWritten(value, form);
		if (form === "test") return "FALSE";
		if (!isKnownElsewhere(name)) return undefined;
		throw readFault(
			this.placeAt(at),
			`:${name} is set by psql itself; here nobody sets it.`,
			"Give it a value with \\set.",
		);
	}

	#expand({ name, form }: Reference, end: number, value: string): void {
		const { at, window } = this;
		const around = this.#expanding.filter((each) => at < each.end);
		if (form === "plain" && around.some((each) => each.name === name)) {
			throw readFault(this.placeAt(at), `The value of :${name} holds :${name} itself.`, "Give it another value.");
		}
		if (window.text.length + value.length > EXPANDED_LIMIT) {
			throw readFault(this.placeAt(at), "With its variables the statement is too long.", "Put less into variables.");
		}
		window.replace(at, end, value);
		const longer = value.length - (end - at);
		this.#expanding = around.map((each) => ({ ...each, end: each.end + longer }));
		if (form === "plain") this.#expanding.push({ name, end: at + value.length });
	}
}
