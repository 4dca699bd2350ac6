import { END } from "../calendar.ts";
import { below, between, localTime, pickFrom, uuid } from "../expressions.ts";

/** Seconds after local midnight at which a day's use is charged: after the last request. */
const CHARGED = "68400";

/** What was used, day by day, to the ten-thousandth. */
const USE = `
CREATE TEMP TABLE seed_use ON COMMIT DROP AS
SELECT c.n, (u.created_at AT TIME ZONE c.tz)::date AS day, round(sum(u.cost), 4) AS amount, count(*) AS requests
  FROM public.usage_events u
  JOIN pg_temp.seed_customers c ON c.id = u.tenant_id
 GROUP BY c.n, day
HAVING round(sum(u.cost), 4) > 0`;

/** An account for each customer, and a second one in another currency for those who are paid from abroad. */
const ACCOUNTS = `
CREATE TEMP TABLE seed_accounts ON COMMIT DROP AS
SELECT account.*, ${uuid("billing account", "seq")} AS id
  FROM (SELECT n::bigint AS seq, n, currency, per_euro, true AS main FROM pg_temp.seed_customers
        UNION ALL
        SELECT 1000 + c.n, c.n, second.currency, second.per_euro, false
          FROM pg_temp.seed_customers c
          JOIN (VALUES ('clinique-el-djazair', 'EUR', 1), ('ecole-belle-rive-montreux', 'EUR', 1),
                       ('centre-medical-vergers-lausanne', 'EUR', 1), ('college-des-erables-montreal', 'USD', 1.1)
               ) AS second (slug, currency, per_euro) USING (slug)) AS account`;

/** Month by month, about what will be used. Those in arrears paid too little, and two months before they were suspended nothing. */
const PURCHASES = `
SELECT a.id, greatest(c.opened_at + interval '3 hours', ${localTime("month", "32400")}), 'purchase',
       ceil(amount * CASE c.status WHEN 'suspended' THEN 70 ELSE ${between(96, 124, 1)} END / 100 / package) * package,
       'Recharge prépayée', to_char(month, '"FAC-"YYYY-MM-') || lpad(c.n::text, 4, '0'), c.user_ids[1]
  FROM (SELECT n, date_trunc('month', day)::date AS month, sum(amount) AS amount
          FROM pg_temp.seed_use GROUP BY 1, 2) AS use
  JOIN pg_temp.seed_customers c USING (n)
  JOIN pg_temp.seed_accounts a ON a.n = c.n AND a.main
  CROSS JOIN LATERAL (SELECT c.n * 100 + extract(month FROM month)::bigint AS h,
                             CASE a.currency WHEN 'DZD' THEN 1000 ELSE 10 END AS package) AS key
 WHERE c.status <> 'suspended' OR month < c.closed_at - interval '60 days'`;

const FROM_ABROAD = `
SELECT a.id, ${localTime("quarter", "36000")}, 'purchase', ((20 + ${below(60, 2)}) * a.per_euro * 5)::numeric,
       'Virement reçu de l''étranger', to_char(quarter, '"VIR-"YYYY-"T"Q-') || lpad(c.n::text, 4, '0'), NULL::integer
  FROM pg_temp.seed_accounts a
  JOIN pg_temp.seed_customers c USING (n)
  CROSS JOIN generate_series(timestamp '${END}' - interval '9 months', '${END}', interval '3 months') AS quarters (starts)
  CROSS JOIN LATERAL (SELECT starts::date AS quarter, a.seq * 100 + extract(month FROM starts)::bigint AS h) AS key
 WHERE NOT a.main AND quarter > c.opened_at::date AND quarter < '${END}'`;

const DAILY_CHARGES = `
SELECT a.id, ${localTime("use.day", CHARGED)}, 'usage', -use.amount,
       format('Consommation du %s : %s requête%s', use.day, requests, CASE WHEN requests > 1 THEN 's' END), NULL, NULL
  FROM pg_temp.seed_use use
  JOIN pg_temp.seed_customers c USING (n)
  JOIN pg_temp.seed_accounts a ON a.n = c.n AND a.main`;

