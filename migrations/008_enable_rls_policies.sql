-- 008: row-level security. From here on the server shows each session the rows of one tenant, the owner's session too.
-- Running this again changes nothing; policies of these names that say something else are replaced.
--
-- Two roles, no flag: a setting can be written by any session, a role cannot. `iafactory_app` is whom the application
-- acts as; `iafactory_superadmin` is support, from enable_superadmin_mode() to disable_superadmin_mode().

-- Roles belong to the whole cluster: another database may have made them, or be making or dropping them at this very
-- moment. The grant holds the role from here on: nobody can drop it before this is committed, or after.
DO $$
DECLARE
	wanted text;
	unsafe text;
BEGIN
	FOREACH wanted IN ARRAY ARRAY['iafactory_app', 'iafactory_superadmin'] LOOP
		FOR attempt IN 1 .. 20 LOOP
			BEGIN
				IF to_regrole(wanted) IS NULL THEN
					EXECUTE format('CREATE ROLE %I NOLOGIN NOINHERIT', wanted);
				END IF;
				EXECUTE format('GRANT SELECT ON public.tenants TO %I', wanted);
				EXIT;
			EXCEPTION WHEN duplicate_object OR unique_violation OR undefined_object THEN
				IF attempt = 20 THEN
					RAISE;
				END IF;
				RAISE NOTICE 'role % was made or dropped by another database of this cluster meanwhile', wanted;
			END;
		END LOOP;
		SELECT concat_ws(', ', CASE WHEN rolsuper THEN 'SUPERUSER' END, CASE WHEN rolbypassrls THEN 'BYPASSRLS' END,
		                 CASE WHEN rolcreaterole THEN 'CREATEROLE' END, CASE WHEN rolreplication THEN 'REPLICATION' END,
		                 CASE WHEN rolcanlogin THEN 'LOGIN' END)
		  INTO unsafe FROM pg_catalog.pg_roles WHERE rolname = wanted;
		IF unsafe <> '' THEN
			RAISE EXCEPTION 'role % is there already, with %: it would not be held by the policies', wanted, unsafe
				USING ERRCODE = 'object_not_in_prerequisite_state',
				      HINT = 'Take these attributes from it (ALTER ROLE), or rename it, then run this migration again.';
		END IF;
	END LOOP;
END
$$;

-- Who migrates may act as both, to prove the isolation and to support: a creator is no member of what it made until it
-- says so (PostgreSQL 16). Where another database's owner made the roles, only that owner or a superuser can grant
-- them.
DO $$
DECLARE
	wanted text;
	options text := CASE WHEN current_setting('server_version_num')::integer >= 160000
		THEN ' WITH INHERIT FALSE, SET TRUE' ELSE '' END;
BEGIN
	FOREACH wanted IN ARRAY ARRAY['iafactory_app', 'iafactory_superadmin'] LOOP
		CONTINUE WHEN (SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = CURRENT_USER)
			OR EXISTS (SELECT FROM pg_catalog.pg_auth_members m
			            WHERE m.roleid = wanted::regrole AND m.member = CURRENT_USER::regrole
			              AND coalesce((to_jsonb(m) ->> 'set_option')::boolean, true));
		BEGIN
			EXECUTE format('GRANT %I TO %I%s', wanted, CURRENT_USER, options);
		EXCEPTION
			WHEN unique_violation THEN
				RAISE NOTICE 'role % was granted to % by another session meanwhile', wanted, CURRENT_USER;
			WHEN insufficient_privilege THEN
				RAISE WARNING 'role % was made by someone else: % cannot act as it until that one or a superuser grants it',
					wanted, CURRENT_USER;
		END;
	END LOOP;
END
$$;

-- The session's tenant, null when there is none. In SQL and without a SET clause, so that the planner puts it into the
-- query and the tenant test becomes an index condition; therefore every name in it is qualified.
CREATE OR REPLACE FUNCTION public.get_current_tenant() RETURNS uuid
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
	SELECT CASE WHEN pg_catalog.current_setting('app.tenant_id', true) OPERATOR(pg_catalog.<>) ''
	            THEN pg_catalog.current_setting('app.tenant_id', true)::pg_catalog.uuid END
$$;

-- True while the session acts as support, or as a superuser. It runs as its caller; as its owner it would test its
-- owner.
CREATE OR REPLACE FUNCTION public.is_superadmin() RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
	SELECT EXISTS (
		SELECT FROM pg_catalog.pg_roles AS r
		 WHERE r.rolname OPERATOR(pg_catalog.=) CURRENT_USER
		   AND (r.rolsuper OR r.rolname OPERATOR(pg_catalog.=) 'iafactory_superadmin')
	)
$$;

-- Functions of these names that a hand made may return something else, or name the parameter otherwise, which CREATE OR
-- REPLACE refuses. No policy calls these two, so nothing hangs on them.
DO $$
DECLARE
	other regprocedure;
