import { describe, expect, test } from "vitest";
import type { FleetTarget, FleetWave } from "../../contract/index.ts";
import { assignWaves, DEFAULT_WAVES } from "./assign-waves.ts";
import { fitsName } from "./fits-name.ts";

const targets = Array.from({ length: 30 }, (_, at): FleetTarget => {
	const name = `shop ${at + 1}`;
	return { id: `id-${at + 1}`, key: `id-${at + 1}`, name, environment: "test", tags: [], server: `h:5432/${at}` };
});

const assign = (waves: readonly FleetWave[], of = targets): [string, number][] =>
	assignWaves(of, waves).map(({ label, targets: taken }) => [label, taken.length]);

test("each wave takes what those before it left: by name, by number, by share of the whole, and the rest", () => {
	expect(
		assign([
			{ take: "names", label: "canary", names: ["shop 3", "id-7"] },
			{ take: "count", count: 1 },
			{ take: "percent", percent: 10 },
			{ take: "rest" },
		]),
	).toEqual([
		["canary", 2],
		["wave 2", 1],
		["10 %", 3],
		["rest", 24],
	]);
	const [, second] = assignWaves(targets, [
		{ take: "names", names: ["shop 1", "shop 2"] },
		{ take: "count", count: 2 },
		{ take: "rest" },
	]);
	expect(second?.targets.map(({ name }) => name)).toEqual(["shop 3", "shop 4"]);
});

test("a share is rounded up, so that it is never nobody", () => {
	expect(assign([{ take: "percent", percent: 1 }, { take: "rest" }])).toEqual([
		["1 %", 1],
		["rest", 29],
	]);
});

test("by default one goes ahead; a fleet of one is one wave", () => {
	expect(assign(DEFAULT_WAVES)).toEqual([
		["canary", 1],
		["rest", 29],
	]);
	expect(assign(DEFAULT_WAVES, targets.slice(0, 1))).toEqual([["canary", 1]]);
});

test("who is in no wave is named, and so is a name that fits nobody", () => {
	expect(() => assign([{ take: "count", count: 29 }])).toThrow("shop 30 is in no wave");
	expect(() => assign([{ take: "names", names: ["shop 99"] }])).toThrow("No target of this fleet is named shop 99");
});

describe("a pattern", () => {
	test.each([
		["shop 1", "shop 1", true],
		["Shop 1", "sHOP*", true],
		["shop 1", "*1", true],
		["shop 12", "shop *1*", true],
		["shop", "shop*p", false],
		["abcabc", "a*bc*bc", true],
		["abc", "a*bc*c", false],
		["a.b", "a?b", false],
		["anything", "*", true],
		["shop", "", false],
	])("%s fits %s: %s", (name, pattern, fits) => {
		expect(fitsName(name, pattern)).toBe(fits);
	});
});
