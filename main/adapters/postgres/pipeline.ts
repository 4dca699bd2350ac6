import type pg from "pg";
import { DatabaseError } from "../../core/errors.ts";
import type { Rows } from "../../core/ports.ts";
import { toSessionError } from "./session-error.ts";
import { Statement } from "./statement.ts";

/**
 * Texts by the simple protocol, all written before the first is answered. The driver knows one query at a time and calls these methods
 * up to its ReadyForQuery: after each it is given the same object again, which then has nothing more to send. The server answers each
 * text in turn, whatever the one before came to.
 */
export class Pipeline {
	readonly #client: pg.Client;
	readonly #texts: readonly string[];
	readonly #maxRows: number;
	readonly #told: (outcome: Rows | DatabaseError, at: number) => void;
	readonly #done = Promise.withResolvers<void>();
	#current: Statement;
	/** Place of the text that is answered next. */
	#at = 0;
	#isSent = false;
	/** pg reads `callback` to tell a query that somebody waits for. */
	callback = (): void => {};

	constructor(
		client: pg.Client,
		texts: readonly string[],
		options: { maxRows: number; told: (outcome: Rows | DatabaseError, at: number) => void },
	) {
		this.#client = client;
		this.#texts = texts;
		this.#maxRows = options.maxRows;
		this.#told = options.told;
		this.#current = new Statement("", this.#maxRows);
		if (texts.length === 0) this.#done.resolve();
		else client.query(this);
	}

	/** Rejects when the link is lost before all are answered, and with what `told` throws. */
	get result(): Promise<void> {
		return this.#done.promise;
	}

	submit(connection: pg.Connection): void {
		if (this.#isSent) return;
		this.#isSent = true;
		connection.stream.cork();
		for (const text of this.#texts) connection.query(text);
		connection.stream.uncork();
	}

	handleRowDescription(message: { fields: { name: string }[] }): void {
		this.#current.handleRowDescription(message);
	}

	handleDataRow(message: { fields: (string | null)[] }): void {
		this.#current.handleDataRow(message);
	}

	handleCommandComplete(message: { text: string }): void {
		this.#current.handleCommandComplete(message);
	}

	handleEmptyQuery(): void {}

	handlePortalSuspended(): void {}

	/** What waits in the link would be taken for the rows: such a text must not stand in a pipeline, and its session is over. */
	handleCopyInResponse(connection: pg.Connection): void {
		const why = new Error("COPY FROM STDIN in a pipeline");
		// The answers to what it swallowed may have arrived with this one, and would be counted for others.
		this.#done.reject(toSessionError(why));
		(connection.stream as unknown as { destroy(error: Error): void }).destroy(why);
	}

	handleCopyData(): void {}

	handleError(caught: Error): void {
		const error = toSessionError(caught);
		if (error instanceof DatabaseError) this.#answered(error);
		else this.#done.reject(error);
	}

	handleReadyForQuery(): void {
		this.#answered(this.#current.rows);
	}

	#answered(outcome: Rows | DatabaseError): void {
		try {
			this.#told(outcome, this.#at);
		} catch (caught) {
			this.#done.reject(caught);
		}
		this.#at += 1;
		this.#current = new Statement("", this.#maxRows);
		if (this.#at < this.#texts.length) this.#client.query(this);
		else this.#done.resolve();
	}
}
