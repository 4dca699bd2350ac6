import { expect, test } from "vitest";
import { toFilter, typedOf } from "./filter-words.ts";

test("a list of values is typed a line each and sent as JSON; a test for NULL has no value", () => {
	const list = toFilter("a", "in", 'one\ntwo "2"\n');
	expect(list).toEqual({ column: "a", op: "in", value: '["one","two \\"2\\""]' });
	expect(typedOf(list)).toBe('one\ntwo "2"');
	expect(toFilter("a", "null", "left over")).toEqual({ column: "a", op: "null" });
	expect(toFilter("a", "=", "")).toEqual({ column: "a", op: "=", value: "" });
});
