import { expect, test } from "vitest";
import { formatBytes } from "./format-bytes.ts";

test("a size is said in the unit that suits it", () => {
	expect(formatBytes(0)).toBe("0 bytes");
	expect(formatBytes(512)).toBe("512 bytes");
	expect(formatBytes(3_400)).toBe("3.4 kB");
	expect(formatBytes(12_300_000)).toBe("12 MB");
	expect(formatBytes(5e15)).toBe("5,000 TB");
});
