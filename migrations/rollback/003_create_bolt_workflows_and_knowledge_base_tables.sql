-- Undoes 003: both tables, their rows and their indexes. Running this again changes nothing.
-- Where something else still needs one of them, this fails and names it.

DROP TABLE IF EXISTS public.knowledge_base;
DROP TABLE IF EXISTS public.bolt_workflows;
