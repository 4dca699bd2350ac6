/** What is read of a catalogue to tell how it keeps tenants apart: one query, without locks on anybody's table. */
import type { ReadSession } from "../ports.ts";
import { HELD, isPrintable } from "../sql/held.ts";
import type { TypedColumn } from "./model.ts";

/** A foreign key of one column. */
export interface Key {
	name: string;
	column: string;
	/** pg_class.oid of the table it points to, and that table's column. */
	to: string;
	key: string;
	/** The column is NOT NULL. */
	required: boolean;
}

export interface PolicyFacts {
	name: string;
	/** r, a, w, d or *, as pg_policy.polcmd has it. */
	command: string;
	permissive: boolean;
	/** Names; empty for PUBLIC. */
	roles: string[];
	/** As PostgreSQL prints it; null where the policy has none, and where another session holds the table locked. */
	using: string | null;
	check: string | null;
	/** Columns of its own table that it names. */
	columns: string[];
	/** Oids of people's functions that it calls. */
	functions: string[];
}

export interface Relation {
	oid: string;
	schema: string;
	name: string;
	kind: string;
	owner: string;
	guarded: boolean;
	/** Tables that it is a partition or a child of, the nearest first: oids. */
	parents: string[];
	/** Of a view: the tables and views that it reads, by oid. */
	reads: string[];
	columns: TypedColumn[];
	keys: Key[];
	policies: PolicyFacts[];
}

const RELATIONS = `
WITH RECURSIVE relation AS MATERIALIZED (
	SELECT c.oid, n.nspname, c.relname, c.relkind, c.relowner, c.relrowsecurity
	  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
	 WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
	   AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'bulkhead') AND n.nspname !~ '^pg_(toast|temp)'),
ancestor AS (
	SELECT i.inhrelid AS child, i.inhparent AS parent, 1 AS distance FROM pg_catalog.pg_inherits i
	UNION ALL
	SELECT a.child, i.inhparent, a.distance + 1 FROM ancestor a JOIN pg_catalog.pg_inherits i ON i.inhrelid = a.parent),
family AS MATERIALIZED (
	SELECT child, pg_catalog.json_agg(parent::text ORDER BY distance, parent) AS parents
	  FROM (SELECT child, parent, pg_catalog.min(distance) AS distance FROM ancestor GROUP BY child, parent) AS once GROUP BY child),
col AS MATERIALIZED (
	SELECT a.attrelid, pg_catalog.json_agg(pg_catalog.json_build_object(
	         'name', a.attname, 'type', pg_catalog.format_type(a.atttypid, a.atttypmod)) ORDER BY a.attnum) AS columns
	  FROM pg_catalog.pg_attribute a JOIN relation r ON r.oid = a.attrelid
	 WHERE a.attnum > 0 AND NOT a.attisdropped GROUP BY a.attrelid),
fk AS MATERIALIZED (
	SELECT k.conrelid, pg_catalog.json_agg(pg_catalog.json_build_object(
	         'name', k.conname, 'column', mine.attname, 'to', k.confrelid::text, 'key', theirs.attname, 'required', mine.attnotnull) ORDER BY k.conname) AS keys
	  FROM pg_catalog.pg_constraint k
	  JOIN pg_catalog.pg_attribute mine ON mine.attrelid = k.conrelid AND mine.attnum = k.conkey[1]
	  JOIN pg_catalog.pg_attribute theirs ON theirs.attrelid = k.confrelid AND theirs.attnum = k.confkey[1]
	 WHERE k.contype = 'f' AND pg_catalog.cardinality(k.conkey) = 1 GROUP BY k.conrelid),
${HELD},
policy AS MATERIALIZED (
	SELECT p.polrelid, pg_catalog.json_agg(pg_catalog.json_build_object(
	         'name', p.polname, 'command', p.polcmd, 'permissive', p.polpermissive,
	         'roles', (SELECT coalesce(pg_catalog.json_agg(r.rolname ORDER BY r.rolname), '[]') FROM pg_catalog.pg_roles r WHERE r.oid = ANY (p.polroles)),
	         'using', CASE WHEN ${isPrintable("p")} THEN pg_catalog.pg_get_expr(p.polqual, p.polrelid) END,
	         'check', CASE WHEN ${isPrintable("p")} THEN pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid) END,
	         'columns', (SELECT coalesce(pg_catalog.json_agg(DISTINCT a.attname), '[]')
	                       FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
	                      WHERE d.classid = 'pg_catalog.pg_policy'::pg_catalog.regclass AND d.objid = p.oid
	                        AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.refobjid = p.polrelid AND d.refobjsubid > 0),
	         'functions', (SELECT coalesce(pg_catalog.json_agg(DISTINCT d.refobjid::text), '[]') FROM pg_catalog.pg_depend d
	                        WHERE d.classid = 'pg_catalog.pg_policy'::pg_catalog.regclass AND d.objid = p.oid
	                          AND d.refclassid = 'pg_catalog.pg_proc'::pg_catalog.regclass)) ORDER BY p.polname) AS policies
	  FROM pg_catalog.pg_policy p
	 -- The barrier's own policies say nothing of how the application tells tenants apart.
	 WHERE p.polname <> 'bulkhead_viewer' OR coalesce(pg_catalog.obj_description(p.oid, 'pg_policy'), '') !~ '^Bulkhead barrier '
	 GROUP BY p.polrelid),
view AS MATERIALIZED (
	SELECT w.ev_class, pg_catalog.json_agg(DISTINCT d.refobjid::text) AS reads
	  FROM pg_catalog.pg_rewrite w
	  JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass AND d.objid = w.oid
	   AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.refobjid <> w.ev_class
	 WHERE w.ev_type = '1' GROUP BY w.ev_class)
SELECT pg_catalog.json_build_object('oid', r.oid::text, 'schema', r.nspname, 'name', r.relname, 'kind', r.relkind,
         'owner', pg_catalog.pg_get_userbyid(r.relowner), 'guarded', r.relrowsecurity,
         'parents', coalesce(family.parents, '[]'), 'reads', coalesce(view.reads, '[]'), 'columns', coalesce(col.columns, '[]'),
         'keys', coalesce(fk.keys, '[]'), 'policies', coalesce(policy.policies, '[]'))::text AS relation
  FROM relation r
  LEFT JOIN family ON family.child = r.oid LEFT JOIN view ON view.ev_class = r.oid LEFT JOIN col ON col.attrelid = r.oid
  LEFT JOIN fk ON fk.conrelid = r.oid LEFT JOIN policy ON policy.polrelid = r.oid
 ORDER BY r.nspname COLLATE "C", r.relname COLLATE "C"`;

