import type pg from "pg";
import type { Cell, Rows } from "../../core/ports.ts";
import { rowWeight } from "./row-weight.ts";
import type { GuardedStream } from "./wire/guarded-stream.ts";

/** Command tag of PostgreSQL's CommandComplete: words, then up to two numbers, the last being the count of rows. */
const TAG = /^([A-Z ]+?)(?: \d+)??(?: (\d+))?$/;

/** Bytes of rows that are kept, whatever their number: further ones are only counted. */
const KEPT = 64 * 1024 * 1024;

/** The stream, as far as rows are concerned: see `GuardedStream`. */
type RowSource = Pick<GuardedStream, "heard" | "enoughOf">;

/**
 * One text by the simple protocol, for the driver's queue (`pg` calls these methods). It keeps the last result and at most
 * `maxRows` of its rows, as the server sent them: text, never parsed.
 */
export class Statement {
	readonly #text: string;
	readonly #maxRows: number;
	readonly #done = Promise.withResolvers<Rows>();
	#rows: Rows = { columns: [], rows: [], command: "" };
	#weight = 0;
	/** What it is read from, where it was sent by itself. */
	#source: RowSource | undefined;
	/** pg reads `callback` to tell a query that somebody waits for. */
	callback = (): void => {};

	constructor(text: string, maxRows: number) {
		this.#text = text;
		this.#maxRows = maxRows;
	}

	get result(): Promise<Rows> {
		return this.#done.promise;
	}

	/** The last result as far as it has come. */
	get rows(): Rows {
		return this.#rows;
	}

	submit(connection: pg.Connection): void {
		this.#source = connection.stream as unknown as RowSource;
		connection.query(this.#text);
	}

	handleRowDescription(message: { fields: { name: string }[] }): void {
		this.#rows = { columns: message.fields.map(({ name }) => name), rows: [], command: "" };
		this.#weight = 0;
	}

	handleDataRow(message: { fields: Cell[] }): void {
		if (this.#rows.rows.length >= this.#maxRows || this.#weight > KEPT) {
			if (this.#source) this.#source.enoughOf = this.#source.heard;
			return;
		}
		this.#weight += rowWeight(message.fields);
		this.#rows.rows.push(message.fields);
	}

	handleCommandComplete(message: { text: string }): void {
		const [, command = message.text, count] = TAG.exec(message.text) ?? [];
		// A command without a row description after one with rows: those rows belong to the one before.
		if (this.#rows.command !== "") this.#rows = { columns: [], rows: [], command: "" };
		this.#rows.command = command;
		if (count === undefined) delete this.#rows.rowCount;
		else this.#rows.rowCount = Number(count);
	}

	handleEmptyQuery(): void {}

	handlePortalSuspended(): void {}

	/** COPY … FROM STDIN in a text: there is nothing to send, and the server must be told so or it waits for ever. */
	handleCopyInResponse(connection: pg.Connection & { sendCopyFail(reason: string): void }): void {
		connection.sendCopyFail("Bulkhead sends no COPY data with a statement");
	}

	handleCopyData(): void {}

	handleError(error: Error): void {
		this.#done.reject(error);
	}

	handleReadyForQuery(): void {
		this.#done.resolve(this.#rows);
	}
}

export const textTypes = { getTypeParser: () => (value: string | Buffer) => String(value) };
