/** A portal of the extended protocol: one statement, whose rows are taken some at a time. It lives as long as its transaction. */
import type pg from "pg";
import type { Cell, TypedName } from "../../core/ports.ts";

/** What `pg` calls on what it is asked to run; a step of a portal is one such query. */
abstract class Step<Result> {
	protected readonly done = Promise.withResolvers<Result>();
	/** pg reads `callback` to tell a query that somebody waits for. */
	callback = (): void => {};

	get result(): Promise<Result> {
		return this.done.promise;
	}

	protected abstract ended(): Result;

	handleRowDescription(_message: { fields: Field[] }): void {}
	handleDataRow(_message: { fields: Cell[] }): void {}
	handleCommandComplete(_message: { text: string }): void {}
	handleEmptyQuery(): void {}
	handlePortalSuspended(): void {}
	handleCopyData(): void {}

	handleCopyInResponse(connection: pg.Connection & { sendCopyFail(reason: string): void }): void {
		connection.sendCopyFail("Bulkhead sends no COPY data with a look");
	}

	handleError(error: Error): void {
		this.done.reject(error);
	}

	handleReadyForQuery(): void {
		this.done.resolve(this.ended());
	}
}

interface Field {
	name: string;
	dataTypeID: number;
}

/** Parsed, bound and described: nothing has run yet. */
export class OpenPortal extends Step<TypedName[]> {
	#columns: TypedName[] = [];
	readonly #portal: string;
	readonly #text: string;
	readonly #values: readonly (string | null)[];

	constructor(portal: string, text: string, values: readonly (string | null)[]) {
		super();
		this.#portal = portal;
		this.#text = text;
		this.#values = values;
	}

	submit(connection: pg.Connection): void {
		const { stream } = connection;
		stream.cork();
		connection.parse({ text: this.#text, name: "", types: [] }, true);
		connection.bind({ portal: this.#portal, values: [...this.#values] }, true);
		connection.describe({ type: "P", name: this.#portal }, true);
		connection.sync();
		stream.uncork();
	}

	override handleRowDescription({ fields }: { fields: Field[] }): void {
		this.#columns = fields.map(({ name, dataTypeID }) => ({ name, typeOid: dataTypeID }));
	}

	protected override ended(): TypedName[] {
		return this.#columns;
	}
}

/** The next rows of a portal, as the server sent them: text, never parsed. */
export class FetchPortal extends Step<{ rows: Cell[][]; done: boolean }> {
	readonly #portal: string;
	readonly #most: number;
	readonly #columns: readonly TypedName[];
	readonly #rows: Cell[][] = [];
	#done = true;

	constructor(portal: string, most: number, columns: readonly TypedName[]) {
		super();
		this.#portal = portal;
		this.#most = most;
		this.#columns = columns;
	}

	submit(connection: pg.Connection): void {
		const { stream } = connection;
		stream.cork();
		// Described again: rows are taken from the link only behind their columns.
		connection.describe({ type: "P", name: this.#portal }, true);
		connection.execute({ portal: this.#portal, rows: this.#most } as unknown as pg.ExecuteConfig, true);
		connection.sync();
		stream.uncork();
	}

	override handleDataRow({ fields }: { fields: Cell[] }): void {
		if (fields.length === this.#columns.length) this.#rows.push(fields);
	}

	override handlePortalSuspended(): void {
		this.#done = false;
	}

	protected override ended(): { rows: Cell[][]; done: boolean } {
		return { rows: this.#rows, done: this.#done };
	}
}
