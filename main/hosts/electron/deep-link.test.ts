import { expect, test } from "vitest";
import { linkIn, nameInLink } from "./deep-link.ts";

test("a link names one connection, percent-encoded, and says nothing else", () => {
	expect(nameInLink("bulkhead://open/Shop")).toBe("Shop");
	expect(nameInLink("BULKHEAD://open/Shop%20(test)/")).toBe("Shop (test)");
	expect(nameInLink("bulkhead://open/%D9%85%D8%AA%D8%AC%D8%B1")).toBe("متجر");
	expect(nameInLink("bulkhead://open/a%2Fb")).toBe("a/b");
});

test("whatever is not exactly such a link names nothing", () => {
	const wrong = [
		...[
			"",
			"bulkhead:",
			"bulkhead://",
			"bulkhead://open",
			"bulkhead://open/",
			"bulkhead://open/%",
			"bulkhead://open/%ff",
		],
		...["bulkhead://open/a/b", "bulkhead://open/a?url=postgres://evil", "bulkhead://open/a#x", "bulkhead://open/a\\b"],
		...[
			"bulkhead://run/migrate",
			"bulkhead://user:secret@open/a",
			"bulkhead://open:1/a",
			"https://open/a",
			" bulkhead://open/a",
		],
		...["bulkhead://open/%00", "bulkhead://open/a%0Ab", "bulkhead://open/%E2%80%AEx", "bulkhead://open/%20"],
		`bulkhead://open/${"x".repeat(201)}`,
		`bulkhead://open/${"x".repeat(1_025)}`,
	];
	for (const text of wrong) expect([text, nameInLink(text)]).toEqual([text, undefined]);
});

test("of a start's arguments the link is taken, and neither the program nor an option", () => {
	expect(linkIn(["/opt/bulkhead", "--no-sandbox", "bulkhead://open/a", "bulkhead://open/b"])).toBe("bulkhead://open/a");
	expect(linkIn(["bulkhead://open/a"])).toBeUndefined();
	expect(linkIn(["/opt/bulkhead", "/etc/passwd", "--url=postgres://x"])).toBeUndefined();
});
