import { expect, test } from "vitest";
import type { BlockingNode } from "../../contract/index.ts";
import { blockingForest, type Party } from "./blocking-forest.ts";

const draw = (edges: [number, ...Party[]][]): string[] =>
	blockingForest(edges.map(([pid, ...blockers]) => ({ pid, for: blockers }))).nodes.map(line);

const line = ({ pid, prepared, depth, mark }: BlockingNode): string =>
	`${"  ".repeat(depth - 1)}${pid ?? prepared}${mark ? ` ${mark}` : ""}`;

test("below each stand those that wait for it, and the root that keeps most waiting comes first", () => {
	expect(
		draw([
			[5, 4],
			[2, 1],
			[3, 2],
			[7, 2],
			[8, 3],
		]),
	).toEqual(["1", "  2", "    3", "      8", "    7", "4", "  5"]);
});

test("who waits for two stands below both, and is followed once", () => {
	expect(
		draw([
			[3, 1, 2],
			[4, 3],
		]),
	).toEqual(["1", "  3", "    4", "2", "  3 again"]);
});

test("a circle is drawn from one of its own and ends where it closes, also with others behind it", () => {
	expect(
		draw([
			[1, 2],
			[2, 3],
			[3, 2],
			[9, 9],
		]),
	).toEqual(["2", "  3", "    2 circle", "  1", "9", "  9 circle"]);
});

test("a prepared transaction is a root like any other", () => {
	expect(draw([[4, { prepared: "batch 7" }]])).toEqual(["batch 7", "  4"]);
});

test("how many are behind counts each once, however many ways lead to it", () => {
	const { behind } = blockingForest([
		{ pid: 2, for: [1] },
		{ pid: 3, for: [1] },
		{ pid: 4, for: [2, 3] },
	]);
	expect([behind(1), behind(2), behind(4)]).toEqual([3, 1, 0]);
});

test("a queue of 500 in which each waits for 50 before it is drawn within a moment", () => {
	const queue = Array.from({ length: 500 }, (_, at) => ({
		pid: at + 2,
		for: Array.from({ length: Math.min(50, at + 1) }, (_e, k) => at + 1 - k),
	}));
	const began = performance.now();
	expect(blockingForest(queue).behind(1)).toBe(500);
	expect(performance.now() - began).toBeLessThan(250);
});
