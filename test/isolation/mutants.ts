/** Faults that a hand, a hurry or another tool puts into the IAFactory schema: each one statement list, and the check that has to find it. */

export interface Mutant {
	/** What was done, in a few words. */
	name: string;
	/** As a superuser, in a database that the set has migrated. */
	sql: string;
	/** One of these checks finds it, on an object that contains `object`. */
	found: readonly string[];
	object: string;
	/** What belongs to the whole cluster is taken back by this. */
	undo?: string;
	/** It is a gap, but lets nobody see anything today. */
	quiet?: true;
	/** Major version from which it can be done. */
	since?: number;
}

const drop = (policy: string, table: string): string => `DROP POLICY ${policy} ON public.${table};`;
const test = "tenant_id = public.get_current_tenant()";

const rowSecurity: Mutant[] = [
	{
		name: "FORCE is dropped",
		sql: "ALTER TABLE public.projects NO FORCE ROW LEVEL SECURITY",
		found: ["not-forced"],
		object: "public.projects",
	},
	{
		name: "row security is turned off, the policies stay",
		sql: "ALTER TABLE public.crm_leads DISABLE ROW LEVEL SECURITY",
		found: ["policies-not-asked"],
		object: "public.crm_leads",
	},
	{
		name: "a new table with tenants, without row security, granted",
		sql: `CREATE TABLE public.invoices (id bigint PRIMARY KEY, tenant_id uuid NOT NULL REFERENCES public.tenants, total numeric);
			INSERT INTO public.invoices SELECT row_number() OVER (), id, 1 FROM public.tenants;
			GRANT SELECT ON public.invoices TO iafactory_app`,
		found: ["row-security-off"],
		object: "public.invoices",
	},
	{
		name: "a new table with tenants, without row security, granted to nobody yet",
		sql: "CREATE TABLE public.invoices AS SELECT id AS tenant_id, 1 AS total FROM public.tenants",
		found: ["row-security-off"],
		object: "public.invoices",
	},
	{
		name: "all policies are dropped, row security stays on",
		sql: ["select", "insert", "update", "delete", "superadmin"]
			.map((name) => drop(`bolt_workflows_${name}`, "bolt_workflows"))
			.join(" "),
		found: ["no-policy"],
		object: "public.bolt_workflows",
	},
	{
		name: "a child by inheritance, granted",
		sql: `CREATE TABLE public.usage_events_old () INHERITS (public.usage_events);
			INSERT INTO public.usage_events_old (id, tenant_id, event_type) SELECT -row_number() OVER (), id, 'old' FROM public.tenants;
			GRANT SELECT ON public.usage_events_old TO iafactory_app`,
		found: ["partition-open"],
		object: "public.usage_events_old",
	},
	{
		name: "a child by inheritance, granted to nobody",
		sql: "CREATE TABLE public.projects_old () INHERITS (public.projects)",
		found: ["partition-open"],
		object: "public.projects_old",
	},
	{
		name: "a partitioned table whose partition is open",
		sql: `CREATE TABLE public.visits (tenant_id uuid NOT NULL, at date NOT NULL) PARTITION BY RANGE (at);
			CREATE TABLE public.visits_2026 PARTITION OF public.visits FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
			ALTER TABLE public.visits ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
			CREATE POLICY own ON public.visits USING (${test}) WITH CHECK (${test});
			INSERT INTO public.visits SELECT id, '2026-05-01' FROM public.tenants;
			GRANT SELECT ON public.visits, public.visits_2026 TO iafactory_app`,
		found: ["partition-open"],
		object: "public.visits_2026",
	},
];

