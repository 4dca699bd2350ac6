/** Schemas that keep tenants apart, one of each style. Their roles belong to the whole cluster, and may be there already. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const MIGRATIONS = join(import.meta.dirname, "../../migrations");

/** The bundled set as one script. */
export function iafactory(): string {
	const files = readdirSync(MIGRATIONS).filter((file) => /^\d+.*\.sql$/.test(file));
	return files
		.sort()
		.map((file) => readFileSync(join(MIGRATIONS, file), "utf8"))
		.join("\n");
}

const role = (name: string, rest: string): string =>
	`DO $$ BEGIN CREATE ROLE ${name} ${rest}; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;`;

const guard = (table: string, test: string, to = "PUBLIC"): string => `
	ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY; ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
	CREATE POLICY own ON ${table} TO ${to} USING (${test}) WITH CHECK (${test});`;

const COMPANY = "company_id = current_setting('app.company', true)::int";

/** Integer ids, policies that read a setting directly, two keys to the tenant, two schemas, partitions, views, odd names. */
export const settings = `
	${role("shop_app", "NOLOGIN")} ${role("shop_login", "LOGIN")} GRANT shop_app TO shop_login;
	CREATE SCHEMA sales; CREATE SCHEMA "odd ""schema";
	CREATE TABLE companies (company_id int PRIMARY KEY, title text, handle text, country text, tier text, state text, email text, "createdAt" timestamptz DEFAULT now());
	INSERT INTO companies (company_id, title, handle, state) VALUES (1, 'Un', 'un', 'live'), (2, 'Deux', 'deux', 'live');
	CREATE TABLE sales.customers (id serial PRIMARY KEY, company_id int NOT NULL REFERENCES companies, name text);
	INSERT INTO sales.customers (company_id) VALUES (1), (2);
	CREATE TABLE sales.orders (id serial PRIMARY KEY, account int NOT NULL REFERENCES companies, customer_id int NOT NULL REFERENCES sales.customers);
	INSERT INTO sales.orders (account, customer_id) VALUES (1, 1), (1, 1), (2, 2);
	CREATE TABLE sales.order_items (id serial PRIMARY KEY, order_id int NOT NULL REFERENCES sales.orders, product text);
	INSERT INTO sales.order_items (order_id) VALUES (1), (2), (3), (3);
	CREATE TABLE sales.item_notes (id serial PRIMARY KEY, item_id int NOT NULL REFERENCES sales.order_items, note text);
	CREATE TABLE events (company_id int NOT NULL, at date NOT NULL, what text) PARTITION BY RANGE (at);
	CREATE TABLE events_2026 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
	INSERT INTO events VALUES (1, '2026-02-02'), (2, '2026-02-02');
	CREATE TABLE "odd ""schema"."__proto__" (id int, company_id int REFERENCES companies);
	CREATE TABLE "odd ""schema"."new
line's" (id int, company_id int REFERENCES companies);
	CREATE VIEW sales.order_list AS SELECT id, account FROM sales.orders;
	CREATE VIEW sales.order_count AS SELECT count(*) AS n FROM sales.orders;
	CREATE TABLE countries (code text PRIMARY KEY);
	${guard("companies", COMPANY)} ${guard("sales.customers", COMPANY)} ${guard("events", COMPANY)}
	${guard("sales.orders", "account = current_setting('app.company', true)::int")}
	${guard("sales.order_items", `EXISTS (SELECT FROM sales.orders o WHERE o.id = order_id AND o.account = current_setting('app.company', true)::int)`)}
	${guard(`"odd ""schema"."__proto__"`, COMPANY)} ${guard(`"odd ""schema"."new\nline's"`, COMPANY)}
	GRANT USAGE ON SCHEMA sales, "odd ""schema" TO shop_app;
	GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public, sales, "odd ""schema" TO shop_app;`;

