import { HELD, isFree, isPrintable } from "../sql/held.ts";

/** The catalogue's questions, each answered with one JSON document. Schemas of the system and Bulkhead's own are left out. */

const own = (schema: string): string =>
	`${schema}.nspname NOT IN ('pg_catalog', 'information_schema', 'bulkhead') AND ${schema}.nspname !~ '^pg_(toast|temp)'`;

const ofExtension = (catalogue: string, oid: string): string =>
	`EXISTS (SELECT FROM pg_catalog.pg_depend e WHERE e.classid = 'pg_catalog.${catalogue}'::pg_catalog.regclass AND e.objid = ${oid} AND e.deptype = 'e')`;

/** An ACL as a list of grants; where there is none, what the server takes for it. */
const grants = (acl: string, kind: string, owner: string): string =>
	`(SELECT coalesce(pg_catalog.json_agg(pg_catalog.json_build_object('grantee', x.grantee::text, 'privilege', x.privilege_type,
	        'grantable', x.is_grantable)), '[]') FROM pg_catalog.aclexplode(coalesce(${acl}, pg_catalog.acldefault('${kind}', ${owner}))) AS x)`;

const list = (fields: Record<string, string>, from: string): string =>
	`SELECT coalesce(pg_catalog.json_agg(pg_catalog.json_build_object(${Object.entries(fields)
		.map(([name, sql]) => `'${name}', ${sql}`)
		.join(", ")})), '[]')::text AS found FROM ${from}`;

/** Of what the server has to lock a table for, so that it can be printed. */
const printed = (fields: Record<string, string>, from: string): string => `WITH ${HELD}\n${list(fields, from)}`;

const whereFree = (oid: string, sql: string): string => `CASE WHEN ${isFree(oid)} THEN ${sql} END`;

const texts = (query: string): string => `(SELECT coalesce(pg_catalog.json_agg(q.v), '[]') FROM (${query}) AS q (v))`;

export const ROLES = list(
	{
		oid: "r.oid::text",
		name: "r.rolname",
		superuser: "r.rolsuper",
		bypassrls: "r.rolbypassrls",
		login: "r.rolcanlogin",
		createrole: "r.rolcreaterole",
		replication: "r.rolreplication",
	},
	"pg_catalog.pg_roles r",
);

/** Before 16 a role that inherits does so from all; whoever was granted a role may become it. */
export const memberships = (version: number): string =>
	list(
		{
			role: "m.roleid::text",
			member: "m.member::text",
			inherits: version >= 160_000 ? "m.inherit_option" : "r.rolinherit",
			sets: version >= 160_000 ? "m.set_option" : "true",
			admin: "m.admin_option",
		},
		"pg_catalog.pg_auth_members m JOIN pg_catalog.pg_roles r ON r.oid = m.member",
	);

export const SCHEMAS = list(
	{
		oid: "n.oid::text",
		name: "n.nspname",
		owner: "n.nspowner::text",
		grants: grants("n.nspacl", "n", "n.nspowner"),
		initial: `coalesce((SELECT ${grants("i.initprivs", "n", "n.nspowner")} FROM pg_catalog.pg_init_privs i
			WHERE i.classoid = 'pg_catalog.pg_namespace'::pg_catalog.regclass AND i.objoid = n.oid AND i.privtype = 'i'), '[]')`,
	},
	`pg_catalog.pg_namespace n WHERE ${own("n")}`,
);

const ruled = (catalogue: string): string =>
	texts(`SELECT DISTINCT d.refobjid::text FROM pg_catalog.pg_rewrite w JOIN pg_catalog.pg_depend d
	        ON d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass AND d.objid = w.oid
	       AND d.refclassid = 'pg_catalog.${catalogue}'::pg_catalog.regclass AND d.refobjid <> c.oid
	     WHERE w.ev_class = c.oid AND c.relkind IN ('v', 'm')`);

export const RELATIONS = printed(
	{
		oid: "c.oid::text",
		schema: "n.nspname",
		name: "c.relname",
		kind: "c.relkind::text",
		owner: "c.relowner::text",
		secured: "c.relrowsecurity",
		forced: "c.relforcerowsecurity",
		options: "coalesce(pg_catalog.to_json(c.reloptions), '[]')",
		grants: grants("c.relacl", "r", "c.relowner"),
		columnGrants: `(SELECT coalesce(pg_catalog.json_agg(pg_catalog.json_build_object('grantee', x.grantee::text,
			'privilege', x.privilege_type, 'grantable', x.is_grantable, 'column', a.attname)), '[]')
			FROM pg_catalog.pg_attribute a, pg_catalog.aclexplode(a.attacl) AS x WHERE a.attrelid = c.oid AND a.attnum > 0)`,
		columns: `(SELECT coalesce(pg_catalog.json_agg(pg_catalog.json_build_object('name', a.attname,
			'type', pg_catalog.format_type(a.atttypid, a.atttypmod), 'notNull', a.attnotnull,
			'generated', a.attidentity <> '' OR coalesce(${whereFree("a.attrelid", "pg_catalog.pg_get_expr(d.adbin, d.adrelid)")} ~ 'nextval|uuid', false))
			ORDER BY a.attnum), '[]')
			FROM pg_catalog.pg_attribute a LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
			WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)`,
		parents: texts("SELECT i.inhparent::text FROM pg_catalog.pg_inherits i WHERE i.inhrelid = c.oid"),
		reads: ruled("pg_class"),
		calls: ruled("pg_proc"),
		extension: ofExtension("pg_class", "c.oid"),
		held: `NOT ${isFree("c.oid")}`,
	},
	`pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
	  WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND ${own("n")}`,
);

