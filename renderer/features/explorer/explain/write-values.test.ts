import { expect, test } from "vitest";
import { isWritable, writeOf } from "./write-values.ts";

test("what is typed becomes a write: columns that are left out are not in it, NULL is", () => {
	const form = { chosen: { id: "1" }, values: { title: "new", note: null }, byKey: true };
	expect(writeOf({ ...form, command: "INSERT" })).toEqual({
		command: "INSERT",
		values: [
			{ column: "title", value: "new" },
			{ column: "note", value: null },
		],
	});
	expect(writeOf({ ...form, command: "DELETE" })).toEqual({ command: "DELETE", key: [{ column: "id", value: "1" }] });
	expect(writeOf({ ...form, command: "UPDATE", byKey: false })).toMatchObject({
		where: [{ column: "id", value: "1" }],
	});
});

test("a change needs a row, and an UPDATE something to set", () => {
	const nothing = { chosen: {}, values: {}, byKey: true };
	expect(isWritable(writeOf({ ...nothing, command: "INSERT" }))).toBe(true);
	expect(isWritable(writeOf({ ...nothing, command: "DELETE" }))).toBe(false);
	expect(isWritable(writeOf({ ...nothing, chosen: { id: "1" }, command: "UPDATE" }))).toBe(false);
	expect(isWritable(writeOf({ ...nothing, chosen: { id: "1" }, values: { a: "" }, command: "UPDATE" }))).toBe(true);
});
