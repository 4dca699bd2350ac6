import { expect, test } from "vitest";
import { moveCell } from "./grid-keys.ts";

const size = { rows: 100, columns: 4, page: 10 };
const press = (key: string, ctrlKey = false) => ({ key, ctrlKey });

test("arrows move by one cell and stop at the edges; above the first row is the header", () => {
	expect(moveCell({ row: 0, column: 0 }, press("ArrowDown"), size)).toEqual({ row: 1, column: 0 });
	expect(moveCell({ row: 0, column: 0 }, press("ArrowUp"), size)).toEqual({ row: -1, column: 0 });
	expect(moveCell({ row: -1, column: 3 }, press("ArrowUp"), size)).toEqual({ row: -1, column: 3 });
	expect(moveCell({ row: 99, column: 3 }, press("ArrowRight"), size)).toEqual({ row: 99, column: 3 });
});

test("Page keys move by what fits the view, Home and End within the row, with Ctrl to the grid's corners", () => {
	expect(moveCell({ row: 95, column: 1 }, press("PageDown"), size)).toEqual({ row: 99, column: 1 });
	expect(moveCell({ row: 5, column: 1 }, press("PageUp"), size)).toEqual({ row: 0, column: 1 });
	expect(moveCell({ row: 5, column: 1 }, press("End"), size)).toEqual({ row: 5, column: 3 });
	expect(moveCell({ row: 5, column: 1 }, press("Home", true), size)).toEqual({ row: 0, column: 0 });
	expect(moveCell({ row: 5, column: 1 }, press("End", true), size)).toEqual({ row: 99, column: 3 });
});

test("a key of no meaning moves nothing", () => {
	expect(moveCell({ row: 0, column: 0 }, press("a"), size)).toBeUndefined();
});
