import { expect, test } from "vitest";
import { nearNames } from "../near-names.ts";
import { policySentence } from "./policy-words.ts";
import { readNames } from "./read-names.ts";
import { expressionWords } from "./words.ts";

test.each([
	["true", "every row"],
	["(false)", "no row"],
	["(tenant_id = public.get_current_tenant())", "tenant_id is what public.get_current_tenant() answers"],
	[
		"(tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)",
		"tenant_id is the setting app.tenant_id",
	],
	[
		"(tenant_id = ( SELECT (current_setting('app.tenant'::text, true))::integer AS current_setting))",
		"tenant_id is the setting app.tenant",
	],
	["(public.is_superadmin() OR (tenant_id IS NULL))", "public.is_superadmin() says so, or tenant_id is empty"],
	["((status = 'o)pen'::text) AND (NOT hidden))", "status is “o)pen”, and not: hidden is true"],
	["(owner = CURRENT_USER)", "owner is the acting role"],
] as const)("the usual forms of a policy are told in words: %s", (expression, words) => {
	expect(expressionWords(expression)).toBe(words);
});

test.each(["(EXISTS ( SELECT 1 FROM s.m WHERE (m.a = t.a)))", "(n > 3)", "((n > 3) OR true)", "s.f(t.*)", "((a", ""])(
	"what has no usual form is shown as it is, and not told half: %s",
	(expression) => {
		expect(expressionWords(expression)).toBeUndefined();
	},
);

test("a policy is one sentence, with what new rows have to be", () => {
	const policy = {
		name: "p",
		applies: true,
		unread: false,
		comment: undefined,
		roles: ["app"],
		permissive: true,
	} as const;
	expect(
		policySentence({ ...policy, roles: [...policy.roles], command: "ALL", using: "(a = 1)", check: undefined }),
	).toBe("Lets app see, change and remove rows where a is “1”. New rows are held to the same.");
	expect(
		policySentence({
			...policy,
			roles: ["public"],
			permissive: false,
			command: "SELECT",
			using: "false",
			check: undefined,
		}),
	).toBe("Keeps everybody to what they may otherwise see, and of that no row.");
});

test("names are read as SQL reads them, and as they stand there", () => {
	expect(readNames("Sales.Orders")).toEqual([
		{ schema: "Sales", name: "Orders" },
		{ schema: "sales", name: "orders" },
		{ name: "Sales.Orders" },
	]);
	expect(readNames('"a.b"."c""d"')[0]).toEqual({ schema: "a.b", name: 'c"d' });
	expect(readNames("a.b.c")).toContainEqual({ schema: "a", name: "b.c" });
	expect(readNames('"')).toEqual([{ name: '"' }]);
});

test("near names are those with few edits, the nearest first; a short name has few", () => {
	expect(nearNames("public.ordrs", ["public.orders", "public.users", "public.order"])).toEqual([
		"public.orders",
		"public.order",
	]);
	expect(nearNames("ab", ["cd", "ac"])).toEqual(["ac"]);
	expect(nearNames("x".repeat(2_000), ["orders"])).toEqual([]);
});
