import { expect, test } from "vitest";
import { parseProfile } from "./profile-of.ts";

test.each([
	['{"tenantColumn":""}', "tenantColumn: must not be empty"],
	['{"tenantColumn":"t","zz":1}', "has no zz"],
	["[]", "must be an object with fields"],
])("what a profile's file must have is said in words for people: %s", (text, words) => {
	expect(() => parseProfile(text, "file")).toThrow(`It does not say how tenants are told apart: ${words}.`);
});

test("a table named __proto__ is never dropped silently: bare it is refused, with its schema it is kept", () => {
	const profile = (table: string) => `{"tenantColumn":"t","tables":{"${table}":"owner"}}`;
	expect(() => parseProfile(profile("__proto__"), "file")).toThrow("with its schema: public.__proto__");
	expect(parseProfile(profile("public.__proto__"), "file").tables).toEqual({ "public.__proto__": "owner" });
});
