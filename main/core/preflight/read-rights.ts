/** What a server says of a role and of the relations that a plan names. One query each. */
import type { RunningRole } from "../../contract/index.ts";
import { AppError } from "../errors.ts";
import type { ReadSession } from "../ports.ts";

const ROLE = `
SELECT r.rolname AS name, session_user AS login, r.rolsuper::text AS superuser, r.rolbypassrls::text AS bypassrls,
       r.rolcreaterole::text AS createrole, r.rolcreatedb::text AS createdb,
       pg_catalog.has_database_privilege(d.oid, 'CREATE')::text AS create_schemas,
       pg_catalog.pg_get_userbyid(d.datdba) AS database_owner, d.datname AS database,
       pg_catalog.to_json(pg_catalog.current_schemas(false))::text AS path,
       (SELECT coalesce(pg_catalog.json_object_agg(n.nspname, pg_catalog.has_schema_privilege(n.oid, 'CREATE')), '{}')::text
          FROM pg_catalog.pg_namespace n WHERE n.nspname !~ '^pg_(toast|temp)') AS schemas,
       (SELECT (pg_catalog.has_schema_privilege(n.oid, 'USAGE')
            AND pg_catalog.bool_and(pg_catalog.has_table_privilege(c.oid, 'INSERT')))::text
          FROM pg_catalog.pg_namespace n JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid
         WHERE n.nspname = 'bulkhead' AND c.relname = 'events' GROUP BY n.oid) AS ledger
  FROM pg_catalog.pg_roles r, pg_catalog.pg_database d
 WHERE r.rolname = current_user AND d.datname = pg_catalog.current_database()`;

export interface Standing {
	role: RunningRole;
	database: string;
	/** Schemas in which an unqualified name is looked for. */
	path: string[];
	/** Whether the role may make something in each. */
	schemas: Map<string, boolean>;
	/** Whether it may write into Bulkhead's ledger; undefined where there is none yet. */
	ledger: boolean | undefined;
}

type RoleRow = Record<
	"name" | "login" | "superuser" | "bypassrls" | "createrole" | "createdb" | "create_schemas" | "database_owner",
	string
> &
	Record<"database" | "path" | "schemas", string> & { ledger: string | null };

export async function readStanding(session: ReadSession): Promise<Standing> {
	const [row] = await session.query<RoleRow>(ROLE);
	if (!row) throw new AppError("INTERNAL", "The server does not know the role of this session.");
	return {
		role: {
			name: row.name,
			...(row.login === row.name ? {} : { loggedInAs: row.login }),
			superuser: row.superuser === "true",
			bypassrls: row.bypassrls === "true",
			createrole: row.createrole === "true",
			createdb: row.createdb === "true",
			createSchemas: row.create_schemas === "true",
			databaseOwner: row.database_owner,
		},
		database: row.database,
		path: JSON.parse(row.path) as string[],
		schemas: new Map(Object.entries(JSON.parse(row.schemas) as Record<string, boolean>)),
		ledger: row.ledger === null ? undefined : row.ledger === "true",
	};
}

/** A relation as the server has it, in the eyes of this role. */
export interface Relation {
	schema: string;
	name: string;
	kind: "table" | "view" | "index" | "sequence" | "other";
	owner: string;
	/** The role is the owner, or has what the owner has. */
	owned: boolean;
	/** The same of the schema. */
	schemaOwned: boolean;
	rls: boolean;
	forced: boolean;
	/** row_security_active() */
	active: boolean;
	/** Rights on it, or on a column of it. */
	rights: string[];
}

/** MAINTAIN since 17. Rights on columns count: which columns a statement names is not asked. */
const relations = (version: number): string => `
SELECT n.nspname AS schema, c.relname AS name, c.relkind::text AS kind, pg_catalog.pg_get_userbyid(c.relowner) AS owner,
       pg_catalog.pg_has_role(c.relowner, 'USAGE')::text AS owned,
       pg_catalog.pg_has_role(n.nspowner, 'USAGE')::text AS schema_owned,
       c.relrowsecurity::text AS rls, c.relforcerowsecurity::text AS forced,
       (c.relrowsecurity AND pg_catalog.row_security_active(c.oid))::text AS active, held.rights
  FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 CROSS JOIN LATERAL (
	SELECT coalesce(pg_catalog.json_agg(wanted), '[]')::text AS rights
	  FROM pg_catalog.unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'REFERENCES', 'DELETE', 'TRUNCATE', 'TRIGGER'${version >= 170_000 ? ", 'MAINTAIN'" : ""}, 'GRANT OPTION']) AS wanted
	 WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND CASE
		WHEN wanted = 'GRANT OPTION' THEN pg_catalog.has_table_privilege(c.oid,
			'SELECT WITH GRANT OPTION, INSERT WITH GRANT OPTION, UPDATE WITH GRANT OPTION, DELETE WITH GRANT OPTION, TRUNCATE WITH GRANT OPTION, REFERENCES WITH GRANT OPTION, TRIGGER WITH GRANT OPTION')
		WHEN wanted IN ('SELECT', 'INSERT', 'UPDATE', 'REFERENCES') THEN pg_catalog.has_any_column_privilege(c.oid, wanted)
		ELSE pg_catalog.has_table_privilege(c.oid, wanted) END
 ) AS held
 WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'i', 'I', 'S') AND n.nspname !~ '^pg_(toast|temp)'
   AND c.relname IN (SELECT pg_catalog.jsonb_array_elements_text($1::pg_catalog.jsonb))`;

const kinds: Record<string, Relation["kind"]> = {
	...{ r: "table", p: "table", f: "table", v: "view", m: "view", i: "index", I: "index", S: "sequence" },
};

type RelationRow = Record<
	"schema" | "name" | "kind" | "owner" | "owned" | "schema_owned" | "rls" | "forced" | "active" | "rights",
	string
>;

/** Every relation of one of these names, in whatever schema. */
export async function readRelations(session: ReadSession, names: ReadonlySet<string>): Promise<Relation[]> {
	if (names.size === 0) return [];
	const rows = await session.query<RelationRow>(relations(session.serverVersion), [JSON.stringify([...names])]);
	return rows.map(({ schema, name, kind, owner, ...row }) => ({
		...{ schema, name, owner, kind: kinds[kind] ?? "other" },
		owned: row.owned === "true",
		schemaOwned: row.schema_owned === "true",
		rls: row.rls === "true",
		forced: row.forced === "true",
		active: row.active === "true",
		rights: JSON.parse(row.rights) as string[],
	}));
}