const policies: Mutant[] = [
	{
		name: "USING (true) beside the tenant's policy",
		sql: "CREATE POLICY readable ON public.knowledge_base FOR SELECT USING (true)",
		found: ["policy-always-true"],
		object: "readable",
	},
	{
		name: "USING (true) for the application's role alone",
		sql: "CREATE POLICY everything ON public.projects TO iafactory_app USING (true)",
		found: ["policy-always-true"],
		object: "everything",
	},
	{
		name: "WITH CHECK (true) for INSERT",
		sql: "CREATE POLICY any_insert ON public.projects FOR INSERT WITH CHECK (true)",
		found: ["policy-always-true"],
		object: "any_insert",
	},
	{
		name: "WITH CHECK (true) put into the policy for UPDATE",
		sql: "ALTER POLICY projects_update ON public.projects WITH CHECK (true)",
		found: ["policy-always-true"],
		object: "projects_update",
	},
	{
		name: "WITH CHECK is dropped from the policy for UPDATE",
		sql: `${drop("crm_leads_update", "crm_leads")} CREATE POLICY crm_leads_update ON public.crm_leads FOR UPDATE USING (${test})`,
		found: ["policy-no-check"],
		object: "crm_leads_update",
	},
	{
		name: "UPDATE without WITH CHECK and without the tenant",
		sql: `${drop("crm_leads_update", "crm_leads")} CREATE POLICY crm_leads_update ON public.crm_leads FOR UPDATE USING (status = 'new')`,
		found: ["policy-no-check", "policy-wide"],
		object: "crm_leads_update",
	},
	{
		name: "a tautology that is not written as true",
		sql: "ALTER POLICY projects_select ON public.projects USING (tenant_id = tenant_id)",
		found: ["policy-always-true"],
		object: "projects_select",
	},
	{
		name: "IS NOT NULL on a column that is never null",
		sql: "ALTER POLICY projects_select ON public.projects USING (tenant_id IS NOT NULL)",
		found: ["policy-always-true"],
		object: "projects_select",
	},
	{
		name: "OR 1 = 1",
		sql: `ALTER POLICY crm_deals_select ON public.crm_deals USING (${test} OR 1 = 1)`,
		found: ["policy-always-true"],
		object: "crm_deals_select",
	},
	{
		name: "the seed's OR is_superadmin()",
		sql: `ALTER POLICY api_keys_select ON public.api_keys USING (${test} OR public.is_superadmin())`,
		found: ["policy-wide"],
		object: "api_keys_select",
		quiet: true,
	},
	{
		name: "a flag in a setting, in an OR",
		sql: `ALTER POLICY api_keys_select ON public.api_keys USING (${test} OR current_setting('app.is_superadmin', true) = 'true')`,
		found: ["policy-flag"],
		object: "api_keys_select",
	},
	{
		name: "a flag in a setting, behind a function, in a policy of its own",
		sql: `CREATE FUNCTION public.is_admin() RETURNS boolean LANGUAGE sql STABLE AS $$ SELECT coalesce(current_setting('app.admin', true), '') = 'true' $$;
			CREATE POLICY admins ON public.projects FOR SELECT USING (public.is_admin())`,
		found: ["policy-flag"],
		object: "admins",
	},
	{
		name: "a function for everybody that raises the flag",
		sql: `CREATE FUNCTION public.become_admin() RETURNS text LANGUAGE sql AS $$ SELECT set_config('app.is_superadmin', 'true', false) $$;
			ALTER POLICY projects_select ON public.projects USING (${test} OR current_setting('app.is_superadmin', true) = 'true')`,
		found: ["setting-function"],
		object: "become_admin",
	},
	{
		name: "a policy that asks about something else",
		sql: "CREATE POLICY published ON public.knowledge_base FOR SELECT USING (language = 'fr')",
		found: ["policy-wide"],
		object: "published",
	},
	{
		name: "the tenant's policy asks about something else",
		sql: `${drop("knowledge_base_select", "knowledge_base")} ${drop("knowledge_base_insert", "knowledge_base")} ${drop("knowledge_base_update", "knowledge_base")} ${drop("knowledge_base_delete", "knowledge_base")}
			CREATE POLICY published ON public.knowledge_base FOR SELECT USING (language = 'fr')`,
		found: ["policy-without-tenant"],
		object: "published",
	},
	{
		name: "rows of nobody for everybody",
		sql: `ALTER TABLE public.projects ALTER tenant_id DROP NOT NULL; INSERT INTO public.projects (name) VALUES ('nobody''s'); ALTER POLICY projects_select ON public.projects USING (tenant_id IS NULL OR ${test})`,
		found: ["rows-of-nobody"],
		object: "projects_select",
	},
	{
		name: "open while no tenant is set",
		sql: "ALTER POLICY projects_select ON public.projects USING (tenant_id = coalesce(public.get_current_tenant(), tenant_id))",
		found: ["policy-wide", "policy-without-tenant", "policy-flag"],
		object: "projects_select",
	},
	{
		name: "the comparison is turned around",
		sql: "ALTER POLICY projects_delete ON public.projects USING (tenant_id <> public.get_current_tenant())",
		found: ["policy-flag", "policy-wide", "policy-without-tenant"],
		object: "projects_delete",
	},
];

