-- What 006 promises, read from the catalogue, and the system tenant's row. A check holds when it returns no row.

-- Names mean PostgreSQL's own, whatever the session's search_path says.
SET LOCAL search_path = pg_catalog, pg_temp;

-- Where row security is on (008), the row is seen under its own tenant only. What was found waits in a setting: the
-- table may not be there, and a check must report that, not break on it.
DO $$
DECLARE
	found text := 'there is no table public.tenants';
BEGIN
	PERFORM set_config('row_security', 'on', true);
	PERFORM set_config('app.tenant_id', '00000000-0000-0000-0000-000000000000', true);
	IF to_regclass('public.tenants') IS NOT NULL THEN
		EXECUTE $query$ SELECT CASE WHEN EXISTS (
			SELECT FROM public.tenants WHERE id = '00000000-0000-0000-0000-000000000000'
		) THEN 'there' ELSE 'there is no such tenant' END $query$ INTO found;
	END IF;
	PERFORM set_config('bulkhead.system_tenant', found, true);
EXCEPTION WHEN OTHERS THEN
	PERFORM set_config('bulkhead.system_tenant', format('%s cannot look: %s', CURRENT_USER, SQLERRM), true);
END
$$;

-- check: the four tables have their columns
SELECT format('public.%s.%s', w.table_name, w.column_name) AS object,
       CASE WHEN c.oid IS NULL THEN 'there is no such table'
            WHEN a.attnum IS NULL THEN 'there is no such column'
            WHEN format_type(a.atttypid, a.atttypmod) <> w.type
            THEN format('its type is %s, not %s', format_type(a.atttypid, a.atttypmod), w.type)
            ELSE 'it takes NULL' END AS problem
  FROM (VALUES
	('tenants', 'id', 'uuid', true),
	('tenants', 'name', 'text', true),
	('tenants', 'slug', 'text', true),
	('tenants', 'region', 'text', true),
	('tenants', 'plan', 'text', true),
	('tenants', 'status', 'text', true),
	('tenants', 'admin_email', 'text', true),
	('tenants', 'settings', 'jsonb', true),
	('tenants', 'metadata', 'jsonb', true),
	('tenants', 'created_at', 'timestamp with time zone', true),
	('tenant_users', 'user_id', 'integer', true),
	('tenant_users', 'role', 'text', true),
	('tenant_users', 'created_at', 'timestamp with time zone', true),
	('api_keys', 'id', 'uuid', true),
	('api_keys', 'name', 'text', true),
	('api_keys', 'key_hash', 'text', true),
	('api_keys', 'plan', 'text', true),
	('api_keys', 'permissions', 'text[]', true),
	('api_keys', 'rate_limit_per_minute', 'integer', true),
	('api_keys', 'monthly_quota', 'bigint', false),
	('api_keys', 'created_by', 'integer', false),
	('api_keys', 'last_used_at', 'timestamp with time zone', false),
	('api_keys', 'expires_at', 'timestamp with time zone', false),
	('api_keys', 'revoked_at', 'timestamp with time zone', false),
	('api_keys', 'created_at', 'timestamp with time zone', true),
	('usage_events', 'id', 'bigint', true),
	('usage_events', 'api_key_id', 'uuid', false),
	('usage_events', 'user_id', 'integer', false),
	('usage_events', 'event_type', 'text', true),
	('usage_events', 'endpoint', 'text', false),
	('usage_events', 'model', 'text', false),
	('usage_events', 'status_code', 'smallint', false),
	('usage_events', 'tokens_input', 'bigint', true),
	('usage_events', 'tokens_output', 'bigint', true),
	('usage_events', 'audio_seconds', 'numeric(12,3)', true),
	('usage_events', 'ocr_pages', 'integer', true),
	('usage_events', 'latency_ms', 'integer', false),
	('usage_events', 'cost', 'numeric(14,6)', true),
	('usage_events', 'metadata', 'jsonb', true),
	('usage_events', 'created_at', 'timestamp with time zone', true)
  ) AS w (table_name, column_name, type, required)
  LEFT JOIN pg_catalog.pg_class c ON c.oid = to_regclass('public.' || w.table_name) AND c.relkind IN ('r', 'p')
  LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attname = w.column_name AND NOT a.attisdropped
 WHERE a.attnum IS NULL OR format_type(a.atttypid, a.atttypmod) <> w.type OR (w.required AND NOT a.attnotnull);

