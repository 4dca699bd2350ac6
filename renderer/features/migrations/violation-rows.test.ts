import { expect, test } from "vitest";
import { rowsOf, violationColumns } from "./violation-rows.ts";

const violations = [
	{ table: "public.users", column: null },
	{ table: "public.projects", column: "", "a\u202eb": "x" },
];

test("every name of any row is a column, in the order in which they turn up, shown without tricks", () => {
	expect(violationColumns(violations).map(({ header }) => header)).toEqual(["table", "column", "a\\u202eb"]);
});

test("NULL, the empty string and a name that a row lacks are told apart from text", () => {
	const [, column, odd] = violationColumns(violations);
	const [first, second] = rowsOf(violations);
	if (!first || !second || !column || !odd) throw new Error("unreachable");
	expect([column.value(first), column.value(second), odd.value(first), odd.value(second)]).toEqual([
		null,
		"",
		null,
		"x",
	]);
});
