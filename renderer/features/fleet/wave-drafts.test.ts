import { expect, test } from "vitest";
import { addWave, firstPlan, firstWaves, moveWave, planOf, toWaves } from "./wave-drafts.ts";

test("a new wave stands before the one that takes the rest, under a number of its own", () => {
	const waves = addWave(firstWaves);
	expect(waves.map(({ take, key }) => `${take} ${key}`)).toEqual(["count 1", "percent 2", "percent 4", "rest 3"]);
});

test("a wave is moved, and not over the edge", () => {
	expect(moveWave(firstWaves, 1, -1).map(({ key }) => key)).toEqual([2, 1, 3]);
	expect(moveWave(firstWaves, 0, -1).map(({ key }) => key)).toEqual([1, 2, 3]);
});

test("drafts become what the core wants, each amount within its bounds", () => {
	const waves = toWaves([
		{ key: 1, take: "names", label: " canary ", amount: 1, names: "shop 1, shop 2 ,," },
		{ key: 2, take: "percent", label: "", amount: 400, names: "" },
		{ key: 3, take: "count", label: "", amount: 0, names: "" },
		{ key: 4, take: "rest", label: "", amount: 9, names: "x" },
	]);
	expect(waves).toEqual([
		{ take: "names", label: "canary", names: ["shop 1", "shop 2"] },
		{ take: "percent", percent: 100 },
		{ take: "count", count: 1 },
		{ take: "rest" },
	]);
});

test("the rules go along, and a last migration only where one is named", () => {
	expect(planOf([], firstPlan)).toEqual({
		waves: [],
		concurrency: 8,
		stopAfter: 1,
		rehearse: false,
		deadlineMs: 900_000,
	});
	expect(planOf([], { ...firstPlan, to: "007" }).to).toBe("007");
});
