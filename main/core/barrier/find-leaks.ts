/** Ways past the barrier that a viewer has from somewhere else: what is granted to everybody, and what its roles bring along. */
import type { ReadSession } from "../ports.ts";

/** Names that are told of one kind. */
const TOLD = 10;

export interface Leaks {
	/** Rows of other tenants can be read by these, or nobody can say that they cannot. */
	leaks: string[];
	/** What a viewer may do beside reading, and that shows no row. */
	open: string[];
}

/** $1: the viewer's oid. $2: tenant tables that stand behind the barrier. $3: all tenant tables. */
const FIND = `
WITH RECURSIVE viewer AS (SELECT $1::oid AS id),
safe AS (SELECT wanted::oid AS oid FROM pg_catalog.json_array_elements_text($2::json) AS wanted),
tenant AS (
	SELECT wanted::oid AS oid FROM pg_catalog.json_array_elements_text($3::json) AS wanted
	UNION SELECT i.inhrelid FROM pg_catalog.pg_inherits i JOIN tenant t ON t.oid = i.inhparent),
shows AS (
	SELECT oid FROM tenant
	UNION
	SELECT r.ev_class FROM shows s
	  JOIN pg_catalog.pg_depend d ON d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.refobjid = s.oid
	   AND d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass
	  JOIN pg_catalog.pg_rewrite r ON r.oid = d.objid AND r.ev_class <> s.oid),
relation AS MATERIALIZED (
	SELECT c.oid, c.relkind, pg_catalog.format('%I.%I', n.nspname, c.relname) AS name,
	       EXISTS (SELECT FROM pg_catalog.unnest(c.reloptions) AS o WHERE o IN ('security_invoker=true', 'security_invoker=on', 'security_invoker=1')) AS invoker
	  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace CROSS JOIN viewer v
	 WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
	   AND pg_catalog.has_schema_privilege(v.id, n.oid, 'USAGE')
	   AND (pg_catalog.has_table_privilege(v.id, c.oid, 'SELECT') OR pg_catalog.has_any_column_privilege(v.id, c.oid, 'SELECT'))),
role AS MATERIALIZED (
	SELECT r.* FROM pg_catalog.pg_roles r CROSS JOIN viewer v
	 WHERE r.oid <> v.id AND pg_catalog.pg_has_role(v.id, r.oid, 'USAGE'))
SELECT 'leak' AS kind, r.name || ' can be read, and does not stand behind the barrier' AS text
  FROM relation r JOIN tenant t ON t.oid = r.oid WHERE r.relkind IN ('r', 'p') AND r.oid NOT IN (SELECT oid FROM safe)
UNION ALL
SELECT 'leak', 'the view ' || r.name || ' can be read, and shows tenant tables with its owner''s rights'
  FROM relation r JOIN shows s ON s.oid = r.oid WHERE r.relkind = 'v' AND NOT r.invoker
UNION ALL
SELECT 'leak', CASE r.relkind WHEN 'm' THEN 'the materialised view ' ELSE 'the foreign table ' END || r.name || ' can be read, and no policy holds on it'
  FROM relation r LEFT JOIN shows s ON s.oid = r.oid WHERE r.relkind = 'f' OR r.relkind = 'm' AND s.oid IS NOT NULL
UNION ALL
SELECT 'leak', pg_catalog.format('the function %s runs as %s, and everybody may call it', p.oid::pg_catalog.regprocedure, pg_catalog.pg_get_userbyid(p.proowner))
  FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace CROSS JOIN viewer v
 WHERE p.prosecdef AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_(toast|temp)'
   AND p.prorettype NOT IN ('pg_catalog.trigger'::pg_catalog.regtype, 'pg_catalog.event_trigger'::pg_catalog.regtype)
   AND pg_catalog.has_schema_privilege(v.id, n.oid, 'USAGE') AND pg_catalog.has_function_privilege(v.id, p.oid, 'EXECUTE')
UNION ALL
SELECT DISTINCT 'leak', pg_catalog.format('the aggregate %s is made of %s, which runs as %s, and everybody may call it',
       p.oid::pg_catalog.regprocedure, part.oid::pg_catalog.regprocedure, pg_catalog.pg_get_userbyid(part.proowner))
  FROM pg_catalog.pg_aggregate g JOIN pg_catalog.pg_proc p ON p.oid = g.aggfnoid JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
  JOIN pg_catalog.pg_proc part ON part.prosecdef AND part.oid = ANY (ARRAY[g.aggtransfn, g.aggfinalfn, g.aggcombinefn, g.aggserialfn, g.aggdeserialfn,
       g.aggmtransfn, g.aggminvtransfn, g.aggmfinalfn]::oid[]) CROSS JOIN viewer v
 WHERE pg_catalog.has_schema_privilege(v.id, n.oid, 'USAGE') AND pg_catalog.has_function_privilege(v.id, p.oid, 'EXECUTE')
   AND NOT pg_catalog.has_function_privilege(v.id, part.oid, 'EXECUTE')
UNION ALL
SELECT 'leak', pg_catalog.format('the foreign server %I can be used as a login that is everybody''s', s.srvname)
  FROM pg_catalog.pg_foreign_server s CROSS JOIN viewer v
 WHERE pg_catalog.has_server_privilege(v.id, s.oid, 'USAGE')
   AND EXISTS (SELECT FROM pg_catalog.pg_user_mappings m WHERE m.srvid = s.oid AND m.umuser = 0)
UNION ALL
SELECT 'leak', pg_catalog.format('the function %s is written in %s, which nothing holds back, and everybody may call it', p.oid::pg_catalog.regprocedure, l.lanname)
  FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace JOIN pg_catalog.pg_language l ON l.oid = p.prolang CROSS JOIN viewer v
 WHERE NOT l.lanpltrusted AND l.lanname NOT IN ('internal', 'c') AND NOT p.prosecdef AND n.nspname NOT IN ('pg_catalog', 'information_schema')
   AND pg_catalog.has_schema_privilege(v.id, n.oid, 'USAGE') AND pg_catalog.has_function_privilege(v.id, p.oid, 'EXECUTE')
UNION ALL
SELECT 'leak', pg_catalog.format('the function %s of PostgreSQL''s own was opened to everybody', p.oid::pg_catalog.regprocedure)
  FROM pg_catalog.pg_init_privs i JOIN pg_catalog.pg_proc p ON p.oid = i.objoid CROSS JOIN viewer v
 WHERE i.classoid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND i.privtype = 'i' AND p.pronamespace = 'pg_catalog'::pg_catalog.regnamespace
   AND NOT EXISTS (SELECT FROM pg_catalog.aclexplode(i.initprivs) AS x WHERE x.grantee = 0 AND x.privilege_type = 'EXECUTE')
   AND pg_catalog.has_function_privilege(v.id, p.oid, 'EXECUTE')
UNION ALL
SELECT 'leak', pg_catalog.format('the viewer has the rights of %s, %s', r.rolname, CASE
	WHEN r.rolsuper OR r.rolbypassrls THEN 'which no policy holds'
	WHEN r.rolname ~ '^pg_' THEN 'which reaches beyond tables'
	ELSE 'which owns ' || (SELECT pg_catalog.min(c.oid::pg_catalog.regclass::text) FROM pg_catalog.pg_class c WHERE c.relowner = r.oid AND c.relkind IN ('r', 'p', 'v', 'm', 'f')) END)
  FROM role r
 WHERE r.rolsuper OR r.rolbypassrls OR r.rolname ~ '^pg_' OR EXISTS (SELECT FROM pg_catalog.pg_class c WHERE c.relowner = r.oid AND c.relkind IN ('r', 'p', 'v', 'm', 'f'))
UNION ALL
SELECT 'leak', 'the viewer may become ' || r.rolname
  FROM pg_catalog.pg_roles r CROSS JOIN viewer v
 WHERE r.oid <> v.id AND pg_catalog.pg_has_role(v.id, r.oid, CASE WHEN pg_catalog.current_setting('server_version_num')::int >= 160000 THEN 'SET' ELSE 'MEMBER' END)
UNION ALL
SELECT 'leak', 'large objects are everybody''s (lo_compat_privileges is on)' WHERE pg_catalog.current_setting('lo_compat_privileges') = 'on'
UNION ALL
SELECT 'open', 'the viewer has what ' || r.rolname || ' may do; its transactions can only read' FROM role r
UNION ALL
SELECT 'open', pg_catalog.format('%s can be read, and belongs to no tenant', r.name) FROM relation r
 WHERE r.oid NOT IN (SELECT oid FROM shows) AND r.relkind <> 'f'
UNION ALL
SELECT 'open', pg_catalog.format('everybody may make objects in the schema %I; a look can only read', n.nspname)
  FROM pg_catalog.pg_namespace n CROSS JOIN viewer v WHERE n.nspname !~ '^pg_' AND pg_catalog.has_schema_privilege(v.id, n.oid, 'CREATE')
UNION ALL
SELECT 'open', pg_catalog.format('%s large objects can be read by everybody', pg_catalog.count(*)) FROM pg_catalog.pg_largeobject_metadata l
 WHERE EXISTS (SELECT FROM pg_catalog.aclexplode(l.lomacl) AS x WHERE x.grantee = 0) HAVING pg_catalog.count(*) > 0`;

/** What every role of every PostgreSQL may do. */
const everybodys =
	"as every role: estimates of whole tables, advisory locks, NOTIFY, pg_sleep and names in the catalogue; Bulkhead ends a look in time";

export async function findLeaks(
	session: ReadSession,
	{ viewer, safe, tenant }: { viewer: string; safe: readonly string[]; tenant: readonly string[] },
): Promise<Leaks> {
	const rows = await session.query<{ kind: string; text: string }>(FIND, [
		viewer,
		JSON.stringify(safe),
		JSON.stringify(tenant),
	]);
	const of = (wanted: string): string[] => rows.filter(({ kind }) => kind === wanted).map(({ text }) => text);
	return { leaks: shortened(of("leak")), open: [...shortened(of("open")), everybodys] };
}

function shortened(all: readonly string[]): string[] {
	const more = all.length - TOLD;
	return more <= 0 ? [...all] : [...all.slice(0, TOLD), `and ${more} more`];
}
