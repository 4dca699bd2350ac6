/** How each planted fault is seen in the catalogue: a query with a row where it is there. `about`: the beginning of its sentence. Run as superuser. */
const policy = (table: string, name: string, test: string) => `
SELECT 1 AS x FROM pg_policies
 WHERE schemaname = 'workshop' AND tablename = '${table}' AND policyname = '${name}' AND ${test} = 'true'`;

const security = (table: string, on: boolean, forced: boolean, policies: boolean) => `
SELECT 1 AS x FROM pg_class c
 WHERE c.oid = to_regclass('${table}') AND relrowsecurity = ${on} AND relforcerowsecurity = ${forced}
   AND EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid) = ${policies}`;

const index = (name: string, definition: string, valid = true) => `
SELECT 1 AS x FROM pg_index i
 WHERE i.indexrelid = to_regclass('${name}') AND i.indisvalid = ${valid}
   AND pg_get_indexdef(i.indexrelid) LIKE '%${definition}'`;

/** Both are there, on the same columns. */
const twice = (one: string, other: string, definition: string) =>
	`${index(one, definition)} AND EXISTS (${index(other, definition)})`;

/** A constraint of a table in workshop. */
const constraint = (table: string, condition: string) =>
	`SELECT 1 AS x FROM pg_constraint WHERE conrelid = to_regclass('workshop.${table}') AND ${condition}`;

/** No valid index begins with this column. */
const noIndex = (table: string, column: string) => `
SELECT 1 AS x FROM pg_attribute a WHERE a.attrelid = to_regclass('${table}') AND a.attname = '${column}'
   AND NOT EXISTS (SELECT FROM pg_index i WHERE i.indrelid = a.attrelid AND i.indisvalid AND i.indkey[0] = a.attnum)`;

