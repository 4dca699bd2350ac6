import type { ReadSession } from "../ports.ts";
import { HELD, isFree, isPrintable } from "../sql/held.ts";
import type { Tenancy } from "../tenancy/model.ts";
import { POLICY, VIEWER } from "./names.ts";

/** A tenant table as the barrier finds it. */
export interface TableFacts {
	oid: string;
	rowSecurity: boolean;
	/** Views: the caller's rights and policies count. */
	securityInvoker: boolean;
	/** Some permissive policy for SELECT is for everybody. */
	openPolicy: boolean;
	/** Roles that its permissive policies for SELECT are for, where none is for everybody. */
	policyRoles: string[];
	/** The barrier's policy: what it was made from, and whether it still says what it said then. */
	pinned: { made: string; intact: boolean } | undefined;
	/** A policy of the barrier's name that is not the barrier's, or was changed. */
	present: boolean;
	readable: boolean;
	/** Another session holds it ACCESS EXCLUSIVE, or a table that its policy names: what its policy says cannot be told now. */
	held: boolean;
	owner: string;
}

export interface ViewerFacts {
	oid: string;
	/** LOGIN, SUPERUSER and the like: what it must not have. */
	unsafe: string[];
}

export interface BarrierFacts {
	viewer: ViewerFacts | undefined;
	tables: Map<string, TableFacts>;
	/** Tables of this database with a policy of the barrier's name, tenant tables or not. */
	policies: { schema: string; name: string }[];
	database: string;
	/** Everybody may connect to this database. */
	openDatabase: boolean;
	/** Schemas that everybody may use. */
	openSchemas: Set<string>;
}

const VIEWER_ROLE = `
SELECT r.oid::text AS oid, pg_catalog.concat_ws(' ', CASE WHEN r.rolsuper THEN 'SUPERUSER' END, CASE WHEN r.rolbypassrls THEN 'BYPASSRLS' END,
       CASE WHEN r.rolcreaterole THEN 'CREATEROLE' END, CASE WHEN r.rolcreatedb THEN 'CREATEDB' END,
       CASE WHEN r.rolreplication THEN 'REPLICATION' END, CASE WHEN r.rolcanlogin THEN 'LOGIN' END) AS unsafe
  FROM pg_catalog.pg_roles r WHERE r.rolname = $1`;

/** polroles holds 0 for everybody. */
const TABLES = `
WITH ${HELD}
SELECT c.oid::text AS oid, c.relrowsecurity::text AS "rowSecurity", pg_catalog.pg_get_userbyid(c.relowner) AS owner,
       EXISTS (SELECT FROM pg_catalog.unnest(c.reloptions) AS o WHERE o IN ('security_invoker=true', 'security_invoker=on', 'security_invoker=1'))::text AS invoker,
       coalesce(p.open, false)::text AS open, coalesce(p.roles, '[]')::text AS roles, own.polname IS NOT NULL AS present,
       pg_catalog.obj_description(own.oid, 'pg_policy') AS made,
       (own.oid IS NOT NULL AND NOT own.polpermissive AND own.polcmd = '*' AND own.polroles = ARRAY[$3::oid])::text AS shaped,
       CASE WHEN ${isPrintable("own")} THEN pg_catalog.md5(pg_catalog.pg_get_expr(own.polqual, own.polrelid)) END AS says,
       (NOT ${isFree("c.oid")} OR own.oid IS NOT NULL AND NOT ${isPrintable("own")})::text AS held,
       ($3::oid <> 0 AND pg_catalog.has_table_privilege($3::oid, c.oid, 'SELECT'))::text AS readable
  FROM pg_catalog.json_array_elements_text($1::json) AS wanted
  JOIN pg_catalog.pg_class c ON c.oid = wanted::oid
  LEFT JOIN LATERAL (
	SELECT pg_catalog.bool_or(0 = ANY (q.polroles)) AS open,
	       pg_catalog.json_agg(DISTINCT r.rolname) FILTER (WHERE r.rolname IS NOT NULL) AS roles
	  FROM pg_catalog.pg_policy q LEFT JOIN pg_catalog.pg_roles r ON r.oid = ANY (q.polroles)
	 WHERE q.polrelid = c.oid AND q.polpermissive AND q.polcmd IN ('r', '*')) AS p ON true
  LEFT JOIN pg_catalog.pg_policy own ON own.polrelid = c.oid AND own.polname = $2`;

