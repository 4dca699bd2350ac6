import { END } from "../calendar.ts";
import { between, chance, perCustomer, textArray, uuid } from "../expressions.ts";

const names = ["Production", "Site web", "Application mobile", "Intégration CRM", "Essais", "Standard téléphonique"];

/** `k` counts a customer's keys from 1: the first is there from the first day and stays. */
const BORN = `
SELECT c.*, k, h, ${uuid("api key")} AS key_id,
       c.opened_at + interval '9 hours' + (k - 1) * ((c.closed_at - c.opened_at) / (c.keys + 1)) AS created_at
  FROM ${perCustomer("c.keys", 1)}`;

const KEYS = `
SELECT born.*, CASE WHEN k > 1 AND ${chance(25, 2)} THEN created_at + interval '1 year' END AS expires_at,
       CASE WHEN k > 1 AND ${chance(20, 3)} AND created_at < timestamptz '${END}' - interval '40 days'
            THEN created_at + ${between(10, 39, 4)} * interval '1 day' END AS revoked_at
  FROM (${BORN}) AS born`;

const PERMISSIONS = `
	ARRAY['read'] || CASE WHEN plan <> 'free' THEN ARRAY['write', 'voice', 'ocr', 'crm'] END
	              || CASE WHEN plan = 'enterprise' THEN ARRAY['billing'] END
	              || CASE WHEN plan = 'enterprise' AND k = 1 THEN ARRAY['admin'] END`;

/** The hash of a key that nobody has: what is hashed has no key's form. */
const INSERT = `
INSERT INTO public.api_keys (
	id, tenant_id, name, key_hash, plan, permissions, rate_limit_per_minute, monthly_quota, created_by, last_used_at,
	expires_at, revoked_at, created_at)
SELECT key_id, id, (${textArray(names)})[k], encode(sha256(convert_to('no key, demo ' || h, 'UTF8')), 'hex'), plan,
       ${PERMISSIONS},
       CASE plan WHEN 'free' THEN 60 WHEN 'pro' THEN 300 ELSE 1200 END,
       CASE plan WHEN 'free' THEN 1000 WHEN 'pro' THEN 50000 END,
       user_ids[1], CASE WHEN k = 1 THEN closed_at - interval '1 hour' END, expires_at, revoked_at, created_at
  FROM (${KEYS}) AS key
 ORDER BY created_at, n, k`;

/** A customer's keys and the times in which each is in force, for what is done with them. */
const KEPT = `
CREATE TEMP TABLE seed_keys ON COMMIT DROP AS
SELECT c.n, array_agg(k.id ORDER BY k.created_at) AS ids, array_agg(k.created_at ORDER BY k.created_at) AS starts,
       array_agg(least(k.revoked_at, k.expires_at, 'infinity') ORDER BY k.created_at) AS ends
  FROM public.api_keys k
  JOIN pg_temp.seed_customers c ON c.id = k.tenant_id
 GROUP BY c.n;
ANALYZE pg_temp.seed_keys`;

export const apiKeys = `${INSERT};${KEPT}`;
