/** Ways to break the schema, each with the checks that must notice. */
import type { MigrationId } from "../helpers/run-files.ts";

export interface Mutant {
	what: string;
	sql: string;
	/** Checks that must fail, by a part of their names; others may too. */
	caught: string[];
}

const policies = "80 policies";
const roles = "two roles are there";
const grants = "what it needs, and nothing that goes around";
const functions = "functions run as their caller";
const foreign = "sees no row of another";

export const mutantsOf008: Mutant[] = [
	{
		what: "row security switched off",
		sql: "ALTER TABLE public.crm_deals DISABLE ROW LEVEL SECURITY",
		caught: [
			"row security is on",
			foreign,
			"changes and deletes",
			"puts no row into another",
			"without a tenant",
			"no setting",
		],
	},
	{
		what: "row security no longer forced on the owner",
		sql: "ALTER TABLE public.tenants NO FORCE ROW LEVEL SECURITY",
		caught: ["row security is on"],
	},
	{
		what: "a policy that lets every row through",
		sql: "ALTER POLICY projects_select ON public.projects USING (true)",
		caught: [policies, foreign, "without a tenant", "no setting"],
	},
	{
		what: "a wide policy beside the tenant's",
		sql: "CREATE POLICY everybody ON public.api_keys FOR SELECT USING (true)",
		caught: [policies, foreign, "without a tenant"],
	},
	{
		what: "a policy missing",
		sql: "DROP POLICY usage_events_select ON public.usage_events",
		caught: [policies, "sees its own rows"],
	},
	{
		what: "the superadmin's policy missing",
		sql: "DROP POLICY tenants_superadmin ON public.tenants",
		caught: [policies, "superadmin sees every tenant"],
	},
	{
		what: "the superadmin's policy for everybody",
		sql: "ALTER POLICY crm_leads_superadmin ON public.crm_leads TO PUBLIC",
		caught: [policies],
	},
	{
		what: "the superadmin's policy without asking whether the mode is on",
		sql: "ALTER POLICY crm_leads_superadmin ON public.crm_leads USING (true)",
		caught: [policies],
	},
	{
		what: "superadmin by a setting, as the seed had it",
		sql: `ALTER POLICY projects_select ON public.projects
		      USING (tenant_id = public.get_current_tenant() OR current_setting('app.is_superadmin', true) = 'true')`,
		caught: [policies, "no setting"],
	},
	{
		what: "an UPDATE whose new row is not tested",
		sql: "ALTER POLICY billing_accounts_update ON public.billing_accounts WITH CHECK (true)",
		// By trying it would take an UPDATE without WHERE, which no check may run: on a broken policy it hits the whole table.
		caught: [policies],
	},
	{
		what: "an INSERT for any tenant",
		sql: "ALTER POLICY voice_conversations_insert ON public.voice_conversations WITH CHECK (true)",
		caught: [policies, "puts no row into another", "without a tenant"],
	},
	{
		what: "reading and writing for any tenant, by which rows can be moved",
		sql: `ALTER POLICY billing_accounts_update ON public.billing_accounts WITH CHECK (true);
		      ALTER POLICY billing_accounts_select ON public.billing_accounts USING (true)`,
		caught: [policies, foreign, "puts no row into another"],
	},
	{
		what: "no tenant meaning every tenant",
		sql: `ALTER POLICY knowledge_base_select ON public.knowledge_base
		      USING (tenant_id = public.get_current_tenant() OR public.get_current_tenant() IS NULL)`,
		caught: [policies, "without a tenant"],
	},
	{
		what: "the tenant test and the superadmin in one policy, by which no index is used",
		sql: `ALTER POLICY projects_select ON public.projects
		      USING (tenant_id = public.get_current_tenant() OR public.is_superadmin())`,
		caught: [policies],
	},
	{
		what: "a restrictive policy in place of a permissive one",
		sql: `DROP POLICY projects_delete ON public.projects;
		      CREATE POLICY projects_delete ON public.projects AS RESTRICTIVE FOR DELETE
		      USING (tenant_id = public.get_current_tenant())`,
		caught: [policies],
	},
	{
		what: "is_superadmin() as its owner",
		sql: "ALTER FUNCTION public.is_superadmin() SECURITY DEFINER",
		caught: [functions, "superadmin sees every tenant, the application does not"],
	},
	{
		what: "enable_superadmin_mode() as its owner",
		sql: "ALTER FUNCTION public.enable_superadmin_mode() SECURITY DEFINER",
		caught: [functions],
	},
	{
		what: "get_current_tenant() pinned, by which it is not planned into the query",
		sql: "ALTER FUNCTION public.get_current_tenant() SET search_path = pg_catalog",
		caught: [functions],
	},
	{
		what: "get_current_tenant() volatile, by which no index is used",
		sql: "ALTER FUNCTION public.get_current_tenant() VOLATILE",
		caught: [functions],
	},
	{
		what: "get_current_tenant() with a tenant to fall back on",
		sql: `CREATE OR REPLACE FUNCTION public.get_current_tenant() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS $$
		      SELECT coalesce(nullif(current_setting('app.tenant_id', true), ''), '00000000-0000-0000-0000-000000000000')::uuid $$`,
		caught: ["without a tenant", "no setting"],
	},
	{
		what: "set_tenant() that takes any UUID",
		sql: `CREATE OR REPLACE FUNCTION public.set_tenant(tenant uuid, for_transaction boolean) RETURNS void LANGUAGE plpgsql
		      SET search_path = pg_catalog, pg_temp AS $$ BEGIN PERFORM set_config('app.tenant_id', tenant::text, for_transaction); END $$`,
		caught: ["set_tenant takes a tenant that exists"],
	},
	{
		what: "set_tenant() that the application may not call",
		sql: "REVOKE EXECUTE ON FUNCTION public.set_tenant(uuid) FROM PUBLIC",
		caught: [functions],
	},
	{
		what: "TRUNCATE for the application",
		sql: "GRANT TRUNCATE ON public.projects TO iafactory_app",
		caught: [grants],
	},
	{
		what: "REFERENCES for everybody",
		sql: "GRANT REFERENCES (id) ON public.tenants TO PUBLIC",
		caught: [grants],
	},
	{
		what: "the application reading everybody's address",
		sql: "GRANT SELECT (email) ON public.users TO iafactory_app",
		caught: [grants],
	},
	{
		what: "the application without a right that it needs",
		sql: "REVOKE INSERT ON public.voice_transcriptions FROM iafactory_app",
		caught: [grants],
	},
	{ what: "BYPASSRLS for the application", sql: "ALTER ROLE iafactory_app BYPASSRLS", caught: [roles, foreign] },
	{ what: "a login for the superadmin", sql: "ALTER ROLE iafactory_superadmin LOGIN", caught: [roles] },
	{
		what: "the application a member of superadmin",
		sql: "GRANT iafactory_superadmin TO iafactory_app",
		caught: [roles],
	},
	{
		what: "the application a member of the owner",
		sql: "CREATE ROLE mutant_owner; ALTER TABLE public.projects OWNER TO mutant_owner; GRANT mutant_owner TO iafactory_app",
		caught: [roles],
	},
	{
		what: "a table of the application's own",
		sql: "ALTER TABLE public.crm_leads OWNER TO iafactory_app",
		caught: ["row security is on"],
	},
];