/** As PostgREST and Supabase: one setting with JSON claims, helper functions in schema auth, roles anon and authenticated. */
export const claims = `
	${role("anon", "NOLOGIN")} ${role("authenticated", "NOLOGIN")} ${role("service_role", "NOLOGIN BYPASSRLS")} ${role("authenticator", "LOGIN NOINHERIT")}
	GRANT anon, authenticated, service_role TO authenticator;
	CREATE SCHEMA auth;
	CREATE FUNCTION auth.uid() RETURNS uuid LANGUAGE sql STABLE AS $$
		SELECT coalesce(nullif(current_setting('request.jwt.claim.sub', true), ''), (nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub'))::uuid $$;
	CREATE FUNCTION auth.jwt() RETURNS jsonb LANGUAGE sql STABLE AS $$
		SELECT coalesce(nullif(current_setting('request.jwt.claim', true), ''), nullif(current_setting('request.jwt.claims', true), ''))::jsonb $$;
	CREATE TABLE organizations (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), name text, slug text UNIQUE, plan text, created_at timestamptz DEFAULT now());
	INSERT INTO organizations (id, name, slug) VALUES ('aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa', 'A', 'a'), ('bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb', 'B', 'b');
	CREATE TABLE documents (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, org_id uuid NOT NULL REFERENCES organizations, author uuid, body text);
	CREATE TABLE invoices (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, org_id uuid NOT NULL REFERENCES organizations, total int);
	CREATE TABLE profiles (id uuid PRIMARY KEY, nickname text);
	INSERT INTO documents (org_id) SELECT id FROM organizations; INSERT INTO invoices (org_id) SELECT id FROM organizations;
	ALTER TABLE documents ENABLE ROW LEVEL SECURITY; ALTER TABLE invoices ENABLE ROW LEVEL SECURITY; ALTER TABLE organizations ENABLE ROW LEVEL SECURITY; ALTER TABLE profiles ENABLE ROW LEVEL SECURITY;
	CREATE POLICY own ON documents TO authenticated USING (org_id = ((auth.jwt() -> 'app_metadata') ->> 'tenant_id')::uuid);
	CREATE POLICY own ON invoices TO authenticated USING (org_id = (SELECT (auth.jwt() -> 'app_metadata' ->> 'tenant_id')::uuid) AND (auth.jwt() ->> 'role') = 'authenticated');
	CREATE POLICY own ON organizations TO authenticated USING (id = (auth.jwt() -> 'app_metadata' ->> 'tenant_id')::uuid);
	CREATE POLICY mine ON profiles TO authenticated USING (id = auth.uid());
	GRANT USAGE ON SCHEMA auth TO anon, authenticated, service_role;
	GRANT SELECT ON ALL TABLES IN SCHEMA public TO anon, authenticated, service_role;`;

/** One claim, read directly; text ids; no table of tenants. */
export const plainClaim = `
	${role("web_user", "NOLOGIN")}
	CREATE SCHEMA api;
	CREATE TABLE api.todos (id int PRIMARY KEY, tenant_id text NOT NULL, what text);
	CREATE TABLE api.lists (id int PRIMARY KEY, tenant_id text NOT NULL);
	INSERT INTO api.todos VALUES (1, 'acme', 'x'), (2, 'b''c', 'y');
	${guard("api.todos", "tenant_id = current_setting('request.jwt.claims', true)::json->>'tenant_id'", "web_user")}
	${guard("api.lists", "tenant_id = nullif(current_setting('request.jwt.claims', true), '')::json->>'tenant_id'", "web_user")}
	GRANT USAGE ON SCHEMA api TO web_user; GRANT SELECT ON ALL TABLES IN SCHEMA api TO web_user;`;

/** Bigint ids; PL/pgSQL helpers in a schema of their own; an EXECUTE that sets; a support's role and one that reads everything beside the application's. */
export const helpers = `
	${role("crm_web", "LOGIN")} ${role("crm_admin", "NOLOGIN")} ${role("crm_watch", "LOGIN")}
	-- 14 and newer have it.
	DO $$ BEGIN GRANT pg_read_all_data TO crm_watch; EXCEPTION WHEN undefined_object THEN NULL; END $$;
	CREATE SCHEMA app;
	CREATE FUNCTION app.tenant() RETURNS bigint LANGUAGE plpgsql STABLE AS $$
		DECLARE v text := current_setting('crm.account_id', true); -- current_setting('not.this')
		BEGIN IF v IS NULL OR v = '' THEN RETURN NULL; END IF; RETURN v::bigint; END $$;
	CREATE PROCEDURE app.switch_account(account bigint, reason text DEFAULT '') LANGUAGE plpgsql AS $$
		BEGIN EXECUTE format('SET LOCAL crm.account_id = %L', account); END $$;
	CREATE TABLE accounts (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name varchar(80), contact_email text, email text);
	INSERT INTO accounts (name) VALUES ('Alpha'), ('Beta');
	CREATE TABLE contacts (id bigint PRIMARY KEY, account_id bigint NOT NULL REFERENCES accounts, name text);
	CREATE TABLE calls (id bigint PRIMARY KEY, contact_id bigint NOT NULL REFERENCES contacts, taken_by bigint REFERENCES contacts);
	INSERT INTO contacts VALUES (1, 1, 'a'), (2, 2, 'b'); INSERT INTO calls VALUES (1, 1), (2, 2);
	${guard("contacts", "account_id = (SELECT app.tenant())")}
	${guard("calls", "contact_id IN (SELECT c.id FROM contacts c WHERE c.account_id = app.tenant())")}
	CREATE POLICY support ON contacts TO crm_admin USING (true);
	GRANT USAGE ON SCHEMA app TO crm_web; GRANT SELECT ON ALL TABLES IN SCHEMA public TO crm_web, crm_admin;`;

/** People are members of tenants, and the session says only which person it is. */
export const memberships = `
	${role("member_app", "NOLOGIN")}
	CREATE TABLE teams (id int PRIMARY KEY, name text);
	CREATE TABLE team_members (team_id int REFERENCES teams, user_id int, PRIMARY KEY (team_id, user_id));
	CREATE TABLE boards (id int PRIMARY KEY, team_id int NOT NULL REFERENCES teams);
	${guard("boards", "team_id IN (SELECT m.team_id FROM team_members m WHERE m.user_id = current_setting('app.user_id')::int)")}
	GRANT SELECT ON ALL TABLES IN SCHEMA public TO member_app;`;
