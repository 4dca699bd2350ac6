import { expect, test } from "vitest";
import { sortedId } from "./sorted-id.ts";

test("ids sort by their age, a thousandth of a second apart, and behind those that told seconds alone", () => {
	const at = Date.UTC(2026, 2, 4, 5, 6, 7);
	const ids = ["20260304T050607-ffffffff", ...Array.from({ length: 50 }, (_, ms) => sortedId(new Date(at + ms)))];
	expect(ids.toSorted()).toEqual(ids);
	expect(ids[1]).toMatch(/^20260304T050607000-[0-9a-f]{8}$/);
});
