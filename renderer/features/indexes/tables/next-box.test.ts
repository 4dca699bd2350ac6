import { expect, test } from "vitest";
import { nextBox } from "./next-box.ts";

/** Two columns: a tall box, and three below each other beside it. */
const boxes = [
	{ x: 0, y: 0, width: 100, height: 90 },
	{ x: 100, y: 0, width: 50, height: 30 },
	{ x: 100, y: 30, width: 50, height: 30 },
	{ x: 100, y: 60, width: 50, height: 30 },
];

test("an arrow leads to the nearest box on its side, and nowhere at the edge", () => {
	expect(nextBox(boxes, 0, "ArrowRight")).toBe(2);
	expect(nextBox(boxes, 2, "ArrowDown")).toBe(3);
	expect(nextBox(boxes, 2, "ArrowUp")).toBe(1);
	expect(nextBox(boxes, 3, "ArrowLeft")).toBe(0);
	expect(nextBox(boxes, 0, "ArrowLeft")).toBeUndefined();
	expect(nextBox(boxes, 3, "ArrowDown")).toBeUndefined();
});

test("Home and End lead to the largest and the smallest, other keys nowhere", () => {
	expect(nextBox(boxes, 2, "Home")).toBe(0);
	expect(nextBox(boxes, 0, "End")).toBe(3);
	expect(nextBox(boxes, 0, "a")).toBeUndefined();
});
