import type { ReadSession } from "../../ports.ts";
import type { FunctionFact, PolicyFact } from "./plan-facts.ts";

/** What is parsed and stored names each function by `:funcid`, those of PostgreSQL's own too, which pg_depend leaves out. */
const POLICIES = `
WITH held AS MATERIALIZED (
	SELECT relation FROM pg_catalog.pg_locks
	 WHERE locktype = 'relation' AND mode = 'AccessExclusiveLock' AND granted AND pid <> pg_catalog.pg_backend_pid()
	   AND database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()))
SELECT p.polrelid::text AS "table", p.polname AS name, p.polcmd::text AS command, p.polpermissive::text AS permissive,
       (SELECT coalesce(pg_catalog.json_agg(r.rolname ORDER BY r.rolname), '[]') FROM pg_catalog.pg_roles r WHERE r.oid = ANY (p.polroles))::text AS roles,
       (0::oid = ANY (p.polroles) OR EXISTS (
          SELECT FROM pg_catalog.pg_roles app, pg_catalog.unnest(p.polroles) AS meant
           WHERE app.rolname = $1 AND meant <> 0 AND pg_catalog.pg_has_role(app.oid, meant, 'USAGE')))::text AS counts,
       (p.polrelid IN (SELECT relation FROM held))::text AS locked,
       CASE WHEN p.polrelid NOT IN (SELECT relation FROM held) THEN pg_catalog.pg_get_expr(p.polqual, p.polrelid) END AS using,
       CASE WHEN p.polrelid NOT IN (SELECT relation FROM held) THEN pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid) END AS "check",
       (SELECT coalesce(pg_catalog.json_agg(DISTINCT f.found[1]), '[]')
          FROM pg_catalog.regexp_matches(pg_catalog.concat(p.polqual::text, p.polwithcheck::text), ':funcid (\\d+)', 'g') AS f (found))::text AS functions
  FROM pg_catalog.pg_policy p
 ORDER BY p.polrelid, p.polname`;

/** Of every table, by its oid. Names come out qualified where search_path is pinned. */
export async function readPolicies(session: ReadSession, role: string | undefined): Promise<Map<string, PolicyFact[]>> {
	const rows = await session.query<
		Record<"table" | "name" | "command" | "permissive" | "roles" | "counts" | "locked" | "functions", string> &
			Record<"using" | "check", string | null>
	>(POLICIES, [role ?? null]);
	const policies = new Map<string, PolicyFact[]>();
	for (const { table, command, permissive, roles, counts, locked, functions, using, check, name } of rows) {
		const policy = {
			...{ name, command: command as PolicyFact["command"], permissive: permissive === "true" },
			...{ roles: JSON.parse(roles) as string[], counts: counts === "true", locked: locked === "true" },
			...{ using: using ?? undefined, check: check ?? undefined, functions: JSON.parse(functions) as string[] },
		};
		policies.set(table, [...(policies.get(table) ?? []), policy]);
	}
	return policies;
}

const FUNCTIONS = `
SELECT p.oid::text AS oid, n.nspname AS schema, p.proname AS name,
       pg_catalog.pg_get_function_identity_arguments(p.oid) AS "argumentTypes", p.pronargs::text AS arguments,
       p.provolatile::text AS volatility, p.proparallel::text AS parallel, l.lanname AS language, p.prosecdef::text AS definer,
       coalesce(pg_catalog.to_json(p.proconfig), '[]')::text AS config
  FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace JOIN pg_catalog.pg_language l ON l.oid = p.prolang
 WHERE p.oid IN (SELECT pg_catalog.json_array_elements_text($1::json)::oid)`;

export async function readFunctions(
	session: ReadSession,
	policies: ReadonlyMap<string, PolicyFact[]>,
): Promise<Map<string, FunctionFact>> {
	const oids = new Set([...policies.values()].flat().flatMap(({ functions }) => functions));
	if (oids.size === 0) return new Map();
	const rows = await session.query<Record<keyof FunctionFact, string>>(FUNCTIONS, [JSON.stringify([...oids])]);
	return new Map(
		rows.map((row) => [
			row.oid,
			{
				...row,
				arguments: Number(row.arguments),
				definer: row.definer === "true",
				config: JSON.parse(row.config) as string[],
			},
		]),
	);
}