const copies: Mutant[] = [
	{
		name: "a view of a superuser",
		sql: "CREATE VIEW public.all_projects AS SELECT * FROM public.projects; GRANT SELECT ON public.all_projects TO iafactory_app",
		found: ["view-bypasses"],
		object: "public.all_projects",
	},
	{
		name: "a view over a view of a superuser",
		sql: `CREATE VIEW public.inner_view AS SELECT tenant_id, name FROM public.projects;
			CREATE VIEW public.outer_view AS SELECT * FROM public.inner_view; GRANT SELECT ON public.outer_view TO PUBLIC`,
		found: ["view-bypasses"],
		object: "public.outer_view",
	},
	{
		name: "a materialised view for the application",
		sql: "CREATE MATERIALIZED VIEW public.lead_counts AS SELECT tenant_id, count(*) FROM public.crm_leads GROUP BY 1; GRANT SELECT ON public.lead_counts TO iafactory_app",
		found: ["materialized-view"],
		object: "public.lead_counts",
	},
	{
		name: "a materialised view without the tenant, for PUBLIC",
		sql: "CREATE MATERIALIZED VIEW public.names AS SELECT name FROM public.projects; GRANT SELECT ON public.names TO PUBLIC",
		found: ["materialized-view"],
		object: "public.names",
	},
	{
		name: "a view, of an owner whom the policies hold, over a materialised view",
		sql: `CREATE MATERIALIZED VIEW public.kept AS SELECT * FROM public.projects; CREATE VIEW public.shown AS SELECT * FROM public.kept;
			DO $$ BEGIN EXECUTE format('ALTER VIEW public.shown OWNER TO %I', (SELECT relowner::regrole::text FROM pg_class WHERE relname = 'projects'));
				EXECUTE format('GRANT SELECT ON public.kept TO %I', (SELECT relowner::regrole::text FROM pg_class WHERE relname = 'projects')); END $$;
			GRANT SELECT ON public.shown TO iafactory_app`,
		found: ["view-bypasses"],
		object: "public.shown",
	},
	{
		name: "a definer function of a superuser",
		sql: `CREATE FUNCTION public.count_leads(tenant uuid) RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
			AS $$ SELECT count(*) FROM public.crm_leads WHERE tenant_id = tenant $$`,
		found: ["definer-bypasses"],
		object: "count_leads",
	},
	{
		name: "an aggregate over a definer function that nobody may call by itself",
		sql: `CREATE FUNCTION public.add_leads(sum bigint, tenant uuid) RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
				AS $$ SELECT sum + count(*) FROM public.crm_leads WHERE tenant_id = tenant $$;
			REVOKE ALL ON FUNCTION public.add_leads(bigint, uuid) FROM PUBLIC;
			CREATE AGGREGATE public.all_leads (uuid) (SFUNC = public.add_leads, STYPE = bigint, INITCOND = '0')`,
		found: ["definer-bypasses"],
		object: "add_leads",
	},
	{
		name: "a function in C that everybody may call",
		sql: "CREATE FUNCTION public.sounds(text) RETURNS text LANGUAGE c STRICT AS '$libdir/fuzzystrmatch', 'soundex'",
		found: ["untrusted-function"],
		object: "sounds",
	},
	{
		name: "a foreign server that everybody uses as one login",
		sql: `CREATE EXTENSION postgres_fdw; CREATE SERVER abroad FOREIGN DATA WRAPPER postgres_fdw OPTIONS (dbname 'postgres');
			CREATE USER MAPPING FOR PUBLIC SERVER abroad OPTIONS (user 'postgres', password 'x'); GRANT USAGE ON FOREIGN SERVER abroad TO iafactory_app`,
		found: ["foreign-server"],
		object: "abroad",
	},
	{
		name: "a definer function without a search_path",
		sql: "CREATE FUNCTION public.now_there() RETURNS timestamptz LANGUAGE sql SECURITY DEFINER AS $$ SELECT now() $$",
		found: ["definer-search-path"],
		object: "now_there",
	},
	{
		name: "get_current_tenant asks for CURRENT_USER as its owner",
		sql: `CREATE OR REPLACE FUNCTION public.get_current_tenant() RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog
			AS $$ SELECT CASE WHEN CURRENT_USER = 'nobody' THEN NULL ELSE pg_catalog.current_setting('app.tenant_id', true)::uuid END $$`,
		found: ["definer-in-policy"],
		object: "get_current_tenant",
	},
	{
		name: "is_superadmin runs as its owner",
		sql: "ALTER FUNCTION public.is_superadmin() SECURITY DEFINER",
		found: ["definer-in-policy"],
		object: "is_superadmin",
	},
	{
		name: "a function that is said to be leakproof",
		sql: "CREATE FUNCTION public.same(a text, b text) RETURNS boolean LANGUAGE plpgsql LEAKPROOF AS $$ BEGIN RAISE NOTICE '%', a; RETURN a = b; END $$",
		found: ["leakproof-function"],
		object: "same",
	},
	{
		name: "a trigger that runs as a superuser",
		sql: `CREATE FUNCTION public.note_it() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$ BEGIN RETURN NEW; END $$;
			CREATE TRIGGER note_it BEFORE INSERT ON public.projects FOR EACH ROW EXECUTE FUNCTION public.note_it()`,
		found: ["trigger-owner"],
		object: "note_it",
	},
	{
		name: "a rule that sends writes elsewhere",
		sql: "CREATE RULE copy AS ON INSERT TO public.projects DO ALSO SELECT 1",
		found: ["rule-on-table"],
		object: "copy",
	},
	{
		name: "a publication",
		sql: "CREATE PUBLICATION out FOR TABLE public.projects",
		found: ["published"],
		object: "public.projects",
	},
];

