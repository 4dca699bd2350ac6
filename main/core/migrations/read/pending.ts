import { readToken, type Token } from "./tokens.ts";

/** Tokens that tell what kind of statement one is. */
const HEAD = 4;
/** Comments before a statement that are kept, those next to it. */
const COMMENTS = 100;
/** Characters of tokens that are gathered before they are passed on. */
const GATHERED = 32_768;

/**
 * A statement that has begun and not ended. A `;` ends it unless it stands in parentheses (CREATE RULE … DO (a; b)) or in a BEGIN ATOMIC
 * body. Offsets are in the window's text.
 */
export class Pending {
	/** Where its first token begins; −1 as long as it has none. */
	start = -1;
	/** Where its last token ends. */
	end = -1;
	/** Before its first token, the last ones. */
	comments: string[] = [];
	/** Not all of it has a shape that leaves no doubt. */
	odd = false;
	/** libpg-query would read it otherwise than PostgreSQL does. */
	joined = false;
	/** COPY … FROM STDIN: data follows. */
	wantsData = false;
	readonly #meaning: ((tokens: string) => void) | undefined;
	#tokens = "";
	#passedOn = false;
	#head: string[] = [];
	#parentheses = 0;
	/** 1 in a BEGIN ATOMIC body, and one more for each CASE in it. */
	#atomic = 0;
	#previous = "";

	/** `meaning` is given the tokens, each ended by NUL, without comments and white space, words in small letters. */
	constructor(meaning?: (tokens: string) => void) {
		this.#meaning = meaning;
	}

	get head(): string {
		return this.#head.join(" ").toUpperCase();
	}

	get isEmpty(): boolean {
		return this.start < 0;
	}

	/** Takes a token, which is no blank; false for the `;` that ends the statement. */
	take({ kind, odd, joined, parts, end }: Token, text: string, at: number): boolean {
		const written = text.slice(at, end);
		if (kind === "comment") return this.#comment(written);
		if (written === ";" && this.#parentheses === 0 && this.#atomic === 0) return false;
		if (this.isEmpty) this.start = at;
		this.end = end;
		if (odd) this.odd = true;
		if (joined) this.joined = true;
		if (this.#head.length < HEAD) this.#head.push(written);
		if (this.#meaning) this.#gather(parts ?? (kind === "word" ? written.toLowerCase() : written));
		if (kind === "word") this.#follow(written.toUpperCase());
		else this.#mark(written);
		return true;
	}

	#comment(written: string): true {
		if (this.isEmpty) {
			if (this.comments.length === COMMENTS) this.comments.shift();
			this.comments.push(written);
		}
		return true;
	}

	/** Passes on what is left. `final`: the text that is sent, where it is not what was read; its tokens count. */
	conclude(final: string | undefined): void {
		if (final !== undefined && !this.#passedOn) this.#reread(final);
		this.#meaning?.(this.#tokens);
		this.#tokens = "";
	}

	/** A variable's value may have joined what stood beside it: tbl_:suffix. */
	#reread(final: string): void {
		this.#tokens = "";
		this.#head = [];
		for (let at = 0; at < final.length; ) {
			const token = readToken(final, at, true);
			if (token.kind !== "blank" && token.kind !== "comment") {
				const written = final.slice(at, token.end);
				if (this.#head.length < HEAD) this.#head.push(written);
				if (this.#meaning) this.#gather(token.parts ?? (token.kind === "word" ? written.toLowerCase() : written));
			}
			at = token.end;
		}
	}

	#gather(token: string): void {
		this.#tokens += `${token}\0`;
		if (this.#tokens.length < GATHERED) return;
		this.#meaning?.(this.#tokens);
		this.#tokens = "";
		this.#passedOn = true;
	}

	#mark(mark: string): void {
		if (mark === "(") this.#parentheses += 1;
		else if (mark === ")" && this.#parentheses > 0) this.#parentheses -= 1;
		this.#previous = mark;
	}

	#follow(word: string): void {
		const isName = this.#previous === "AS" || this.#previous === ".";
		if (word === "ATOMIC" && this.#previous === "BEGIN") {
			this.#atomic = 1;
			this.odd = true;
		} else if (word === "CASE" && this.#atomic > 0 && !isName) this.#atomic += 1;
		else if (word === "END" && this.#atomic > 0 && !isName) this.#atomic -= 1;
		else if ((word === "STDIN" || word === "STDOUT") && this.#previous === "FROM" && this.#parentheses === 0) {
			// The server's grammar takes one for the other, and has no COPY (query) FROM.
			this.wantsData ||= this.#head[0]?.toUpperCase() === "COPY" && this.#head[1] !== "(";
		}
		this.#previous = word;
	}
}
