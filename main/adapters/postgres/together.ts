import type pg from "pg";
import { AppError, DatabaseError } from "../../core/errors.ts";
import type { PipelineOptions, Rows } from "../../core/ports.ts";
import { offsetOf } from "../../core/position.ts";
import { toSessionError } from "./session-error.ts";
import { Statement } from "./statement.ts";

/** Stands between two statements: one may end in a comment. */
const BETWEEN = "\n;\n";

/**
 * Statements as one text by the simple protocol, for the driver's queue (`pg` calls these methods). The server reads all of it before it
 * runs the first, answers each by itself, and ends at the first that fails.
 */
export class Together {
	readonly #texts: readonly string[];
	readonly #told: PipelineOptions["told"];
	readonly #done = Promise.withResolvers<void>();
	#current = new Statement("", 0);
	/** Place of the statement that is answered next. */
	#at = 0;
	callback = (): void => {};

	constructor(texts: readonly string[], told: PipelineOptions["told"]) {
		this.#texts = texts;
		this.#told = told;
	}

	get result(): Promise<void> {
		return this.#done.promise;
	}

	submit(connection: pg.Connection): void {
		connection.query(this.#texts.join(BETWEEN));
	}

	handleRowDescription(message: { fields: { name: string }[] }): void {
		this.#current.handleRowDescription(message);
	}

	handleDataRow(message: { fields: (string | null)[] }): void {
		this.#current.handleDataRow(message);
	}

	handleCommandComplete(message: { text: string }): void {
		this.#current.handleCommandComplete(message);
		this.#answered(this.#current.rows);
		this.#current = new Statement("", 0);
	}

	handleEmptyQuery(): void {}

	handlePortalSuspended(): void {}

	handleCopyInResponse(connection: pg.Connection): void {
		this.#current.handleCopyInResponse(connection as Parameters<Statement["handleCopyInResponse"]>[0]);
	}

	handleCopyData(): void {}

	handleError(caught: Error): void {
		const error = toSessionError(caught);
		if (!(error instanceof DatabaseError)) {
			this.#done.reject(error);
			return;
		}
		const { at, position } = this.#placeOf(error.position);
		const { sqlstate, detail, hint, where, routine } = error;
		this.#at = at;
		this.#answered(new DatabaseError(error.message, { sqlstate, detail, hint, position, where, routine }));
		this.#done.resolve();
	}

	handleReadyForQuery(): void {
		if (this.#at === this.#texts.length) this.#done.resolve();
		else this.#done.reject(new AppError("INTERNAL", `${this.#at} answers came to ${this.#texts.length} statements.`));
	}

	#answered(outcome: Rows | DatabaseError): void {
		try {
			this.#told(outcome, this.#at);
		} catch (caught) {
			this.#done.reject(caught);
		}
		this.#at += 1;
	}

	/** The server counts from the beginning of the text; what it cannot even read may stand behind statements that it never ran. */
	#placeOf(position: number | undefined): { at: number; position: number | undefined } {
		if (position === undefined) return { at: this.#at, position };
		const text = this.#texts.join(BETWEEN);
		const offset = offsetOf(text, 0, position - 1);
		let start = 0;
		for (const [at, each] of this.#texts.entries()) {
			const next = start + each.length + BETWEEN.length;
			if (offset < next) return { at, position: [...text.slice(start, offset)].length + 1 };
			start = next;
		}
		return { at: this.#at, position: undefined };
	}
}
