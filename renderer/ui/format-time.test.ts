import { expect, test } from "vitest";
import { formatDuration, formatRelative } from "./format-time.ts";

test("a duration is said in the unit that suits it", () => {
	expect(formatDuration(0.42)).toBe("0.4ms");
	expect(formatDuration(83)).toBe("83ms");
	expect(formatDuration(4_120)).toBe("4.1s");
	expect(formatDuration(125_000)).toBe("2m 5s");
});

test("a moment is told from now", () => {
	const now = Date.UTC(2026, 0, 2, 12);
	expect(formatRelative(now - 20_000, now)).toBe("now");
	expect(formatRelative(now - 180_000, now)).toBe("3 minutes ago");
	expect(formatRelative(now - 26 * 3_600_000, now)).toBe("yesterday");
});
