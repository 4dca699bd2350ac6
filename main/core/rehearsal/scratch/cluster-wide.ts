/** What a scratch database cannot keep to itself, because it belongs to the whole server. */
import type { MigrationDeps } from "../../migrations/deps.ts";
import type { Statements } from "../../migrations/read/statement.ts";
import type { ClusterWide, ReadSession } from "../../ports.ts";

export interface Script {
	path: string;
	statements: Statements;
}

interface Found extends ClusterWide {
	path: string;
	line: number;
}

async function findClusterWide({ ports: { sql } }: MigrationDeps, scripts: readonly Script[]): Promise<Found[]> {
	const found: Found[] = [];
	for (const { path, statements } of scripts) {
		for await (const { text, line, each, file } of statements) {
			const judged = await sql.clusterWide(text, { generated: each === true });
			if (judged) found.push({ ...judged, path: file ?? path, line });
		}
	}
	return found;
}

/** Who can change roles, or hand on membership in one; a database's settings and the like need a superuser or its owner. */
const POWERS = `
SELECT (rolsuper OR rolcreaterole OR EXISTS (
         SELECT FROM pg_catalog.pg_auth_members m WHERE m.admin_option AND pg_catalog.pg_has_role(session_user, m.member, 'MEMBER'))
        OR EXISTS (SELECT FROM pg_catalog.pg_auth_members m JOIN pg_catalog.pg_roles o ON o.oid = m.roleid
         WHERE (o.rolsuper OR o.rolcreaterole) AND pg_catalog.pg_has_role(session_user, m.roleid, 'MEMBER')))::text AS power
  FROM pg_catalog.pg_roles WHERE rolname = session_user`;

/**
 * Why these scripts must not run in a scratch database on the target's server. What a body only may do (IF the role is missing) is let
 * run where the server itself would refuse it: by a role that can change no role. Everything else would be the cluster's, for good.
 */
export async function whyNotOnServer(
	session: ReadSession,
	deps: MigrationDeps,
	scripts: readonly Script[],
): Promise<string[]> {
	const found = await findClusterWide(deps, scripts);
	if (found.length === 0) return [];
	const [row] = await session.query<{ power: string }>(POWERS);
	const powerless = row?.power === "false";
	return found
		.filter(({ inside, what }) => !(inside && powerless && isAboutRoles(what)))
		.map(
			({ path, line, what, inside }) =>
				`${path}:${line} ${inside ? "may change" : "changes"} what belongs to the whole server (${what}): rehearse it on the embedded server (--scratch=embedded).`,
		);
}

/** Of the things that a body may do, those that a role without power over roles cannot. */
const isAboutRoles = (what: string): boolean => / ROLE$| of a role$/.test(what);

/** Why these scripts must run in no scratch database at all: they reach another server. */
export async function whyNowhere(deps: MigrationDeps, scripts: readonly Script[]): Promise<string[]> {
	const found = (await findClusterWide(deps, scripts)).filter(({ remote }) => remote);
	return found.map(
		({ path, line, what }) => `${path}:${line} reaches another server (${what}): it cannot be rehearsed.`,
	);
}