const rights: Mutant[] = [
	{
		name: "the application gets BYPASSRLS",
		sql: "ALTER ROLE iafactory_app BYPASSRLS",
		undo: "ALTER ROLE iafactory_app NOBYPASSRLS",
		found: ["role-bypassrls"],
		object: "iafactory_app",
	},
	{
		name: "the application becomes a superuser",
		sql: "ALTER ROLE iafactory_app SUPERUSER",
		undo: "ALTER ROLE iafactory_app NOSUPERUSER",
		found: ["role-superuser"],
		object: "iafactory_app",
	},
	{
		name: "a table changes its owner to the application",
		sql: "ALTER TABLE public.projects OWNER TO iafactory_app",
		found: ["role-owner"],
		object: "iafactory_app",
	},
	{
		name: "the application is made a member of support",
		sql: "GRANT iafactory_superadmin TO iafactory_app",
		undo: "REVOKE iafactory_superadmin FROM iafactory_app",
		found: ["role-reach"],
		object: "iafactory_superadmin",
	},
	{
		name: "a role in between leads to one with BYPASSRLS",
		sql: `CREATE ROLE between_them; CREATE ROLE reporting BYPASSRLS; GRANT SELECT ON public.projects TO reporting; GRANT reporting TO between_them; GRANT between_them TO iafactory_app`,
		undo: "DROP OWNED BY reporting, between_them; DROP ROLE reporting, between_them",
		found: ["role-reach"],
		object: "reporting",
	},
	{
		name: "the application reads the server's files",
		sql: "GRANT pg_read_server_files TO iafactory_app",
		undo: "REVOKE pg_read_server_files FROM iafactory_app",
		found: ["role-reach"],
		object: "pg_read_server_files",
	},
	{
		name: "the application sees others' statements",
		sql: "GRANT pg_monitor TO iafactory_app",
		undo: "REVOKE pg_monitor FROM iafactory_app",
		found: ["statistics"],
		object: "pg_monitor",
	},
	{
		name: "the planner's samples for the application",
		sql: "GRANT SELECT ON pg_catalog.pg_statistic TO iafactory_app",
		found: ["statistics"],
		object: "pg_statistic",
	},
	{
		name: "TRUNCATE is granted",
		sql: "GRANT TRUNCATE ON public.orchestrator_state TO iafactory_app",
		found: ["grant-outside"],
		object: "public.orchestrator_state",
	},
	{
		name: "REFERENCES and TRIGGER are granted",
		sql: "GRANT REFERENCES, TRIGGER ON public.projects TO iafactory_app",
		found: ["grant-outside"],
		object: "public.projects",
	},
	{
		name: "GRANT ALL",
		sql: "GRANT ALL ON public.pme_analyses TO iafactory_app",
		found: ["grant-outside"],
		object: "public.pme_analyses",
	},
	{
		name: "SELECT for PUBLIC",
		sql: "GRANT SELECT ON public.crm_leads TO PUBLIC",
		found: ["grant-public"],
		object: "public.crm_leads",
	},
	{
		name: "one column for PUBLIC",
		sql: "GRANT SELECT (email) ON public.crm_leads TO PUBLIC",
		found: ["grant-public"],
		object: "public.crm_leads",
	},
	{
		name: "with the right to hand it on",
		sql: "GRANT SELECT ON public.crm_leads TO iafactory_app WITH GRANT OPTION",
		found: ["grant-option"],
		object: "public.crm_leads",
	},
	{
		name: "default privileges for PUBLIC",
		sql: "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO PUBLIC",
		found: ["default-privileges"],
		object: "PUBLIC",
	},
	{
		name: "default privileges for the application",
		sql: "ALTER DEFAULT PRIVILEGES GRANT SELECT, INSERT ON TABLES TO iafactory_app",
		undo: "",
		found: ["default-privileges"],
		object: "iafactory_app",
	},
	{
		name: "PUBLIC may make objects in another schema of tenants",
		sql: "CREATE SCHEMA crm; CREATE TABLE crm.notes AS SELECT id AS tenant_id FROM public.tenants; GRANT USAGE, CREATE ON SCHEMA crm TO PUBLIC",
		found: ["schema-create"],
		object: "schema crm",
	},
	{
		name: "the application may make objects in public",
		sql: "GRANT CREATE ON SCHEMA public TO iafactory_app",
		found: ["schema-create"],
		object: "schema public",
	},
	{
		name: "the application may make schemas",
		sql: "DO $$ BEGIN EXECUTE format('GRANT CREATE ON DATABASE %I TO iafactory_app', current_database()); END $$",
		found: ["database-create"],
		object: "database",
	},
	{
		name: "the application owns what tells the tenant",
		sql: "GRANT CREATE ON SCHEMA public TO iafactory_app; ALTER FUNCTION public.get_current_tenant() OWNER TO iafactory_app",
		found: ["policy-function-owner"],
		object: "get_current_tenant",
	},
	{
		name: "sessions of the database begin with a tenant",
		sql: "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET app.tenant_id = %L', current_database(), (SELECT id FROM public.tenants LIMIT 1)); END $$",
		found: ["preset-tenant"],
		object: "app.tenant_id",
	},
];

const keys: Mutant[] = [
	{
		name: "a foreign key without the tenant",
		sql: "ALTER TABLE public.crm_deals ADD COLUMN project_id bigint REFERENCES public.projects (id)",
		found: ["foreign-key-crosses"],
		object: "crm_deals_project_id_fkey",
	},
	{
		name: "a unique key without the tenant",
		sql: "ALTER TABLE public.crm_leads ADD COLUMN vat text UNIQUE",
		found: ["unique-key-tells"],
		object: "crm_leads_vat_key",
	},
	{
		name: "the tenant may be NULL",
		sql: "ALTER TABLE public.knowledge_base ALTER tenant_id DROP NOT NULL",
		found: ["tenant-nullable"],
		object: "public.knowledge_base",
	},
	{
		name: "the tenant as text",
		sql: "CREATE TABLE public.notes (tenant_id text NOT NULL, body text)",
		found: ["tenant-type"],
		object: "public.notes",
	},
];

export const mutants: readonly Mutant[] = [...rowSecurity, ...policies, ...copies, ...rights, ...keys];