/** Tables and views of people's schemas, by schema and name. */
export async function readRelations(session: ReadSession): Promise<Relation[]> {
	const rows = await session.query<{ relation: string }>(RELATIONS);
	return rows.map(({ relation }) => JSON.parse(relation) as Relation);
}

/** A function that reads or writes a setting, or calls one that does. */
export interface SettingFunction {
	oid: string;
	schema: string;
	name: string;
	/** schema.name with the quotes that it needs, as the server writes it. */
	written: string;
	procedure: boolean;
	/** Types of the arguments that it is called with, as format_type writes them. */
	arguments: string[];
	/** How many of them, from the last, may be left out. */
	defaults: number;
	/** Its text, whatever its language. */
	body: string;
}

const FUNCTIONS = `
SELECT p.oid::text AS oid, n.nspname AS schema, p.proname AS name,
       pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(p.proname) AS written, (p.prokind = 'p')::text AS procedure,
       (SELECT coalesce(pg_catalog.json_agg(pg_catalog.format_type(x.type, NULL) ORDER BY x.at), '[]')
          FROM pg_catalog.unnest(p.proargtypes) WITH ORDINALITY AS x (type, at))::text AS arguments,
       p.pronargdefaults::text AS defaults,
       CASE WHEN pg_catalog.to_json(p) ->> 'prosqlbody' IS NULL THEN p.prosrc ELSE pg_catalog.pg_get_functiondef(p.oid) END AS body
  FROM pg_catalog.pg_proc p
  JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
  JOIN pg_catalog.pg_language l ON l.oid = p.prolang
 WHERE p.prokind IN ('f', 'p') AND l.lanname NOT IN ('c', 'internal')
   AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'bulkhead') AND n.nspname !~ '^pg_(toast|temp)'
   AND p.prorettype NOT IN ('pg_catalog.trigger'::pg_catalog.regtype, 'pg_catalog.event_trigger'::pg_catalog.regtype)
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND d.objid = p.oid AND d.deptype = 'e')
 ORDER BY n.nspname, p.proname, p.oid`;

export async function readFunctions(session: ReadSession): Promise<SettingFunction[]> {
	const rows = await session.query<Record<keyof SettingFunction, string>>(FUNCTIONS);
	return rows.map(({ procedure, arguments: types, defaults, ...row }) => ({
		...row,
		procedure: procedure === "true",
		arguments: JSON.parse(types) as string[],
		defaults: Number(defaults),
	}));
}
