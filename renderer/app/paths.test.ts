import { expect, test } from "vitest";
import { fileOfError, paths, placeOf } from "./paths.ts";

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

test("an address is read back as it was made", () => {
	expect(placeOf(paths.migration("a b/c", "008", "rollback", 12, 3))).toEqual({
		connection: "a b/c",
		screen: "migrations",
		part: "008",
		file: "rollback",
		line: 12,
		column: 3,
	});
	expect(placeOf(paths.history("x"))).toMatchObject({ connection: "x", screen: "migrations", part: "history" });
});

test("the fleet has addresses of its own, without a connection", () => {
	expect(placeOf(paths.fleet)).toMatchObject({ connection: undefined, screen: "fleet", part: undefined });
	expect(placeOf(paths.fleetPart("runs"))).toMatchObject({ connection: undefined, screen: "fleet", part: "runs" });
	expect(placeOf(paths.blocked("x"))).toMatchObject({ connection: "x", screen: "activity", part: "blocked" });
});

test("a tenant's dossier has an address, whatever its id", () => {
	expect(placeOf(paths.tenants("x"))).toMatchObject({ connection: "x", screen: "tenants", part: undefined });
	const { part, file } = placeOf(paths.tenant("x", "a/b 100%"));
	expect([decodeURIComponent(part ?? ""), file]).toEqual(["a/b 100%", undefined]);
});

test("what is no address of ours is the start, and a broken escape breaks nothing", () => {
	for (const path of ["/", "", "/x/y", "/c/", "/c"]) expect(placeOf(path).connection).toBeUndefined();
	expect(placeOf("/c/%E0%A4%A/other/008/else/x")).toEqual({
		connection: "%E0%A4%A",
		screen: undefined,
		part: "008",
		file: undefined,
		line: undefined,
		column: undefined,
	});
});
