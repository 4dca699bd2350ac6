import fc from "fast-check";
import { expect, test } from "vitest";
import { type Box, squarify } from "./squarify.ts";

const area = { x: 0, y: 0, width: 600, height: 400 };
const itself = (size: number) => size;

test("a box is as large as its share, lies inside, and none lies over another", () => {
	const sizes = fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 60 });
	fc.assert(
		fc.property(sizes, (unsorted) => {
			const items = unsorted.sort((a, b) => b - a);
			const total = items.reduce((sum, size) => sum + size, 0);
			const boxes = squarify(items, itself, area);
			expect(boxes).toHaveLength(items.length);
			for (const box of boxes) {
				expect(box.width * box.height).toBeCloseTo((box.item / total) * 240_000, 3);
				expect(box.x + box.width).toBeLessThan(600.001);
				expect(box.y + box.height).toBeLessThan(400.001);
			}
			expect(boxes.some((one, at) => boxes.slice(at + 1).some((other) => overlap(one, other)))).toBe(false);
		}),
		{ numRuns: 60 },
	);
});

test("boxes are nearly squares where sizes allow it", () => {
	const boxes = squarify([6, 6, 4, 3, 2, 2, 1], itself, area);
	for (const { width, height } of boxes) expect(Math.max(width / height, height / width)).toBeLessThan(3.1);
});

test("what has no size has no box, and nothing makes none", () => {
	expect(squarify([5, 0], itself, area)).toHaveLength(1);
	expect(squarify([], itself, area)).toEqual([]);
});

function overlap(a: Box<number>, b: Box<number>): boolean {
	const gap = 0.001;
	return (
		a.x + gap < b.x + b.width && b.x + gap < a.x + a.width && a.y + gap < b.y + b.height && b.y + gap < a.y + a.height
	);
}
