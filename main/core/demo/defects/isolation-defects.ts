import type { Defect } from "./defect.ts";

/** Ways around row security. */
export const isolationDefects: readonly Defect[] = [
	{
		sentence:
			"View workshop.all_leads reads crm_leads as its owner, a superuser: whoever may read it sees every tenant's leads.",
		sql: `
CREATE VIEW workshop.all_leads AS SELECT tenant_id, contact_name, email, status, created_at FROM public.crm_leads;
GRANT SELECT ON workshop.all_leads TO iafactory_app;`,
	},
	{
		sentence: "Table public.pme_analyses: row security is no longer forced, so its owner sees every tenant's analyses.",
		sql: "ALTER TABLE public.pme_analyses NO FORCE ROW LEVEL SECURITY;",
	},
	{
		sentence: "Table workshop.invoices: row security is on but not forced on its owner.",
		sql: "ALTER TABLE workshop.invoices NO FORCE ROW LEVEL SECURITY;",
	},
	{
		sentence: "Table workshop.sessions has a tenant column, no policy, and row security is off.",
		sql: `
DROP POLICY sessions_tenant ON workshop.sessions;
ALTER TABLE workshop.sessions DISABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY;`,
	},
	{
		sentence: "Table workshop.appointments has its policy, but row security is off: nothing asks the policy.",
		sql: "ALTER TABLE workshop.appointments DISABLE ROW LEVEL SECURITY;",
	},
	{
		sentence:
			"Policy notes_readable on workshop.notes is USING (true), beside the tenant's: every tenant reads every note.",
		sql: "CREATE POLICY notes_readable ON workshop.notes FOR SELECT USING (true);",
	},
	{
		sentence: "Policy tickets_open on workshop.tickets is WITH CHECK (true): a tenant may put rows into another.",
		sql: "CREATE POLICY tickets_open ON workshop.tickets FOR INSERT WITH CHECK (true);",
	},
	{
		sentence:
			"Function workshop.invoice_total runs as its owner, whom workshop.invoices does not hold back: it tells any tenant's turnover, to everybody.",
		sql: `
CREATE FUNCTION workshop.invoice_total(tenant uuid) RETURNS numeric LANGUAGE sql SECURITY DEFINER
AS $$ SELECT sum(amount) FROM workshop.invoices WHERE tenant_id = tenant $$;
ALTER FUNCTION workshop.invoice_total(uuid) OWNER TO iafactory;`,
	},
	{
		sentence:
			"Materialized view workshop.monthly_usage holds every tenant's use; row security does not exist for those.",
		sql: `
CREATE MATERIALIZED VIEW workshop.monthly_usage AS
SELECT tenant_id, date_trunc('month', created_at AT TIME ZONE 'UTC')::date AS month, count(*) AS requests,
       sum(cost) AS cost
  FROM public.usage_events GROUP BY 1, 2;
GRANT SELECT ON workshop.monthly_usage TO iafactory_app;`,
	},
	{
		sentence: "Default privileges: every table that iafactory makes in workshop from now on can be read by PUBLIC.",
		sql: "ALTER DEFAULT PRIVILEGES FOR ROLE iafactory IN SCHEMA workshop GRANT SELECT ON TABLES TO PUBLIC;",
	},
	{
		sentence: "PUBLIC may read workshop.sessions, and make objects in the schema workshop.",
		sql: "GRANT SELECT ON workshop.sessions TO PUBLIC; GRANT USAGE, CREATE ON SCHEMA workshop TO PUBLIC;",
	},
	{
		sentence:
			"Foreign key workshop.invoice_lines (invoice_id) does not name the tenant: a line can hang on another tenant's invoice, and one does.",
		sql: `
UPDATE workshop.invoice_lines l SET tenant_id = other.tenant_id
  FROM workshop.invoices own, workshop.invoices other
 WHERE l.id = 1 AND own.id = l.invoice_id
   AND other.id = (SELECT min(id) FROM workshop.invoices WHERE tenant_id <> own.tenant_id);`,
	},
	{
		sentence:
			"Unique key workshop.invoices (number) does not name the tenant: its error tells that another has the number.",
		sql: "ALTER TABLE workshop.invoices ADD CONSTRAINT invoices_number_key UNIQUE (number);",
	},
];
