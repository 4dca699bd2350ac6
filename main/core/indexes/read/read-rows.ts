/** Rows of a long answer, some at a time: 50,000 of them with thirty cells each are not kept beside what is made of them. */
import type { Cell, LookSession } from "../../ports.ts";

const PIECE = 5_000;

export type Row = Readonly<Record<string, Cell>>;

export async function eachRow(
	session: LookSession,
	sql: string,
	values: readonly string[],
	take: (row: Row) => void,
): Promise<void> {
	const cursor = await session.open(sql, values);
	const names = cursor.columns.map(({ name }) => name);
	let coming = cursor.fetch(PIECE);
	for (;;) {
		const { rows, done } = await coming;
		// The server goes on with the next ones meanwhile.
		if (!done) {
			coming = cursor.fetch(PIECE);
			// What goes wrong is thrown where it is waited for.
			coming.catch(() => {});
		}
		for (const cells of rows) take(rowOf(names, cells));
		if (done) return;
	}
}

/** Names in the order of the columns each time: such objects are made and read quickest. */
function rowOf(names: readonly string[], cells: readonly Cell[]): Row {
	const row: Record<string, Cell> = {};
	for (let at = 0; at < names.length; at += 1) row[names[at] as string] = cells[at] ?? null;
	return row;
}

export const text = (row: Row, name: string): string => row[name] ?? "";
export const is = (row: Row, name: string): boolean => row[name] === "true";
export const number = (row: Row, name: string): number => Number(row[name] ?? 0);
/** Undefined for NULL. */
export const maybe = (row: Row, name: string): string | undefined => row[name] ?? undefined;
export const count = (row: Row, name: string): number | undefined =>
	row[name] === null || row[name] === undefined ? undefined : Number(row[name]);
export const json = <T>(row: Row, name: string, otherwise: T): T =>
	row[name] ? (JSON.parse(row[name]) as T) : otherwise;
