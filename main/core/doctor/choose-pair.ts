import { DatabaseError } from "../errors.ts";
import type { Session } from "../ports.ts";
import { quoteIdent, quoteQualified } from "../sql/quote.ts";
import { findTenant } from "../tenancy/find-tenant.ts";
import type { Scene } from "./scene.ts";

interface Tenant {
	id: string;
	name?: string;
}

/** Who looks, and another; fewer where no more are known. */
export type Pair = Tenant[];

/** Roles that are tried: a login that is held by the policies sees no tenant without one, and may be able to act as support. */
const TRIED = 5;

/** Two tenants of this database. `wanted`: id or slug of the one who looks. */
export async function choosePair(session: Session, scene: Scene, wanted: string | undefined): Promise<Pair> {
	const applications = new Set(scene.applications.map(({ oid }) => oid));
	const others = scene.reach(scene.login).filter(({ role }) => role !== scene.login && !applications.has(role.oid));
	for (const role of [undefined, ...others.slice(0, TRIED).map((reached) => reached.role.name)]) {
		const pair = await readPair(session, scene, { role, wanted });
		if (pair.length > 1) return pair;
	}
	return wanted === undefined ? [] : [{ id: wanted }];
}

async function readPair(
	session: Session,
	scene: Scene,
	{ role, wanted }: { role: string | undefined; wanted: string | undefined },
): Promise<Pair> {
	const { tenancy } = scene.facts;
	await session.execute("BEGIN READ ONLY; SET LOCAL statement_timeout = '5s'; SET LOCAL lock_timeout = '1s'");
	try {
		if (role !== undefined) await session.execute(`SET LOCAL ROLE ${quoteIdent(role)}`);
		const all = await listTenants(session, scene);
		if (wanted === undefined) return all.slice(0, 2);
		const { id, name } = await findTenant(session, tenancy, wanted);
		return [{ id, ...(name === undefined ? {} : { name }) }, ...all.filter((each) => each.id !== id).slice(0, 1)];
	} catch (caught) {
		// A role that may not read the tenants tells of none; the next one is tried.
		if (caught instanceof DatabaseError) return [];
		throw caught;
	} finally {
		await session.execute("ROLLBACK").catch(() => {});
	}
}

/** The first ones by their key, one that is all zeros (a system's own) last; where no table lists them, those that the first table with tenants has rows of. */
async function listTenants(session: Session, { facts: { tenancy }, tables }: Scene): Promise<Tenant[]> {
	const { tenants } = tenancy;
	const [first] = tables.filter(({ columns }) => columns.tenant !== "");
	if (!tenants && !first) return [];
	const sql = tenants
		? `SELECT ${quoteIdent(tenants.id.name)}::pg_catalog.text AS id, ${tenants.columns.name === undefined ? "NULL" : `${quoteIdent(tenants.columns.name)}::pg_catalog.text`} AS name FROM ${quoteQualified(tenants.schema, tenants.name)} ORDER BY ${quoteIdent(tenants.id.name)}::pg_catalog.text ~ '^[0-]*$', ${quoteIdent(tenants.id.name)} LIMIT 3`
		: `SELECT DISTINCT ${quoteIdent(first?.columns.tenant ?? "")}::pg_catalog.text AS id, NULL AS name FROM (SELECT * FROM ${quoteQualified(first?.relation.schema ?? "", first?.relation.name ?? "")} LIMIT 10000) AS t WHERE ${quoteIdent(first?.columns.tenant ?? "")} IS NOT NULL LIMIT 3`;
	const rows = await session.query<{ id: string; name: string | null }>(sql);
	return rows.map(({ id, name }) => ({ id, ...(name === null ? {} : { name }) }));
}
