import { END } from "../calendar.ts";
import { below, between, chance, member, moment, perCustomer, phone, pick, pickFrom, uuid } from "../expressions.ts";

const sources = ["website", "website", "referral", "call", "event", "facebook", "walk-in", "newsletter"];
const campaigns = ["rentree-2026", "bouche-a-oreille", "google", "salon", "aucune"];
const fresh = ["new", "new", "contacted", "qualified"];
const settled = ["contacted", "qualified", "qualified", "converted", "converted", "converted", "lost", "lost"];

const EMAIL = `w.first_ascii[first] || '.' || w.last_ascii[last] || ${below(90, 6)} || '@' || ${pickFrom("w.mail", 7)}`;

/** Who asked, and for what. What came in the last weeks is still open. */
export const crmLeads = `
INSERT INTO public.crm_leads (
	id, tenant_id, contact_name, company, email, phone, source, status, score, owner_id, notes, metadata, created_at)
SELECT ${uuid("lead")}, c.id, w.first_names[first] || ' ' || w.last_names[last],
       CASE WHEN ${chance(28, 3)} THEN ${pickFrom("w.companies", 4)} END,
       CASE WHEN ${chance(85, 5)} THEN ${EMAIL} END,
       CASE WHEN ${chance(75, 8)} THEN ${phone(9)} END,
       ${pick(sources, 10)},
       CASE WHEN at > timestamptz '${END}' - interval '21 days' THEN ${pick(fresh, 11)} ELSE ${pick(settled, 12)} END,
       ${between(5, 98, 13)},
       CASE WHEN ${chance(90, 14)} THEN ${member("at", 15)} END,
       ${pickFrom("w.needs", 16)},
       jsonb_build_object('campaign', ${pick(campaigns, 17)}, 'consent', ${chance(70, 18)}),
       at
  FROM ${perCustomer("25 + c.daily * 4", 7)}
  CROSS JOIN LATERAL (
	SELECT ${moment(19)} AS at, 1 + ${below("cardinality(w.first_names)", 1)} AS first,
	       1 + ${below("cardinality(w.last_names)", 2)} AS last) AS who
 ORDER BY at, h`;

/** Leads that went on, and deals that began without one. */
const BEGINNINGS = `
SELECT tenant_id, id, pg_catalog.hashtextextended(id::text, 1) AS h, created_at AS at, status
  FROM public.crm_leads
 WHERE status IN ('qualified', 'converted', 'lost')
UNION ALL
SELECT c.id, NULL, h, ${moment(2)}, 'qualified' FROM ${perCustomer("4 + c.daily / 2", 8)}`;

const DEALS = `
SELECT c.*, lead.id AS lead_id, lead.h, lead.status AS lead_status, least(c.closed_at, '${END}') AS ends,
       lead.at + ${between(1, 20, 1)} * interval '1 day' AS began, ${between(4, 70, 7)} * interval '1 day' AS life
  FROM (${BEGINNINGS}) AS lead
  JOIN pg_temp.seed_customers c ON c.id = lead.tenant_id
 WHERE lead.status <> 'lost' OR ${chance(35, 4)}`;

const STAGED = `
SELECT deal.*, CASE WHEN began + life < ends AND lead_status = 'converted' THEN 'won'
                    WHEN began + life < ends AND (lead_status = 'lost' OR ${chance(45, 5)}) THEN 'lost'
                    ELSE ${pick(["prospect", "proposal", "proposal", "negotiation"], 6)} END AS stage
  FROM (${DEALS}) AS deal
 WHERE began < ends`;

/** Small deals are many; an amount is as round as its currency has it. */
const AMOUNT = `
	greatest(50, round((120 + ${below(100, 9)} * ${below(100, 10)} / 2.2) * per_euro, CASE currency WHEN 'DZD' THEN -3 ELSE -1 END))`;

export const crmDeals = `
INSERT INTO public.crm_deals (
	id, tenant_id, lead_id, title, stage, amount, currency, probability, owner_id, expected_close_on, closed_at, created_at)
SELECT ${uuid("deal")}, c.id, c.lead_id, concat_ws(' – ', ${pickFrom("w.services", 8)}, lead.contact_name), stage,
       ${AMOUNT}, currency,
       (jsonb '{"prospect": 20, "proposal": 45, "negotiation": 70, "won": 100, "lost": 0}' ->> stage)::smallint,
       ${member("began", 11)}, (began + life)::date,
       CASE WHEN stage IN ('won', 'lost') THEN began + life END, began
  FROM (${STAGED}) AS c
  JOIN pg_temp.seed_words w USING (n)
  LEFT JOIN public.crm_leads lead ON lead.id = c.lead_id
 ORDER BY began, h`;
