import type { KeptTable } from "../../contract/index.ts";
import { AppError } from "../errors.ts";
import type { Session } from "../ports.ts";
import { quoteIdent, quoteQualified } from "../sql/quote.ts";
import type { Frame } from "./format.ts";

/** A temporary table that holds one table's data as the snapshot has it; it goes with the transaction. */
export function stageName(at: number): string {
	return `pg_temp.${quoteIdent(`bulkhead_stage_${at}`)}`;
}

/** Makes the stage with the columns' types as the target has them now. */
export async function columnsAs(session: Session, at: number, { schema, name, columns }: KeptTable): Promise<void> {
	const list = columns.map((column) => quoteIdent(column.name)).join(", ");
	const from = quoteQualified(schema, name);
	await session.execute(
		`CREATE TEMPORARY TABLE ${quoteIdent(`bulkhead_stage_${at}`)} ON COMMIT DROP AS SELECT ${list} FROM ${from} WITH NO DATA`,
	);
}

/** Loads the frames of one table, up to the one that ends it, `into` this one (quoted). */
export async function loadTable(
	session: Session,
	into: string,
	kept: KeptTable,
	frames: AsyncIterator<Frame>,
): Promise<void> {
	async function* data(): AsyncGenerator<Uint8Array> {
		for (;;) {
			const { value: frame } = (await frames.next()) as { value: Frame | undefined };
			if (frame?.kind !== "D") return;
			yield frame.payload;
		}
	}
	const columns = kept.columns.map(({ name }) => quoteIdent(name)).join(", ");
	const rows = await session.copyIn(`COPY ${into} (${columns}) FROM STDIN`, data());
	if (rows === kept.rows) return;
	throw new AppError(
		"SNAPSHOT_DAMAGED",
		`${kept.schema}.${kept.name} should have ${kept.rows} rows, and ${rows} came.`,
	);
}
