/**
 * What is read of a catalogue: one query, a line a fact, without a single OID. Everything outside PostgreSQL's own schemas and `bulkhead`
 * (the ledger) counts. Names are printed in full only where no schema but PostgreSQL's own is searched: the reader sees to that.
 */

/**
 * Counts up when the same schema gives other lines than before: fingerprints of two versions are not held against each other.
 * docs/certificates.md lists the kinds of lines.
 */
export const FINGERPRINT_VERSION = 1;

/** Grants as psql's \dp writes them, in one order. */
const granted = (acl: string) =>
	`(SELECT coalesce(string_agg(x::text, ' ' ORDER BY x::text COLLATE "C"), 'none') FROM unnest(${acl}) AS x)`;
/** Where nothing was ever granted too: a catalogue that lists the default says the same as one that is silent. */
const grants = (acl: string, kind: string, owner: string) =>
	granted(`coalesce(${acl}, acldefault('${kind}', ${owner}))`);
/** A part of a line that is there only when it says something. */
const when = (condition: string, text: string) => `CASE WHEN ${condition} THEN ${text} ELSE '' END`;

/** Schemas, relations and roles by name, each read once. `name` of a relation is qualified. */
export const CATALOGUE_NAMES = `
WITH s AS MATERIALIZED (
	SELECT n.oid, quote_ident(n.nspname) AS name, n.nspowner, n.nspacl FROM pg_namespace n
	 WHERE n.nspname <> 'bulkhead' AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'),
r AS MATERIALIZED (
	SELECT c.oid, c.relkind, s.name || '.' || quote_ident(c.relname) AS name, c.relname, c.relowner, c.relacl, c.relpersistence,
	       c.relreplident, c.reloptions, c.relrowsecurity, c.relforcerowsecurity, c.relpartbound, c.relispartition
	  FROM pg_class c JOIN s ON s.oid = c.relnamespace),
o AS MATERIALIZED (SELECT oid, quote_ident(rolname) AS name FROM pg_roles)`;

/** Internal triggers keep a foreign key; ALTER TABLE … DISABLE TRIGGER ALL puts them to rest. */
export const RESTING_KEYS = `(SELECT t.tgconstraint, string_agg(DISTINCT t.tgenabled::text, '' ORDER BY t.tgenabled::text) AS how
	          FROM pg_trigger t WHERE t.tgisinternal AND t.tgconstraint <> 0 AND t.tgenabled <> 'O' GROUP BY t.tgconstraint)`;

/** Of pg_constraint k on r, with RESTING_KEYS as f. */
export const CONSTRAINT_LINE = `'constraint ' || quote_ident(k.conname) || ' on ' || r.name || ' ' || pg_get_constraintdef(k.oid)
	       || ${when("NOT k.convalidated", "' [not validated]'")} || coalesce(' [its triggers are ' || f.how || ']', '')`;
/** Of pg_index i with r, the index. That of a key is told by the key's constraint, but for its options. */
export const INDEX_LINE = `'index ' || CASE WHEN u.conname IS NULL THEN pg_get_indexdef(i.indexrelid)
	            ELSE r.name || ' of constraint ' || quote_ident(u.conname) || coalesce(' options ' || r.reloptions::text, '') END
	       || ${when("NOT i.indisvalid", "' [invalid]'")}
	       || ${when("NOT i.indisready", "' [not ready]'")} || ${when("i.indisreplident", "' [replica identity]'")}`;
/** As u, where there is one. */
export const KEY_OF_INDEX = `LEFT JOIN pg_constraint u ON u.conindid = i.indexrelid AND u.contype IN ('p', 'u') AND u.conrelid = i.indrelid`;
/** Of pg_trigger t. */
export const TRIGGER_LINE = `'trigger ' || pg_get_triggerdef(t.oid) || ${when("t.tgenabled <> 'O'", "' [enabled ' || t.tgenabled::text || ']'")}`;
/** Of a table r. */
export const ROW_SECURITY_LINE = `'row security of ' || r.name || CASE WHEN r.relrowsecurity THEN ' on' ELSE ' off' END
	       || ${when("r.relforcerowsecurity", "', forced'")}`;

/** Since version 18 every NOT NULL is a constraint too. The column says so already: only one that is not as it was made gets a line. */
const PLAIN_NOT_NULL = `k.contype = 'n' AND k.convalidated AND NOT k.connoinherit
	        AND k.conname = r.relname || '_' || (SELECT a.attname FROM pg_attribute a WHERE a.attrelid = r.oid AND a.attnum = k.conkey[1]) || '_not_null'`;

