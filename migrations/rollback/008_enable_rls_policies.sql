-- Undoes 008: policies, row security, grants and functions. No row is lost, but from here on every session that may
-- read a table reads every tenant's rows. Running this again changes nothing.

DO $$
DECLARE
	target text;
	policy name;
BEGIN
	FOREACH target IN ARRAY ARRAY[
		'tenants', 'tenant_users', 'api_keys', 'usage_events',
		'projects', 'knowledge_base', 'bolt_workflows', 'orchestrator_state', 'bmad_workflows',
		'voice_transcriptions', 'voice_conversations', 'crm_leads', 'crm_deals',
		'billing_accounts', 'credit_transactions', 'pme_analyses'
	] LOOP
		CONTINUE WHEN to_regclass('public.' || target) IS NULL;
		FOR policy IN
			SELECT p.polname
			  FROM pg_catalog.pg_policy p
			  JOIN unnest(ARRAY['select', 'insert', 'update', 'delete', 'superadmin']) AS s (suffix)
			    ON p.polname = target || '_' || s.suffix
			 WHERE p.polrelid = ('public.' || target)::regclass
		LOOP
			EXECUTE format('DROP POLICY %I ON public.%I', policy, target);
		END LOOP;
		EXECUTE format('ALTER TABLE public.%I NO FORCE ROW LEVEL SECURITY', target);
		EXECUTE format('ALTER TABLE public.%I DISABLE ROW LEVEL SECURITY', target);
	END LOOP;
END
$$;

DROP FUNCTION IF EXISTS public.disable_superadmin_mode();
DROP FUNCTION IF EXISTS public.enable_superadmin_mode();
DROP FUNCTION IF EXISTS public.set_tenant(uuid);
DROP FUNCTION IF EXISTS public.set_tenant(uuid, boolean);
DROP FUNCTION IF EXISTS public.is_superadmin();
DROP FUNCTION IF EXISTS public.get_current_tenant();

-- What 008 granted in this database. Then the roles, which belong to the whole cluster: each goes only when no other
-- database and no other role has anything to do with it; a login that is a member keeps it.
DO $$
DECLARE
	wanted text;
	target text;
	counter regclass;
BEGIN
	FOREACH wanted IN ARRAY ARRAY['iafactory_app', 'iafactory_superadmin'] LOOP
		CONTINUE WHEN to_regrole(wanted) IS NULL;
		FOREACH target IN ARRAY ARRAY[
			'users', 'tenants', 'tenant_users', 'api_keys', 'usage_events',
			'projects', 'knowledge_base', 'bolt_workflows', 'orchestrator_state', 'bmad_workflows',
			'voice_transcriptions', 'voice_conversations', 'crm_leads', 'crm_deals',
			'billing_accounts', 'credit_transactions', 'pme_analyses'
		] LOOP
			CONTINUE WHEN to_regclass('public.' || target) IS NULL;
			EXECUTE format('REVOKE SELECT, INSERT, UPDATE, DELETE ON public.%I FROM %I', target, wanted);
			FOR counter IN
				SELECT s.oid::regclass
				  FROM pg_catalog.pg_depend d
				  JOIN pg_catalog.pg_class s ON s.oid = d.objid AND s.relkind = 'S'
				 WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.deptype = 'a' AND d.refobjsubid > 0
				   AND d.refobjid = ('public.' || target)::regclass
			LOOP
				EXECUTE format('REVOKE USAGE ON SEQUENCE %s FROM %I', counter, wanted);
			END LOOP;
		END LOOP;
		IF EXISTS (
			SELECT FROM pg_catalog.pg_namespace n, aclexplode(n.nspacl) AS acl
			 WHERE n.nspname = 'public' AND acl.grantee = wanted::regrole
		) THEN
			EXECUTE format('REVOKE USAGE ON SCHEMA public FROM %I', wanted);
		END IF;
		IF EXISTS (
			SELECT FROM pg_catalog.pg_auth_members m
			 WHERE m.member = wanted::regrole OR (m.roleid = wanted::regrole AND m.member <> CURRENT_USER::regrole)
		) THEN
			RAISE NOTICE 'role % stays: it has members', wanted;
		ELSE
			BEGIN
				EXECUTE format('DROP ROLE %I', wanted);
			EXCEPTION
				WHEN dependent_objects_still_exist THEN
					RAISE NOTICE 'role % stays: it is in use in this or another database', wanted;
				WHEN insufficient_privilege THEN
					RAISE NOTICE 'role % stays: it was made by someone else', wanted;
				-- How PostgreSQL puts it when two sessions drop it at the same moment ("tuple concurrently deleted").
				WHEN undefined_object OR internal_error THEN
					RAISE NOTICE 'role % was dropped by another session meanwhile', wanted;
			END;
		END IF;
	END LOOP;
END
$$;
