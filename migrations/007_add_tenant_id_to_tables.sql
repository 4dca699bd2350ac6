-- 007: every row gets its tenant. Seven new tables are made with it; the five core tables get the column, and their
-- rows go to the system tenant. No table is rewritten and no row is updated: a constant default is a change of the
-- catalogue alone. Running this again changes nothing, and picks up where an earlier run, or a hand, left off.

CREATE TABLE IF NOT EXISTS public.voice_conversations (
	id               uuid PRIMARY KEY DEFAULT gen_random_uuid(),
	tenant_id        uuid NOT NULL REFERENCES public.tenants (id),
	-- Null: the caller is not one of the tenant's users.
	user_id          integer REFERENCES public.users (id) ON DELETE SET NULL,
	agent            text NOT NULL DEFAULT 'assistant',
	channel          text NOT NULL DEFAULT 'web' CONSTRAINT voice_conversations_channel_known
	                 CHECK (channel IN ('web', 'phone', 'mobile', 'whatsapp')),
	caller           text,
	language         text NOT NULL DEFAULT 'fr',
	status           text NOT NULL DEFAULT 'active' CONSTRAINT voice_conversations_status_known
	                 CHECK (status IN ('active', 'completed', 'transferred', 'abandoned', 'failed')),
	turns            integer NOT NULL DEFAULT 0 CONSTRAINT voice_conversations_turns_sign CHECK (turns >= 0),
	duration_seconds numeric(12, 3) CONSTRAINT voice_conversations_duration_sign CHECK (duration_seconds >= 0),
	summary          text,
	metadata         jsonb NOT NULL DEFAULT '{}',
	ended_at         timestamptz,
	created_at       timestamptz NOT NULL DEFAULT now(),
	CONSTRAINT voice_conversations_tenant_id_key UNIQUE (tenant_id, id)
);

CREATE INDEX IF NOT EXISTS idx_voice_conversations_user ON public.voice_conversations (user_id);

-- Here and below, what points at a row of another table with tenants names the tenant too: no row can point at another
-- tenant's, and no error can tell that one is there.
CREATE TABLE IF NOT EXISTS public.voice_transcriptions (
	id              uuid PRIMARY KEY DEFAULT gen_random_uuid(),
	tenant_id       uuid NOT NULL REFERENCES public.tenants (id),
	-- Null: a recording that was uploaded, not a conversation.
	conversation_id uuid,
	user_id         integer REFERENCES public.users (id) ON DELETE SET NULL,
	-- Where the recording is kept.
	audio_uri       text,
	audio_seconds   numeric(12, 3) NOT NULL DEFAULT 0
	                CONSTRAINT voice_transcriptions_audio_seconds_sign CHECK (audio_seconds >= 0),
	language        text,
	model           text,
	transcript      text,
	-- From 0 to 1, as the model rates itself.
	confidence      numeric(4, 3) CONSTRAINT voice_transcriptions_confidence_range CHECK (confidence BETWEEN 0 AND 1),
	status          text NOT NULL DEFAULT 'queued' CONSTRAINT voice_transcriptions_status_known
	                CHECK (status IN ('queued', 'processing', 'done', 'failed')),
	error           text,
	created_at      timestamptz NOT NULL DEFAULT now(),
	CONSTRAINT voice_transcriptions_conversation_fkey
		FOREIGN KEY (tenant_id, conversation_id) REFERENCES public.voice_conversations (tenant_id, id)
);

CREATE INDEX IF NOT EXISTS idx_voice_transcriptions_conversation
	ON public.voice_transcriptions (tenant_id, conversation_id);
CREATE INDEX IF NOT EXISTS idx_voice_transcriptions_user ON public.voice_transcriptions (user_id);

CREATE TABLE IF NOT EXISTS public.crm_leads (
	id           uuid PRIMARY KEY DEFAULT gen_random_uuid(),
	tenant_id    uuid NOT NULL REFERENCES public.tenants (id),
	contact_name text NOT NULL CONSTRAINT crm_leads_contact_name_filled CHECK (btrim(contact_name) <> ''),
	company      text,
	email        text,
	phone        text,
	-- How they came: website, referral, call, event …
	source       text,
	status       text NOT NULL DEFAULT 'new' CONSTRAINT crm_leads_status_known
	             CHECK (status IN ('new', 'contacted', 'qualified', 'converted', 'lost')),
	score        smallint CONSTRAINT crm_leads_score_range CHECK (score BETWEEN 0 AND 100),
	owner_id     integer REFERENCES public.users (id) ON DELETE SET NULL,
	notes        text,
	metadata     jsonb NOT NULL DEFAULT '{}',
	created_at   timestamptz NOT NULL DEFAULT now(),
	CONSTRAINT crm_leads_tenant_id_key UNIQUE (tenant_id, id)
);

