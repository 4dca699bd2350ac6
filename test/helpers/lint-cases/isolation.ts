import type { LintCase } from "../lint.ts";

/** One table with tenants, guarded as it should be. */
const table = "CREATE TABLE app.notes (tenant_id uuid NOT NULL, id bigint, body text, PRIMARY KEY (tenant_id, id));";
const on = "ALTER TABLE app.notes ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;";
const policy = "CREATE POLICY tenant ON app.notes USING (tenant_id = current_tenant());";
const guarded = `${table}\n${on}\n${policy}`;

/** What lets one tenant see another. */
export const isolationCases: LintCase[] = [
	{
		rule: "tenant-table-without-rls",
		severity: "error",
		bad: `«${table}`,
		good: [
			guarded,
			`${table}\n-- file: 002.sql\n${on} ${policy}`,
			"CREATE TABLE countries (code text);",
			"CREATE TEMP TABLE t (tenant_id uuid);",
		],
	},
	{
		rule: "tenant-table-without-rls",
		severity: "error",
		bad: `${guarded}\n«CREATE TABLE app.old_notes (LIKE app.notes INCLUDING ALL);`,
		good: `${guarded}\nCREATE TABLE app.other (LIKE app.unknown INCLUDING ALL);`,
	},
	{
		rule: "tenant-table-without-rls",
		severity: "error",
		bad: "«CREATE TABLE p (tenant_id int) PARTITION BY LIST (tenant_id);\nCREATE TABLE p1 PARTITION OF p DEFAULT;",
		good: "CREATE TABLE p (tenant_id int) PARTITION BY LIST (tenant_id); CREATE TABLE p1 PARTITION OF p DEFAULT; ALTER TABLE p ENABLE ROW LEVEL SECURITY;",
	},
	{
		rule: "tenant-table-without-rls",
		severity: "info",
		bad: `«${table}\nDO $$ BEGIN EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', 'x'); END $$;`,
		good: `${table}\nDO $$ BEGIN ALTER TABLE app.notes ENABLE ROW LEVEL SECURITY; END $$;`,
	},
	{
		rule: "tenant-table-without-rls",
		severity: "error",
		bad: "«CREATE TABLE o (account int);",
		good: "CREATE TABLE o (tenant_id int);",
		premises: { tenantColumn: "account" },
	},
	{
		rule: "rls-without-policy",
		severity: "warning",
		bad: `${table}\nALTER TABLE app.notes «ENABLE ROW LEVEL SECURITY;`,
		good: [guarded, `${table} ${on}\n-- file: 002.sql\n${policy}`],
	},
	{
		rule: "rls-without-policy",
		severity: "warning",
		bad: `${table}\nALTER TABLE app.notes «ENABLE ROW LEVEL SECURITY;\nCREATE POLICY p ON app.notes AS RESTRICTIVE USING (tenant_id = t());`,
		good: guarded,
	},
	{
		rule: "policy-without-rls",
		severity: "error",
		bad: `${table}\n«${policy}`,
		good: [guarded, `${table} ${policy} ${on}`],
	},
	{ rule: "policy-without-rls", severity: "warning", bad: `«${policy}`, good: `${policy} ${on}` },
	{
		rule: "rls-not-forced",
		severity: "warning",
		bad: `${table}\n${policy}\nALTER TABLE app.notes «ENABLE ROW LEVEL SECURITY;`,
		good: guarded,
	},
	{
		rule: "rls-disabled",
		severity: "error",
		bad: "ALTER TABLE app.notes «DISABLE ROW LEVEL SECURITY;",
		good: [
			"ALTER TABLE app.notes DISABLE ROW LEVEL SECURITY; UPDATE app.notes SET body = '' WHERE body IS NULL; ALTER TABLE app.notes ENABLE ROW LEVEL SECURITY;",
			"ALTER TABLE app.notes NO FORCE ROW LEVEL SECURITY;",
		],
	},
	{
		rule: "rls-disabled",
		severity: "warning",
		bad: "-- file: rollback/008.sql\nALTER TABLE app.notes «DISABLE ROW LEVEL SECURITY;",
		good: "-- file: rollback/008.sql\nDROP POLICY tenant ON app.notes;",
	},
	{
		rule: "rls-not-forced-again",
		severity: "error",
		bad: "ALTER TABLE app.notes «NO FORCE ROW LEVEL SECURITY;\nDELETE FROM app.notes WHERE body = '';",
		good: "ALTER TABLE app.notes NO FORCE ROW LEVEL SECURITY; DELETE FROM app.notes WHERE body = ''; ALTER TABLE app.notes FORCE ROW LEVEL SECURITY;",
	},
	{
		rule: "force-without-bypass",
		severity: "warning",
		bad: "ALTER TABLE app.notes ENABLE ROW LEVEL SECURITY, «FORCE ROW LEVEL SECURITY;",
		good: "ALTER TABLE app.notes ENABLE ROW LEVEL SECURITY;",
		premises: { role: { name: "deployer", bypassesRls: false } },
	},
	{
		rule: "partition-without-rls",
		severity: "warning",
		bad: "CREATE TABLE p (tenant_id int) PARTITION BY LIST (tenant_id);\nALTER TABLE p ENABLE ROW LEVEL SECURITY;\n«CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);",
		good: "CREATE TABLE p (tenant_id int) PARTITION BY LIST (tenant_id); ALTER TABLE p ENABLE ROW LEVEL SECURITY; CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1); ALTER TABLE p1 ENABLE ROW LEVEL SECURITY;",
	},
	{
		rule: "policy-true",
		severity: "error",
		bad: "CREATE POLICY all_of_it ON app.notes FOR SELECT USING («true);",
		good: [
			policy,
			"CREATE POLICY r ON app.notes AS RESTRICTIVE USING (true);",
			"CREATE POLICY p ON app.notes USING (tenant_id = t() AND true);",
		],
	},
	{
		rule: "policy-true",
		severity: "error",
		bad: "CREATE POLICY w ON app.notes FOR INSERT WITH CHECK («1 = 1);",
		good: "CREATE POLICY w ON app.notes FOR INSERT WITH CHECK (tenant_id = current_tenant());",
	},
	{
		rule: "policy-true",
		severity: "warning",
		bad: "CREATE POLICY support ON app.notes TO support USING («true);",
		good: "CREATE POLICY support ON app.notes TO support USING (tenant_id = current_tenant());",
	},
	{
		rule: "policy-true",
		severity: "info",
		bad: "CREATE TABLE countries (code text);\nALTER TABLE countries ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;\nCREATE POLICY r ON countries FOR SELECT USING («true);",
		good: "CREATE TABLE countries (code text); GRANT SELECT ON countries TO app;",
	},
	{
		rule: "policy-true",
		severity: "error",
		bad: "ALTER POLICY tenant ON app.notes USING («true);",
		good: "ALTER POLICY tenant ON app.notes USING (tenant_id = current_tenant());",
	},
	{
		rule: "policy-or-arm",
		severity: "warning",
		bad: "CREATE POLICY p ON app.notes USING (tenant_id = current_tenant() OR «is_superadmin());",
		good: [
			"CREATE POLICY p ON app.notes USING (tenant_id = current_tenant() OR shared);",
			"CREATE POLICY p ON app.notes USING (tenant_id = current_tenant() AND is_open());",
			`${policy}\nCREATE POLICY admin ON app.notes TO superadmin USING ((SELECT is_superadmin()));`,
		],
	},
	{
		rule: "policy-or-arm",
		severity: "warning",
		bad: "CREATE POLICY p ON app.notes USING (tenant_id = t() OR «EXISTS (SELECT FROM members m WHERE m.note = notes.id));",
		good: "CREATE POLICY p ON app.notes USING (tenant_id = t() OR id IN (SELECT note FROM members));",
	},
	{
		rule: "policy-or-arm",
		severity: "warning",
		bad: `${policy}\nCREATE POLICY admin ON app.notes USING («is_superadmin());`,
		good: [
			"CREATE POLICY a ON app.notes FOR SELECT USING (tenant_id = t()); CREATE POLICY b ON app.notes FOR DELETE USING (is_superadmin());",
			`${policy}\nCREATE POLICY admin ON app.notes AS RESTRICTIVE USING (is_open());`,
		],
	},
	{
		rule: "policy-without-check",
		severity: "warning",
		bad: "CREATE POLICY p ON app.notes FOR UPDATE USING (tenant_id = t() OR «shared);",
		good: [
			"CREATE POLICY p ON app.notes FOR UPDATE USING (tenant_id = t() OR shared) WITH CHECK (tenant_id = t());",
			"CREATE POLICY p ON app.notes FOR SELECT USING (tenant_id = t() OR shared);",
			policy,
		],
	},
	{
		rule: "policy-volatile-function",
		severity: "warning",
		bad: "CREATE FUNCTION ct() RETURNS uuid LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';\nCREATE POLICY p ON app.notes USING (tenant_id = «ct());",
		good: [
			`CREATE FUNCTION current_tenant() RETURNS uuid LANGUAGE sql STABLE AS 'SELECT NULL::uuid'; ${policy}`,
			policy,
		],
	},
	{
		rule: "policy-volatile-function",
		severity: "info",
		bad: "CREATE FUNCTION ct() RETURNS uuid LANGUAGE sql AS 'SELECT NULL::uuid';\nCREATE POLICY p ON app.notes USING (tenant_id = «ct());",
		good: "CREATE FUNCTION ct() RETURNS uuid LANGUAGE sql IMMUTABLE AS 'SELECT NULL::uuid'; CREATE POLICY p ON app.notes USING (tenant_id = ct());",
	},
	{
		rule: "policy-function-not-inlined",
		severity: "info",
		bad: "CREATE FUNCTION ct() RETURNS uuid LANGUAGE sql STABLE SET search_path = '' AS 'SELECT NULL::uuid';\nCREATE POLICY p ON app.notes USING (tenant_id = «ct());",
		good: "CREATE FUNCTION ct() RETURNS uuid LANGUAGE sql STABLE AS 'SELECT NULL::uuid'; CREATE POLICY p ON app.notes USING (tenant_id = ct());",
	},
	{
		rule: "policy-function-not-inlined",
		severity: "warning",
		bad: "CREATE FUNCTION may(uuid) RETURNS bool LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS 'SELECT true';\nCREATE POLICY p ON app.notes USING («may(tenant_id));",
		good: "CREATE FUNCTION may(uuid) RETURNS bool LANGUAGE sql STABLE AS 'SELECT true'; CREATE POLICY p ON app.notes USING (may(tenant_id));",
	},
	{
		rule: "policy-dropped",
		severity: "warning",
		bad: "«DROP POLICY tenant ON app.notes;",
		good: [`DROP POLICY tenant ON app.notes; ${policy}`, "DROP POLICY tenant ON app.notes; DROP TABLE app.notes;"],
	},
	{
		rule: "setting-as-privilege",
		severity: "error",
		bad: "CREATE POLICY p ON app.notes USING («current_setting('app.is_superadmin', true) = 'true');",
		good: [
			"CREATE POLICY p ON app.notes USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);",
			"CREATE POLICY p ON app.notes USING (tenant_id = CASE WHEN current_setting('app.tenant_id', true) <> '' THEN current_setting('app.tenant_id', true)::uuid END);",
		],
	},
	{
		rule: "setting-as-privilege",
		severity: "error",
		bad: "CREATE FUNCTION is_superadmin() RETURNS boolean LANGUAGE plpgsql STABLE AS $$\nBEGIN\n\tRETURN coalesce(current_setting('app.is_superadmin', true), 'false')::boolean;\nEND $$;\nCREATE POLICY p ON app.notes USING (tenant_id = t() OR «is_superadmin());",
		good: "CREATE FUNCTION is_superadmin() RETURNS boolean LANGUAGE sql STABLE AS $$ SELECT current_user = 'superadmin' $$; CREATE POLICY p ON app.notes TO superadmin USING (is_superadmin());",
	},
	{
		rule: "setting-as-privilege",
		severity: "error",
		bad: "CREATE FUNCTION mode() RETURNS boolean LANGUAGE sql STABLE RETURN current_setting('app.mode', true) IN ('all', 'any');\nCREATE POLICY p ON app.notes USING («mode());",
		good: "CREATE FUNCTION ct() RETURNS uuid LANGUAGE sql STABLE RETURN current_setting('app.tenant_id', true)::uuid; CREATE POLICY p ON app.notes USING (tenant_id = ct());",
	},
	{
		rule: "unique-without-tenant",
		severity: "warning",
		bad: "CREATE TABLE o (tenant_id int, number int «UNIQUE);",
		good: [
			"CREATE TABLE o (tenant_id int, number int, UNIQUE (tenant_id, number));",
			"CREATE TABLE o (tenant_id int, id int PRIMARY KEY);",
			"CREATE TABLE o (number int UNIQUE);",
		],
	},
	{
		rule: "unique-without-tenant",
		severity: "warning",
		bad: "CREATE TABLE o (tenant_id int, email text);\nCREATE UNIQUE INDEX ON «o (lower(email));",
		good: "CREATE TABLE o (tenant_id int, email text); CREATE UNIQUE INDEX ON o (tenant_id, lower(email));",
	},
	{
		rule: "foreign-key-without-tenant",
		severity: "warning",
		bad: `${table}\nCREATE TABLE app.files (tenant_id uuid, note bigint «REFERENCES app.notes (id));`,
		good: [
			`${table}\nCREATE TABLE app.files (tenant_id uuid, note bigint, FOREIGN KEY (tenant_id, note) REFERENCES app.notes (tenant_id, id));`,
			"CREATE TABLE tenants (id uuid); CREATE TABLE app.files (tenant_id uuid REFERENCES tenants (id));",
			"CREATE TABLE users (id int); CREATE TABLE app.files (tenant_id uuid, u int REFERENCES users (id));",
		],
	},
	{
		rule: "foreign-key-without-tenant",
		severity: "warning",
		bad: `${table}\nALTER TABLE app.notes ADD «FOREIGN KEY (parent) REFERENCES app.notes (id);`,
		good: `${table}\nALTER TABLE app.notes ADD FOREIGN KEY (tenant_id, parent) REFERENCES app.notes (tenant_id, id);`,
	},
	{
		rule: "definer-search-path",
		severity: "error",
		bad: "«CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1';",
		good: [
			"CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS 'SELECT 1';",
			"CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = '' AS 'SELECT 1';",
			"CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'; ALTER FUNCTION f() SET search_path = pg_catalog, pg_temp;",
			"CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY INVOKER AS 'SELECT 1';",
		],
	},
	{
		rule: "definer-search-path",
		severity: "warning",
		bad: "«CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = public AS 'SELECT 1';",
		good: "CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS 'SELECT 1';",
	},
	{
		rule: "definer-for-public",
		severity: "warning",
		bad: "«CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = '' AS 'SELECT 1';",
		good: [
			"CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = '' AS 'SELECT 1'; REVOKE ALL ON FUNCTION f() FROM PUBLIC;",
			"CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$ BEGIN RETURN NEW; END $$;",
			"ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC; CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = '' AS 'SELECT 1';",
		],
	},
	{
		rule: "definer-for-public",
		severity: "warning",
		bad: "ALTER DEFAULT PRIVILEGES IN SCHEMA app REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;\n«CREATE FUNCTION app.f() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = '' AS 'SELECT 1';",
		good: "CREATE FUNCTION app.f() RETURNS int LANGUAGE sql AS 'SELECT 1';",
	},
	{
		rule: "default-privileges-in-schema",
		severity: "warning",
		bad: "«ALTER DEFAULT PRIVILEGES IN SCHEMA app REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;",
		good: [
			"ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;",
			"ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT SELECT ON TABLES TO reader;",
		],
	},
	{
		rule: "view-without-invoker",
		severity: "error",
		bad: `${guarded}\nCREATE VIEW «app.recent AS SELECT * FROM app.notes LIMIT 10;`,
		good: [
			`${guarded}\nCREATE VIEW app.recent WITH (security_invoker = true) AS SELECT * FROM app.notes;`,
			`${guarded}\nCREATE VIEW app.recent AS SELECT * FROM app.notes; ALTER VIEW app.recent SET (security_invoker = on);`,
			`${guarded}\nCREATE VIEW v AS WITH notes AS (SELECT 1) SELECT * FROM notes;`,
			"CREATE TABLE countries (code text); CREATE VIEW v AS SELECT * FROM countries;",
		],
	},
	{
		rule: "view-invoker-off",
		severity: "error",
		bad: "ALTER VIEW app.recent «RESET (security_invoker);",
		good: "ALTER VIEW app.recent SET (security_invoker = true);",
	},
	{
		rule: "guarded-copy",
		severity: "error",
		bad: `${guarded}\nCREATE TABLE «copy AS SELECT * FROM app.notes;`,
		good: [
			`${guarded}\nCREATE TEMP TABLE copy AS SELECT * FROM app.notes;`,
			"CREATE TABLE copy AS SELECT * FROM unknown;",
			`${guarded}\nCREATE TABLE copy AS SELECT * FROM app.notes; ALTER TABLE copy ENABLE ROW LEVEL SECURITY;`,
		],
	},
	{
		rule: "guarded-copy",
		severity: "error",
		bad: `${guarded}\nSELECT n.* INTO «copy FROM app.notes n JOIN b USING (id);`,
		good: `${guarded}\nSELECT * INTO copy FROM b;`,
	},
	{
		rule: "guarded-copy",
		severity: "error",
		bad: `${guarded}\nCREATE MATERIALIZED VIEW «totals AS SELECT count(*) FROM app.notes;`,
		good: `${guarded}\nCREATE MATERIALIZED VIEW totals AS SELECT count(*) FROM b;`,
	},
	{
		rule: "grant-to-public",
		severity: "warning",
		bad: "«GRANT SELECT ON app.notes TO PUBLIC;",
		good: [
			"GRANT SELECT ON app.notes TO app;",
			"REVOKE ALL ON app.notes FROM PUBLIC;",
			"GRANT USAGE ON SCHEMA app TO PUBLIC;",
			"CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'; GRANT EXECUTE ON FUNCTION f() TO PUBLIC;",
		],
	},
	{
		rule: "grant-to-public",
		severity: "error",
		bad: "«GRANT ALL ON SCHEMA app TO PUBLIC;",
		good: "GRANT ALL ON SCHEMA app TO owner;",
	},
	{
		rule: "grant-to-public",
		severity: "error",
		bad: "CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = '' AS 'SELECT 1';\n«GRANT EXECUTE ON FUNCTION f() TO PUBLIC;",
		good: "CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = '' AS 'SELECT 1'; GRANT EXECUTE ON FUNCTION f() TO app;",
	},
	{
		rule: "grant-past-rls",
		severity: "warning",
		bad: `${guarded}\n«GRANT ALL ON app.notes TO app;`,
		good: [`${guarded}\nGRANT SELECT, INSERT, UPDATE, DELETE ON app.notes TO app;`, "GRANT ALL ON countries TO app;"],
	},
	{
		rule: "bypassrls-role",
		severity: "error",
		bad: "«CREATE ROLE support LOGIN BYPASSRLS;",
		good: ["CREATE ROLE support LOGIN NOBYPASSRLS;", "ALTER ROLE support NOSUPERUSER;"],
	},
];
