import { expect, test } from "vitest";
import { compareMigrationIds, migrationId, migrationIdOf } from "./index.ts";

test("what is written as a number means one id, however many zeros stand before it", () => {
	expect(["6", "06", "0006", "1000", "20240101120000", "1.2", "01.02.3", "0"].map(migrationIdOf)).toEqual([
		"006",
		"006",
		"006",
		"1000",
		"20240101120000",
		"001.2",
		"001.2.3",
		"000",
	]);
	expect(["6", "1.2"].map((text) => migrationId.safeParse(migrationIdOf(text)).success)).toEqual([true, true]);
	expect(
		["", "1.", ".1", "1.2.", "a", "1.b", "-1"].map((text) => migrationId.safeParse(migrationIdOf(text)).success),
	).toEqual([false, false, false, false, false, false, false]);
});

test("ids are ordered as numbers, part by part, beyond what a double holds exactly", () => {
	const sorted = ["001", "002", "002.1", "002.1.1", "002.9", "002.10", "003", "999", "1000", "20240101120000"];
	const precise = ["20200513070724504", "20200513070724505", "20200513070724506", "18446744073709551615"];
	const all = [...sorted, ...precise];
	expect(all.toReversed().toSorted(compareMigrationIds)).toEqual(all);
	expect(compareMigrationIds("20200513070724504", "20200513070724505")).toBeLessThan(0);
	expect(compareMigrationIds("002", "002")).toBe(0);
});
