/** The customers and their people: made here, sent as JSON, and kept for the length of the transaction for what hangs on them. */
import type { Session } from "../../ports.ts";
import { daysBeforeEnd, END } from "./calendar.ts";
import { uuid } from "./expressions.ts";
import { makePeople } from "./people.ts";
import { regions } from "./regions.ts";
import { type DemoTenant, idOf, tenants } from "./tenants.ts";
import { wordsFor } from "./words/all-words.ts";
import { companies } from "./words/companies.ts";
import { arabicNames, asciiOf, namesOf } from "./words/names.ts";

/** Seconds after midnight UTC at which a contract begins and ends. */
const OPENING = 25_200;

const TENANTS = `
CREATE TEMP TABLE seed_tenants ON COMMIT DROP AS
SELECT t.*, coalesce(t.given_id, ${uuid("tenant", "t.slug")}) AS id
  FROM jsonb_to_recordset($1::jsonb) AS t (
	n integer, given_id uuid, slug text, name text, region text, kind text, plan text, status text, language text,
	admin_email text, metadata jsonb, daily integer, keys integer, opened_at timestamptz, closed_at timestamptz,
	currency text, per_euro numeric, tz text, weekend integer[], phone text[], tax_id text[])`;

/** Apart, and not compressed: a long row is packed, and would be unpacked again for each word that is taken from it. */
const WORDS = `
CREATE TEMP TABLE seed_words WITH (toast_tuple_target = 8160) ON COMMIT DROP AS
SELECT * FROM jsonb_to_recordset($1::jsonb) AS w (
	n integer, mail text[], streets text[], first_names text[], last_names text[], first_ascii text[], last_ascii text[],
	companies text[], sectors text[], projects text[], aims text[], documents text[], sentences text[],
	workflows text[], plans text[], needs text[], services text[], calls text[], said text[])`;

const INSERT_TENANTS = `
INSERT INTO public.tenants (id, name, slug, region, plan, status, admin_email, settings, metadata, created_at)
SELECT id, name, slug, region, plan, status, admin_email,
       jsonb_build_object('language', language, 'timezone', tz, 'currency', currency,
                          'features', CASE plan WHEN 'free' THEN '["chat", "search"]'::jsonb
                                                WHEN 'pro' THEN '["chat", "search", "voice", "ocr", "crm"]'
                                                ELSE '["chat", "search", "voice", "ocr", "crm", "bolt", "bmad"]' END),
       metadata, opened_at
  FROM pg_temp.seed_tenants ORDER BY opened_at`;

const INSERT_USERS = `
INSERT INTO public.users (email, full_name, locale, is_active, last_login_at, created_at)
SELECT email, full_name, locale, is_active, last_login_at, created_at
  FROM jsonb_to_recordset($1::jsonb) AS p (
	email text, full_name text, locale text, is_active boolean, last_login_at timestamptz, created_at timestamptz)
 ORDER BY created_at, email`;

const INSERT_MEMBERSHIPS = `
INSERT INTO public.tenant_users (tenant_id, user_id, role, created_at)
SELECT t.id, u.id, m.role, m.created_at
  FROM jsonb_to_recordset($1::jsonb) AS m (slug text, email text, role text, created_at timestamptz)
  JOIN pg_temp.seed_tenants t USING (slug)
  JOIN public.users u ON u.email = m.email
 ORDER BY m.created_at, u.id`;

/** With who their people are and since when, in the order in which they came: the owner is the first. */
const CUSTOMERS = `
CREATE TEMP TABLE seed_customers ON COMMIT DROP AS
SELECT t.*, p.user_ids, p.since
  FROM pg_temp.seed_tenants t
  JOIN (SELECT tenant_id, array_agg(user_id ORDER BY role <> 'owner', created_at, user_id) AS user_ids,
               array_agg(created_at ORDER BY role <> 'owner', created_at, user_id) AS since
          FROM public.tenant_users GROUP BY tenant_id) AS p ON p.tenant_id = t.id;
ANALYZE pg_temp.seed_customers`;

export async function insertCustomers(session: Session): Promise<void> {
	const { people, memberships } = makePeople();
	await session.query(TENANTS, [JSON.stringify(tenants.map(tenantRow))]);
	await session.query(WORDS, [JSON.stringify(tenants.map(wordsRow))]);
	await session.execute(INSERT_TENANTS);
	await session.query(INSERT_USERS, [JSON.stringify(people)]);
	await session.query(INSERT_MEMBERSHIPS, [JSON.stringify(memberships)]);
	await session.execute(CUSTOMERS);
}

function tenantRow(tenant: DemoTenant, at: number) {
	const { name, slug, region, kind, plan, status, language, metadata, daily, since, until } = tenant;
	const { currency, perEuro, tz, weekend, phone, taxId } = regions[region];
	return {
		...{ n: at + 1, given_id: idOf(tenant), name, slug, region, kind, plan, status, language, metadata, daily },
		...{ currency, tz, weekend, phone, admin_email: tenant.adminEmail, per_euro: perEuro, tax_id: taxId },
		keys: plan === "free" ? 1 : plan === "pro" ? 2 + (at % 3) : 4 + (at % 3),
		opened_at: daysBeforeEnd(since, OPENING),
		closed_at: until === 0 ? END : daysBeforeEnd(until, OPENING),
	};
}

function wordsRow(tenant: DemoTenant, at: number) {
	const { region, language } = tenant;
	const { first, last } = language === "ar" ? arabicNames : namesOf[region];
	return {
		...wordsFor(tenant),
		...{ n: at + 1, mail: regions[region].mail, streets: regions[region].streets },
		first_names: first.map(({ text }) => text),
		last_names: last.map(({ text }) => text),
		first_ascii: first.map(({ latin }) => asciiOf(latin)),
		last_ascii: last.map(({ latin }) => asciiOf(latin)),
		companies: companies[region].map(([company]) => company),
		sectors: companies[region].map(([, sector]) => sector),
	};
}
