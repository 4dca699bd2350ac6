import { expect, test } from "vitest";
import type { GuardedTable } from "../../tenancy/model.ts";
import type { TableFact } from "../facts.ts";
import { voidingArms } from "./or-arms.ts";
import type { PolicyFact } from "./plan-facts.ts";
import { draftRewrite } from "./rewrite-policy.ts";

const table = {
	oid: "1",
	schema: "public",
	name: "orders",
	columns: [{ name: "tenant_id" }, { name: "user_id" }],
} as TableFact;
const guarded = { oid: "1", path: [], tenant: { name: "tenant_id", type: "uuid" } } as unknown as GuardedTable;
const policy = (using: string, more: Partial<PolicyFact> = {}): PolicyFact => ({
	...{
		name: "own",
		command: "*",
		permissive: true,
		roles: [],
		counts: true,
		using,
		check: undefined,
		locked: false,
		functions: [],
	},
	...more,
});
const arms = (...policies: PolicyFact[]) => voidingArms(table, policies).map(({ text }) => text);

test("an arm asks something of the row where it names a column outside of sub-selects", () => {
	expect(arms(policy("((tenant_id = f()) OR g())"))).toEqual(["g()"]);
	expect(arms(policy("((tenant_id = f()) OR ((user_id = h()) OR ( SELECT g() AS g)))"))).toEqual(["SELECT g() AS g"]);
	expect(arms(policy("((tenant_id = f()) OR (EXISTS ( SELECT FROM admins a WHERE (a.user_id = me()))))"))).toHaveLength(
		1,
	);
	expect(arms(policy("((tenant_id = f()) OR (user_id = me()))"))).toEqual([]);
	expect(arms(policy("((tenant_id = f()) AND (g() OR h()))"))).toEqual([]);
	expect(arms(policy("((tenant_id = f()) OR false)"))).toEqual([]);
	expect(arms(policy("((tenant_id = f()) OR (g() = 'tenant_id'::text))"))).toHaveLength(1);
});

test("two permissive policies are one OR; restrictive ones, those of other roles and of writing are not in it", () => {
	const own = policy("(tenant_id = f())");
	expect(arms(own, policy("g()", { name: "admin" }))).toEqual(["g()"]);
	expect(arms(own, policy("g()", { name: "admin", counts: false }))).toEqual([]);
	expect(arms(own, policy("g()", { name: "admin", permissive: false }))).toEqual([]);
	expect(arms(own, policy("g()", { name: "admin", command: "w" }))).toEqual([]);
	expect(arms(policy("g()"))).toEqual([]);
});

test("WITH CHECK that says the same is parted too, one of its own stays; the undo says what was", () => {
	const using = "((tenant_id = f()) OR g())";
	const around = (own: PolicyFact, support: string[]) => ({
		table,
		guarded,
		policies: [own],
		tenants: undefined,
		support,
	});
	const same = policy(using, { check: using });
	const draft = draftRewrite(same, around(same, ["help"]));
	expect(draft?.sql).toContain(
		'ALTER POLICY "own" ON "public"."orders" USING ((tenant_id = f())) WITH CHECK ((tenant_id = f()))',
	);
	expect(draft?.sql).toContain('TO "help" USING ((g())) WITH CHECK ((g()))');
	expect(draft?.undo).toContain(`USING (${using}) WITH CHECK (${using})`);
	const other = policy(using, { check: "(tenant_id = f())" });
	expect(draftRewrite(other, around(other, ["help"]))?.sql).toContain("WITH CHECK ((tenant_id = f()))");
	// Nobody knows which of two is the support, and nothing lists the tenants.
	expect(draftRewrite(same, around(same, ["help", "audit"]))).toBeUndefined();
	expect(draftRewrite(same, around(same, []))).toBeUndefined();
});
