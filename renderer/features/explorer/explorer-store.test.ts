import { expect, test } from "vitest";
import { sortedBy } from "./explorer-store.ts";

test("a header sorts up, then down, then not at all; with Shift it does so behind the others", () => {
	const up = sortedBy([], "a", false);
	expect(up).toEqual([{ column: "a" }]);
	const down = sortedBy(up, "a", false);
	expect(down).toEqual([{ column: "a", desc: true }]);
	expect(sortedBy(down, "a", false)).toEqual([]);
	expect(sortedBy(down, "b", false)).toEqual([{ column: "b" }]);
	const both = sortedBy(down, "b", true);
	expect(both).toEqual([{ column: "a", desc: true }, { column: "b" }]);
	expect(sortedBy(both, "a", true)).toEqual([{ column: "b" }]);
});