export const POLICIES = printed(
	{
		table: "p.polrelid::text",
		name: "p.polname",
		command: "p.polcmd::text",
		permissive: "p.polpermissive",
		roles: texts("SELECT pg_catalog.unnest(p.polroles)::text"),
		using: `CASE WHEN ${isPrintable("p")} THEN pg_catalog.pg_get_expr(p.polqual, p.polrelid) END`,
		check: `CASE WHEN ${isPrintable("p")} THEN pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid) END`,
		unread: `NOT ${isPrintable("p")}`,
		calls: texts(`SELECT DISTINCT d.refobjid::text FROM pg_catalog.pg_depend d
			WHERE d.classid = 'pg_catalog.pg_policy'::pg_catalog.regclass AND d.objid = p.oid
			  AND d.refclassid = 'pg_catalog.pg_proc'::pg_catalog.regclass`),
	},
	`pg_catalog.pg_policy p JOIN pg_catalog.pg_class c ON c.oid = p.polrelid
	  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE ${own("n")}`,
);

export const ROUTINES = list(
	{
		oid: "p.oid::text",
		schema: "n.nspname",
		name: "p.proname",
		argumentTypes: "pg_catalog.pg_get_function_identity_arguments(p.oid)",
		required: `(SELECT coalesce(pg_catalog.json_agg(pg_catalog.format_type(t.oid, NULL) ORDER BY t.ord), '[]')
			FROM pg_catalog.unnest(p.proargtypes::oid[]) WITH ORDINALITY AS t (oid, ord)
			WHERE t.ord <= p.pronargs - p.pronargdefaults)`,
		owner: "p.proowner::text",
		definer: "p.prosecdef",
		leakproof: "p.proleakproof",
		volatility: "p.provolatile::text",
		kind: "p.prokind::text",
		language: "l.lanname",
		trusted: "l.lanpltrusted OR l.lanname = 'internal'",
		parts: texts(`SELECT DISTINCT part::oid::text FROM pg_catalog.pg_aggregate g,
			pg_catalog.unnest(ARRAY[g.aggtransfn, g.aggfinalfn, g.aggcombinefn, g.aggserialfn, g.aggdeserialfn, g.aggmtransfn, g.aggminvtransfn, g.aggmfinalfn]) AS part
			WHERE g.aggfnoid = p.oid AND part <> 0`),
		body: "p.prosrc",
		config: "coalesce(pg_catalog.to_json(p.proconfig), '[]')",
		grants: grants("p.proacl", "f", "p.proowner"),
		reads: texts(`SELECT DISTINCT d.refobjid::text FROM pg_catalog.pg_depend d
			WHERE d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND d.objid = p.oid
			  AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass`),
		returnsTrigger: "p.prorettype = 'pg_catalog.trigger'::pg_catalog.regtype",
		returnsSet: "p.proretset",
		extension: ofExtension("pg_proc", "p.oid"),
	},
	`pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
	  JOIN pg_catalog.pg_language l ON l.oid = p.prolang WHERE ${own("n")}`,
);

const names = (relation: string, numbers: string): string =>
	`(SELECT coalesce(pg_catalog.json_agg(a.attname ORDER BY member.ord), '[]')
	    FROM pg_catalog.unnest(${numbers}) WITH ORDINALITY AS member (num, ord)
	    JOIN pg_catalog.pg_attribute a ON a.attrelid = ${relation} AND a.attnum = member.num)`;

export const FOREIGN_KEYS = list(
	{
		name: "k.conname",
		table: "k.conrelid::text",
		columns: names("k.conrelid", "k.conkey"),
		target: "k.confrelid::text",
		targetColumns: names("k.confrelid", "k.confkey"),
		definition: "pg_catalog.pg_get_constraintdef(k.oid)",
	},
	`pg_catalog.pg_constraint k JOIN pg_catalog.pg_namespace n ON n.oid = k.connamespace
	  WHERE k.contype = 'f' AND k.conparentid = 0 AND ${own("n")}`,
);