export const mutantsBefore: (Mutant & { migration: MigrationId })[] = [
	{
		migration: "001",
		what: "a column missing",
		sql: "ALTER TABLE public.users DROP COLUMN locale",
		caught: ["its columns"],
	},
	{
		migration: "001",
		what: "addresses no longer unique",
		sql: "DROP INDEX public.users_email_lower_key",
		caught: ["address"],
	},
	{
		migration: "002",
		what: "a name that may be missing",
		sql: "ALTER TABLE public.projects ALTER COLUMN name DROP NOT NULL",
		caught: ["its columns"],
	},
	{
		migration: "003",
		what: "another type",
		sql: "ALTER TABLE public.knowledge_base ALTER COLUMN tokens TYPE bigint",
		caught: ["their columns"],
	},
	{
		migration: "004",
		what: "rows without a number",
		sql: "ALTER TABLE public.orchestrator_state ALTER COLUMN id DROP IDENTITY",
		caught: ["numbers"],
	},
	{
		migration: "005",
		what: "a foreign key missing",
		sql: "ALTER TABLE public.bmad_workflows DROP CONSTRAINT bmad_workflows_created_by_fkey",
		caught: ["is a user"],
	},
	{
		migration: "006",
		what: "the system tenant missing",
		sql: "DELETE FROM public.tenants WHERE slug = 'system'",
		caught: ["the system tenant is there"],
	},
	{
		migration: "006",
		what: "any region",
		sql: "ALTER TABLE public.tenants DROP CONSTRAINT tenants_region_known",
		caught: ["known regions"],
	},
	{
		migration: "006",
		what: "a region check that leaves one out",
		sql: `ALTER TABLE public.tenants DROP CONSTRAINT tenants_region_known,
		      ADD CONSTRAINT tenants_region_known CHECK (region IN ('DZ', 'CH', 'FR', 'BE'))`,
		caught: ["known regions"],
	},
	{
		migration: "006",
		what: "a key hash of any form",
		sql: "ALTER TABLE public.api_keys DROP CONSTRAINT api_keys_key_hash_sha256",
		caught: ["known regions, plans"],
	},
	{
		migration: "006",
		what: "a user twice in one tenant",
		sql: "ALTER TABLE public.tenant_users DROP CONSTRAINT tenant_users_pkey",
		caught: ["unique"],
	},
	{
		migration: "007",
		what: "rows without a tenant",
		sql: "ALTER TABLE public.projects ALTER COLUMN tenant_id DROP NOT NULL",
		caught: ["no row without a tenant"],
	},
	{
		migration: "007",
		what: "rows that go to the system tenant by themselves",
		sql: "ALTER TABLE public.crm_leads ALTER COLUMN tenant_id SET DEFAULT '00000000-0000-0000-0000-000000000000'",
		caught: ["no row without a tenant"],
	},
	{
		migration: "007",
		what: "a foreign key that is not proven",
		sql: `ALTER TABLE public.pme_analyses DROP CONSTRAINT pme_analyses_tenant_id_fkey,
		      ADD FOREIGN KEY (tenant_id) REFERENCES public.tenants (id) NOT VALID`,
		caught: ["every tenant_id is a tenant's"],
	},
	{
		migration: "007",
		what: "an index missing",
		sql: "DROP INDEX public.idx_crm_deals_tenant",
		caught: ["both tenant indexes"],
	},
	{
		migration: "007",
		what: "an index on a part of the rows",
		sql: `DROP INDEX public.idx_crm_deals_tenant_created;
		      CREATE INDEX idx_crm_deals_tenant_created ON public.crm_deals (tenant_id, created_at DESC) WHERE stage = 'won'`,
		caught: ["both tenant indexes"],
	},
	{
		migration: "007",
		what: "an index in another order",
		sql: `DROP INDEX public.idx_projects_tenant_created;
		      CREATE INDEX idx_projects_tenant_created ON public.projects (created_at DESC, tenant_id)`,
		caught: ["both tenant indexes"],
	},
	{
		migration: "007",
		what: "an invalid index",
		sql: "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'public.idx_projects_tenant'::regclass",
		caught: ["both tenant indexes"],
	},
	{
		migration: "007",
		what: "a deal that may point at another tenant's lead",
		sql: `ALTER TABLE public.crm_deals DROP CONSTRAINT crm_deals_lead_fkey; ALTER TABLE public.crm_leads ADD UNIQUE (id);
		      ALTER TABLE public.crm_deals ADD FOREIGN KEY (lead_id) REFERENCES public.crm_leads (id)`,
		caught: ["is the tenant's own"],
	},
];
