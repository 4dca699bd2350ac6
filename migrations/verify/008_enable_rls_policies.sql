-- What 008 promises. The first checks read the catalogue. The others prove by trying: the set-up makes two tenants with
-- a row in every table, acts as the application's role for one of them, and tries to get at the other. It undoes all of
-- that itself; ids are given by hand, so that not even a counter moves. A check holds when it returns no row.

-- Names mean PostgreSQL's own, whatever the session's search_path says.
SET LOCAL search_path = pg_catalog, pg_temp;

-- The attempts. A is the tenant whose rows are to stay hidden and whole, B the one who tries. What was found waits in a
-- setting for the checks below; where the migration is not applied the proof cannot run, and each of them says so.
DO $proof$
DECLARE
	tenant_a CONSTANT uuid := gen_random_uuid();
	tenant_b CONSTANT uuid := gen_random_uuid();
	role_at_start CONSTANT text := current_setting('role');
	-- Every table with the column that names the tenant, a column that the application may change, and how to put a row
	-- in: %1$L is the tenant, %2$s an id below zero, which no counter gives.
	tables CONSTANT jsonb := jsonb_build_array(
		jsonb_build_array('tenants', 'id', 'name', 'INSERT INTO public.tenants (id, name, slug, region, admin_email)
			VALUES (gen_random_uuid(), ''Proof'', ''proof-%1$s-%2$s'', ''DZ'', ''proof@localhost'')'),
		jsonb_build_array('tenant_users', 'tenant_id', 'role',
			'INSERT INTO public.tenant_users (tenant_id, user_id) VALUES (%1$L, -1)'),
		jsonb_build_array('api_keys', 'tenant_id', 'name', 'INSERT INTO public.api_keys (tenant_id, name, key_hash)
			VALUES (%1$L, ''Proof'', encode(sha256(%1$L::text::bytea), ''hex''))'),
		jsonb_build_array('usage_events', 'tenant_id', 'event_type',
			'INSERT INTO public.usage_events (id, tenant_id, event_type) VALUES (%2$s, %1$L, ''proof'')'),
		jsonb_build_array('projects', 'tenant_id', 'name',
			'INSERT INTO public.projects (id, tenant_id, name) VALUES (%2$s, %1$L, ''Proof'')'),
		jsonb_build_array('knowledge_base', 'tenant_id', 'title',
			'INSERT INTO public.knowledge_base (id, tenant_id, title, content) VALUES (%2$s, %1$L, ''Proof'', ''Proof'')'),
		jsonb_build_array('bolt_workflows', 'tenant_id', 'name',
			'INSERT INTO public.bolt_workflows (id, tenant_id, name) VALUES (%2$s, %1$L, ''Proof'')'),
		jsonb_build_array('orchestrator_state', 'tenant_id', 'step',
			'INSERT INTO public.orchestrator_state (id, tenant_id, step) VALUES (%2$s, %1$L, ''proof'')'),
		jsonb_build_array('bmad_workflows', 'tenant_id', 'name',
			'INSERT INTO public.bmad_workflows (id, tenant_id, name) VALUES (%2$s, %1$L, ''Proof'')'),
		jsonb_build_array('voice_transcriptions', 'tenant_id', 'transcript',
			'INSERT INTO public.voice_transcriptions (tenant_id) VALUES (%1$L)'),
		jsonb_build_array('voice_conversations', 'tenant_id', 'agent',
			'INSERT INTO public.voice_conversations (tenant_id) VALUES (%1$L)'),
		jsonb_build_array('crm_leads', 'tenant_id', 'contact_name',
			'INSERT INTO public.crm_leads (tenant_id, contact_name) VALUES (%1$L, ''Proof'')'),
		jsonb_build_array('crm_deals', 'tenant_id', 'title',
			'INSERT INTO public.crm_deals (tenant_id, title) VALUES (%1$L, ''Proof'')'),
		jsonb_build_array('billing_accounts', 'tenant_id', 'legal_name',
			'INSERT INTO public.billing_accounts (id, tenant_id, legal_name, billing_email)
			VALUES (%1$L, %1$L, ''Proof'', ''proof@localhost'')'),
		jsonb_build_array('credit_transactions', 'tenant_id', 'description',
			'INSERT INTO public.credit_transactions (id, tenant_id, billing_account_id, kind, amount, balance_after)
			VALUES (%2$s, %1$L, %1$L, ''bonus'', 1, 1)'),
		jsonb_build_array('pme_analyses', 'tenant_id', 'company',
			'INSERT INTO public.pme_analyses (tenant_id, company) VALUES (%1$L, ''Proof'')')
	);
	findings jsonb := '[]';
	stage text := 'making two tenants';
	protected record;
	attempt record;
	setting text;
	touched bigint;
	refusal text;
	refusal_text text;
	may_be_superadmin boolean := true;
BEGIN
	-- A runner may have switched it off, by which a policy that would apply is an error. Here they are to apply.
	PERFORM set_config('row_security', 'on', true);

	-- Under forced row security a tenant goes in only under its own name.
	INSERT INTO public.users (id, email, full_name) VALUES (-1, format('proof-%s@localhost', tenant_a), 'Proof');
	PERFORM set_config('app.tenant_id', tenant_a::text, true);
	INSERT INTO public.tenants (id, name, slug, region, admin_email)
	VALUES (tenant_a, 'Proof A', 'proof-' || tenant_a, 'DZ', 'proof@localhost');
	PERFORM set_config('app.tenant_id', tenant_b::text, true);
	INSERT INTO public.tenants (id, name, slug, region, admin_email)
	VALUES (tenant_b, 'Proof B', 'proof-' || tenant_b, 'DZ', 'proof@localhost');

	stage := 'acting as iafactory_app';
	BEGIN
		PERFORM set_config('role', 'iafactory_app', true);
	EXCEPTION WHEN insufficient_privilege THEN
		-- The role was made by another database's owner. An owner who is held by the policies himself proves as much.
		IF EXISTS (SELECT FROM jsonb_array_elements(tables) AS t WHERE NOT row_security_active('public.' || (t ->> 0))) THEN
			RAISE;
		END IF;
		RAISE NOTICE 'isolation is proven as %, who may not act as iafactory_app', CURRENT_USER;
	END;

	FOR protected IN
		SELECT t ->> 0 AS name, t ->> 3 AS put FROM jsonb_array_elements(tables) AS t WHERE t ->> 0 <> 'tenants'
	LOOP
		stage := format('putting a row into public.%s for each of two tenants', protected.name);
		PERFORM set_config('app.tenant_id', tenant_a::text, true);
		EXECUTE format(protected.put, tenant_a, -1);
		PERFORM set_config('app.tenant_id', tenant_b::text, true);
		EXECUTE format(protected.put, tenant_b, -2);
	END LOOP;

	-- Each attempt is undone at once. `wanted`: one = it finds one row; none = it finds no row, or is refused; refused
	-- = 42501.
	stage := 'trying';
	FOR attempt IN
		SELECT i.check_name, i.deed, i.tenant, i.settings, i.value, i.wanted, t ->> 0 AS table_name,
		       CASE WHEN i.statement IS NULL THEN format(t ->> 3, tenant_a, -3)
		            ELSE format(i.statement, t ->> 0, t ->> 1, t ->> 2, tenant_a, tenant_b) END AS statement
		  FROM jsonb_array_elements(tables) AS t
		 CROSS JOIN (VALUES
			('own', 'reads its own row', tenant_b::text, '{}'::text[], '', 'one',
			 'SELECT FROM public.%1$I WHERE %2$I = %5$L'),
			('read', 'reads another tenant''s row by its tenant', tenant_b::text, '{}', '', 'none',
			 'SELECT FROM public.%1$I WHERE %2$I = %4$L'),
			('read', 'reads any row that is not its own', tenant_b::text, '{}', '', 'none',
			 'SELECT FROM public.%1$I WHERE %2$I IS DISTINCT FROM %5$L LIMIT 1'),
			('change', 'changes another tenant''s row', tenant_b::text, '{}', '', 'none',
			 'UPDATE public.%1$I SET %3$I = %3$I WHERE %2$I = %4$L'),
			('change', 'deletes another tenant''s row', tenant_b::text, '{}', '', 'none',
			 'DELETE FROM public.%1$I WHERE %2$I = %4$L'),
			('write', 'puts in a row for another tenant', tenant_b::text, '{}', '', 'refused', NULL),
			('write', 'moves its own row to another tenant', tenant_b::text, '{}', '', 'refused',
			 'UPDATE public.%1$I SET %2$I = %4$L WHERE %2$I = %5$L'),
			('unset', 'reads a row without a tenant', '', '{}', '', 'none',
			 'SELECT FROM public.%1$I LIMIT 1'),
			('unset', 'puts in a row without a tenant', '', '{}', '', 'refused', NULL),
			('unset', 'changes a row without a tenant', '', '{}', '', 'none',
			 'UPDATE public.%1$I SET %3$I = %3$I WHERE %2$I IN (%4$L, %5$L)'),
			('unset', 'deletes a row without a tenant', '', '{}', '', 'none',
			 'DELETE FROM public.%1$I WHERE %2$I IN (%4$L, %5$L)'),
			('setting', 'reads another tenant''s row with superadmin settings on', tenant_b::text,
			 '{app.is_superadmin,app.superadmin,app.superadmin_mode,app.is_super_admin,app.bypass_rls}', 'on', 'none',
			 'SELECT FROM public.%1$I WHERE %2$I IS DISTINCT FROM %5$L LIMIT 1'),
			('setting', 'reads a row with superadmin settings true and no tenant', '',
			 '{app.is_superadmin,app.superadmin,app.superadmin_mode,app.is_super_admin,app.bypass_rls}', 'true', 'none',
			 'SELECT FROM public.%1$I LIMIT 1'),
			('setting', 'reads a row with superadmin named as its role', '',
			 '{app.role,app.current_role,app.user_role,app.role_before_superadmin,app.current_user}',
			 'iafactory_superadmin', 'none', 'SELECT FROM public.%1$I LIMIT 1'),
			('setting', 'reads with row security switched off', tenant_b::text, '{row_security}', 'off', 'refused',
			 'SELECT FROM public.%1$I LIMIT 1')
		 ) AS i (check_name, deed, tenant, settings, value, wanted, statement)
	LOOP
		touched := NULL;
		refusal := NULL;
		BEGIN
			PERFORM set_config('app.tenant_id', attempt.tenant, true);
			FOREACH setting IN ARRAY attempt.settings LOOP
				PERFORM set_config(setting, attempt.value, true);
			END LOOP;
			EXECUTE attempt.statement;
			GET DIAGNOSTICS touched = ROW_COUNT;
			RAISE EXCEPTION USING ERRCODE = 'BK000';
		EXCEPTION
			WHEN SQLSTATE 'BK000' THEN NULL;
			WHEN OTHERS THEN
				refusal := SQLSTATE;
				refusal_text := SQLERRM;
		END;
		IF NOT coalesce((attempt.wanted = 'one' AND touched = 1)
			OR (attempt.wanted = 'none' AND touched = 0)
			OR (attempt.wanted <> 'one' AND refusal = '42501'), false)
		THEN
			findings := findings || jsonb_build_object('check', attempt.check_name, 'object', 'public.' || attempt.table_name,
				'problem', format('a session that %s: %s', attempt.deed,
					CASE WHEN refusal IS NULL THEN format('%s row(s)', touched) ELSE format('%s (%s)', refusal_text, refusal) END));
		END IF;
	END LOOP;

	stage := 'setting the tenant';
	FOR attempt IN
		SELECT format('SELECT public.set_tenant(%L%s)', tenant_a, form) AS statement FROM unnest(ARRAY['', ', true']) AS form
	LOOP
		PERFORM set_config('app.tenant_id', '', true);
		EXECUTE attempt.statement;
		IF public.get_current_tenant() IS DISTINCT FROM tenant_a THEN
			findings := findings || jsonb_build_object('check', 'tenant', 'object', 'public.set_tenant',
				'problem', format('after %s the current tenant is %s', attempt.statement,
					coalesce(public.get_current_tenant()::text, 'none')));
		END IF;
	END LOOP;
	FOR attempt IN
		SELECT format('SELECT public.set_tenant(%L%s)', tenant, form) AS statement
		  FROM unnest(ARRAY[gen_random_uuid()::text, 'not-a-uuid', NULL]) AS tenant, unnest(ARRAY['', ', true']) AS form
	LOOP
		BEGIN
			EXECUTE attempt.statement;
			findings := findings || jsonb_build_object('check', 'tenant', 'object', 'public.set_tenant',
				'problem', format('%s succeeded', attempt.statement));
		EXCEPTION WHEN invalid_parameter_value OR invalid_text_representation OR null_value_not_allowed THEN
			NULL;
		END;
	END LOOP;

	stage := 'asking whether the application is superadmin';
	IF public.is_superadmin() THEN
		findings := findings || jsonb_build_object('check', 'superadmin', 'object', 'public.is_superadmin()',
			'problem', format('true for %s', CURRENT_USER));
	END IF;

	stage := 'acting as superadmin';
	PERFORM set_config('app.tenant_id', '', true);
	PERFORM set_config('role', role_at_start, true);
	BEGIN
		PERFORM set_config('role', 'iafactory_superadmin', true);
		PERFORM set_config('role', role_at_start, true);
	EXCEPTION WHEN insufficient_privilege THEN
		RAISE NOTICE '% may not act as iafactory_superadmin: what a superadmin sees is not tried', SESSION_USER;
		may_be_superadmin := false;
	END;
	IF NOT may_be_superadmin THEN
		BEGIN
			PERFORM public.enable_superadmin_mode();
			findings := findings || jsonb_build_object('check', 'superadmin', 'object', 'public.enable_superadmin_mode()',
				'problem', format('it lets in %s, who is no member of iafactory_superadmin', SESSION_USER));
		EXCEPTION WHEN insufficient_privilege THEN
			NULL;
		END;
	END IF;
	IF may_be_superadmin THEN
		PERFORM public.enable_superadmin_mode();
		IF CURRENT_USER <> 'iafactory_superadmin' OR NOT public.is_superadmin() THEN
			findings := findings || jsonb_build_object('check', 'superadmin', 'object', 'public.enable_superadmin_mode()',
				'problem', format('the session acts as %s afterwards', CURRENT_USER));
		END IF;
		FOR protected IN SELECT t ->> 0 AS name, t ->> 1 AS tenant_column FROM jsonb_array_elements(tables) AS t LOOP
			EXECUTE format('SELECT FROM public.%I WHERE %I IN (%L, %L)',
				protected.name, protected.tenant_column, tenant_a, tenant_b);
			GET DIAGNOSTICS touched = ROW_COUNT;
			IF touched <> 2 THEN
				findings := findings || jsonb_build_object('check', 'superadmin', 'object', 'public.' || protected.name,
					'problem', format('a superadmin sees %s of the two tenants'' rows', touched));
			END IF;
		END LOOP;
		PERFORM public.disable_superadmin_mode();
		IF current_setting('role') <> role_at_start THEN
			findings := findings || jsonb_build_object('check', 'superadmin', 'object', 'public.disable_superadmin_mode()',
				'problem', format('the session acts as %s afterwards', CURRENT_USER));
		END IF;
	END IF;

	RAISE EXCEPTION USING ERRCODE = 'BK000';
EXCEPTION
	WHEN SQLSTATE 'BK000' THEN
		PERFORM set_config('bulkhead.proof', findings::text, true);
	WHEN OTHERS THEN
		PERFORM set_config('bulkhead.proof', jsonb_build_array(jsonb_build_object('check', 'all', 'object', stage,
			'problem', format('the proof broke off: %s (%s)', SQLERRM, SQLSTATE)))::text, true);
END
$proof$;

-- check: the two roles are there, cannot log in, and no attribute or membership lifts them above the policies
SELECT 'role ' || w.name AS object,
       CASE WHEN r.oid IS NULL THEN 'there is no such role'
            ELSE concat_ws(', ',
                 CASE WHEN r.rolsuper THEN 'SUPERUSER' END, CASE WHEN r.rolbypassrls THEN 'BYPASSRLS' END,
                 CASE WHEN r.rolcreaterole THEN 'CREATEROLE' END, CASE WHEN r.rolreplication THEN 'REPLICATION' END,
                 CASE WHEN r.rolcanlogin THEN 'LOGIN' END, 'member of ' || above.names) END AS problem
  FROM unnest(ARRAY['iafactory_app', 'iafactory_superadmin']) AS w (name)
  LEFT JOIN pg_catalog.pg_roles r ON r.rolname = w.name
  LEFT JOIN LATERAL (
	SELECT string_agg(o.rolname, ', ' ORDER BY o.rolname) AS names
	  FROM pg_catalog.pg_roles o
	 WHERE o.oid <> r.oid AND pg_has_role(r.oid, o.oid, 'MEMBER')
	   AND (o.rolsuper OR o.rolbypassrls OR o.rolcreaterole OR o.rolname = 'iafactory_superadmin' OR EXISTS (
		SELECT FROM pg_catalog.pg_class c WHERE c.relowner = o.oid AND c.oid IN (
			SELECT to_regclass('public.' || t) FROM unnest(ARRAY[
			'tenants', 'tenant_users', 'api_keys', 'usage_events',
			'projects', 'knowledge_base', 'bolt_workflows', 'orchestrator_state', 'bmad_workflows',
			'voice_transcriptions', 'voice_conversations', 'crm_leads', 'crm_deals',
			'billing_accounts', 'credit_transactions', 'pme_analyses'
			]) AS t)))
  ) AS above ON true
 WHERE r.oid IS NULL OR r.rolsuper OR r.rolbypassrls OR r.rolcreaterole OR r.rolreplication OR r.rolcanlogin
    OR above.names IS NOT NULL;

-- check: row security is on, and forced on the owner, for all 16 tables
SELECT 'public.' || w.name AS object,
       CASE WHEN c.oid IS NULL THEN 'there is no such table'
            WHEN NOT c.relrowsecurity THEN 'row security is off: every row is seen by everyone who may read the table'
            WHEN NOT c.relforcerowsecurity THEN 'row security is not forced: the owner sees every row'
            ELSE 'it belongs to a role of the application' END AS problem
  FROM unnest(ARRAY[
	'tenants', 'tenant_users', 'api_keys', 'usage_events',
	'projects', 'knowledge_base', 'bolt_workflows', 'orchestrator_state', 'bmad_workflows',
	'voice_transcriptions', 'voice_conversations', 'crm_leads', 'crm_deals',
	'billing_accounts', 'credit_transactions', 'pme_analyses'
  ]) AS w (name)
  LEFT JOIN pg_catalog.pg_class c ON c.oid = to_regclass('public.' || w.name)
 WHERE c.oid IS NULL OR NOT c.relrowsecurity OR NOT c.relforcerowsecurity
    OR c.relowner IN (to_regrole('iafactory_app'), to_regrole('iafactory_superadmin'));

-- check: the 80 policies say what they are to say, and no other lets a row through
WITH wanted AS (
	SELECT 'public.' || w.name AS table_name, w.name || '_' || p.suffix AS name, p.command, p.role,
	       CASE WHEN p.reads THEN test.expression END AS qual, CASE WHEN p.writes THEN test.expression END AS with_check
	  FROM unnest(ARRAY[
		'tenants', 'tenant_users', 'api_keys', 'usage_events',
		'projects', 'knowledge_base', 'bolt_workflows', 'orchestrator_state', 'bmad_workflows',
		'voice_transcriptions', 'voice_conversations', 'crm_leads', 'crm_deals',
		'billing_accounts', 'credit_transactions', 'pme_analyses'
	  ]) AS w (name)
	 CROSS JOIN (VALUES
		('select', 'r', '-', true, false), ('insert', 'a', '-', false, true), ('update', 'w', '-', true, true),
		('delete', 'd', '-', true, false), ('superadmin', '*', 'iafactory_superadmin', true, true)
	 ) AS p (suffix, command, role, reads, writes)
	 CROSS JOIN LATERAL (
		SELECT CASE WHEN p.suffix = 'superadmin' THEN '( SELECT public.is_superadmin() AS is_superadmin)'
		            WHEN w.name = 'tenants' THEN '(id = public.get_current_tenant())'
		            ELSE '(tenant_id = public.get_current_tenant())' END AS expression
	 ) AS test
), present AS (
	SELECT 'public.' || c.relname AS table_name, p.polname::text AS name, p.polcmd::text AS command, p.polpermissive,
	       array_to_string(p.polroles::regrole[], ', ') AS role,
	       pg_get_expr(p.polqual, p.polrelid) AS qual, pg_get_expr(p.polwithcheck, p.polrelid) AS with_check
	  FROM pg_catalog.pg_policy p
	  JOIN pg_catalog.pg_class c ON c.oid = p.polrelid
	 WHERE 'public.' || c.relname IN (SELECT table_name FROM wanted)
	   AND c.relnamespace = (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = 'public')
)
SELECT coalesce(w.table_name, p.table_name) AS object,
       CASE WHEN p.name IS NULL THEN format('there is no policy %s', w.name)
            WHEN w.name IS NULL
            THEN format('policy %s is not of this set, and lets rows through: TO %s USING (%s) WITH CHECK (%s)',
                        p.name, p.role, p.qual, p.with_check)
            ELSE format('policy %s says: %s FOR %s TO %s USING (%s) WITH CHECK (%s)', p.name,
                        CASE WHEN p.polpermissive THEN 'PERMISSIVE' ELSE 'RESTRICTIVE' END,
                        p.command, p.role, p.qual, p.with_check) END AS problem
  FROM wanted w
  FULL JOIN present p ON p.table_name = w.table_name AND p.name = w.name
 WHERE p.name IS NULL OR (w.name IS NULL AND p.polpermissive)
    OR (w.name IS NOT NULL AND (NOT p.polpermissive OR (p.command, p.role, p.qual, p.with_check)
	IS DISTINCT FROM (w.command, w.role, w.qual, w.with_check)));

-- check: the functions run as their caller, and the tenant test can be planned into a query
SELECT 'public.' || w.signature AS object,
       CASE WHEN p.oid IS NULL THEN 'there is no such function'
            WHEN p.prosecdef THEN 'it is SECURITY DEFINER: it would lend everyone the power of its owner'
            WHEN r.oid IS NULL OR NOT has_function_privilege(r.oid, p.oid, 'EXECUTE')
            THEN 'iafactory_app may not call it'
            WHEN format_type(p.prorettype, NULL) <> w.returns
            THEN format('it returns %s', format_type(p.prorettype, NULL))
            WHEN w.inline
            THEN 'it is not a plain SQL function, STABLE, PARALLEL SAFE, without a SET clause: no index is used'
            ELSE 'its search_path is not pinned' END AS problem
  FROM (VALUES
	('get_current_tenant()', 'uuid', true), ('is_superadmin()', 'boolean', true), ('set_tenant(uuid)', 'void', false),
	('set_tenant(uuid,boolean)', 'void', false), ('enable_superadmin_mode()', 'void', false),
	('disable_superadmin_mode()', 'void', false)
  ) AS w (signature, returns, inline)
  LEFT JOIN pg_catalog.pg_proc p ON p.oid = to_regprocedure('public.' || w.signature)
  LEFT JOIN pg_catalog.pg_roles r ON r.rolname = 'iafactory_app'
 WHERE p.oid IS NULL OR p.prosecdef OR format_type(p.prorettype, NULL) <> w.returns
    OR r.oid IS NULL OR NOT has_function_privilege(r.oid, p.oid, 'EXECUTE')
    OR (w.inline AND (p.provolatile <> 's' OR p.proparallel <> 's' OR p.proconfig IS NOT NULL OR p.proisstrict
	OR p.prolang <> (SELECT oid FROM pg_catalog.pg_language WHERE lanname = 'sql')))
    OR (NOT w.inline AND NOT coalesce(p.proconfig @> ARRAY['search_path=pg_catalog, pg_temp'], false));

-- check: the application's role has what it needs, and nothing that goes around the policies
SELECT 'public.' || w.name AS object,
       concat_ws(', ',
	CASE WHEN NOT has_table_privilege(r.oid, c.oid, 'SELECT') THEN 'no SELECT' END,
	CASE WHEN w.name <> 'tenants' AND NOT has_table_privilege(r.oid, c.oid, 'INSERT') THEN 'no INSERT' END,
	CASE WHEN NOT has_any_column_privilege(r.oid, c.oid, 'UPDATE') THEN 'no UPDATE' END,
	CASE WHEN w.name <> 'tenants' AND NOT has_table_privilege(r.oid, c.oid, 'DELETE') THEN 'no DELETE' END,
	CASE WHEN has_table_privilege(r.oid, c.oid, 'TRUNCATE') THEN 'TRUNCATE, which no policy holds back' END,
	CASE WHEN has_any_column_privilege(r.oid, c.oid, 'REFERENCES') THEN 'REFERENCES, which tells what is there' END,
	CASE WHEN has_table_privilege(r.oid, c.oid, 'TRIGGER') THEN 'TRIGGER, which sees every row that is written' END,
	CASE WHEN c.oid IS NULL OR r.oid IS NULL THEN 'the table or the role is not there' END
       ) AS problem
  FROM unnest(ARRAY[
	'tenants', 'tenant_users', 'api_keys', 'usage_events',
	'projects', 'knowledge_base', 'bolt_workflows', 'orchestrator_state', 'bmad_workflows',
	'voice_transcriptions', 'voice_conversations', 'crm_leads', 'crm_deals',
	'billing_accounts', 'credit_transactions', 'pme_analyses'
  ]) AS w (name)
  LEFT JOIN pg_catalog.pg_class c ON c.oid = to_regclass('public.' || w.name)
  LEFT JOIN pg_catalog.pg_roles r ON r.rolname = 'iafactory_app'
 WHERE (has_table_privilege(r.oid, c.oid, 'SELECT') AND has_any_column_privilege(r.oid, c.oid, 'UPDATE')
	AND (w.name = 'tenants'
	     OR (has_table_privilege(r.oid, c.oid, 'INSERT') AND has_table_privilege(r.oid, c.oid, 'DELETE')))
	AND NOT has_table_privilege(r.oid, c.oid, 'TRUNCATE') AND NOT has_table_privilege(r.oid, c.oid, 'TRIGGER')
	AND NOT has_any_column_privilege(r.oid, c.oid, 'REFERENCES')) IS NOT TRUE
UNION ALL
SELECT 'public.users', 'iafactory_app reads it: users has no tenant, so that is every tenant''s people'
 WHERE has_any_column_privilege(to_regrole('iafactory_app'), to_regclass('public.users'), 'SELECT');

-- check: a tenant sees its own rows
SELECT f ->> 'object' AS object, f ->> 'problem' AS problem
  FROM jsonb_array_elements(coalesce(nullif(current_setting('bulkhead.proof', true), ''),
	'[{"check": "all", "object": "the proof", "problem": "it did not run"}]')::jsonb) AS f
 WHERE f ->> 'check' IN ('own', 'all');

-- check: a tenant sees no row of another
SELECT f ->> 'object' AS object, f ->> 'problem' AS problem
  FROM jsonb_array_elements(coalesce(nullif(current_setting('bulkhead.proof', true), ''),
	'[{"check": "all", "object": "the proof", "problem": "it did not run"}]')::jsonb) AS f
 WHERE f ->> 'check' IN ('read', 'all');

-- check: a tenant changes and deletes no row of another
SELECT f ->> 'object' AS object, f ->> 'problem' AS problem
  FROM jsonb_array_elements(coalesce(nullif(current_setting('bulkhead.proof', true), ''),
	'[{"check": "all", "object": "the proof", "problem": "it did not run"}]')::jsonb) AS f
 WHERE f ->> 'check' IN ('change', 'all');

-- check: a tenant puts no row into another, and moves none there
SELECT f ->> 'object' AS object, f ->> 'problem' AS problem
  FROM jsonb_array_elements(coalesce(nullif(current_setting('bulkhead.proof', true), ''),
	'[{"check": "all", "object": "the proof", "problem": "it did not run"}]')::jsonb) AS f
 WHERE f ->> 'check' IN ('write', 'all');

-- check: without a tenant nothing is seen and nothing is written
SELECT f ->> 'object' AS object, f ->> 'problem' AS problem
  FROM jsonb_array_elements(coalesce(nullif(current_setting('bulkhead.proof', true), ''),
	'[{"check": "all", "object": "the proof", "problem": "it did not run"}]')::jsonb) AS f
 WHERE f ->> 'check' IN ('unset', 'all');

-- check: no setting opens a way around
SELECT f ->> 'object' AS object, f ->> 'problem' AS problem
  FROM jsonb_array_elements(coalesce(nullif(current_setting('bulkhead.proof', true), ''),
	'[{"check": "all", "object": "the proof", "problem": "it did not run"}]')::jsonb) AS f
 WHERE f ->> 'check' IN ('setting', 'all');

-- check: set_tenant takes a tenant that exists, and nothing else
SELECT f ->> 'object' AS object, f ->> 'problem' AS problem
  FROM jsonb_array_elements(coalesce(nullif(current_setting('bulkhead.proof', true), ''),
	'[{"check": "all", "object": "the proof", "problem": "it did not run"}]')::jsonb) AS f
 WHERE f ->> 'check' IN ('tenant', 'all');

-- check: a superadmin sees every tenant, the application does not
SELECT f ->> 'object' AS object, f ->> 'problem' AS problem
  FROM jsonb_array_elements(coalesce(nullif(current_setting('bulkhead.proof', true), ''),
	'[{"check": "all", "object": "the proof", "problem": "it did not run"}]')::jsonb) AS f
 WHERE f ->> 'check' IN ('superadmin', 'all');
