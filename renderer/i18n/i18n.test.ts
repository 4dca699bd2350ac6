import { expect, test } from "vitest";
import { t } from "./i18n.ts";

test("a message picks its plural form by n, and numbers are grouped", () => {
	expect(t("demo.rows", { n: 1 })).toBe("1 row");
	expect(t("demo.rows", { n: 203112 })).toBe("203,112 rows");
});

test("hidden characters in what is put into a message are shown by name, and a name that is missing stays as it stands", () => {
	expect(t("go.connection", { name: "a\u202eb" })).toBe("Open a\\u202eb");
	expect(t("go.connection")).toBe("Open {name}");
});
