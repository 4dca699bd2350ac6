import { expect, test } from "vitest";
import { trendPoints } from "./trend-points.ts";

const at = (day: number, score: number | null) => ({ at: `2026-11-0${day}T00:00:00.000Z`, score });

test("the oldest look stands first, 100 at the top, and a look without a score leaves no gap", () => {
	const points = trendPoints([at(4, 100), at(3, null), at(2, 50), at(1, 0)], { width: 108, height: 48 });
	expect(points.map(({ x, y, score }) => [x, y, score])).toEqual([
		[4, 44, 0],
		[54, 24, 50],
		[104, 4, 100],
	]);
});

test("one look is one point, and none is none", () => {
	expect(trendPoints([at(1, 80)], { width: 100, height: 40 })).toHaveLength(1);
	expect(trendPoints([], { width: 100, height: 40 })).toEqual([]);
});