BEGIN
	FOR other IN
		SELECT p.oid::regprocedure
		  FROM pg_catalog.pg_proc p
		 WHERE p.oid IN (to_regprocedure('public.set_tenant(uuid)'), to_regprocedure('public.enable_superadmin_mode()'))
		   AND (p.prorettype <> 'void'::regtype OR (p.pronargs = 1 AND p.proargnames IS DISTINCT FROM ARRAY['tenant']))
	LOOP
		EXECUTE format('DROP FUNCTION %s', other);
	END LOOP;
END
$$;

-- Chooses the tenant, for the transaction (a pool's connection serves strangers next) or for the session. It tells who
-- the tenant is and proves nothing: any session can call it. The setting comes first, because the look-up sees only
-- what the policy of that tenant lets through; when it finds none, the error takes the setting back.
CREATE OR REPLACE FUNCTION public.set_tenant(tenant uuid, for_transaction boolean) RETURNS void
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	IF tenant IS NULL THEN
		RAISE EXCEPTION 'set_tenant(NULL): no tenant is named' USING ERRCODE = 'null_value_not_allowed',
			HINT = 'RESET app.tenant_id leaves the session without a tenant.';
	END IF;
	PERFORM set_config('app.tenant_id', tenant::text, coalesce(for_transaction, true));
	IF NOT EXISTS (SELECT FROM public.tenants WHERE id = tenant) THEN
		RAISE EXCEPTION 'tenant % does not exist', tenant USING ERRCODE = 'invalid_parameter_value';
	END IF;
END
$$;

CREATE OR REPLACE FUNCTION public.set_tenant(tenant uuid) RETURNS void
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	PERFORM public.set_tenant(tenant, false);
END
$$;

-- Lets a member of iafactory_superadmin act as it; everyone else gets 42501. It lends nothing: it does what SET ROLE
-- does, as the caller, and remembers whom the session acted as before.
CREATE OR REPLACE FUNCTION public.enable_superadmin_mode() RETURNS void
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	role_before text := current_setting('role');
BEGIN
	IF CURRENT_USER = 'iafactory_superadmin' THEN
		RETURN;
	END IF;
	BEGIN
		PERFORM set_config('role', 'iafactory_superadmin', false);
	EXCEPTION WHEN insufficient_privilege THEN
		RAISE EXCEPTION 'superadmin mode is not for %: it is no member of iafactory_superadmin', SESSION_USER
			USING ERRCODE = 'insufficient_privilege',
			      HINT = 'Whoever made that role, or a superuser, can grant it.';
	END;
	PERFORM set_config('app.role_before_superadmin', role_before, false);
END
$$;

-- Back to whom the session acted as before; nothing to do where the mode is off.
CREATE OR REPLACE FUNCTION public.disable_superadmin_mode() RETURNS void
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	role_before text := coalesce(current_setting('app.role_before_superadmin', true), '');
BEGIN
	IF CURRENT_USER <> 'iafactory_superadmin' THEN
		RETURN;
	END IF;
	PERFORM set_config('app.role_before_superadmin', '', false);
	-- Empty where someone came by SET ROLE: then back to the login itself.
	PERFORM set_config('role',
		CASE WHEN role_before IN ('', 'iafactory_superadmin') THEN 'none' ELSE role_before END, false);
END
$$;

-- Policies run these in everyone's session. None of them lends power: each runs as the caller.
GRANT EXECUTE ON FUNCTION public.get_current_tenant(), public.is_superadmin(), public.set_tenant(uuid),
	public.set_tenant(uuid, boolean), public.enable_superadmin_mode(), public.disable_superadmin_mode() TO PUBLIC;

-- Row security, forced on the owner too, and five policies a table. The tenant test stands alone in its policies:
-- joined to "or superadmin" it could not be an index condition. The superadmin's policy is for that role alone, and
-- asks once a query whether the mode is on: a member who merely inherits the role goes on seeing one tenant.
DO $$
DECLARE
	search_path_before text := current_setting('search_path');
	protected record;
	policy record;
	present record;
	replaced boolean;
BEGIN
	-- Policies are compared as PostgreSQL prints them: with every name qualified.
	PERFORM set_config('search_path', 'pg_catalog', true);
	FOR protected IN
		SELECT t.name, CASE WHEN t.name = 'tenants' THEN 'id' ELSE 'tenant_id' END AS tenant_column
		  FROM unnest(ARRAY[
			'tenants', 'tenant_users', 'api_keys', 'usage_events',
			'projects', 'knowledge_base', 'bolt_workflows', 'orchestrator_state', 'bmad_workflows',
			'voice_transcriptions', 'voice_conversations', 'crm_leads', 'crm_deals',
			'billing_accounts', 'credit_transactions', 'pme_analyses'
		  ]) AS t (name)
	LOOP
		SELECT c.relrowsecurity AND c.relforcerowsecurity AS as_wanted
		  INTO STRICT present FROM pg_catalog.pg_class c WHERE c.oid = ('public.' || protected.name)::regclass;
		IF NOT present.as_wanted THEN
			EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', protected.name);
		END IF;
		FOR policy IN
			SELECT protected.name || '_' || p.suffix AS name, p.code, p.command, p.role, p.reads, p.writes,
			       CASE WHEN p.suffix = 'superadmin' THEN '( SELECT public.is_superadmin() AS is_superadmin)'
			            ELSE format('(%I = public.get_current_tenant())', protected.tenant_column) END AS test
			  FROM (VALUES
				('select', 'r', 'SELECT', 'public', true, false),
				('insert', 'a', 'INSERT', 'public', false, true),
				('update', 'w', 'UPDATE', 'public', true, true),
				('delete', 'd', 'DELETE', 'public', true, false),
				('superadmin', '*', 'ALL', 'iafactory_superadmin', true, true)
			  ) AS p (suffix, code, command, role, reads, writes)
		LOOP
			SELECT p.polpermissive AND p.polcmd = policy.code::"char"
			       AND p.polroles = ARRAY[CASE policy.role WHEN 'public' THEN 0 ELSE policy.role::regrole::oid END]
			       AND pg_get_expr(p.polqual, p.polrelid) IS NOT DISTINCT FROM CASE WHEN policy.reads THEN policy.test END
			       AND pg_get_expr(p.polwithcheck, p.polrelid)
			           IS NOT DISTINCT FROM CASE WHEN policy.writes THEN policy.test END
			       AS as_wanted
			  INTO present
			  FROM pg_catalog.pg_policy p
			 WHERE p.polrelid = ('public.' || protected.name)::regclass AND p.polname = policy.name;
			replaced := FOUND;
			CONTINUE WHEN replaced AND present.as_wanted;
			IF replaced THEN
				EXECUTE format('DROP POLICY %I ON public.%I', policy.name, protected.name);
			END IF;
			EXECUTE format('CREATE POLICY %I ON public.%I FOR %s TO %s',
					policy.name, protected.name, policy.command, policy.role)
				|| CASE WHEN policy.reads THEN format(' USING (%s)', policy.test) ELSE '' END
				|| CASE WHEN policy.writes THEN format(' WITH CHECK (%s)', policy.test) ELSE '' END;
		END LOOP;
	END LOOP;
	PERFORM set_config('search_path', search_path_before, true);
END
$$;

-- What the roles may do; which rows, the policies say. `users` has no tenant, so no policy can tell whose a person is:
-- the application's role gets nothing on it, or it could read everybody's address. Of its own tenant the application
-- edits what the customer decides; plan, status, region and slug are for support.
GRANT SELECT, UPDATE (name, admin_email, settings, metadata) ON public.tenants TO iafactory_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.tenant_users, public.api_keys, public.usage_events, public.projects,
	public.knowledge_base, public.bolt_workflows, public.orchestrator_state, public.bmad_workflows,
	public.voice_transcriptions, public.voice_conversations, public.crm_leads, public.crm_deals,
	public.billing_accounts, public.credit_transactions, public.pme_analyses TO iafactory_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.users, public.tenants, public.tenant_users, public.api_keys,
	public.usage_events, public.projects, public.knowledge_base, public.bolt_workflows, public.orchestrator_state,
	public.bmad_workflows, public.voice_transcriptions, public.voice_conversations, public.crm_leads, public.crm_deals,
	public.billing_accounts, public.credit_transactions, public.pme_analyses TO iafactory_superadmin;

-- Identity columns need no grant on their sequence; a table that a hand made with `serial` does. And where a hand took
-- USAGE on the schema from PUBLIC, the two roles need their own.
DO $$
DECLARE
	wanted text;
	counter regclass;
BEGIN
	FOREACH wanted IN ARRAY ARRAY['iafactory_app', 'iafactory_superadmin'] LOOP
		IF NOT has_schema_privilege(wanted, 'public', 'USAGE') THEN
			EXECUTE format('GRANT USAGE ON SCHEMA public TO %I', wanted);
		END IF;
		FOR counter IN
			SELECT s.oid::regclass
			  FROM pg_catalog.pg_depend d
			  JOIN pg_catalog.pg_class s ON s.oid = d.objid AND s.relkind = 'S'
			  JOIN pg_catalog.pg_class t ON t.oid = d.refobjid AND t.relnamespace = 'public'::regnamespace
			 WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.deptype = 'a' AND d.refobjsubid > 0
			   AND t.relname IN (
				'tenant_users', 'api_keys', 'usage_events',
				'projects', 'knowledge_base', 'bolt_workflows', 'orchestrator_state', 'bmad_workflows',
				'voice_transcriptions', 'voice_conversations', 'crm_leads', 'crm_deals',
				'billing_accounts', 'credit_transactions', 'pme_analyses'
			   )
		LOOP
			EXECUTE format('GRANT USAGE ON SEQUENCE %s TO %I', counter, wanted);
		END LOOP;
	END LOOP;
END
$$;
