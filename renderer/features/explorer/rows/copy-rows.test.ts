import { expect, test } from "vitest";
import type { ViewColumn } from "../../../../main/contract/index.ts";
import { copiedText } from "./copy-rows.ts";

const columns = (...names: string[]) => names.map((name): ViewColumn => ({ name, type: "text" }));
const table = { schema: "public", name: "orders" };

test("one cell is copied as it is, several with their columns, and no formula reaches a spreadsheet as one", () => {
	expect(copiedText("tsv", { table, columns: columns("a"), rows: [["=1+1"]] })).toBe("=1+1");
	expect(copiedText("tsv", { table, columns: columns("a", "b"), rows: [["=cmd|'/C calc'!A1", "-12.5"]] })).toBe(
		"a\tb\n'=cmd|'/C calc'!A1\t-12.5",
	);
	expect(
		copiedText("tsv", {
			table,
			columns: columns("a", "b"),
			rows: [
				["x\ty", null],
				['say "hi"\n', ""],
			],
		}),
	).toBe('a\tb\n"x\ty"\t\n"say ""hi""\n"\t');
});

test("JSON keeps NULL and every column, whatever it is called", () => {
	expect(JSON.parse(copiedText("json", { table, columns: columns("a", "b"), rows: [["1", null]] }))).toEqual({
		a: "1",
		b: null,
	});
	expect(JSON.parse(copiedText("json", { table, columns: columns("a", "a"), rows: [["1", "2"]] }))).toEqual([
		["a", "1"],
		["a", "2"],
	]);
	expect(JSON.parse(copiedText("json", { table, columns: columns("__proto__"), rows: [["1"]] }))).toEqual([
		["__proto__", "1"],
	]);
});

test("INSERT statements do nothing when they are pasted: no value and no name can leave its comment", () => {
	const text = copiedText("insert", {
		table: { schema: "public", name: 'odd"\ntable' },
		columns: columns("a\rb", "c"),
		rows: [
			["it's\n; DROP TABLE x; --\r\n", null],
			["back\\slash", ""],
		],
	});
	expect(text.split(/[\n\r]/)).toHaveLength(2);
	expect(text.split("\n").every((line) => line.startsWith("-- INSERT INTO "))).toBe(true);
	expect(text).toContain(`E'it''s\\n; DROP TABLE x; --\\r\\n', NULL`);
	expect(text).toContain(`E'back\\\\slash', ''`);
	expect(text).toContain(`U&"odd""\\000atable" (U&"a\\000db", "c")`);
});