CREATE INDEX IF NOT EXISTS idx_crm_leads_owner ON public.crm_leads (owner_id);

CREATE TABLE IF NOT EXISTS public.crm_deals (
	id                uuid PRIMARY KEY DEFAULT gen_random_uuid(),
	tenant_id         uuid NOT NULL REFERENCES public.tenants (id),
	-- Null: a deal that did not start as a lead.
	lead_id           uuid,
	title             text NOT NULL CONSTRAINT crm_deals_title_filled CHECK (btrim(title) <> ''),
	stage             text NOT NULL DEFAULT 'prospect' CONSTRAINT crm_deals_stage_known
	                  CHECK (stage IN ('prospect', 'proposal', 'negotiation', 'won', 'lost')),
	amount            numeric(14, 2) NOT NULL DEFAULT 0 CONSTRAINT crm_deals_amount_sign CHECK (amount >= 0),
	-- ISO 4217.
	currency          text NOT NULL DEFAULT 'DZD' CONSTRAINT crm_deals_currency_form CHECK (currency ~ '^[A-Z]{3}$'),
	-- Per cent.
	probability       smallint CONSTRAINT crm_deals_probability_range CHECK (probability BETWEEN 0 AND 100),
	owner_id          integer REFERENCES public.users (id) ON DELETE SET NULL,
	expected_close_on date,
	closed_at         timestamptz,
	created_at        timestamptz NOT NULL DEFAULT now(),
	CONSTRAINT crm_deals_lead_fkey FOREIGN KEY (tenant_id, lead_id) REFERENCES public.crm_leads (tenant_id, id)
);

CREATE INDEX IF NOT EXISTS idx_crm_deals_lead ON public.crm_deals (tenant_id, lead_id);
CREATE INDEX IF NOT EXISTS idx_crm_deals_owner ON public.crm_deals (owner_id);

CREATE TABLE IF NOT EXISTS public.billing_accounts (
	id             uuid PRIMARY KEY DEFAULT gen_random_uuid(),
	tenant_id      uuid NOT NULL REFERENCES public.tenants (id),
	legal_name     text NOT NULL CONSTRAINT billing_accounts_legal_name_filled CHECK (btrim(legal_name) <> ''),
	billing_email  text NOT NULL CONSTRAINT billing_accounts_email_form CHECK (position('@' IN billing_email) > 1),
	-- NIF in DZ, IDE in CH, SIREN in FR, BCE in BE, BN in CA.
	tax_id         text,
	address        jsonb NOT NULL DEFAULT '{}',
	-- ISO 4217; one account a tenant and currency.
	currency       text NOT NULL DEFAULT 'DZD'
	               CONSTRAINT billing_accounts_currency_form CHECK (currency ~ '^[A-Z]{3}$'),
	-- Below zero when use ran ahead of payment.
	credit_balance numeric(14, 4) NOT NULL DEFAULT 0,
	status         text NOT NULL DEFAULT 'active' CONSTRAINT billing_accounts_status_known
	               CHECK (status IN ('active', 'past_due', 'closed')),
	created_at     timestamptz NOT NULL DEFAULT now(),
	CONSTRAINT billing_accounts_currency_key UNIQUE (tenant_id, currency),
	CONSTRAINT billing_accounts_tenant_id_key UNIQUE (tenant_id, id)
);

CREATE TABLE IF NOT EXISTS public.credit_transactions (
	id                 bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
	tenant_id          uuid NOT NULL REFERENCES public.tenants (id),
	billing_account_id uuid NOT NULL,
	kind               text NOT NULL CONSTRAINT credit_transactions_kind_known
	                   CHECK (kind IN ('purchase', 'usage', 'refund', 'adjustment', 'bonus')),
	-- Above zero adds credit, below zero takes it.
	amount             numeric(14, 4) NOT NULL CONSTRAINT credit_transactions_amount_some CHECK (amount <> 0),
	balance_after      numeric(14, 4) NOT NULL,
	description        text,
	-- The other side's number: an invoice, a payment.
	reference          text,
	created_by         integer REFERENCES public.users (id) ON DELETE SET NULL,
	created_at         timestamptz NOT NULL DEFAULT now(),
	CONSTRAINT credit_transactions_account_fkey
		FOREIGN KEY (tenant_id, billing_account_id) REFERENCES public.billing_accounts (tenant_id, id)
);