const facts = [
	`SELECT 'schema ' || s.name || ' owner ' || o.name || ' grants ' || ${grants("s.nspacl", "n", "s.nspowner")} AS line
	   FROM s JOIN o ON o.oid = s.nspowner`,
	`SELECT CASE r.relkind WHEN 'r' THEN 'table ' WHEN 'p' THEN 'partitioned table ' WHEN 'v' THEN 'view '
	                       WHEN 'm' THEN 'materialized view ' WHEN 'f' THEN 'foreign table ' ELSE 'sequence ' END
	        || r.name || ' owner ' || o.name || ${when("r.relpersistence <> 'p'", "' persistence ' || r.relpersistence::text")}
	        || ${when("r.relreplident NOT IN ('d', 'n') OR r.relkind = 'r' AND r.relreplident = 'n'", "' replica identity ' || r.relreplident::text")}
	        || coalesce(' options ' || r.reloptions::text, '')
	        || ${when("r.relkind = 'p'", "' partition by ' || pg_get_partkeydef(r.oid)")} || ' grants '
	        || ${granted("coalesce(r.relacl, acldefault(CASE r.relkind WHEN 'S' THEN 's' ELSE 'r' END::\"char\", r.relowner))")}
	   FROM r JOIN o ON o.oid = r.relowner WHERE r.relkind IN ('r', 'p', 'v', 'm', 'S', 'f')`,
	`SELECT ${ROW_SECURITY_LINE} FROM r WHERE r.relkind IN ('r', 'p')`,
	`SELECT 'definition of ' || r.name || pg_get_viewdef(r.oid) FROM r WHERE r.relkind IN ('v', 'm')`,
	`SELECT format('sequence %s as %s from %s by %s in %s to %s cache %s cycle %s of %s', r.name,
	        format_type(q.seqtypid, NULL), q.seqstart, q.seqincrement, q.seqmin, q.seqmax, q.seqcache, q.seqcycle,
	        (SELECT format('%I.%I.%I', n.nspname, t.relname, a.attname)
	           FROM pg_depend d JOIN pg_class t ON t.oid = d.refobjid JOIN pg_namespace n ON n.oid = t.relnamespace
	           JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
	          WHERE d.classid = 'pg_class'::regclass AND d.objid = r.oid AND d.refclassid = 'pg_class'::regclass
	            AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i')))
	   FROM r JOIN pg_sequence q ON q.seqrelid = r.oid`,
	`SELECT 'child ' || r.name || ' of ' || p.name || coalesce(' ' || pg_get_expr(r.relpartbound, r.oid), '')
	   FROM pg_inherits h JOIN r ON r.oid = h.inhrelid JOIN r p ON p.oid = h.inhparent`,
	`SELECT 'column ' || row_number() OVER (PARTITION BY r.oid ORDER BY a.attnum) || ' ' || r.name || '.' || quote_ident(a.attname) || ' '
	        || format_type(a.atttypid, a.atttypmod)
	        || ${when("a.attcollation <> t.typcollation", "' collation ' || a.attcollation::regcollation::text")}
	        || ${when("a.attnotnull", "' not null'")}
	        || ${when("a.attgenerated <> ''", "' generated ' || a.attgenerated::text")}
	        || ${when("a.atthasdef", "' default ' || coalesce(pg_get_expr(d.adbin, d.adrelid), '')")}
	        || ${when("a.attidentity <> ''", "' identity ' || a.attidentity::text")}
	        || ${when("a.attacl IS NOT NULL", `' grants ' || ${granted("a.attacl")}`)}
	   FROM r JOIN pg_attribute a ON a.attrelid = r.oid JOIN pg_type t ON t.oid = a.atttypid
	   LEFT JOIN pg_attrdef d ON d.adrelid = r.oid AND d.adnum = a.attnum
	  WHERE a.attnum > 0 AND NOT a.attisdropped AND r.relkind IN ('r', 'p', 'v', 'm', 'f', 'c')`,
	`SELECT ${CONSTRAINT_LINE}
	   FROM pg_constraint k JOIN r ON r.oid = k.conrelid LEFT JOIN ${RESTING_KEYS} AS f ON f.tgconstraint = k.oid
	  WHERE NOT (${PLAIN_NOT_NULL})`,
	`SELECT 'constraint ' || quote_ident(k.conname) || ' on domain ' || format_type(k.contypid, NULL) || ' '
	        || pg_get_constraintdef(k.oid) || ${when("NOT k.convalidated", "' [not validated]'")}
	   FROM pg_constraint k JOIN s ON s.oid = k.connamespace WHERE k.contypid <> 0`,
	`SELECT ${INDEX_LINE} FROM r JOIN pg_index i ON i.indexrelid = r.oid ${KEY_OF_INDEX}`,
	`SELECT format('function %s.%I(%s) returns %s kind %s language %s volatile %s parallel %s definer %s settings %s owner %s body %s grants %s',
	        s.name, p.proname, pg_get_function_arguments(p.oid), pg_get_function_result(p.oid), p.prokind, l.lanname, p.provolatile,
	        p.proparallel, p.prosecdef, p.proconfig, o.name,
	        CASE p.prokind WHEN 'a' THEN (SELECT md5(concat_ws(' ', g.aggtransfn, g.aggfinalfn, g.aggcombinefn, g.aggsortop::regoperator,
	                                             format_type(g.aggtranstype, NULL), g.agginitval)) FROM pg_aggregate g WHERE g.aggfnoid = p.oid)
	                       ELSE md5(pg_get_functiondef(p.oid)) END,
	        ${grants("p.proacl", "f", "p.proowner")})
	   FROM s JOIN pg_proc p ON p.pronamespace = s.oid JOIN pg_language l ON l.oid = p.prolang JOIN o ON o.oid = p.proowner`,
	`SELECT ${TRIGGER_LINE} FROM r JOIN pg_trigger t ON t.tgrelid = r.oid WHERE NOT t.tgisinternal`,
	`SELECT 'rule ' || pg_get_ruledef(w.oid) || ${when("w.ev_enabled <> 'O'", "' [enabled ' || w.ev_enabled::text || ']'")}
	   FROM r JOIN pg_rewrite w ON w.ev_class = r.oid WHERE w.rulename <> '_RETURN'`,
	`SELECT 'policy ' || quote_ident(p.polname) || ' on ' || r.name || ${when("NOT p.polpermissive", "' restrictive'")} || ' for ' || p.polcmd::text
	        || ' to ' || (SELECT string_agg(coalesce(o.name, 'PUBLIC'), ', ' ORDER BY o.name COLLATE "C")
	                        FROM unnest(p.polroles) AS x LEFT JOIN o ON o.oid = x)
	        || coalesce(' using ' || pg_get_expr(p.polqual, p.polrelid), '')
	        || coalesce(' with check ' || pg_get_expr(p.polwithcheck, p.polrelid), '')
	   FROM pg_policy p JOIN r ON r.oid = p.polrelid`,
	`SELECT format('type %s.%I kind %s %s owner %s grants %s', s.name, t.typname, t.typtype, CASE t.typtype
	          WHEN 'e' THEN (SELECT string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid)
	          WHEN 'd' THEN format('of %s not null %s default %s collation %s', format_type(t.typbasetype, t.typtypmod), t.typnotnull,
	                               t.typdefault, CASE WHEN t.typcollation <> 0 THEN t.typcollation::regcollation END)
	          WHEN 'r' THEN (SELECT format('of %s', format_type(g.rngsubtype, NULL)) FROM pg_range g WHERE g.rngtypid = t.oid)
	          ELSE '' END, o.name, ${grants("t.typacl", "T", "t.typowner")})
	   FROM s JOIN pg_type t ON t.typnamespace = s.oid JOIN o ON o.oid = t.typowner
	  WHERE t.typtype IN ('b', 'e', 'd', 'r', 'c') AND NOT (t.typelem <> 0 AND t.typcategory = 'A')
	    AND (t.typrelid = 0 OR EXISTS (SELECT FROM r WHERE r.oid = t.typrelid AND r.relkind = 'c'))`,
	`SELECT 'statistics ' || pg_get_statisticsobjdef(x.oid) || ' owner ' || o.name
	   FROM s JOIN pg_statistic_ext x ON x.stxnamespace = s.oid JOIN o ON o.oid = x.stxowner`,
	`SELECT 'default privileges of ' || o.name || ' in ' || coalesce(s.name, 'every schema') || ' on ' || d.defaclobjtype::text || ': '
	        || ${granted("d.defaclacl")}
	   FROM pg_default_acl d JOIN o ON o.oid = d.defaclrole LEFT JOIN s ON s.oid = d.defaclnamespace`,
	`SELECT format('event trigger %I on %s tags %s runs %s enabled %s owner %s', e.evtname, e.evtevent, e.evttags, e.evtfoid::regprocedure,
	        e.evtenabled, o.name)
	   FROM pg_event_trigger e JOIN o ON o.oid = e.evtowner`,
	`SELECT 'setting in this database for ' || coalesce(o.name, 'everyone') || ': ' || x
	   FROM pg_db_role_setting g CROSS JOIN unnest(g.setconfig) AS x LEFT JOIN o ON o.oid = g.setrole
	  WHERE g.setdatabase = (SELECT d.oid FROM pg_database d WHERE d.datname = current_database())`,
	`SELECT format('extension %I version %s schema %I', e.extname, e.extversion, n.nspname)
	   FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace`,
];

/** One column, `line`. */
export const CATALOGUE_LINES = `${CATALOGUE_NAMES}
${facts.join("\nUNION ALL\n")}`;
