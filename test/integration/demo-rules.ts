const SYSTEM = "00000000-0000-0000-0000-000000000000";

/** The five tables that were there before there were tenants, and the others that have one. */
const CORE = ["projects", "knowledge_base", "bolt_workflows", "orchestrator_state", "bmad_workflows"];
const OTHERS = [
	...["tenant_users", "api_keys", "usage_events", "voice_conversations", "voice_transcriptions", "crm_leads"],
	...["crm_deals", "billing_accounts", "credit_transactions", "pme_analyses"],
];

/** Columns that name a user. */
const NAMED = [
	...[["projects", "owner_id"] as const, ["crm_leads", "owner_id"] as const, ["crm_deals", "owner_id"] as const],
	...(["knowledge_base", "bolt_workflows", "bmad_workflows", "api_keys", "credit_transactions"] as const).map(
		(table) => [table, "created_by"] as const,
	),
	...[["voice_conversations", "user_id"] as const, ["voice_transcriptions", "user_id"] as const],
	["pme_analyses", "requested_by"] as const,
];

/** What holds of the demo's rows; each query returns the rows of which it does not. Run as superuser. */
export const demoRules: readonly { rule: string; sql: string }[] = [
	{
		rule: "the seed document's three tenants are there, word for word",
		sql: `
SELECT w.* FROM (VALUES
	('École Ibn Khaldoun Alger', 'ecole-ibn-khaldoun-alger', 'DZ', 'pro', 'active', 'admin@ecole-ibn-khaldoun.dz',
	  '{"type": "school", "students_count": 500, "city": "Alger"}'),
	('Cabinet Dr. Dupont Genève', 'cabinet-dupont-geneve', 'CH', 'enterprise', 'active', 'admin@cabinet-dupont.ch',
	  '{"type": "medical", "speciality": "general", "city": "Genève"}'),
	('Étude Notariale Belhadi Oran', 'etude-belhadi-oran', 'DZ', 'pro', 'active', 'contact@etude-belhadi.dz',
	  '{"type": "legal", "speciality": "notary", "city": "Oran"}')
) AS w (name, slug, region, plan, status, admin_email, metadata)
 WHERE NOT EXISTS (
	SELECT FROM tenants t
	 WHERE (t.name, t.slug, t.region, t.plan, t.status, t.admin_email, t.metadata)
	     = (w.name, w.slug, w.region, w.plan, w.status, w.admin_email, w.metadata::jsonb))`,
	},
	{
		rule: "some forty tenants more, of three kinds, in five regions, some with names in Arabic",
		sql: `
SELECT count(*) FROM tenants WHERE slug <> 'system'
HAVING count(*) NOT BETWEEN 40 AND 50 OR count(DISTINCT region) <> 5 OR count(DISTINCT metadata ->> 'type') <> 3
    OR count(*) FILTER (WHERE name ~ '[ء-ي]') < 3`,
	},
	{
		rule: "tenants are uneven: the largest has more than twenty times the rows of the smallest active one",
		sql: `
SELECT max(n), min(n)
  FROM (SELECT count(*) AS n FROM usage_events u JOIN tenants t ON t.id = u.tenant_id
         WHERE t.status = 'active' GROUP BY t.id) AS x
HAVING max(n) < 20 * min(n)`,
	},
	{
		rule: "each tenant has one owner, with the administrator's address; some people belong to several tenants",
		sql: `
SELECT t.slug FROM tenants t WHERE t.slug <> 'system' AND 1 <> (
	SELECT count(*) FROM tenant_users m JOIN users u ON u.id = m.user_id
	 WHERE m.tenant_id = t.id AND m.role = 'owner' AND u.email = t.admin_email)
UNION ALL
SELECT 'nobody belongs to several' WHERE NOT EXISTS (SELECT FROM tenant_users GROUP BY user_id HAVING count(*) > 2)`,
	},
	{
		rule: "a balance is the sum of the account's transactions, and each transaction tells the balance after it",
		sql: `
SELECT a.id FROM billing_accounts a
 WHERE a.credit_balance <> (
	SELECT coalesce(sum(amount), 0) FROM credit_transactions c WHERE c.billing_account_id = a.id)
UNION ALL
SELECT billing_account_id
  FROM (SELECT billing_account_id, balance_after,
               sum(amount) OVER (PARTITION BY billing_account_id ORDER BY created_at, id) AS balance
          FROM credit_transactions) AS x
 WHERE balance <> balance_after`,
	},
	{
		rule: "what a tenant is charged is what it used, to the ten-thousandth a day",
		sql: `
SELECT t.slug, used, charged
  FROM (SELECT tenant_id, sum(used) AS used
          FROM (SELECT u.tenant_id, round(sum(cost), 4) AS used
                  FROM usage_events u JOIN tenants t ON t.id = u.tenant_id
                 GROUP BY u.tenant_id, (u.created_at AT TIME ZONE (t.settings ->> 'timezone'))::date) AS day
         GROUP BY tenant_id) AS use
  JOIN (SELECT tenant_id, -sum(amount) AS charged FROM credit_transactions WHERE kind = 'usage'
         GROUP BY tenant_id) AS bill USING (tenant_id)
  JOIN tenants t ON t.id = tenant_id
 WHERE used <> charged`,
	},
	{
		rule: "a deal is of its lead's tenant and not older than it; what is won or lost is closed, and nothing else is",
		sql: `
SELECT d.id FROM crm_deals d LEFT JOIN crm_leads l ON l.id = d.lead_id
 WHERE d.tenant_id <> l.tenant_id OR d.created_at < l.created_at OR d.closed_at < d.created_at
    OR (d.stage IN ('won', 'lost')) <> (d.closed_at IS NOT NULL)`,
	},
	{
		rule: "a request was made by one of the tenant's people, with a key of the tenant that was in force",
		sql: `
SELECT u.id FROM usage_events u LEFT JOIN api_keys k ON k.id = u.api_key_id
  LEFT JOIN tenant_users m ON m.tenant_id = u.tenant_id AND m.user_id = u.user_id
 WHERE k.tenant_id IS DISTINCT FROM u.tenant_id
    OR u.created_at < k.created_at OR u.created_at > least(k.revoked_at, k.expires_at)
    OR (u.user_id IS NOT NULL AND (m.user_id IS NULL OR m.created_at > u.created_at))`,
	},
	{
		rule: "whoever is named in a tenant's row is one of its people",
		sql: `
SELECT x.* FROM (
	${NAMED.map(([table, column]) => `SELECT '${table}' AS what, tenant_id, ${column} AS user_id FROM ${table}`).join(" UNION ALL ")}
) AS x LEFT JOIN tenant_users m USING (tenant_id, user_id)
 WHERE x.user_id IS NOT NULL AND m.user_id IS NULL AND x.tenant_id <> '${SYSTEM}'`,
	},
	{
		rule: "numbers rise with time, and use covers a year up to the demo's last day",
		sql: `
SELECT 'order' FROM (
	SELECT created_at, lag(created_at) OVER (ORDER BY id) AS before FROM usage_events) AS x WHERE created_at < before
UNION ALL
SELECT 'order' FROM (
	SELECT created_at, lag(created_at) OVER (ORDER BY id) AS before FROM users) AS x WHERE created_at < before
UNION ALL
SELECT 'year' FROM usage_events
HAVING min(created_at)::date <> '2025-11-01' OR max(created_at)::date <> '2026-10-31'`,
	},
	{
		rule: "nothing is older than its tenant, or later than the demo's end",
		sql: [...CORE, ...OTHERS]
			.map(
				(table) => `SELECT '${table}' AS what, x.created_at FROM ${table} x JOIN tenants t ON t.id = x.tenant_id
				             WHERE x.created_at < t.created_at OR x.created_at >= '2026-11-01 00:00+00'`,
			)
			.join(" UNION ALL "),
	},
	{
		rule: "the rows of the time before tenants belong to the system tenant, in each of the five core tables",
		sql: CORE.map(
			(table) => `SELECT '${table}' WHERE NOT EXISTS (SELECT FROM ${table} WHERE tenant_id = '${SYSTEM}')`,
		).join(" UNION ALL "),
	},
	{
		rule: "the steps of a run follow one another",
		sql: `
SELECT run_id FROM orchestrator_state WHERE tenant_id <> '${SYSTEM}'
 GROUP BY run_id HAVING count(*) <> max((state ->> 'step')::integer) OR count(DISTINCT tenant_id) <> 1`,
	},
	{
		rule: "every table was analysed",
		sql: "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND reltuples < 1",
	},
];

/** For each foreign key, a query for the rows that point at nothing: the seed does not let the triggers look. */
export const FOREIGN_KEYS = `
SELECT format('%s %s', c.conrelid::regclass, c.conname) AS name,
       format('SELECT count(*)::text AS n FROM ONLY %s x WHERE %s AND NOT EXISTS (SELECT FROM %s y WHERE %s)',
              c.conrelid::regclass, string_agg(format('x.%I IS NOT NULL', a.attname), ' AND '),
              c.confrelid::regclass, string_agg(format('x.%I = y.%I', a.attname, b.attname), ' AND ')) AS sql
  FROM pg_constraint c
  CROSS JOIN LATERAL unnest(c.conkey, c.confkey) AS k (one, other)
  JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.one
  JOIN pg_attribute b ON b.attrelid = c.confrelid AND b.attnum = k.other
 WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace
 GROUP BY c.oid, c.conrelid, c.confrelid, c.conname`;
