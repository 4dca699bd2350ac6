import { expect, test } from "vitest";
import { judgeExpression, names, type Openness } from "./policy-expression.ts";

const columns = {
	tenant: "tenant_id",
	path: undefined,
	all: [
		{ name: "tenant_id", notNull: true },
		{ name: "id", notNull: true },
		{ name: "status", notNull: false },
		{ name: "owner_id", notNull: false },
	],
};

/** Each as pg_get_expr writes it. */
const cases: [string, Openness][] = [
	["true", "true"],
	["false", "never"],
	["(tenant_id = public.get_current_tenant())", "tenant"],
	["(public.get_current_tenant() = tenant_id)", "tenant"],
	["(tenant_id = ( SELECT public.get_current_tenant() AS get_current_tenant))", "tenant"],
	["((tenant_id)::text = current_setting('app.tenant_id'::text, true))", "tenant"],
	["(tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)", "tenant"],
	["(tenant_id = ANY (public.my_tenants()))", "tenant"],
	["(NOT (tenant_id IS DISTINCT FROM public.get_current_tenant()))", "tenant"],
	["((tenant_id = public.get_current_tenant()) AND (status = 'open'::text))", "tenant"],
	[
		"(EXISTS ( SELECT 1 FROM public.members m WHERE ((m.tenant_id = projects.tenant_id) AND (m.who = CURRENT_USER))))",
		"asks",
	],
	["public.is_member(tenant_id)", "asks"],
	["((tenant_id = public.get_current_tenant()) OR public.is_superadmin())", "other"],
	["((tenant_id = public.get_current_tenant()) OR true)", "true"],
	["((tenant_id = public.get_current_tenant()) OR (1 = 1))", "true"],
	["(tenant_id = tenant_id)", "true"],
	["(tenant_id IS NOT NULL)", "true"],
	["((tenant_id = public.get_current_tenant()) OR (status IS NULL))", "other"],
	["(tenant_id <> public.get_current_tenant())", "other"],
	["(status = 'published'::text)", "other"],
	["(tenant_id = COALESCE(public.get_current_tenant(), tenant_id))", "other"],
	["COALESCE((tenant_id = public.get_current_tenant()), true)", "other"],
	["(tenant_id = owner_id)", "other"],
	["(current_setting('app.is_superadmin'::text, true) = 'true'::text)", "other"],
	["CASE WHEN public.is_superadmin() THEN true ELSE (tenant_id = public.get_current_tenant()) END", "true"],
	["CASE WHEN (status = 'a OR b'::text) THEN (tenant_id = public.get_current_tenant()) ELSE false END", "tenant"],
	["('x'::text = 'x'::text)", "true"],
	["(NOT false)", "true"],
];

test.each(cases)("%s is %s", (text, open) => {
	expect(judgeExpression(text, columns).open).toBe(open);
});

test("the arms that open a policy are named, and only those", () => {
	const { arms } = judgeExpression(
		"((tenant_id = public.t()) OR public.is_admin() OR (status = ' OR '::text))",
		columns,
	);
	expect(arms).toEqual(["public.is_admin()", "status = ' OR '::text"]);
});

test("rows without a tenant that everybody sees are told apart from rows of all tenants", () => {
	const nullable = { ...columns, all: [{ name: "tenant_id", notNull: false }] };
	expect(judgeExpression("((tenant_id = public.t()) OR (tenant_id IS NULL))", nullable).open).toBe("shared");
});

test("a column that needs quotes is known by them, and a text constant is no column", () => {
	const odd = { tenant: 'Ten"ant', path: undefined, all: [{ name: 'Ten"ant', notNull: true }] };
	expect(judgeExpression('("Ten""ant" = public.t())', odd).open).toBe("tenant");
	expect(names("(status = 'tenant_id'::text)", "tenant_id")).toBe(false);
});
