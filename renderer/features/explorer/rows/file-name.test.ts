import { expect, test } from "vitest";
import { fileName } from "./file-name.ts";

const at = new Date("2026-01-02T03:04:05Z");

test("a file's name says whose rows it holds, whatever the tenant is called", () => {
	expect(fileName({ tenant: { id: "1", slug: "alpha" } }, "orders", "csv", at)).toBe(
		"as-alpha-orders-2026-01-02T030405.csv",
	);
	expect(fileName({ tenant: { id: "7", name: "../../etc\u202e<img>" } }, 'a"b/c', "json", at)).toBe(
		"as-etc-img-a-b-c-2026-01-02T030405.json",
	);
	expect(fileName({ tenant: { id: "7", name: "مدرسة النور" } }, "…", "csv", at)).toBe(
		"as-مدرسة-النور-rows-2026-01-02T030405.csv",
	);
	expect(fileName({ tenant: { id: "7", name: "***" } }, "t", "csv", at)).toMatch(/^as-7-t-/);
});
