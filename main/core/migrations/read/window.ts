import type { Place } from "../../position.ts";
import type { Piece } from "./statement.ts";

/** Characters of one statement: it is held as a whole, several times while it is read and sent. */
export const STATEMENT_LIMIT = 32 * 1024 * 1024;

/** Characters of the text with the values of variables in it: each that is put in moves what follows. */
export const EXPANDED_LIMIT = 4 * 1024 * 1024;

/** What stands in the text in the place of something else: the value of a variable; nothing, where a command stood. */
interface Splice {
	at: number;
	end: number;
	/** Where in the file that begins which it stands for, and where that ends. */
	from: Place;
	to: Place;
}

/**
 * The part of a file that is being read: from the beginning of the statement in work to the end of a line. Variables and commands are
 * replaced in it, and it still knows which place in the file each offset is.
 */
export class Window {
	text = "";
	/** Nothing follows after the text. */
	last = false;
	/** The text ends within a line, and that is too long to be had as a whole. */
	isCut = false;
	readonly #blocks: AsyncIterator<string>;
	#splices: Splice[] = [];
	/** The place of offset 0, and the last that was asked for: the way to the next is short. */
	#origin: Place = { line: 1, column: 1 };
	#seen = { at: 0, splice: 0, place: this.#origin };

	constructor(blocks: AsyncIterator<string>) {
		this.#blocks = blocks;
	}

	/**
	 * Adds whole lines, until there are `wanted` characters more: what is large is then not looked through again for each block. False
	 * when there is none.
	 */
	async more(wanted: number): Promise<boolean> {
		const added: string[] = [];
		let length = 0;
		for (let next = await this.#next(); next !== undefined; next = await this.#next()) {
			added.push(next);
			length += next.length;
			if (length >= wanted && next.endsWith("\n")) break;
			this.isCut = length > STATEMENT_LIMIT;
			if (this.isCut) break;
		}
		if (added.length === 0) this.last = true;
		else this.text = this.text === "" && added.length === 1 ? (added[0] ?? "") : [this.text, ...added].join("");
		return !this.last;
	}

	/** Adds the next block, which may be a part of a line. False when there is none. */
	async moreData(): Promise<boolean> {
		const next = await this.#next();
		if (next === undefined) this.last = true;
		else this.text += next;
		return !this.last;
	}

	async #next(): Promise<string | undefined> {
		const next = await this.#blocks.next();
		return next.done ? undefined : next.value;
	}

	/** Closes the file, however far it is read. */
	async close(): Promise<void> {
		await this.#blocks.return?.();
	}

	/** Takes out what is before the offset: it is done with. */
	drop(before: number): void {
		this.#origin = this.placeAt(before);
		this.text = this.text.slice(before);
		const shifted = this.#splices.map((each) => ({ ...each, at: each.at - before, end: each.end - before }));
		this.#splices = shifted.filter(({ end }) => end > 0);
		this.#seen = { at: 0, splice: 0, place: this.#origin };
	}

	/** Puts a value in the place of a stretch of the text. */
	replace(from: number, to: number, value: string): void {
		const start = this.placeAt(from);
		const seen = this.#seen;
		const next = this.placeAt(to);
		this.text = this.text.slice(0, from) + value + this.text.slice(to);
		const longer = value.length - (to - from);
		const later = this.#takeFrom(from, to);
		const before = this.#splices.at(-1);
		this.#seen = seen;
		if (before && before.at < before.end && to <= before.end) before.end += longer;
		else if (before && before.at === from && value === "") {
			// Empty ones that touch are one, so that data of many blocks leaves one.
			before.to = next;
			this.#seen = { at: from, splice: this.#splices.length, place: next };
		} else this.#splices.push({ at: from, end: from + value.length, from: start, to: next });
		this.#splices.push(...later.map((each) => ({ ...each, at: each.at + longer, end: each.end + longer })));
	}

	/** Takes out the splices that begin within a stretch or after it, and answers with those after it. */
	#takeFrom(from: number, to: number): Splice[] {
		const later: Splice[] = [];
		for (let last = this.#splices.at(-1); last && last.end > from; last = this.#splices.at(-1)) {
			if (last.at < from || (last.at === from && to <= last.end && last.at < last.end)) break;
			this.#splices.pop();
			if (last.at >= to) later.unshift(last);
		}
		return later;
	}

	/** The place in the file; within a variable's value, that of the reference. */
	placeAt(at: number): Place {
		if (at < this.#seen.at) this.#seen = { at: 0, splice: 0, place: this.#origin };
		for (let next = this.#splices[this.#seen.splice]; next && next.at <= at; next = this.#splices[this.#seen.splice]) {
			if (at < next.end) return next.from;
			this.#seen = { at: next.end, splice: this.#seen.splice + 1, place: next.to };
		}
		this.#seen = { ...this.#seen, at, place: walk(this.text, this.#seen.at, at, this.#seen.place) };
		return this.#seen.place;
	}

	/** The splices of a stretch, from its beginning: what is needed to find the places of its offsets later. Undefined where it is one piece of the file. */
	pieces(from: number, to: number): Piece[] | undefined {
		const inside = this.#splices.filter(({ at, end }) => at < to && end > from);
		if (inside.length === 0) return undefined;
		const pieces: Piece[] = [{ at: 0, ...this.placeAt(from), fixed: false }];
		for (const splice of inside) {
			if (splice.at < splice.end) pieces.push({ at: Math.max(0, splice.at - from), ...splice.from, fixed: true });
			if (splice.end < to) pieces.push({ at: splice.end - from, ...splice.to, fixed: false });
		}
		return pieces;
	}
}

/** The place of `to`, when `from` is at `place` and the text between stands in the file as it is. */
export function walk(text: string, from: number, to: number, place: Place): Place {
	const between = text.slice(from, to);
	let { line } = place;
	let lineStart = 0;
	for (let at = between.indexOf("\n"); at >= 0; at = between.indexOf("\n", lineStart)) {
		line += 1;
		lineStart = at + 1;
	}
	const column = line === place.line ? place.column : 1;
	return { line, column: column + countCharacters(between, lineStart) };
}

/** Code points: the second half of a pair does not count. */
function countCharacters(text: string, from: number): number {
	let count = 0;
	for (let at = from; at < text.length; at += 1) {
		const unit = text.charCodeAt(at);
		if (unit < 0xdc00 || unit > 0xdfff) count += 1;
	}
	return count;
}