CREATE INDEX IF NOT EXISTS idx_credit_transactions_account
	ON public.credit_transactions (tenant_id, billing_account_id);
CREATE INDEX IF NOT EXISTS idx_credit_transactions_created_by ON public.credit_transactions (created_by);

CREATE TABLE IF NOT EXISTS public.pme_analyses (
	id           uuid PRIMARY KEY DEFAULT gen_random_uuid(),
	tenant_id    uuid NOT NULL REFERENCES public.tenants (id),
	-- The small or medium business (PME) that is looked at.
	company      text NOT NULL CONSTRAINT pme_analyses_company_filled CHECK (btrim(company) <> ''),
	sector       text,
	kind         text NOT NULL DEFAULT 'diagnostic' CONSTRAINT pme_analyses_kind_known
	             CHECK (kind IN ('diagnostic', 'financial', 'market', 'swot', 'risk')),
	fiscal_year  smallint CONSTRAINT pme_analyses_fiscal_year_range CHECK (fiscal_year BETWEEN 1900 AND 2200),
	inputs       jsonb NOT NULL DEFAULT '{}',
	-- Null until it is done.
	result       jsonb,
	score        numeric(5, 2) CONSTRAINT pme_analyses_score_range CHECK (score BETWEEN 0 AND 100),
	status       text NOT NULL DEFAULT 'queued'
	             CONSTRAINT pme_analyses_status_known CHECK (status IN ('queued', 'running', 'done', 'failed')),
	requested_by integer REFERENCES public.users (id) ON DELETE SET NULL,
	completed_at timestamptz,
	created_at   timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX IF NOT EXISTS idx_pme_analyses_requested_by ON public.pme_analyses (requested_by);

-- The column, where it is not there yet or not finished. Step 1 of 3, in the catalogue alone: what is added holds for
-- new rows at once and says nothing yet of old ones. The seven tables above pass unchanged, unless they were there
-- before.
DO $$
DECLARE
	system_tenant CONSTANT text := '00000000-0000-0000-0000-000000000000';
	target text;
	tenant_column record;
BEGIN
	FOREACH target IN ARRAY ARRAY[
		'projects', 'knowledge_base', 'bolt_workflows', 'orchestrator_state',
		'bmad_workflows', 'voice_conversations', 'voice_transcriptions', 'crm_leads',
		'crm_deals', 'billing_accounts', 'credit_transactions', 'pme_analyses'
	] LOOP
		SELECT a.attnotnull, format_type(a.atttypid, a.atttypmod) AS type, pg_get_expr(d.adbin, d.adrelid) AS preset
		  INTO tenant_column
		  FROM pg_catalog.pg_attribute a
		  LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
		 WHERE a.attrelid = ('public.' || target)::regclass AND a.attname = 'tenant_id' AND NOT a.attisdropped;
		IF NOT FOUND THEN
			-- The default fills the old rows without touching them, then goes: from here on, who inserts names the tenant.
			EXECUTE format(
				'ALTER TABLE public.%1$I ADD COLUMN tenant_id uuid DEFAULT %2$L,
				 ADD CONSTRAINT %3$I CHECK (tenant_id IS NOT NULL) NOT VALID',
				target, system_tenant, target || '_tenant_id_present');
			EXECUTE format('ALTER TABLE public.%I ALTER COLUMN tenant_id DROP DEFAULT', target);
		ELSE
			IF tenant_column.type <> 'uuid' THEN
				RAISE EXCEPTION 'column tenant_id of table public.% is of type %, not uuid', target, tenant_column.type
					USING ERRCODE = 'datatype_mismatch', HINT = 'Change its type by hand, then run this migration again.';
			END IF;
			IF position(system_tenant IN tenant_column.preset) > 0 THEN
				EXECUTE format('ALTER TABLE public.%I ALTER COLUMN tenant_id DROP DEFAULT', target);
			END IF;
			IF NOT tenant_column.attnotnull AND NOT EXISTS (
				SELECT FROM pg_catalog.pg_constraint c
				 WHERE c.conrelid = ('public.' || target)::regclass AND c.conname = target || '_tenant_id_present'
			) THEN
				EXECUTE format('ALTER TABLE public.%I ADD CONSTRAINT %I CHECK (tenant_id IS NOT NULL) NOT VALID',
					target, target || '_tenant_id_present');
			END IF;
		END IF;
		IF NOT EXISTS (
			SELECT FROM pg_catalog.pg_constraint c
			  JOIN pg_catalog.pg_attribute a ON a.attrelid = c.conrelid AND a.attname = 'tenant_id'
			 WHERE c.conrelid = ('public.' || target)::regclass AND c.contype = 'f'
			   AND c.confrelid = 'public.tenants'::regclass AND c.conkey = ARRAY[a.attnum]
		) THEN
			EXECUTE format('ALTER TABLE public.%I ADD CONSTRAINT %I
				FOREIGN KEY (tenant_id) REFERENCES public.tenants (id) NOT VALID', target, target || '_tenant_id_fkey');
		END IF;
	END LOOP;
END
$$;

-- Step 2 of 3: the old rows. Only those that a hand left without a tenant are updated. Proving the constraints reads
-- the table while others read and write it. Where row security is forced on the owner already, it would hide from it
-- the very rows in question: it is lifted for this one statement, during which the table is locked, and put back.
DO $$
DECLARE
	target text;
	forced regclass[];
	lifted regclass;
	unproven name[];
	constraint_name name;
BEGIN
	FOREACH target IN ARRAY ARRAY[
		'projects', 'knowledge_base', 'bolt_workflows', 'orchestrator_state',
		'bmad_workflows', 'voice_conversations', 'voice_transcriptions', 'crm_leads',
		'crm_deals', 'billing_accounts', 'credit_transactions', 'pme_analyses'
	] LOOP
		SELECT array_agg(c.conname) INTO unproven
		  FROM pg_catalog.pg_constraint c
		  JOIN pg_catalog.pg_attribute a ON a.attrelid = c.conrelid AND a.attname = 'tenant_id'
		 WHERE c.conrelid = ('public.' || target)::regclass AND NOT c.convalidated AND c.conkey = ARRAY[a.attnum]
		   AND (c.conname = target || '_tenant_id_present' OR c.confrelid = 'public.tenants'::regclass OR c.contype = 'n');
		CONTINUE WHEN unproven IS NULL;
		SELECT coalesce(array_agg(c.oid::regclass), '{}') INTO forced
		  FROM pg_catalog.pg_class c
		 WHERE c.oid IN (('public.' || target)::regclass, 'public.tenants'::regclass)
		   AND c.relforcerowsecurity AND row_security_active(c.oid);
		FOREACH lifted IN ARRAY forced LOOP
			EXECUTE format('ALTER TABLE %s NO FORCE ROW LEVEL SECURITY', lifted);
		END LOOP;
		EXECUTE format('UPDATE public.%I SET tenant_id = %L WHERE tenant_id IS NULL',
			target, '00000000-0000-0000-0000-000000000000');
		FOREACH constraint_name IN ARRAY unproven LOOP
			EXECUTE format('ALTER TABLE public.%I VALIDATE CONSTRAINT %I', target, constraint_name);
		END LOOP;
		FOREACH lifted IN ARRAY forced LOOP
			EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', lifted);
		END LOOP;
	END LOOP;
END
$$;

-- Step 3 of 3: NOT NULL. The proven check spares the scan that would hold the lock, and then has served.
DO $$
DECLARE
	target text;
BEGIN
	FOREACH target IN ARRAY ARRAY[
		'projects', 'knowledge_base', 'bolt_workflows', 'orchestrator_state',
		'bmad_workflows', 'voice_conversations', 'voice_transcriptions', 'crm_leads',
		'crm_deals', 'billing_accounts', 'credit_transactions', 'pme_analyses'
	] LOOP
		CONTINUE WHEN NOT EXISTS (
			SELECT FROM pg_catalog.pg_constraint c
			 WHERE c.conrelid = ('public.' || target)::regclass AND c.conname = target || '_tenant_id_present'
		);
		EXECUTE format('ALTER TABLE public.%I ALTER COLUMN tenant_id SET NOT NULL', target);
		EXECUTE format('ALTER TABLE public.%I DROP CONSTRAINT %I', target, target || '_tenant_id_present');
	END LOOP;
END
$$;

-- The indexes by which a tenant's rows are found, newest first. One of that name that a broken build left invalid is
-- built again; one that was made on something else is not ours to drop.
DO $$
DECLARE
	wanted record;
	present record;
BEGIN
	FOR wanted IN
		SELECT t.name AS table_name, i.suffix, i.columns
		  FROM unnest(ARRAY[
			'projects', 'knowledge_base', 'bolt_workflows', 'orchestrator_state',
			'bmad_workflows', 'voice_conversations', 'voice_transcriptions', 'crm_leads',
			'crm_deals', 'billing_accounts', 'credit_transactions', 'pme_analyses'
		  ]) AS t (name)
		 CROSS JOIN (VALUES
			('tenant', 'tenant_id'), ('tenant_created', 'tenant_id, created_at DESC')
		 ) AS i (suffix, columns)
	LOOP
		SELECT c.relname AS name, i.indisvalid AND i.indisready AS usable, i.indpred IS NULL AS whole,
		       coalesce(pg_get_indexdef(i.indexrelid), 'not an index') AS definition
		  INTO present
		  FROM pg_catalog.pg_class c
		  LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = c.oid
		 WHERE c.relnamespace = 'public'::regnamespace
		   AND c.relname = format('idx_%s_%s', wanted.table_name, wanted.suffix);
		CONTINUE WHEN NOT FOUND;
		IF NOT starts_with(present.definition, format('CREATE INDEX %I ON public.%I USING btree (%s)',
				present.name, wanted.table_name, wanted.columns)) OR NOT present.whole THEN
			RAISE EXCEPTION 'the name % is taken: %', present.name, present.definition
				USING ERRCODE = 'duplicate_object',
				      DETAIL = format('Wanted on %s: (%s)', wanted.table_name, wanted.columns),
				      HINT = 'Rename or drop it, then run this migration again.';
		ELSIF NOT present.usable THEN
			RAISE NOTICE 'index % is invalid, left by a build that broke off: it is built again', present.name;
			EXECUTE format('DROP INDEX public.%I', present.name);
		END IF;
	END LOOP;
END
$$;

CREATE INDEX IF NOT EXISTS idx_projects_tenant ON public.projects (tenant_id);
CREATE INDEX IF NOT EXISTS idx_projects_tenant_created ON public.projects (tenant_id, created_at DESC);
CREATE INDEX IF NOT EXISTS idx_knowledge_base_tenant ON public.knowledge_base (tenant_id);
CREATE INDEX IF NOT EXISTS idx_knowledge_base_tenant_created ON public.knowledge_base (tenant_id, created_at DESC);
CREATE INDEX IF NOT EXISTS idx_bolt_workflows_tenant ON public.bolt_workflows (tenant_id);
CREATE INDEX IF NOT EXISTS idx_bolt_workflows_tenant_created ON public.bolt_workflows (tenant_id, created_at DESC);
CREATE INDEX IF NOT EXISTS idx_orchestrator_state_tenant ON public.orchestrator_state (tenant_id);
CREATE INDEX IF NOT EXISTS idx_orchestrator_state_tenant_created
	ON public.orchestrator_state (tenant_id, created_at DESC);
CREATE INDEX IF NOT EXISTS idx_bmad_workflows_tenant ON public.bmad_workflows (tenant_id);
CREATE INDEX IF NOT EXISTS idx_bmad_workflows_tenant_created ON public.bmad_workflows (tenant_id, created_at DESC);
CREATE INDEX IF NOT EXISTS idx_voice_conversations_tenant ON public.voice_conversations (tenant_id);
CREATE INDEX IF NOT EXISTS idx_voice_conversations_tenant_created
	ON public.voice_conversations (tenant_id, created_at DESC);
CREATE INDEX IF NOT EXISTS idx_voice_transcriptions_tenant ON public.voice_transcriptions (tenant_id);
CREATE INDEX IF NOT EXISTS idx_voice_transcriptions_tenant_created
	ON public.voice_transcriptions (tenant_id, created_at DESC);
CREATE INDEX IF NOT EXISTS idx_crm_leads_tenant ON public.crm_leads (tenant_id);
CREATE INDEX IF NOT EXISTS idx_crm_leads_tenant_created ON public.crm_leads (tenant_id, created_at DESC);
CREATE INDEX IF NOT EXISTS idx_crm_deals_tenant ON public.crm_deals (tenant_id);
CREATE INDEX IF NOT EXISTS idx_crm_deals_tenant_created ON public.crm_deals (tenant_id, created_at DESC);
CREATE INDEX IF NOT EXISTS idx_billing_accounts_tenant ON public.billing_accounts (tenant_id);
CREATE INDEX IF NOT EXISTS idx_billing_accounts_tenant_created ON public.billing_accounts (tenant_id, created_at DESC);
CREATE INDEX IF NOT EXISTS idx_credit_transactions_tenant ON public.credit_transactions (tenant_id);
CREATE INDEX IF NOT EXISTS idx_credit_transactions_tenant_created
	ON public.credit_transactions (tenant_id, created_at DESC);
CREATE INDEX IF NOT EXISTS idx_pme_analyses_tenant ON public.pme_analyses (tenant_id);
CREATE INDEX IF NOT EXISTS idx_pme_analyses_tenant_created ON public.pme_analyses (tenant_id, created_at DESC);

