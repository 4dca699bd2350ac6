import { expect, test } from "vitest";
import { seenWords, toneOf } from "./seen-by.ts";

test("a row is told by everybody who sees it, in words as well as in a tone", () => {
	const names = { tenant: "Alpha", other: "Beta" };
	expect(toneOf({ tenant: true, other: true, admin: false })).toBe("both");
	expect(toneOf({ tenant: true, other: false, admin: true })).toBe("tenant");
	expect(toneOf({ tenant: false, other: true, admin: true })).toBe("other");
	expect(toneOf({ tenant: false, other: false, admin: true })).toBe("nobody");
	expect(seenWords({ tenant: true, other: true, admin: false }, names)).toBe("Alpha + Beta");
	expect(seenWords({ tenant: false, other: false, admin: true }, names)).toBe("the login");
});
