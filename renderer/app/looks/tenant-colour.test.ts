import { expect, test } from "vitest";
import { tenantColour, tenantHue } from "./tenant-colour.ts";

test("a tenant has one colour, and it is none of the environments' red and amber", () => {
	const hues = Array.from({ length: 2_000 }, (_, at) => tenantHue(`tenant-${at}`));
	expect(tenantColour("a")).toBe(tenantColour("a"));
	expect(Math.min(...hues)).toBeGreaterThanOrEqual(130);
	expect(Math.max(...hues)).toBeLessThan(335);
	expect(new Set(hues).size).toBeGreaterThan(190);
});