const PLACES = `
SELECT pg_catalog.current_database() AS database,
       EXISTS (SELECT FROM pg_catalog.pg_database d, pg_catalog.aclexplode(coalesce(d.datacl, pg_catalog.acldefault('d', d.datdba))) AS x
                WHERE d.datname = pg_catalog.current_database() AND x.grantee = 0 AND x.privilege_type = 'CONNECT')::text AS "openDatabase",
       (SELECT coalesce(pg_catalog.json_agg(n.nspname), '[]') FROM pg_catalog.pg_namespace n
         WHERE EXISTS (SELECT FROM pg_catalog.aclexplode(coalesce(n.nspacl, pg_catalog.acldefault('n', n.nspowner))) AS x
                        WHERE x.grantee = 0 AND x.privilege_type = 'USAGE'))::text AS "openSchemas",
       (SELECT coalesce(pg_catalog.json_agg(pg_catalog.json_build_object('schema', n.nspname, 'name', c.relname) ORDER BY n.nspname, c.relname), '[]')
          FROM pg_catalog.pg_policy p JOIN pg_catalog.pg_class c ON c.oid = p.polrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
         WHERE p.polname = $1)::text AS policies`;

/** How a policy's comment begins; the hash of what it was made from follows, then that of what the server made of it. */
export const MADE_FROM = "Bulkhead barrier ";

/** The barrier as it is in this database. The session must search pg_catalog alone, so that expressions are printed in full. */
export async function readFacts(session: ReadSession, tenancy: Tenancy): Promise<BarrierFacts> {
	const [role] = await session.query<{ oid: string; unsafe: string }>(VIEWER_ROLE, [VIEWER]);
	const oids = JSON.stringify(tenancy.tables.map(({ oid }) => oid));
	const rows = await session.query<
		Record<"oid" | "rowSecurity" | "owner" | "invoker" | "open" | "roles" | "shaped" | "readable" | "held", string> &
			Record<"present" | "made" | "says", string | null>
	>(TABLES, [oids, POLICY, role?.oid ?? "0"]);
	const [place] = await session.query<Record<"database" | "openDatabase" | "openSchemas" | "policies", string>>(
		PLACES,
		[POLICY],
	);
	return {
		viewer: role && { oid: role.oid, unsafe: role.unsafe === "" ? [] : role.unsafe.split(" ") },
		tables: new Map(rows.map((row) => [row.oid, factsOf(row)])),
		policies: JSON.parse(place?.policies ?? "[]") as { schema: string; name: string }[],
		database: place?.database ?? "",
		openDatabase: place?.openDatabase === "true",
		openSchemas: new Set(JSON.parse(place?.openSchemas ?? "[]") as string[]),
	};
}

function factsOf(
	row: Record<"oid" | "rowSecurity" | "owner" | "invoker" | "open" | "roles" | "shaped" | "readable" | "held", string> &
		Record<"present" | "made" | "says", string | null>,
): TableFacts {
	const [made, said] = row.made?.startsWith(MADE_FROM) ? row.made.slice(MADE_FROM.length).split(" ") : [];
	return {
		...{ oid: row.oid, owner: row.owner, rowSecurity: row.rowSecurity === "true" },
		...{ securityInvoker: row.invoker === "true", openPolicy: row.open === "true", readable: row.readable === "true" },
		held: row.held === "true",
		policyRoles: JSON.parse(row.roles) as string[],
		present: row.present === "t" || row.present === "true",
		pinned: made === undefined ? undefined : { made, intact: row.shaped === "true" && said === row.says },
	};
}
