import type { PolicyWords, RoleOnTable, TablePolicies, TablePrivilege } from "../../contract/index.ts";
import { withConnection } from "../connections/with-connection.ts";
import { elapsed } from "../elapsed.ts";
import type { ReadSession } from "../ports.ts";
import type { RowDeps } from "./deps.ts";
import { type FoundTable, findTable, type TableInput } from "./find-table.ts";
import { inTransaction, READ_ONLY, tableFacts } from "./place.ts";
import { policyNotes, policySentence } from "./policy-words.ts";
import { readFully } from "./read-fully.ts";
import { type RowPolicy, readPolicies } from "./read-policies.ts";
import { readSettingNames, type SettingRead } from "./read-settings.ts";

const ROLES = 500;

/**
 * Roles with anything on the table: theirs, and what they have by membership. A grant's holder stands as its oid, 0 for everybody; the
 * built-in roles that read or write everything count as holders.
 */
const HAVE = `
WITH c AS (SELECT oid, relowner, relacl, relrowsecurity, relforcerowsecurity FROM pg_catalog.pg_class WHERE oid = $1::oid),
held AS (
  SELECT a.grantee, a.privilege_type AS privilege, NULL::name AS "column", a.is_grantable AS grantable
    FROM c, pg_catalog.aclexplode(coalesce(c.relacl, pg_catalog.acldefault('r', c.relowner))) AS a
  UNION ALL
  SELECT a.grantee, a.privilege_type, t.attname, a.is_grantable
    FROM pg_catalog.pg_attribute t, pg_catalog.aclexplode(t.attacl) AS a WHERE t.attrelid = $1::oid AND NOT t.attisdropped
  UNION ALL
  SELECT r.oid, p.privilege, NULL, false
    FROM (VALUES ('pg_read_all_data', 'SELECT'), ('pg_write_all_data', 'INSERT'), ('pg_write_all_data', 'UPDATE'),
                 ('pg_write_all_data', 'DELETE'), ('pg_maintain', 'MAINTAIN')) AS p (role, privilege)
    JOIN pg_catalog.pg_roles r ON r.rolname = p.role)
SELECT r.rolname AS role, r.rolcanlogin::text AS login,
       CASE WHEN NOT c.relrowsecurity THEN 'rls-off' WHEN r.rolsuper THEN 'superuser' WHEN r.rolbypassrls THEN 'bypassrls'
            WHEN NOT c.relforcerowsecurity AND pg_catalog.pg_has_role(r.oid, c.relowner, 'USAGE') THEN 'owner' END AS bypasses,
       pg_catalog.json_agg(pg_catalog.json_build_object('privilege', h.privilege, 'column', h."column", 'grantable', h.grantable,
         'through', CASE WHEN h.grantee = 0 THEN 'public' WHEN h.grantee <> r.oid THEN pg_catalog.pg_get_userbyid(h.grantee) END)
         ORDER BY h.privilege, h."column")::text AS held,
       (SELECT coalesce(pg_catalog.json_agg(p.polname ORDER BY p.polname), '[]') FROM pg_catalog.pg_policy p
         WHERE p.polrelid = c.oid AND (0 = ANY (p.polroles) OR EXISTS (SELECT FROM pg_catalog.unnest(p.polroles) AS t (role)
           WHERE t.role <> 0 AND pg_catalog.pg_has_role(r.oid, t.role, 'USAGE'))))::text AS policies
  FROM c JOIN pg_catalog.pg_roles r ON r.rolname !~ '^pg_'
  JOIN held h ON h.grantee = 0 OR (NOT r.rolsuper AND pg_catalog.pg_has_role(r.oid, h.grantee, 'USAGE')) OR (r.rolsuper AND h.grantee IN (r.oid, c.relowner))
 GROUP BY r.oid, r.rolname, r.rolcanlogin, r.rolsuper, r.rolbypassrls, c.oid, c.relowner, c.relrowsecurity, c.relforcerowsecurity
 ORDER BY r.rolname = pg_catalog.pg_get_userbyid(c.relowner) DESC, r.rolname LIMIT ${ROLES}`;

interface Held {
	privilege: string;
	column: string | null;
	grantable: boolean;
	through: string | null;
}

/** A table's policies in words, and who has what on it. Errors: NOT_FOUND, BAD_INPUT. */
export function showPolicies(
	deps: RowDeps,
	input: { connection: string; table: TableInput },
	signal: AbortSignal | undefined,
): Promise<TablePolicies> {
	const began = deps.ports.clock.monotonic();
	return withConnection(deps, input.connection, signal ? { signal, endsWithSignal: true } : {}, (session) =>
		inTransaction(session, READ_ONLY, async () => {
			const table = await findTable(session, input.table);
			const { policies, reads } = await readFully(session, () => readAll(session, table));
			const roles = await readRoles(session, table);
			return {
				table: tableFacts({ table }),
				policies: policies.map((policy) => inWords(policy, reads.get(policy.name) ?? [])),
				...{ roles, notes: policyNotes(table, policies, roles), ms: elapsed(deps.ports.clock, began) },
			};
		}),
	);
}

async function readAll(
	session: ReadSession,
	{ oid }: FoundTable,
): Promise<{ policies: RowPolicy[]; reads: Map<string, SettingRead[]> }> {
	const [me] = await session.query<{ role: string }>("SELECT current_user::text AS role");
	const policies = await readPolicies(session, oid, me?.role ?? "");
	return { policies, reads: await readSettingNames(session, oid, policies) };
}

function inWords(policy: RowPolicy, reads: readonly SettingRead[]): PolicyWords {
	const { name, permissive, command, roles, using, check, comment } = policy;
	return {
		...{ name, permissive, command, roles, words: policySentence(policy), reads: [...reads] },
		...(using === undefined ? {} : { using }),
		...(check === undefined ? {} : { check }),
		...(comment === undefined ? {} : { comment }),
	};
}

type Row = Record<"role" | "login" | "held" | "policies", string> & {
	bypasses: NonNullable<RoleOnTable["bypasses"]> | null;
};

async function readRoles(session: ReadSession, { oid }: FoundTable): Promise<RoleOnTable[]> {
	const rows = await session.query<Row>(HAVE, [oid]);
	return rows.map(({ role, login, bypasses, held, policies }) => ({
		...{ role, login: login === "true" },
		...(bypasses ? { bypasses } : {}),
		privileges: together(JSON.parse(held) as Held[]),
		policies: JSON.parse(policies) as string[],
	}));
}

/** The columns of one grant as one line. */
function together(held: readonly Held[]): TablePrivilege[] {
	const lines = new Map<string, TablePrivilege>();
	for (const { privilege, column, grantable, through } of held) {
		const key = JSON.stringify([privilege, through, grantable, column === null]);
		const known = lines.get(key);
		if (known) {
			if (column !== null) known.columns?.push(column);
			continue;
		}
		lines.set(key, {
			...{ privilege, grantable },
			...(column === null ? {} : { columns: [column] }),
			...(through === null ? {} : { through }),
		});
	}
	return [...lines.values()];
}
