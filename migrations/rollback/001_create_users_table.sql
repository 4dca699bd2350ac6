-- Undoes 001: the table, its rows and its indexes. Running this again changes nothing.
-- Where something else still needs the table, this fails and names it.

DROP TABLE IF EXISTS public.users;
