-- What 005 promises, read from the catalogue alone: every role may ask. A check holds when it returns no row.

-- Names mean PostgreSQL's own, whatever the session's search_path says.
SET LOCAL search_path = pg_catalog, pg_temp;

-- check: bmad_workflows has its columns
SELECT format('public.%s.%s', w.table_name, w.column_name) AS object,
       CASE WHEN c.oid IS NULL THEN 'there is no such table'
            WHEN a.attnum IS NULL THEN 'there is no such column'
            WHEN format_type(a.atttypid, a.atttypmod) <> w.type
            THEN format('its type is %s, not %s', format_type(a.atttypid, a.atttypmod), w.type)
            ELSE 'it takes NULL' END AS problem
  FROM (VALUES
	('bmad_workflows', 'id', 'bigint', true),
	('bmad_workflows', 'name', 'text', true),
	('bmad_workflows', 'phase', 'text', true),
	('bmad_workflows', 'agent', 'text', false),
	('bmad_workflows', 'artifacts', 'jsonb', true),
	('bmad_workflows', 'status', 'text', true),
	('bmad_workflows', 'created_by', 'integer', false),
	('bmad_workflows', 'created_at', 'timestamp with time zone', true)
  ) AS w (table_name, column_name, type, required)
  LEFT JOIN pg_catalog.pg_class c ON c.oid = to_regclass('public.' || w.table_name) AND c.relkind IN ('r', 'p')
  LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attname = w.column_name AND NOT a.attisdropped
 WHERE a.attnum IS NULL OR format_type(a.atttypid, a.atttypmod) <> w.type OR (w.required AND NOT a.attnotnull);

-- check: a row is known by id
SELECT format('public.%s (%s)', w.table_name, array_to_string(w.columns, ', ')) AS object,
       'no primary key or unique constraint holds this unique' AS problem
  FROM (VALUES
	('bmad_workflows', ARRAY['id'])
  ) AS w (table_name, columns)
 WHERE NOT EXISTS (
	SELECT FROM pg_catalog.pg_index i
	 WHERE i.indrelid = to_regclass('public.' || w.table_name) AND i.indisunique AND i.indisvalid AND i.indpred IS NULL
	   AND ARRAY(
		SELECT a.attname::text FROM pg_catalog.pg_attribute a
		 WHERE a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey::smallint[]) ORDER BY a.attname
	   ) = ARRAY(SELECT c FROM unnest(w.columns) AS c ORDER BY c)
 );

-- check: the server numbers the rows
SELECT format('public.%s.id', w.table_name) AS object, 'it has neither an identity nor a default' AS problem
  FROM unnest(ARRAY[
	'bmad_workflows'
  ]) AS w (table_name)
  LEFT JOIN pg_catalog.pg_attribute a
    ON a.attrelid = to_regclass('public.' || w.table_name) AND a.attname = 'id' AND NOT a.attisdropped
 WHERE a.attnum IS NULL OR NOT (a.atthasdef OR a.attidentity <> '');

-- check: who is named is a user
SELECT format('public.%s (%s)', w.table_name, array_to_string(w.columns, ', ')) AS object,
       format('no foreign key to public.%s that is proven for every row', w.target) AS problem
  FROM (VALUES
	('bmad_workflows', ARRAY['created_by'], 'users')
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
