/** Statements whose shape leaves a doubt are read by PostgreSQL's own scanner as well, and both must find the same. */
import { AppError } from "../../errors.ts";
import type { SqlPort } from "../../ports.ts";
import { offsetAt } from "../../position.ts";
import { readFault } from "./fault.ts";
import { placeIn } from "./place-in.ts";
import type { Statement } from "./statement.ts";

/** Characters that are scanned together: a call costs more than a few tokens. */
const TOGETHER = 32_768;
/** Longer ones are not scanned a second time: the scanner needs a hundred times their memory. */
const TOO_LONG = 1_000_000;

interface Doubt {
	/** The script's own path. */
	file: string;
	statement: Statement;
}

export class Doubts {
	readonly #sql: SqlPort;
	#waiting: Doubt[] = [];
	#length = 0;

	constructor(sql: SqlPort) {
		this.#sql = sql;
	}

	/** Undefined where it waits for more. */
	add(doubt: Doubt): Promise<void> | undefined {
		const { length } = doubt.statement.text;
		if (length > TOO_LONG) return undefined;
		this.#waiting.push(doubt);
		this.#length += length;
		return this.#length > TOGETHER ? this.settle() : undefined;
	}

	/** BAD_INPUT with the place where the scanner gives up, or finds another end. */
	async settle(): Promise<void> {
		const waiting = this.#waiting;
		this.#waiting = [];
		this.#length = 0;
		if (waiting.length === 0 || (await this.#agrees(waiting))) return;
		for (const doubt of waiting) await this.#settleOne(doubt);
	}

	async #agrees(doubts: readonly Doubt[]): Promise<boolean> {
		const texts = doubts.map(({ statement }) => statement.text);
		try {
			const found = await this.#sql.statements(texts.join("\n;\n"));
			return found.length === texts.length && found.every(({ text }, at) => text === texts[at]);
		} catch (caught) {
			if (isBadInput(caught)) return false;
			throw caught;
		}
	}

	async #settleOne({ file, statement }: Doubt): Promise<void> {
		const { text } = statement;
		try {
			const found = await this.#sql.statements(text);
			if (found.length === 1 && found[0]?.text === text) return;
		} catch (caught) {
			if (!isBadInput(caught)) throw caught;
			const { line = 1, column = 1, hint = "Mend it, then try again." } = caught.data;
			throw readFault({ file, ...placeIn(statement, offsetAt(text, { line, column })) }, caught.message, hint);
		}
		const message = "PostgreSQL's scanner ends this statement elsewhere.";
		const hint = "With variables: write it out. Without: this is a fault of Bulkhead; please report the statement.";
		throw readFault({ file, ...placeIn(statement, 0) }, message, hint);
	}
}

function isBadInput(caught: unknown): caught is AppError {
	return caught instanceof AppError && caught.code === "BAD_INPUT";
}