-- check: what is unique is held unique
SELECT format('public.%s (%s)', w.table_name, array_to_string(w.columns, ', ')) AS object,
       'no primary key or unique constraint holds this unique' AS problem
  FROM (VALUES
	('tenants', ARRAY['id']),
	('tenants', ARRAY['slug']),
	('tenant_users', ARRAY['tenant_id', 'user_id']),
	('api_keys', ARRAY['id']),
	('api_keys', ARRAY['key_hash']),
	('usage_events', ARRAY['id'])
  ) AS w (table_name, columns)
 WHERE NOT EXISTS (
	SELECT FROM pg_catalog.pg_index i
	 WHERE i.indrelid = to_regclass('public.' || w.table_name) AND i.indisunique AND i.indisvalid AND i.indpred IS NULL
	   AND ARRAY(
		SELECT a.attname::text FROM pg_catalog.pg_attribute a
		 WHERE a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey::smallint[]) ORDER BY a.attname
	   ) = ARRAY(SELECT c FROM unnest(w.columns) AS c ORDER BY c)
 );

-- check: only known regions, plans, states and roles, and slugs of the right form
SELECT format('public.%s.%s', w.table_name, w.column_name) AS object,
       format('no proven CHECK constraint that says %s', array_to_string(w.words, ', ')) AS problem
  FROM (VALUES
	('tenants', 'region', ARRAY['DZ', 'CH', 'FR', 'BE', 'CA']),
	('tenants', 'plan', ARRAY['free', 'pro', 'enterprise']),
	('tenants', 'status', ARRAY['active', 'suspended', 'trial', 'cancelled']),
	('tenants', 'slug', ARRAY['a-z0-9']),
	('tenant_users', 'role', ARRAY['owner', 'admin', 'member', 'viewer']),
	('api_keys', 'key_hash', ARRAY['0-9a-f', '64'])
  ) AS w (table_name, column_name, words)
 WHERE NOT EXISTS (
	SELECT FROM pg_catalog.pg_constraint k
	  JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attname = w.column_name
	 WHERE k.conrelid = to_regclass('public.' || w.table_name) AND k.contype = 'c' AND k.convalidated
	   AND k.conkey = ARRAY[a.attnum]
	   AND NOT EXISTS (SELECT FROM unnest(w.words) AS word WHERE position(word IN pg_get_constraintdef(k.oid)) = 0)
 );

-- check: the system tenant is there
SELECT 'public.tenants, id 00000000-0000-0000-0000-000000000000' AS object,
       coalesce(nullif(current_setting('bulkhead.system_tenant', true), ''), 'it was not looked for') AS problem
 WHERE current_setting('bulkhead.system_tenant', true) IS DISTINCT FROM 'there';

-- check: no row without a tenant
SELECT 'public.' || w.table_name AS object,
       CASE WHEN a.attnum IS NULL THEN 'there is no column tenant_id'
            WHEN a.atttypid <> 'uuid'::regtype
            THEN format('tenant_id is of type %s', format_type(a.atttypid, a.atttypmod))
            WHEN NOT a.attnotnull THEN 'tenant_id takes NULL'
            WHEN n.oid IS NOT NULL THEN 'NOT NULL is not proven for the old rows'
            ELSE 'a row that names no tenant goes to the system tenant' END AS problem
  FROM unnest(ARRAY[
	'tenant_users', 'api_keys', 'usage_events'
  ]) AS w (table_name)
  LEFT JOIN pg_catalog.pg_attribute a
    ON a.attrelid = to_regclass('public.' || w.table_name) AND a.attname = 'tenant_id' AND NOT a.attisdropped
  LEFT JOIN pg_catalog.pg_constraint n
    ON n.conrelid = a.attrelid AND n.contype = 'n' AND n.conkey = ARRAY[a.attnum] AND NOT n.convalidated
  LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
 WHERE a.attnum IS NULL OR a.atttypid <> 'uuid'::regtype OR NOT a.attnotnull OR n.oid IS NOT NULL
    OR position('00000000-0000-0000-0000-000000000000' IN pg_get_expr(d.adbin, d.adrelid)) > 0;

