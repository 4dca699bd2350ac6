import type { Place } from "../../position.ts";
import { readFault } from "./fault.ts";
import type { Reading } from "./reading.ts";
import type { Listener } from "./script.ts";

/**
 * The data of a COPY in the script itself: it begins on the line after the statement, ends before a line that has only `\.`, and what
 * else stands on the statement's line comes after it.
 */
export class InlineData {
	/** Number of its first line. */
	readonly line: number;
	readonly #reading: Reading;
	/** Offset in the window; what is taken goes out of it. */
	readonly #at: number;
	readonly #listener: Listener | undefined;
	readonly #statement: Place & { file: string };
	#ended = false;
	#atLineStart = true;

	/** The rows are a part of the script's meaning; `statement` is where that which takes them begins. */
	constructor(reading: Reading, statement: Place & { file: string }, listener?: Listener) {
		const { window, at } = reading;
		this.#listener = listener;
		this.#statement = statement;
		const newline = window.text.indexOf("\n", at);
		this.#reading = reading;
		this.#at = newline < 0 ? window.text.length : newline + 1;
		this.line = window.placeAt(at).line + 1;
	}

	/** The next lines of it; undefined after the last. BAD_INPUT where its end is missing. */
	async next(): Promise<string | undefined> {
		if (this.#ended) return undefined;
		const { window } = this.#reading;
		if (this.#at >= window.text.length && !(await window.moreData())) throw this.#endless();
		const end = findEnd(window.text, this.#at, this.#atLineStart);
		this.#ended = end !== undefined;
		const data = window.text.slice(this.#at, end?.from);
		this.#atLineStart = data.endsWith("\n");
		window.replace(this.#at, end?.to ?? window.text.length, "");
		if (this.#ended && !window.text.endsWith("\n")) await window.more(0);
		this.#listener?.meaning(this.#ended ? `${data}\0` : data);
		return data === "" && this.#ended ? undefined : data;
	}

	#endless(): Error {
		return readFault(
			this.#statement,
			"The data of this COPY has no end.",
			"Put \\. on a line of its own after the last row; is the file whole?",
		);
	}
}

/** Where the line with only `\.` begins, and where the next one does. */
function findEnd(text: string, from: number, atLineStart: boolean): { from: number; to: number } | undefined {
	for (let at = text.indexOf("\\.", from); at >= 0; at = text.indexOf("\\.", at + 2)) {
		if (at === from ? !atLineStart : text[at - 1] !== "\n") continue;
		const after = text[at + 2] === "\r" ? at + 3 : at + 2;
		if (after === text.length) return { from: at, to: after };
		if (text[after] === "\n") return { from: at, to: after + 1 };
	}
	return undefined;
}
