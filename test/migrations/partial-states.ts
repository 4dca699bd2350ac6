/** States that a hand, or a run that broke off, may leave. */
import { expect } from "vitest";
import { ids, type MigrationId } from "../helpers/run-files.ts";

export const SYSTEM = "00000000-0000-0000-0000-000000000000";
const five = ids.slice(0, 5);
const six = ids.slice(0, 6);

const twoProjects = "INSERT INTO public.projects (name) VALUES ('first'), ('second')";

/** By hand, after these migrations: the SQL. Afterwards the set ends as on a clean database. */
export const states: { what: string; after: readonly MigrationId[]; sql: string }[] = [
	{ what: "nothing but tables with rows", after: six, sql: twoProjects },
	{
		what: "the column, nullable, with rows that have no tenant",
		after: six,
		sql: `${twoProjects}; ALTER TABLE public.projects ADD COLUMN tenant_id uuid`,
	},
	{
		what: "the column with its default still on",
		after: six,
		sql: `${twoProjects}; ALTER TABLE public.projects ADD COLUMN tenant_id uuid NOT NULL DEFAULT '${SYSTEM}'`,
	},
	{
		what: "half of the tables, finished",
		after: six,
		sql: `${twoProjects};
		      ALTER TABLE public.projects ADD COLUMN tenant_id uuid NOT NULL DEFAULT '${SYSTEM}' REFERENCES public.tenants;
		      ALTER TABLE public.knowledge_base ADD COLUMN tenant_id uuid NOT NULL REFERENCES public.tenants;
		      ALTER TABLE public.projects ALTER COLUMN tenant_id DROP DEFAULT;
		      CREATE INDEX idx_projects_tenant ON public.projects (tenant_id)`,
	},
	{
		what: "foreign keys that were never proven",
		after: six,
		sql: `${twoProjects};
		      ALTER TABLE public.projects ADD COLUMN tenant_id uuid DEFAULT '${SYSTEM}';
		      ALTER TABLE public.projects ADD FOREIGN KEY (tenant_id) REFERENCES public.tenants NOT VALID`,
	},
	{
		what: "NOT NULL that was never proven (PostgreSQL 18)",
		after: six,
		sql: `${twoProjects};
		      ALTER TABLE public.projects ADD COLUMN tenant_id uuid;
		      ALTER TABLE public.projects ADD CONSTRAINT projects_tenant_id_not_null NOT NULL tenant_id NOT VALID`,
	},
	{
		what: "an invalid index, left by a build that broke off",
		after: ids.slice(0, 7),
		sql: "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'public.idx_crm_leads_tenant_created'::regclass",
	},
	{
		what: "invalid indexes on the tables of 006",
		after: six,
		sql: "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'public.idx_api_keys_tenant'::regclass",
	},
	{
		what: "policies of these names that say something else, and one missing",
		after: ids,
		sql: `ALTER POLICY projects_select ON public.projects USING (true);
		      ALTER POLICY projects_superadmin ON public.projects TO PUBLIC;
		      DROP POLICY tenants_insert ON public.tenants;
		      ALTER TABLE public.crm_deals NO FORCE ROW LEVEL SECURITY;
		      ALTER TABLE public.crm_leads DISABLE ROW LEVEL SECURITY`,
	},
	{
		what: "functions of these names of another make",
		after: ids,
		sql: `DROP FUNCTION public.set_tenant(uuid); DROP FUNCTION public.enable_superadmin_mode();
		      CREATE FUNCTION public.set_tenant(p_tenant_id uuid) RETURNS uuid LANGUAGE sql SECURITY DEFINER AS 'SELECT p_tenant_id';
		      CREATE FUNCTION public.enable_superadmin_mode() RETURNS boolean LANGUAGE sql SECURITY DEFINER AS 'SELECT true';
		      ALTER FUNCTION public.is_superadmin() SECURITY DEFINER;
		      CREATE OR REPLACE FUNCTION public.get_current_tenant() RETURNS uuid LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'`,
	},
	{
		what: "the seed's emergency rollback of 007, with 008 still applied",
		after: ids,
		sql: `DROP TABLE public.pme_analyses, public.credit_transactions, public.billing_accounts, public.crm_deals,
		        public.crm_leads, public.voice_conversations, public.voice_transcriptions CASCADE;
		      ALTER TABLE public.projects DROP COLUMN tenant_id CASCADE;
		      ALTER TABLE public.knowledge_base DROP COLUMN tenant_id CASCADE;
		      ALTER TABLE public.bolt_workflows DROP COLUMN tenant_id CASCADE;
		      ALTER TABLE public.orchestrator_state DROP COLUMN tenant_id CASCADE;
		      ALTER TABLE public.bmad_workflows DROP COLUMN tenant_id CASCADE`,
	},
];

/** What 007 must not guess. */
export const refusals: { what: string; after: readonly MigrationId[]; sql: string; error: object }[] = [
	{
		what: "an index of that name on something else",
		after: six,
		sql: "CREATE INDEX idx_projects_tenant ON public.projects (name)",
		error: { sqlstate: "42710", message: expect.stringContaining("idx_projects_tenant is taken: CREATE INDEX") },
	},
	{
		what: "a table of an index's name",
		after: six,
		sql: "CREATE TABLE public.idx_crm_leads_tenant ()",
		error: { sqlstate: "42710", message: expect.stringContaining("idx_crm_leads_tenant is taken: not an index") },
	},
	{
		what: "a tenant_id of another type",
		after: six,
		sql: "ALTER TABLE public.projects ADD COLUMN tenant_id text",
		error: { sqlstate: "42804", message: expect.stringContaining("is of type text, not uuid") },
	},
	{
		what: "a row whose tenant does not exist",
		after: six,
		sql: `${twoProjects}; ALTER TABLE public.projects ADD COLUMN tenant_id uuid DEFAULT gen_random_uuid()`,
		error: { sqlstate: "23503" },
	},
	{ what: "007 before 006", after: five, sql: "SELECT", error: { sqlstate: "42P01" } },
];