-- check: every tenant_id is a tenant's
SELECT format('public.%s (%s)', w.table_name, array_to_string(w.columns, ', ')) AS object,
       format('no foreign key to public.%s that is proven for every row', w.target) AS problem
  FROM (VALUES
	('tenant_users', ARRAY['tenant_id'], 'tenants'),
	('api_keys', ARRAY['tenant_id'], 'tenants'),
	('usage_events', ARRAY['tenant_id'], 'tenants')
  ) AS w (table_name, columns, target)
 WHERE NOT EXISTS (
	SELECT FROM pg_catalog.pg_constraint k
	 WHERE k.conrelid = to_regclass('public.' || w.table_name) AND k.contype = 'f' AND k.convalidated
	   AND k.confrelid = to_regclass('public.' || w.target)
	   AND ARRAY(
		SELECT a.attname::text FROM unnest(k.conkey) WITH ORDINALITY AS u (attnum, position)
		  JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.attnum
		 ORDER BY u.position
	   ) = w.columns
 );

-- check: both tenant indexes on each table, valid
SELECT format('idx_%s_%s', w.table_name, x.suffix) AS object,
       CASE WHEN i.indexrelid IS NULL THEN format('there is no such index on public.%s', w.table_name)
            WHEN NOT (i.indisvalid AND i.indisready) THEN 'it is invalid: the build broke off'
            ELSE pg_get_indexdef(i.indexrelid) END AS problem
  FROM unnest(ARRAY[
	'tenant_users', 'api_keys', 'usage_events'
  ]) AS w (table_name)
 CROSS JOIN (VALUES ('tenant', 'tenant_id'), ('tenant_created', 'tenant_id, created_at DESC')) AS x (suffix, columns)
  LEFT JOIN pg_catalog.pg_index i
    ON i.indexrelid = to_regclass(format('public.idx_%s_%s', w.table_name, x.suffix))
   AND i.indrelid = to_regclass('public.' || w.table_name)
 WHERE i.indexrelid IS NULL OR NOT (i.indisvalid AND i.indisready) OR i.indpred IS NOT NULL
    OR NOT starts_with(pg_get_indexdef(i.indexrelid), format('CREATE INDEX idx_%s_%s ON public.%s USING btree (%s)',
	w.table_name, x.suffix, w.table_name, x.columns));

-- check: who is named is a user, and a key is the tenant's own
SELECT format('public.%s (%s)', w.table_name, array_to_string(w.columns, ', ')) AS object,
       format('no foreign key to public.%s that is proven for every row', w.target) AS problem
  FROM (VALUES
	('tenant_users', ARRAY['user_id'], 'users'),
	('api_keys', ARRAY['created_by'], 'users'),
	('usage_events', ARRAY['user_id'], 'users'),
	('usage_events', ARRAY['tenant_id', 'api_key_id'], 'api_keys')
  ) AS w (table_name, columns, target)
 WHERE NOT EXISTS (
	SELECT FROM pg_catalog.pg_constraint k
	 WHERE k.conrelid = to_regclass('public.' || w.table_name) AND k.contype = 'f' AND k.convalidated
	   AND k.confrelid = to_regclass('public.' || w.target)
	   AND ARRAY(
		SELECT a.attname::text FROM unnest(k.conkey) WITH ORDINALITY AS u (attnum, position)
		  JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.attnum
		 ORDER BY u.position
	   ) = w.columns
 );