export const UNIQUE_KEYS = printed(
	{
		name: "i.relname",
		table: "x.indrelid::text",
		columns: names("x.indrelid", "(x.indkey::int2[])[0:x.indnkeyatts - 1]"),
		hasExpression: "x.indexprs IS NOT NULL",
		primary: "x.indisprimary",
		definition: `(SELECT pg_catalog.pg_get_constraintdef(k.oid) FROM pg_catalog.pg_constraint k WHERE k.conindid = x.indexrelid AND k.contype IN ('u', 'p', 'x') AND ${isFree("x.indrelid")} LIMIT 1)`,
	},
	`pg_catalog.pg_index x JOIN pg_catalog.pg_class i ON i.oid = x.indexrelid
	  JOIN pg_catalog.pg_namespace n ON n.oid = i.relnamespace
	  WHERE x.indisunique AND x.indisvalid AND NOT i.relispartition AND ${own("n")}`,
);

export const DEFAULTS = list(
	{
		creator: "d.defaclrole::text",
		schema: "n.nspname",
		what: "d.defaclobjtype::text",
		grants: grants("d.defaclacl", "r", "d.defaclrole"),
	},
	"pg_catalog.pg_default_acl d LEFT JOIN pg_catalog.pg_namespace n ON n.oid = d.defaclnamespace",
);

export const TRIGGERS = list(
	{ table: "t.tgrelid::text", name: "t.tgname", routine: "t.tgfoid::text" },
	"pg_catalog.pg_trigger t WHERE NOT t.tgisinternal AND t.tgparentid = 0",
);

/** tgparentid is there from 13 on; rules of views that make the view are left out. */
export const RULES = printed(
	{
		table: "w.ev_class::text",
		name: "w.rulename",
		definition: whereFree("w.ev_class", "pg_catalog.pg_get_ruledef(w.oid)"),
	},
	`pg_catalog.pg_rewrite w JOIN pg_catalog.pg_class c ON c.oid = w.ev_class
	  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE w.rulename <> '_RETURN' AND ${own("n")}`,
);

export const PRESETS = list(
	{
		role: "nullif(s.setrole, 0)::text",
		database: "d.datname",
		setting: "pg_catalog.split_part(v.text, '=', 1)",
		value: "pg_catalog.substr(v.text, pg_catalog.strpos(v.text, '=') + 1)",
	},
	`pg_catalog.pg_db_role_setting s LEFT JOIN pg_catalog.pg_database d ON d.oid = s.setdatabase,
	  pg_catalog.unnest(s.setconfig) AS v (text)
	  WHERE s.setdatabase = 0 OR d.datname = pg_catalog.current_database()`,
);

/** Row filters and whole schemas are there from 15 on. From the catalogue itself: the server's own view locks every table that it tells of. */
export const publications = (version: number): string => {
	const since15 = version >= 150_000;
	return list(
		{ name: "p.pubname", table: "c.oid::text", allTables: "p.puballtables", filtered: "coalesce(t.filtered, false)" },
		`pg_catalog.pg_publication p
		  JOIN pg_catalog.pg_class c ON c.relkind IN ('r', 'p') AND c.relpersistence = 'p' JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
		  LEFT JOIN LATERAL (
			SELECT pg_catalog.bool_and(${since15 ? "r.prqual IS NOT NULL" : "false"}) AS filtered, true AS there,
			       pg_catalog.bool_or(r.prrelid = c.oid) AS itself FROM pg_catalog.pg_publication_rel r
			 WHERE r.prpubid = p.oid AND (r.prrelid = c.oid OR r.prrelid IN (SELECT relid FROM pg_catalog.pg_partition_ancestors(c.oid))) GROUP BY r.prpubid) AS t ON true
		  WHERE (p.puballtables OR t.there${since15 ? " OR EXISTS (SELECT FROM pg_catalog.pg_publication_namespace s WHERE s.pnpubid = p.oid AND s.pnnspid = c.relnamespace)" : ""})
		    AND CASE WHEN p.pubviaroot THEN NOT c.relispartition OR t.itself ELSE c.relkind = 'r' END AND ${own("n")}`,
	);
};

export const SERVERS = list(
	{
		name: "s.srvname",
		wrapper: "w.fdwname",
		owner: "s.srvowner::text",
		grants: grants("s.srvacl", "S", "s.srvowner"),
		publicMapping: "EXISTS (SELECT FROM pg_catalog.pg_user_mappings m WHERE m.srvid = s.oid AND m.umuser = 0)",
	},
	"pg_catalog.pg_foreign_server s JOIN pg_catalog.pg_foreign_data_wrapper w ON w.oid = s.srvfdw",
);

export const STATISTICS = list(
	{ name: "c.relname", grants: grants("c.relacl", "r", "c.relowner") },
	`pg_catalog.pg_class c WHERE c.oid IN ('pg_catalog.pg_statistic'::pg_catalog.regclass, 'pg_catalog.pg_statistic_ext_data'::pg_catalog.regclass)`,
);

export const PLACE = `
SELECT pg_catalog.json_build_object('name', d.datname, 'owner', d.datdba::text,
         'grants', ${grants("d.datacl", "d", "d.datdba")})::text AS database,
       r.oid::text AS login, pg_catalog.to_json(pg_catalog.current_schemas(false))::text AS schemas
  FROM pg_catalog.pg_database d, pg_catalog.pg_roles r
 WHERE d.datname = pg_catalog.current_database() AND r.rolname = SESSION_USER`;