const WELCOME = `
SELECT a.id, c.opened_at + interval '2 hours', 'bonus', round(20 * a.per_euro),
       'Crédit de bienvenue', NULL::text, NULL::integer
  FROM pg_temp.seed_accounts a
  JOIN pg_temp.seed_customers c USING (n)
 WHERE a.main`;

const GESTURE = `
SELECT a.id, timestamptz '2026-02-18 10:00+00', 'adjustment', round(10 * a.per_euro, 2),
       'Geste commercial : panne du 17 février', 'INC-2026-0217', NULL
  FROM pg_temp.seed_accounts a
  JOIN pg_temp.seed_customers c USING (n)
 WHERE a.main AND c.plan = 'enterprise' AND c.opened_at < '2026-02-17'`;

/** Who left was paid back what was left over. */
const CLOSING = `
SELECT a.id, c.closed_at + interval '3 days', CASE WHEN sum(amount) > 0 THEN 'refund' ELSE 'adjustment' END,
       -sum(amount), 'Solde de clôture', NULL, NULL
  FROM pg_temp.seed_entries e
  JOIN pg_temp.seed_accounts a ON a.id = e.account
  JOIN pg_temp.seed_customers c USING (n)
 WHERE c.status = 'cancelled'
 GROUP BY a.id, c.closed_at
HAVING sum(amount) <> 0`;

const ENTRIES = `
CREATE TEMP TABLE seed_entries (
	account uuid, at timestamptz, kind text, amount numeric(14, 4), description text, reference text, created_by integer
) ON COMMIT DROP;
INSERT INTO pg_temp.seed_entries ${[WELCOME, DAILY_CHARGES, GESTURE, PURCHASES, FROM_ABROAD].join("\nUNION ALL")};
INSERT INTO pg_temp.seed_entries ${CLOSING}`;

export const billingAccounts = `${USE};${ACCOUNTS};${ENTRIES};
INSERT INTO public.billing_accounts (
	id, tenant_id, legal_name, billing_email, tax_id, address, currency, credit_balance, status, created_at)
SELECT a.id, c.id, c.name,
       CASE WHEN c.n % 3 = 0 THEN 'compta@' || split_part(c.admin_email, '@', 2) ELSE c.admin_email END,
       c.tax_id[1] || to_char(${below(1_000_000_000, 3)} % (10 ^ regexp_count(c.tax_id[2], '0'))::bigint, c.tax_id[2]),
       jsonb_build_object('country', c.region, 'city', c.metadata ->> 'city',
                          'line', ${between(1, 180, 4)} || ', ' || ${pickFrom("w.streets", 5)}),
       a.currency, coalesce((SELECT sum(amount) FROM pg_temp.seed_entries e WHERE e.account = a.id), 0),
       CASE c.status WHEN 'suspended' THEN 'past_due' WHEN 'cancelled' THEN 'closed' ELSE 'active' END,
       c.opened_at + interval '1 hour'
  FROM pg_temp.seed_accounts a
  JOIN pg_temp.seed_customers c USING (n)
  JOIN pg_temp.seed_words w USING (n)
  CROSS JOIN LATERAL (SELECT c.n::bigint AS h) AS key
 ORDER BY c.opened_at, a.seq`;

/** Every balance is the sum of what led to it. */
export const creditTransactions = `
INSERT INTO public.credit_transactions (
	tenant_id, billing_account_id, kind, amount, balance_after, description, reference, created_by, created_at)
SELECT c.id, a.id, e.kind, e.amount, sum(e.amount) OVER (PARTITION BY a.id ORDER BY e.at, e.kind),
       e.description, e.reference, e.created_by, e.at
  FROM pg_temp.seed_entries e
  JOIN pg_temp.seed_accounts a ON a.id = e.account
  JOIN pg_temp.seed_customers c USING (n)
 ORDER BY e.at, a.seq, e.kind`;
