import { describe, expect, test } from "vitest";
import { type LookedAtTenancy, lookAtTenancy } from "../../main/core/tenancy/read-tenancy.ts";
import { hasVersion, onServer, type TestDatabase, withDatabase } from "../helpers/postgres.ts";
import { claims, helpers, iafactory, memberships, plainClaim, settings } from "../helpers/tenancy-schemas.ts";

const look = ({ params }: TestDatabase): Promise<LookedAtTenancy> =>
	onServer(params, (session) => lookAtTenancy(session, undefined, "given"));

function looking(
	script: string,
	use: (found: LookedAtTenancy, database: TestDatabase) => void,
	version: 14 | 18,
): Promise<void> {
	return withDatabase(
		async (database) => {
			await database.script(script);
			use(await look(database), database);
		},
		{ version },
	);
}

const tablesOf = ({ tenancy }: LookedAtTenancy): Record<string, string> =>
	Object.fromEntries(
		tenancy.tables.map(({ schema, name, path, tenant, parent }) => [
			`${schema}.${name}`,
			[...path.map(({ column, table }) => `${column}→${table}`), tenant.name, ...(parent ? [`in ${parent}`] : [])].join(
				" ",
			),
		]),
	);

for (const version of [18, 14] as const) {
	describe.skipIf(!hasVersion(version))(`on PostgreSQL ${version}`, () => {
		test("IAFactory: nothing is open, and each finding says what speaks for it", () =>
			looking(
				iafactory(),
				({ tenancy, findings, questions }) => {
					expect(questions).toEqual([]);
					expect(tenancy.problems).toEqual([]);
					expect(findings.map(({ about }) => about).sort()).toEqual(["column", "context", "role", "tenants"]);
					expect(findings.find(({ about }) => about === "column")).toMatchObject({
						text: expect.stringContaining("app.tenant_id, through public.get_current_tenant"),
						evidence: expect.arrayContaining([
							expect.stringContaining("policy api_keys_delete on public.api_keys: (tenant_id = get_current_tenant())"),
						]),
					});
				},
				version,
			));

		test("settings read in the policies themselves: other columns, two keys, schemas, partitions, views and odd names", () =>
			looking(
				settings,
				(found) => {
					const { profile, problems } = found.tenancy;
					expect(problems).toEqual([]);
					expect(profile).toEqual({
						tenants: {
							...{ table: "public.companies", id: "company_id", name: "title", slug: "handle", region: "country" },
							...{ plan: "tier", status: "state", adminEmail: "email", createdAt: "createdAt" },
						},
						tenantColumn: "company_id",
						tables: {
							"sales.orders": "account",
							"sales.order_items": { column: "order_id", table: "sales.orders", key: "id" },
							"sales.item_notes": { column: "item_id", table: "sales.order_items", key: "id" },
							"sales.order_list": "account",
						},
						role: "shop_app",
						context: "SELECT pg_catalog.set_config('app.company', $1, true)",
					});
					expect(tablesOf(found)).toEqual({
						'odd "schema.__proto__': "company_id",
						"odd \"schema.new\nline's": "company_id",
						"public.companies": "company_id",
						"public.events": "company_id",
						"public.events_2026": "company_id in public.events",
						"sales.customers": "company_id",
						"sales.item_notes": "item_id→order_items order_id→orders account",
						"sales.order_items": "order_id→orders account",
						"sales.order_list": "account",
						"sales.orders": "account",
					});
					expect(found.questions).toEqual([
						{
							about: "table",
							text: expect.stringContaining("The view sales.order_count reads sales.orders"),
							others: [],
						},
					]);
					expect(found.findings.find(({ about }) => about === "role")?.evidence).toContain(
						"logins that may act as it: shop_login",
					);
				},
				version,
			));

		test("JWT claims behind helper functions: the claim's path, the role the policies are made for, persons left aside", () =>
			looking(
				claims,
				(found) => {
					expect(found.tenancy.problems).toEqual([]);
					expect(found.tenancy.profile).toEqual({
						tenants: {
							table: "public.organizations",
							id: "id",
							name: "name",
							slug: "slug",
							plan: "plan",
							createdAt: "created_at",
						},
						tenantColumn: "org_id",
						role: "authenticated",
						context:
							"SELECT pg_catalog.set_config('request.jwt.claims', pg_catalog.json_build_object('role', 'authenticated', 'app_metadata', pg_catalog.json_build_object('tenant_id', $1::text))::text, true)",
					});
					expect(Object.keys(tablesOf(found))).toEqual(["public.documents", "public.invoices", "public.organizations"]);
					expect(found.questions).toEqual([]);
				},
				version,
			));

		test("one claim read directly: text ids and no table of tenants", () =>
			looking(
				plainClaim,
				(found) => {
					expect(found.tenancy.profile).toEqual({
						tenantColumn: "tenant_id",
						role: "web_user",
						context:
							"SELECT pg_catalog.set_config('request.jwt.claims', pg_catalog.json_build_object('tenant_id', $1::text)::text, true)",
					});
					expect(tablesOf(found)).toEqual({ "api.lists": "tenant_id", "api.todos": "tenant_id" });
				},
				version,
			));

		test("helpers in PL/pgSQL: the procedure that sets by EXECUTE, bigint ids, support's role and who reads everything left aside, two e-mails asked about", () =>
			looking(
				helpers,
				(found) => {
					expect(found.tenancy.profile).toMatchObject({
						tenants: { table: "public.accounts", id: "id", name: "name", adminEmail: "contact_email" },
						tenantColumn: "account_id",
						tables: { "public.calls": { column: "contact_id", table: "public.contacts", key: "id" } },
						role: "crm_web",
						context: "CALL app.switch_account($1)",
					});
					expect(found.questions).toEqual([
						{ about: "tenants", text: expect.stringContaining("e-mail"), chosen: "contact_email", others: ["email"] },
					]);
				},
				version,
			));

		test("memberships: the column is found, and that no tenant's id chooses anybody is said", () =>
			looking(
				memberships,
				({ tenancy, questions }) => {
					expect(tenancy.profile).toEqual({
						...{
							tenants: { table: "public.teams", id: "id", name: "name" },
							tenantColumn: "team_id",
							role: "member_app",
						},
					});
					expect(questions).toMatchObject([{ about: "context", text: expect.stringContaining("app.user_id") }]);
				},
				version,
			));
	});
}
