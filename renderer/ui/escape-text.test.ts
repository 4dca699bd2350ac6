import { expect, test } from "vitest";
import { escapeHidden, splitHidden } from "./escape-text.ts";

test("a right-to-left override is shown by its name and turns nothing around", () => {
	expect(splitHidden("ab\u202ecd")).toEqual([
		{ text: "ab", escaped: false },
		{ text: "\\u202e", escaped: true },
		{ text: "cd", escaped: false },
	]);
});

test("terminal escapes, NUL and zero-width characters are shown by name, line feeds and tabs stay", () => {
	expect(escapeHidden("\u001b[31m\u0000\u200b\n\t")).toBe("\\x1b[31m\\x00\\u200b\n\t");
	expect(escapeHidden("\u{e0041}")).toBe("\\u{e0041}");
});

test("French and Arabic text is left as it is", () => {
	const text = "Cabinet médical — عيادة الأمل";
	expect(splitHidden(text)).toEqual([{ text, escaped: false }]);
	expect(splitHidden("")).toEqual([]);
});
