import { expect, test } from "vitest";
import { indexParts } from "./index-parts.ts";

test("columns are parted by commas, and empty ones are none", () => {
	expect(indexParts("tenant_id, created_at DESC,")).toEqual(["tenant_id", "created_at DESC"]);
	expect(indexParts("  ")).toEqual([]);
});

test("a comma inside an expression or a quoted name parts nothing", () => {
	expect(indexParts(`(coalesce(a, 'x,)')), "b,c", d`)).toEqual(["(coalesce(a, 'x,)'))", '"b,c"', "d"]);
});
