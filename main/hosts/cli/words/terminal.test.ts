import { expect, test } from "vitest";
import { isolated } from "./isolate.ts";
import { widthOf } from "./width.ts";

const seen = (line: string): string => isolated(line).replaceAll("\u2068", "⟨").replaceAll("\u2069", "⟩");

test("names in an Arabic line are isolated, signs of the sentence are not", () => {
	expect(seen("لا جدول public.orders في app.")).toBe("لا جدول ⟨public.orders⟩ في ⟨app⟩.");
	expect(seen("طُبِّق 001 (تعليمة واحدة، 12 ms)")).toBe("طُبِّق ⟨001⟩ (تعليمة واحدة، ⟨12 ms⟩)");
	expect(seen("الدالة set_tenant(text) وغيرها (public.users)")).toBe(
		"الدالة ⟨set_tenant(text)⟩ وغيرها (⟨public.users⟩)",
	);
	expect(seen("نفّذ `bulkhead migrate --resume`: ثم تابع")).toBe("نفّذ ⟨`bulkhead migrate --resume`⟩: ثم تابع");
});

test("the columns of a table stay apart, and colours stay as they are", () => {
	expect(seen("001  a  \x1b[32mمطبَّق\x1b[39m")).toBe("⟨001⟩  ⟨a⟩  \x1b[32mمطبَّق\x1b[39m");
});

test("a line without Arabic letters is left alone: an address can be copied from it", () => {
	expect(isolated("http://127.0.0.1:1/?token=x")).toBe("http://127.0.0.1:1/?token=x");
});

test("the width of a text is what a terminal gives it", () => {
	expect(widthOf("status")).toBe(6);
	expect(widthOf("طُبِّق")).toBe(3);
	expect(widthOf("évaluée")).toBe(7);
	expect(widthOf("e\u0301")).toBe(1);
	expect(widthOf("表")).toBe(2);
});
