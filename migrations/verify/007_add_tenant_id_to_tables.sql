-- What 007 promises, read from the catalogue alone: every role may ask. A check holds when it returns no row.

-- Names mean PostgreSQL's own, whatever the session's search_path says.
SET LOCAL search_path = pg_catalog, pg_temp;

-- check: no row without a tenant
SELECT 'public.' || w.table_name AS object,
       CASE WHEN a.attnum IS NULL THEN 'there is no column tenant_id'
            WHEN a.atttypid <> 'uuid'::regtype
            THEN format('tenant_id is of type %s', format_type(a.atttypid, a.atttypmod))
            WHEN NOT a.attnotnull THEN 'tenant_id takes NULL'
            WHEN n.oid IS NOT NULL THEN 'NOT NULL is not proven for the old rows'
            ELSE 'a row that names no tenant goes to the system tenant' END AS problem
  FROM unnest(ARRAY[
	'projects', 'knowledge_base', 'bolt_workflows', 'orchestrator_state',
	'bmad_workflows', 'voice_transcriptions', 'voice_conversations', 'crm_leads',
	'crm_deals', 'billing_accounts', 'credit_transactions', 'pme_analyses'
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
	('projects', ARRAY['tenant_id'], 'tenants'),
	('knowledge_base', ARRAY['tenant_id'], 'tenants'),
	('bolt_workflows', ARRAY['tenant_id'], 'tenants'),
	('orchestrator_state', ARRAY['tenant_id'], 'tenants'),
	('bmad_workflows', ARRAY['tenant_id'], 'tenants'),
	('voice_transcriptions', ARRAY['tenant_id'], 'tenants'),
	('voice_conversations', ARRAY['tenant_id'], 'tenants'),
	('crm_leads', ARRAY['tenant_id'], 'tenants'),
	('crm_deals', ARRAY['tenant_id'], 'tenants'),
	('billing_accounts', ARRAY['tenant_id'], 'tenants'),
	('credit_transactions', ARRAY['tenant_id'], 'tenants'),
	('pme_analyses', ARRAY['tenant_id'], 'tenants')
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
	'projects', 'knowledge_base', 'bolt_workflows', 'orchestrator_state',
	'bmad_workflows', 'voice_transcriptions', 'voice_conversations', 'crm_leads',
	'crm_deals', 'billing_accounts', 'credit_transactions', 'pme_analyses'
  ]) AS w (table_name)
 CROSS JOIN (VALUES ('tenant', 'tenant_id'), ('tenant_created', 'tenant_id, created_at DESC')) AS x (suffix, columns)
  LEFT JOIN pg_catalog.pg_index i
    ON i.indexrelid = to_regclass(format('public.idx_%s_%s', w.table_name, x.suffix))
   AND i.indrelid = to_regclass('public.' || w.table_name)
 WHERE i.indexrelid IS NULL OR NOT (i.indisvalid AND i.indisready) OR i.indpred IS NOT NULL
    OR NOT starts_with(pg_get_indexdef(i.indexrelid), format('CREATE INDEX idx_%s_%s ON public.%s USING btree (%s)',
	w.table_name, x.suffix, w.table_name, x.columns));

