/** How many rows, and whose, of what a rollback destroys. */
import type { LostObject, TenantShare } from "../../contract/index.ts";
import { DatabaseError } from "../errors.ts";
import type { Session } from "../ports.ts";
import { quoteIdent, quoteQualified } from "../sql/quote.ts";
import { findTenantList, readTenantNames, type TenantTable } from "../tenancy/tenancy.ts";
import { withAllRows } from "./all-rows.ts";
import { type Doomed, fromClause, type LostTable } from "./lost-table.ts";

/** Tenants that are named; the others are counted. */
const NAMED = 10;

interface Count {
	rows: number;
	/** Absent where the table has no tenant column. */
	shares?: { tenants: TenantShare[]; others: number };
}

/** Counts the rows with the table locked against writers, in one walk over it, whether by tenant or not. */
export async function countLost(session: Session, doomed: Doomed, tenant: TenantTable | undefined): Promise<LostTable> {
	const table = quoteQualified(doomed.schema, doomed.relation);
	await session.execute(`LOCK TABLE ${table} IN SHARE ROW EXCLUSIVE MODE`);
	const counts = ["*", ...doomed.columns.map(quoteIdent)].map((what) => `pg_catalog.count(${what})`);
	const [all, ...values] = await withAllRows(session, table, () =>
		tenant ? countByTenant(session, doomed, counts, tenant.column) : countPlain(session, doomed, counts),
	);
	return { ...doomed, rows: all?.rows ?? 0, objects: describe(doomed, all, values) };
}

async function countPlain(session: Session, doomed: Doomed, counts: readonly string[]): Promise<Count[]> {
	const { rows } = await session.execute(`SELECT ${counts.join(", ")} ${fromClause(doomed)}`, { anyTime: true });
	return (rows[0] ?? []).map((text) => ({ rows: Number(text) }));
}

/** As text, for there are types of which no two values can be compared. */
async function countByTenant(
	session: Session,
	doomed: Doomed,
	counts: readonly string[],
	column: string,
): Promise<Count[]> {
	const numbered = counts.map((count, at) => `${count} AS n${at}`).join(", ");
	const parts = counts.map(
		(_, at) => `SELECT ${at}::int AS at, (SELECT coalesce(pg_catalog.sum(n${at}), 0)::text FROM share) AS rows,
		        (SELECT pg_catalog.count(*)::text FROM share WHERE n${at} > 0) AS of,
		        (SELECT coalesce(pg_catalog.json_agg(pg_catalog.json_build_object('tenant', tenant, 'rows', n${at})), '[]')::text
		           FROM (SELECT tenant, n${at} FROM share WHERE n${at} > 0 ORDER BY n${at} DESC, tenant LIMIT ${NAMED}) AS first) AS tenants`,
	);
	const { rows } = await session.execute(
		`WITH share AS MATERIALIZED (SELECT (${quoteIdent(column)}::text) COLLATE "C" AS tenant, ${numbered} ${fromClause(doomed)} GROUP BY 1)
		 SELECT * FROM (${parts.join(" UNION ALL ")}) AS each ORDER BY at`,
		{ anyTime: true },
	);
	return rows.map(([, all, of, tenants]) => {
		const shares = JSON.parse(tenants ?? "[]") as TenantShare[];
		return { rows: Number(all), shares: { tenants: shares, others: Number(of) - shares.length } };
	});
}

function describe({ schema, relation, columns }: Doomed, all: Count | undefined, values: Count[]): LostObject[] {
	const object = `${schema}.${relation}`;
	const objects: [LostObject, Count | undefined][] =
		columns.length === 0
			? [[{ object, kind: "table", rows: all?.rows ?? 0 }, all]]
			: columns.map((column, at) => [
					{ object: `${object}.${column}`, kind: "column", rows: values[at]?.rows ?? 0 },
					values[at],
				]);
	return objects.filter(([{ rows }]) => rows > 0).map(([lost, count]) => ({ ...lost, ...sharesOf(count) }));
}

function sharesOf(count: Count | undefined): Pick<LostObject, "tenants" | "otherTenants"> {
	if (!count?.shares) return {};
	const { tenants, others } = count.shares;
	const rest = count.rows - tenants.reduce((sum, { rows }) => sum + rows, 0);
	return { tenants, ...(others > 0 ? { otherTenants: { tenants: others, rows: rest } } : {}) };
}

/** Gives tenants their names, where there is a table of tenants that this role may read; it stays as it was found. */
export async function nameTenants(session: Session, objects: readonly LostObject[]): Promise<void> {
	const shares = objects.flatMap(({ tenants = [] }) => tenants);
	const ids = [...new Set(shares.flatMap(({ tenant }) => tenant ?? []))];
	if (ids.length === 0) return;
	try {
		const list = await findTenantList(session, undefined);
		if (!list) return;
		const named = await withAllRows(session, list.table, () => readTenantNames(session, list, { ids, words: [] }));
		const names = new Map(named.map(({ id, name }) => [id, name]));
		for (const share of shares) {
			const name = share.tenant === null ? null : names.get(share.tenant);
			if (name) share.name = name;
		}
	} catch (caught) {
		// Without names the ids are shown: no reason to keep a rollback from anybody.
		if (!(caught instanceof DatabaseError)) throw caught;
	}
}
