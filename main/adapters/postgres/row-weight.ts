import type { Cell } from "../../core/ports.ts";

/** Bytes of an array and of a string, beside their content. */
const ROW = 64;
const CELL = 40;

/** About what a row takes in memory. */
export function rowWeight(cells: readonly Cell[]): number {
	let weight = ROW;
	for (const cell of cells) weight += CELL + (cell?.length ?? 0);
	return weight;
}