export const demoDefects: readonly { about: string; sql: string }[] = [
	{
		about: "View workshop.all_leads",
		sql: `
SELECT 1 AS x FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner
 WHERE c.oid = to_regclass('workshop.all_leads') AND c.reloptions IS NULL AND r.rolsuper
   AND has_table_privilege('iafactory_app', c.oid, 'SELECT')`,
	},
	{ about: "Table public.pme_analyses", sql: security("public.pme_analyses", true, false, true) },
	{ about: "Table workshop.invoices", sql: security("workshop.invoices", true, false, true) },
	{ about: "Table workshop.sessions has a tenant column", sql: security("workshop.sessions", false, false, false) },
	{ about: "Table workshop.appointments", sql: security("workshop.appointments", false, true, true) },
	{ about: "Policy notes_readable", sql: policy("notes", "notes_readable", "qual") },
	{ about: "Policy tickets_open", sql: policy("tickets", "tickets_open", "with_check") },
	{
		about: "Function workshop.invoice_total",
		sql: `
SELECT 1 AS x FROM pg_proc
 WHERE oid = to_regprocedure('workshop.invoice_total(uuid)') AND prosecdef AND proconfig IS NULL
   AND has_function_privilege('public', oid, 'EXECUTE')`,
	},
	{
		about: "Materialized view workshop.monthly_usage",
		sql: `
SELECT 1 AS x FROM pg_class
 WHERE oid = to_regclass('workshop.monthly_usage') AND relkind = 'm'
   AND has_table_privilege('iafactory_app', oid, 'SELECT')`,
	},
	{
		about: "Default privileges",
		sql: `
SELECT 1 AS x FROM pg_default_acl d, aclexplode(d.defaclacl) a
 WHERE d.defaclnamespace = to_regnamespace('workshop') AND a.grantee = 0 AND a.privilege_type = 'SELECT'`,
	},
	{
		about: "PUBLIC may read workshop.sessions",
		sql: `
SELECT 1 AS x FROM pg_namespace n
 WHERE n.nspname = 'workshop' AND has_schema_privilege('public', n.oid, 'CREATE')
   AND has_table_privilege('public', to_regclass('workshop.sessions'), 'SELECT')`,
	},
	{
		about: "Foreign key workshop.invoice_lines (invoice_id) does not name",
		sql: constraint("invoice_lines", "confrelid = to_regclass('workshop.invoices') AND cardinality(conkey) = 1"),
	},
	{
		about: "Unique key workshop.invoices (number)",
		sql: constraint("invoices", "pg_get_constraintdef(oid) = 'UNIQUE (number)'"),
	},
	{ about: "Table workshop.sessions has no index", sql: noIndex("workshop.sessions", "tenant_id") },
	{
		about: "Index workshop.idx_invoices_customer_again",
		sql: twice("workshop.idx_invoices_customer_again", "workshop.idx_invoices_customer", "(customer, issued_on)"),
	},
	{
		about: "Index workshop.idx_invoices_customer_only",
		sql: index("workshop.idx_invoices_customer_only", "(customer)"),
	},
	{
		about: "Index public.idx_usage_events_tenant_newest",
		sql: twice(
			"public.idx_usage_events_tenant_newest",
			"public.idx_usage_events_tenant_created",
			"(tenant_id, created_at DESC)",
		),
	},
	{
		about: "Foreign key workshop.invoice_lines (invoice_id) has no",
		sql: noIndex("workshop.invoice_lines", "invoice_id"),
	},
	{
		about: "Index workshop.idx_visits_referrer",
		sql: `
SELECT 1 AS x FROM pg_stat_all_indexes
 WHERE indexrelid = to_regclass('workshop.idx_visits_referrer') AND idx_scan = 0
   AND pg_relation_size(indexrelid) > 1000000`,
	},
	{
		about: "Trigger keep_amount",
		sql: `
SELECT 1 AS x FROM pg_trigger
 WHERE tgrelid = to_regclass('workshop.invoices') AND tgname = 'keep_amount' AND tgenabled = 'D'`,
	},
	{
		about: "Constraint invoices_amount_sign",
		sql: constraint("invoices", "conname = 'invoices_amount_sign' AND NOT convalidated"),
	},
	{
		about: "Counter of workshop.tickets.id",
		sql: `
SELECT 1 AS x FROM pg_sequences
 WHERE schemaname = 'workshop' AND sequencename = 'tickets_id_seq' AND last_value > 0.99 * max_value`,
	},
	{ about: "Index workshop.idx_sessions_user", sql: index("workshop.idx_sessions_user", "(user_email)", false) },
];

const tenantsIn = (relation: string) => `SELECT count(DISTINCT tenant_id)::text AS n FROM workshop.${relation}`;

/** What a tenant gets at through them, as iafactory_app: of how many tenants. */
export const demoLeaks: readonly { through: string; sql: string; atLeast: number }[] = [
	{ through: "the view", sql: tenantsIn("all_leads"), atLeast: 40 },
	{ through: "the table without row security", sql: tenantsIn("sessions"), atLeast: 30 },
	{ through: "the table whose policy is not asked", sql: tenantsIn("appointments"), atLeast: 30 },
	{ through: "the policy that is true", sql: tenantsIn("notes"), atLeast: 30 },
	{ through: "the materialized view", sql: tenantsIn("monthly_usage"), atLeast: 40 },
	{
		through: "the function",
		sql: `SELECT count(workshop.invoice_total(tenant_id))::text AS n FROM (SELECT DISTINCT tenant_id FROM workshop.all_leads) AS t`,
		atLeast: 30,
	},
	{
		through: "the policy that lets it write",
		sql: `
WITH put AS (INSERT INTO workshop.tickets (id, tenant_id, subject)
             SELECT 1000 + row_number() OVER (), tenant_id, 'put here by another' FROM (SELECT DISTINCT tenant_id FROM workshop.all_leads) AS t
             RETURNING 1)
SELECT count(*)::text AS n FROM put`,
		atLeast: 40,
	},
];
