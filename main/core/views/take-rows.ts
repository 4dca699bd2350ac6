import type { ViewRows } from "../../contract/index.ts";
import type { Cell, Cursor } from "../ports.ts";
import { CELL } from "./select-list.ts";

/** Characters of all cells of one answer. */
const ANSWER = 8 * 1024 * 1024;
/** Rows that are fetched first, while nobody knows how wide they are, and later at most. */
const FIRST = 50;
const MOST = 2_000;

/** Rows of a cursor up to a number and a weight. `full`: there was no room for more. */
export async function takeRows(cursor: Cursor, most: number): Promise<{ rows: Cell[][]; full: boolean }> {
	const rows: Cell[][] = [];
	let weight = 0;
	for (let next = Math.min(FIRST, most); next > 0; ) {
		const { rows: fetched, done } = await cursor.fetch(next);
		for (const row of fetched) {
			if (weight > ANSWER) return { rows, full: true };
			rows.push(row);
			weight += weightOf(row);
		}
		if (done) return { rows, full: false };
		if (weight > ANSWER) return { rows, full: true };
		next = Math.min(most - rows.length, MOST, roomFor(weight / rows.length, ANSWER - weight));
	}
	return { rows, full: false };
}

const roomFor = (average: number, left: number): number => Math.max(1, Math.ceil(left / Math.max(1, average)));

function weightOf(row: readonly Cell[]): number {
	let weight = 0;
	for (const cell of row) weight += 8 + (cell?.length ?? 0);
	return weight;
}

/** Cells that are longer than is shown are cut to that, and told. `lengths`: as the server printed the array. */
export function cutCells(
	rows: Cell[][],
	{ cuttable, width, most = CELL }: { cuttable: readonly number[]; width: number; most?: number },
): ViewRows["cut"] {
	const cut: ViewRows["cut"] = [];
	for (const [row, cells] of rows.entries()) {
		const lengths = cuttable.length > 0 ? (cells[width] ?? "").slice(1, -1).split(",") : [];
		for (const [place, column] of cuttable.entries()) {
			const cell = cells[column];
			if (typeof cell !== "string" || cell.length <= most) continue;
			const characters = [...cell];
			if (characters.length <= most) continue;
			cells[column] = characters.slice(0, most).join("");
			cut.push({ row, column, length: Number(lengths[place]) || characters.length });
		}
	}
	return cut;
}
