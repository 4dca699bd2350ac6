/** Statements that are sent one behind the other, before the first is answered: what costs most in a small one is the way there and back. */
import type { StatementResult } from "../../contract/index.ts";
import { DatabaseError } from "../errors.ts";
import type { Rows, Session } from "../ports.ts";
import type { Statement } from "./read/statement.ts";
import { type TellDeps, tellBeginning } from "./run-statement.ts";

/** Statements that are on their way at once, and their text in characters: a client that dies leaves no more than these to the server. */
const MOST = 64;
const LONGEST = 64 * 1024;

/** From here on in a file, statements of which the last ones took less than so many milliseconds each travel as one text. */
const TOGETHER_FROM = 1_000;
const QUICK = 1;

/**
 * COPY wants its data, and these lift the refusal by which a failed statement keeps those behind it from running; the others that end a
 * transaction are refused in a file.
 */
const WAITS = /^(COPY|ROLLBACK|SAVEPOINT|RELEASE)\b/;

/** Whether it may be sent before the one in front of it is answered: its text is known and wants nothing but an answer. */
export function canGoAhead({ data, each, holes, head }: Statement): boolean {
	return data === undefined && each === undefined && holes === undefined && !WAITS.test(head);
}

export interface AheadRun {
	migration: string;
	/** Statements of the file. */
	of: number;
	/** Called with each as it begins, so that a failure has its statement. */
	began: (statement: Statement) => void;
	/** Called with what each came to. */
	ended: (result: StatementResult) => void;
}

/** Statements of one file in the open transaction, held until enough are there to be sent. */
export class Ahead {
	readonly #session: Session;
	readonly #deps: TellDeps & { signal: AbortSignal };
	readonly #run: AheadRun;
	#waiting: Statement[] = [];
	/** 1-based place of the first that waits, and characters of all. */
	#first = 0;
	#length = 0;
	/** Milliseconds that each of the last ones took. */
	#each = Number.POSITIVE_INFINITY;

	constructor(session: Session, deps: TellDeps & { signal: AbortSignal }, run: AheadRun) {
		this.#session = session;
		this.#deps = deps;
		this.#run = run;
	}

	/** A promise where they are sent. Errors: those of `settle`. */
	add(statement: Statement, index: number): Promise<void> | undefined {
		if (this.#waiting.length === 0) this.#first = index;
		this.#length += statement.text.length;
		const isFull = this.#waiting.push(statement) >= MOST || this.#length >= LONGEST;
		return isFull ? this.settle() : undefined;
	}

	/** Sends what waits and hears what each came to. Errors: those of the session, of the first that fails. */
	async settle(): Promise<void> {
		const [waiting, first] = [this.#waiting, this.#first];
		if (waiting.length === 0) return;
		this.#waiting = [];
		this.#length = 0;
		const { clock, signal } = this.#deps;
		signal.throwIfAborted();
		const began = clock.monotonic();
		const failed = await this.#send(waiting, first, first > TOGETHER_FROM && this.#each < QUICK);
		this.#each = (clock.monotonic() - began) / waiting.length;
		if (!failed) return;
		// A cancel is a failure of the statement that it met; the reason is the cancel.
		signal.throwIfAborted();
		throw failed;
	}

	async #send(waiting: readonly Statement[], first: number, together: boolean): Promise<DatabaseError | undefined> {
		const { migration, of, began, ended } = this.#run;
		const through = together ? { through: first + waiting.length - 1 } : {};
		const begin = (at: number) => {
			const statement = waiting[at];
			if (!statement) return undefined;
			began(statement);
			return tellBeginning(this.#deps, statement, { migration, index: first + at, of, ...through });
		};
		let end = begin(0);
		let failed: DatabaseError | undefined;
		const told = (outcome: Rows | DatabaseError, at: number): void => {
			if (failed) return;
			if (outcome instanceof DatabaseError) {
				const statement = waiting[at];
				if (statement) began(statement);
				failed = outcome;
				return;
			}
			if (end) ended(end(outcome));
			end = begin(at + 1);
		};
		const texts = waiting.map(({ text }) => text);
		if (together) await this.#session.executeTogether(texts, told);
		else await this.#session.executeAll(texts, { maxRows: 0, told });
		return failed;
	}
}
