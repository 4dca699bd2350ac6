/**
 * What a database's catalogue says, as sorted lines without a single OID: equal lists are equal schemas. Everything outside
 * PostgreSQL's own schemas and `bulkhead` (the ledger) counts: schemas, tables, columns, constraints and indexes with their
 * validity, functions, triggers, policies, row-level security flags, grants, owners, extensions.
 */
import type { Session } from "../ports.ts";

/** Grants as words, where nothing was ever granted too: a catalogue that lists the default says the same as one that is silent. */
const grants = (acl: string, kind: string, owner: string) => `(
	SELECT coalesce(string_agg(format('%s:%s%s', coalesce(g.rolname, 'PUBLIC'), a.privilege_type,
	       CASE WHEN a.is_grantable THEN '*' ELSE '' END), ' ' ORDER BY g.rolname, a.privilege_type), '')
	  FROM aclexplode(coalesce(${acl}, acldefault('${kind}', ${owner}))) AS a LEFT JOIN pg_roles g ON g.oid = a.grantee)`;

const ours = `n.nspname <> 'bulkhead' AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'`;

const facts = [
	`SELECT format('schema %s owner %s grants %s', n.nspname, o.rolname, ${grants("n.nspacl", "n", "n.nspowner")})
	   FROM pg_namespace n JOIN pg_roles o ON o.oid = n.nspowner WHERE ${ours}`,
	`SELECT format('%s %s.%s owner %s rls %s force %s options %s grants %s',
	        CASE c.relkind WHEN 'r' THEN 'table' WHEN 'v' THEN 'view' WHEN 'S' THEN 'sequence' ELSE c.relkind::text END,
	        n.nspname, c.relname, o.rolname, c.relrowsecurity, c.relforcerowsecurity, c.reloptions,
	        CASE c.relkind WHEN 'S' THEN ${grants("c.relacl", "s", "c.relowner")}
	                       ELSE ${grants("c.relacl", "r", "c.relowner")} END)
	   FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_roles o ON o.oid = c.relowner
	  WHERE ${ours} AND c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f')`,
	`SELECT format('column %s %s.%s.%s %s not null %s default %s identity %s generated %s grants %s',
	        row_number() OVER (PARTITION BY c.oid ORDER BY a.attnum), n.nspname, c.relname, a.attname,
	        format_type(a.atttypid, a.atttypmod), a.attnotnull, pg_get_expr(d.adbin, d.adrelid), a.attidentity, a.attgenerated,
	        (SELECT string_agg(format('%s:%s', g.rolname, x.privilege_type), ' ' ORDER BY g.rolname, x.privilege_type)
	           FROM aclexplode(a.attacl) AS x JOIN pg_roles g ON g.oid = x.grantee))
	   FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
	   LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
	  WHERE ${ours} AND a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p', 'v', 'm', 'f')`,
	`SELECT format('constraint %s on %s.%s %s validated %s', k.conname, n.nspname, c.relname, pg_get_constraintdef(k.oid), k.convalidated)
	   FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE ${ours}`,
	`SELECT format('index %s valid %s ready %s', pg_get_indexdef(i.indexrelid), i.indisvalid, i.indisready)
	   FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
	  WHERE ${ours}`,
	`SELECT format('function %s.%s(%s) returns %s language %s volatile %s parallel %s definer %s settings %s owner %s body %s grants %s',
	        n.nspname, p.proname, pg_get_function_arguments(p.oid), pg_get_function_result(p.oid), l.lanname, p.provolatile,
	        p.proparallel, p.prosecdef, p.proconfig, o.rolname, md5(p.prosrc), ${grants("p.proacl", "f", "p.proowner")})
	   FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace JOIN pg_language l ON l.oid = p.prolang
	   JOIN pg_roles o ON o.oid = p.proowner WHERE ${ours}`,
	`SELECT format('trigger %s enabled %s', pg_get_triggerdef(t.oid), t.tgenabled)
	   FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
	  WHERE ${ours} AND NOT t.tgisinternal`,
	`SELECT format('policy %s on %s.%s permissive %s for %s to %s using %s with check %s', p.polname, n.nspname, c.relname,
	        p.polpermissive, p.polcmd, ARRAY(SELECT coalesce(g.rolname, 'PUBLIC')
	          FROM unnest(p.polroles) AS r LEFT JOIN pg_roles g ON g.oid = r ORDER BY 1),
	        pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid))
	   FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE ${ours}`,
	`SELECT format('default privileges of %s in %s on %s: %s', g.rolname, n.nspname, d.defaclobjtype, d.defaclacl)
	   FROM pg_default_acl d JOIN pg_roles g ON g.oid = d.defaclrole LEFT JOIN pg_namespace n ON n.oid = d.defaclnamespace`,
	`SELECT format('extension %s', extname) FROM pg_extension`,
];

/** Lines that are read of one kind of object. */
const MANY = 1_000_000;

/** In the open transaction; changes nothing in it. */
export async function readFingerprint(session: Session): Promise<string[]> {
	// Names are printed in full when no schema but PostgreSQL's own is searched.
	await session.execute("SAVEPOINT bulkhead_fingerprint; SET LOCAL search_path = pg_catalog");
	const lines: string[] = [];
	for (const fact of facts) {
		lines.push(...(await session.execute(fact, { maxRows: MANY })).rows.map(([line]) => line ?? ""));
	}
	await session.execute("ROLLBACK TO SAVEPOINT bulkhead_fingerprint");
	return lines.sort();
}

/** What came and what went, "+ line" and "- line", in the order of the lines. */
export function difference(before: readonly string[], after: readonly string[]): string[] {
	const [had, has] = [new Set(before), new Set(after)];
	const gone = before.filter((line) => !has.has(line)).map((line) => `- ${line}`);
	const come = after.filter((line) => !had.has(line)).map((line) => `+ ${line}`);
	return [...gone, ...come].sort((a, b) => (a.slice(2) < b.slice(2) ? -1 : 1));
}
