-- Undoes 007: the seven tables with their rows, and which row of the core tables was whose. The rows of the core tables
-- stay. Running this again changes nothing.
-- No CASCADE: a column takes its own foreign key and indexes along; where a policy of 008, or a view of the customer's
-- own, still needs it, this fails and names it.

DROP TABLE IF EXISTS public.pme_analyses;
DROP TABLE IF EXISTS public.credit_transactions;
DROP TABLE IF EXISTS public.billing_accounts;
DROP TABLE IF EXISTS public.crm_deals;
DROP TABLE IF EXISTS public.crm_leads;
DROP TABLE IF EXISTS public.voice_transcriptions;
DROP TABLE IF EXISTS public.voice_conversations;

ALTER TABLE IF EXISTS public.bmad_workflows DROP COLUMN IF EXISTS tenant_id;
ALTER TABLE IF EXISTS public.orchestrator_state DROP COLUMN IF EXISTS tenant_id;
ALTER TABLE IF EXISTS public.knowledge_base DROP COLUMN IF EXISTS tenant_id;
ALTER TABLE IF EXISTS public.bolt_workflows DROP COLUMN IF EXISTS tenant_id;
ALTER TABLE IF EXISTS public.projects DROP COLUMN IF EXISTS tenant_id;
