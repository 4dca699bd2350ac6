import { expect, test } from "vitest";
import { isFiltered, noFilter, toFilter } from "./filter-values.ts";

test("empty fields filter nothing", () => {
	expect(isFiltered({ ...noFilter, tenant: "  " })).toBe(false);
	expect(toFilter(noFilter)).toEqual({});
});

test("the last day counts whole, also at the end of a month", () => {
	const { since, until } = toFilter({ ...noFilter, since: "2026-02-28", until: "2026-02-28" });
	expect(since).toEqual(new Date(2026, 1, 28));
	expect(until).toEqual(new Date(2026, 2, 1));
});

test("a date that is none is left out, and a tenant is taken without blanks around it", () => {
	expect(toFilter({ ...noFilter, tenant: " t-1 ", since: "2026-1-1", person: "amina" })).toEqual({
		tenant: "t-1",
		person: "amina",
	});
});
