import { expect, test } from "vitest";
import { fileOfError, paths } from "./paths.ts";

test("an error's file leads to its migration and to the right one of its three files", () => {
	expect(fileOfError("008_enable_rls_policies.sql")).toEqual({ id: "008", kind: "forward" });
	expect(fileOfError("rollback/008_enable_rls_policies.sql")).toEqual({ id: "008", kind: "rollback" });
	expect(fileOfError("/srv/migrations/verify/1007_x.sql")).toEqual({ id: "1007", kind: "verify" });
	expect(fileOfError("C:\\set\\rollback\\008_x.sql")).toEqual({ id: "008", kind: "rollback" });
	expect(fileOfError("notes.sql")).toBeUndefined();
});

test("a place in a file is part of the address", () => {
	expect(paths.migration("a b", "008", "rollback", 12)).toBe("/c/a%20b/migrations/008/rollback/12");
	expect(paths.migration("x", "008")).toBe("/c/x/migrations/008");
});
