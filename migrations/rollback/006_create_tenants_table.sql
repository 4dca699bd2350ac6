-- Undoes 006: the four tables and their rows, every tenant included. Running this again changes nothing.
-- No CASCADE: where a table of a later migration, or a view of the customer's own, still needs one of them, this fails
-- and names it, where CASCADE would take it along without a word.

DROP TABLE IF EXISTS public.usage_events;
DROP TABLE IF EXISTS public.api_keys;
DROP TABLE IF EXISTS public.tenant_users;
DROP TABLE IF EXISTS public.tenants;
