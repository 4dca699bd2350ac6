import { expect, test } from "vitest";
import { isFiltered, noValues, toFilter } from "./find-values.ts";

test("only what is filled in is asked for", () => {
	expect(toFilter(noValues, undefined)).toEqual({});
	expect(toFilter({ ...noValues, search: "  lac ", plan: "pro" }, { by: "name", descending: true })).toEqual({
		search: "lac",
		plan: "pro",
		sort: { by: "name", descending: true },
	});
});

test("blanks alone are no filter", () => {
	expect(isFiltered({ ...noValues, search: "  " })).toBe(false);
	expect(isFiltered({ ...noValues, region: "CH" })).toBe(true);
});