-- check: the seven new tables have their columns
SELECT format('public.%s.%s', w.table_name, w.column_name) AS object,
       CASE WHEN c.oid IS NULL THEN 'there is no such table'
            WHEN a.attnum IS NULL THEN 'there is no such column'
            WHEN format_type(a.atttypid, a.atttypmod) <> w.type
            THEN format('its type is %s, not %s', format_type(a.atttypid, a.atttypmod), w.type)
            ELSE 'it takes NULL' END AS problem
  FROM (VALUES
	('voice_transcriptions', 'id', 'uuid', true),
	('voice_transcriptions', 'conversation_id', 'uuid', false),
	('voice_transcriptions', 'user_id', 'integer', false),
	('voice_transcriptions', 'audio_uri', 'text', false),
	('voice_transcriptions', 'audio_seconds', 'numeric(12,3)', true),
	('voice_transcriptions', 'language', 'text', false),
	('voice_transcriptions', 'model', 'text', false),
	('voice_transcriptions', 'transcript', 'text', false),
	('voice_transcriptions', 'confidence', 'numeric(4,3)', false),
	('voice_transcriptions', 'status', 'text', true),
	('voice_transcriptions', 'error', 'text', false),
	('voice_transcriptions', 'created_at', 'timestamp with time zone', true),
	('voice_conversations', 'id', 'uuid', true),
	('voice_conversations', 'user_id', 'integer', false),
	('voice_conversations', 'agent', 'text', true),
	('voice_conversations', 'channel', 'text', true),
	('voice_conversations', 'caller', 'text', false),
	('voice_conversations', 'language', 'text', true),
	('voice_conversations', 'status', 'text', true),
	('voice_conversations', 'turns', 'integer', true),
	('voice_conversations', 'duration_seconds', 'numeric(12,3)', false),
	('voice_conversations', 'summary', 'text', false),
	('voice_conversations', 'metadata', 'jsonb', true),
	('voice_conversations', 'ended_at', 'timestamp with time zone', false),
	('voice_conversations', 'created_at', 'timestamp with time zone', true),
	('crm_leads', 'id', 'uuid', true),
	('crm_leads', 'contact_name', 'text', true),
	('crm_leads', 'company', 'text', false),
	('crm_leads', 'email', 'text', false),
	('crm_leads', 'phone', 'text', false),
	('crm_leads', 'source', 'text', false),
	('crm_leads', 'status', 'text', true),
	('crm_leads', 'score', 'smallint', false),
	('crm_leads', 'owner_id', 'integer', false),
	('crm_leads', 'notes', 'text', false),
	('crm_leads', 'metadata', 'jsonb', true),
	('crm_leads', 'created_at', 'timestamp with time zone', true),
	('crm_deals', 'id', 'uuid', true),
	('crm_deals', 'lead_id', 'uuid', false),
	('crm_deals', 'title', 'text', true),
	('crm_deals', 'stage', 'text', true),
	('crm_deals', 'amount', 'numeric(14,2)', true),
	('crm_deals', 'currency', 'text', true),
	('crm_deals', 'probability', 'smallint', false),
	('crm_deals', 'owner_id', 'integer', false),
	('crm_deals', 'expected_close_on', 'date', false),
	('crm_deals', 'closed_at', 'timestamp with time zone', false),
	('crm_deals', 'created_at', 'timestamp with time zone', true),
	('billing_accounts', 'id', 'uuid', true),
	('billing_accounts', 'legal_name', 'text', true),
	('billing_accounts', 'billing_email', 'text', true),
	('billing_accounts', 'tax_id', 'text', false),
	('billing_accounts', 'address', 'jsonb', true),
	('billing_accounts', 'currency', 'text', true),
	('billing_accounts', 'credit_balance', 'numeric(14,4)', true),
	('billing_accounts', 'status', 'text', true),
	('billing_accounts', 'created_at', 'timestamp with time zone', true),
	('credit_transactions', 'id', 'bigint', true),
	('credit_transactions', 'billing_account_id', 'uuid', true),
	('credit_transactions', 'kind', 'text', true),
	('credit_transactions', 'amount', 'numeric(14,4)', true),
	('credit_transactions', 'balance_after', 'numeric(14,4)', true),
	('credit_transactions', 'description', 'text', false),
	('credit_transactions', 'reference', 'text', false),
	('credit_transactions', 'created_by', 'integer', false),
	('credit_transactions', 'created_at', 'timestamp with time zone', true),
	('pme_analyses', 'id', 'uuid', true),
	('pme_analyses', 'company', 'text', true),
	('pme_analyses', 'sector', 'text', false),
	('pme_analyses', 'kind', 'text', true),
	('pme_analyses', 'fiscal_year', 'smallint', false),
	('pme_analyses', 'inputs', 'jsonb', true),
	('pme_analyses', 'result', 'jsonb', false),
	('pme_analyses', 'score', 'numeric(5,2)', false),
	('pme_analyses', 'status', 'text', true),
	('pme_analyses', 'requested_by', 'integer', false),
	('pme_analyses', 'completed_at', 'timestamp with time zone', false),
	('pme_analyses', 'created_at', 'timestamp with time zone', true)
  ) AS w (table_name, column_name, type, required)
  LEFT JOIN pg_catalog.pg_class c ON c.oid = to_regclass('public.' || w.table_name) AND c.relkind IN ('r', 'p')
  LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attname = w.column_name AND NOT a.attisdropped
 WHERE a.attnum IS NULL OR format_type(a.atttypid, a.atttypmod) <> w.type OR (w.required AND NOT a.attnotnull);

-- check: a row is known by id, and by its tenant and id where others point at it
SELECT format('public.%s (%s)', w.table_name, array_to_string(w.columns, ', ')) AS object,
       'no primary key or unique constraint holds this unique' AS problem
  FROM (VALUES
	('voice_transcriptions', ARRAY['id']),
	('voice_conversations', ARRAY['id']),
	('crm_leads', ARRAY['id']),
	('crm_deals', ARRAY['id']),
	('billing_accounts', ARRAY['id']),
	('credit_transactions', ARRAY['id']),
	('pme_analyses', ARRAY['id']),
	('voice_conversations', ARRAY['tenant_id', 'id']),
	('crm_leads', ARRAY['tenant_id', 'id']),
	('billing_accounts', ARRAY['tenant_id', 'id'])
  ) AS w (table_name, columns)
 WHERE NOT EXISTS (
	SELECT FROM pg_catalog.pg_index i
	 WHERE i.indrelid = to_regclass('public.' || w.table_name) AND i.indisunique AND i.indisvalid AND i.indpred IS NULL
	   AND ARRAY(
		SELECT a.attname::text FROM pg_catalog.pg_attribute a
		 WHERE a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey::smallint[]) ORDER BY a.attname
	   ) = ARRAY(SELECT c FROM unnest(w.columns) AS c ORDER BY c)
 );

-- check: what a row points at is the tenant's own, and who is named is a user
SELECT format('public.%s (%s)', w.table_name, array_to_string(w.columns, ', ')) AS object,
       format('no foreign key to public.%s that is proven for every row', w.target) AS problem
  FROM (VALUES
	('voice_transcriptions', ARRAY['tenant_id', 'conversation_id'], 'voice_conversations'),
	('crm_deals', ARRAY['tenant_id', 'lead_id'], 'crm_leads'),
	('credit_transactions', ARRAY['tenant_id', 'billing_account_id'], 'billing_accounts'),
	('voice_transcriptions', ARRAY['user_id'], 'users'),
	('voice_conversations', ARRAY['user_id'], 'users'),
	('crm_leads', ARRAY['owner_id'], 'users'),
	('crm_deals', ARRAY['owner_id'], 'users'),
	('credit_transactions', ARRAY['created_by'], 'users'),
	('pme_analyses', ARRAY['requested_by'], 'users')
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
