import type pg from "pg";
import type { Cell, Rows } from "../../core/ports.ts";
import { rowWeight } from "./row-weight.ts";
import { WireFault } from "./wire/wire-fault.ts";

/** What the rows of one of our own questions may weigh together, in bytes: a hostile server answers any with millions. */
const MOST = 128 * 1024 * 1024;

type Value = string | number | boolean | null;

/** One statement with bound values by the extended protocol, for the driver's queue (`pg` calls these methods). Keeps all rows, as the server sent them. */
export class BoundQuery {
	readonly #text: string;
	readonly #values: (string | null)[];
	readonly #done = Promise.withResolvers<Rows>();
	#rows: Rows = { columns: [], rows: [], command: "" };
	#weight = 0;
	callback = (): void => {};

	constructor(text: string, values: readonly Value[]) {
		this.#text = text;
		this.#values = values.map((value) => (value === null ? null : String(value)));
	}

	get result(): Promise<Rows> {
		return this.#done.promise;
	}

	submit(connection: pg.Connection): void {
		const { stream } = connection;
		stream.cork();
		connection.parse({ text: this.#text, name: "", types: [] }, true);
		connection.bind({ values: this.#values }, true);
		connection.describe({ type: "P", name: "" }, true);
		connection.execute({ portal: "", rows: 0 } as unknown as pg.ExecuteConfig, true);
		connection.sync();
		stream.uncork();
	}

	handleRowDescription(message: { fields: { name: string }[] }): void {
		this.#rows.columns = message.fields.map(({ name }) => name);
	}

	/** What is thrown here ends the link. */
	handleDataRow(message: { fields: Cell[] }): void {
		this.#weight += rowWeight(message.fields);
		if (this.#weight > MOST) {
			throw new WireFault(
				"the answer to one question of Bulkhead's own has grown past 128 MB",
				"What answers there may not be PostgreSQL; where it is, please report this.",
			);
		}
		this.#rows.rows.push(message.fields);
	}

	handleCommandComplete(message: { text: string }): void {
		this.#rows.command = message.text;
	}

	handleEmptyQuery(): void {}

	handlePortalSuspended(): void {}

	handleCopyInResponse(connection: pg.Connection & { sendCopyFail(reason: string): void }): void {
		connection.sendCopyFail("Bulkhead sends no COPY data with a question");
	}

	handleCopyData(): void {}

	handleError(error: Error): void {
		this.#done.reject(error);
	}

	handleReadyForQuery(): void {
		this.#done.resolve(this.#rows);
	}
}
