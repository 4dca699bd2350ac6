import { expect, test } from "vitest";
import { type KnownTable, unknownTable } from "./known.ts";
import { byRows, bySize, derivedName, LARGE, SMALL } from "./weigh.ts";

const table = (bytes: number, empty = false): KnownTable => ({
	...unknownTable({ name: "t" }),
	live: { bytes, empty, ownedByRole: true },
});

test.each([
	[0, "info"],
	[SMALL - 1, "info"],
	[SMALL, "warning"],
	[LARGE - 1, "warning"],
	[LARGE, "error"],
])("a table of %i bytes makes it %s", (bytes, severity) => {
	expect(bySize(table(bytes), "error")).toBe(severity);
});

test("a table whose size nobody knows makes it what the rule says", () => {
	expect([bySize(undefined, "error"), bySize(unknownTable({ name: "t" }), "warning")]).toEqual(["error", "warning"]);
});

test("what destroys rows is an error where there are any", () => {
	expect([byRows(table(8192), "warning"), byRows(table(8192, true), "warning"), byRows(undefined, "warning")]).toEqual([
		"error",
		"info",
		"warning",
	]);
});

test("a derived name is one identifier that PostgreSQL does not cut, and that is quoted", () => {
	expect(derivedName("a".repeat(60), "é".repeat(10), "key")).toMatch(/^"[^"]+"$/);
	expect(Buffer.byteLength(derivedName("a".repeat(60), "é".repeat(10), "key"))).toBeLessThanOrEqual(65);
});
