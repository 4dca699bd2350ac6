import { expect, test } from "vitest";
import { fileOf, readProfile, withTenants, withText } from "./profile-draft.ts";

const profile = { tenantColumn: "tenant_id", tables: { "public.__proto__": "x" }, role: "app" };

test("an emptied field is left out, and what the fields do not show stays", () => {
	expect(withText(profile, "role", "")).toEqual({ tenantColumn: "tenant_id", tables: { "public.__proto__": "x" } });
	expect(withText(profile, "context", "SELECT f($1)")).toEqual({ ...profile, context: "SELECT f($1)" });
	const listed = withTenants(profile, "table", "public.tenants");
	expect(withTenants(listed, "slug", "handle").tenants).toEqual({ table: "public.tenants", id: "id", slug: "handle" });
	expect(withTenants(withTenants(listed, "slug", "handle"), "slug", "").tenants).toEqual({
		table: "public.tenants",
		id: "id",
	});
	expect(withTenants(listed, "table", "")).toEqual(profile);
});

test("a profile is read back from its file; what is no object is none", () => {
	expect(readProfile(fileOf(profile))).toEqual(profile);
	for (const text of ["", "{", "[]", "7", "null"]) expect(readProfile(text)).toBeUndefined();
});
