/** Views that read tables with tenants as their owner and show no tenant: whose rows they show cannot be told by asking them. */
import type { NotEvaluated } from "../../contract/index.ts";
import type { ReadSession } from "../ports.ts";
import type { Target } from "./read-targets.ts";

/** A view with security_invoker is held by the policies of whoever asks it; others read as their owner. */
const VIEWS = `
WITH RECURSIVE guarded AS MATERIALIZED (SELECT pg_catalog.json_array_elements_text($1::json)::oid AS oid),
step AS MATERIALIZED (
	SELECT DISTINCT w.ev_class AS view, d.refobjid AS reads
	  FROM pg_catalog.pg_rewrite w
	  JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass AND d.objid = w.oid
	   AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.refobjid <> w.ev_class
	 WHERE w.ev_type = '1'),
reading AS (SELECT s.view, s.reads FROM step s UNION SELECT r.view, s.reads FROM reading r JOIN step s ON s.view = r.reads)
SELECT DISTINCT n.nspname AS schema, c.relname AS name, c.relkind::text AS kind
  FROM reading r JOIN guarded g ON g.oid = r.reads
  JOIN pg_catalog.pg_class c ON c.oid = r.view AND c.relkind IN ('v', 'm')
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_catalog.pg_roles role ON role.rolname = $2
 WHERE NOT EXISTS (SELECT FROM guarded WHERE guarded.oid = c.oid)
   AND NOT coalesce((SELECT option_value::boolean FROM pg_catalog.pg_options_to_table(c.reloptions) WHERE option_name = 'security_invoker'), false)
   AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'bulkhead')
   AND pg_catalog.has_schema_privilege(role.oid, n.oid, 'USAGE')
   AND (pg_catalog.has_table_privilege(role.oid, c.oid, 'SELECT') OR pg_catalog.has_any_column_privilege(role.oid, c.oid, 'SELECT'))
 ORDER BY n.nspname, c.relname`;

export async function findBlindViews(
	session: ReadSession,
	targets: readonly Target[],
	role: string,
): Promise<NotEvaluated[]> {
	const oids = JSON.stringify(targets.map(({ oid }) => oid));
	const rows = await session.query<Record<"schema" | "name" | "kind", string>>(VIEWS, [oids, role]);
	return rows.map(({ schema, name, kind }) => ({
		...{ table: `${schema}.${name}`, tenants: 0 },
		reason:
			kind === "m"
				? "A materialised view of tables with tenants that shows no tenant: no policy holds it, and whose rows it shows cannot be told."
				: "A view that reads tables with tenants as its owner and shows no tenant: whose rows it shows cannot be told. With security_invoker the policies of whoever asks hold it.",
	}));
}
