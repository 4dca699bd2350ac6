import { expect, test } from "vitest";
import { countdown } from "./countdown.ts";

test("what is left is told to the second, and is never less than nothing", () => {
	const end = new Date(10_000_000);
	expect(countdown(end, 10_000_000 - 61_000)).toBe("1:01");
	expect(countdown(end, 10_000_000 - 3_600_000 - 5_000)).toBe("1:00:05");
	expect(countdown(end, 10_000_000 - 1)).toBe("0:01");
	expect(countdown(end, 10_000_000 + 5_000)).toBe("0:00");
});
