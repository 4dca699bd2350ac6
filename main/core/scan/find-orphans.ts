/** Rows of tenants that no table of tenants has, and rows without a tenant: nobody is asked as those. Read as the login itself. */
import type { NotEvaluated, OrphanRows } from "../../contract/index.ts";
import { DatabaseError } from "../errors.ts";
import type { ReadSession } from "../ports.ts";
import { quoteIdent, quoteQualified } from "../sql/quote.ts";
import type { TenantsTable } from "../tenancy/model.ts";
import type { Target } from "./read-targets.ts";
import { seesAll } from "./sees-all.ts";

/** Rows of a table that are looked at, and tenants of it that are told. */
const COUNTED = 100_000;
const TOLD = 100;

export interface Orphans {
	orphans: OrphanRows[];
	missed: NotEvaluated[];
}

/** What a foreign key keeps out is not looked for. */
export async function findOrphans(
	session: ReadSession,
	targets: readonly Target[],
	tenants: TenantsTable | undefined,
	signal: AbortSignal,
): Promise<Orphans> {
	const found: Orphans = { orphans: [], missed: [] };
	for (const target of worthReading(targets, tenants)) {
		signal.throwIfAborted();
		const { oid, keyed, label } = target;
		try {
			if (await seesAll(session, oid))
				found.orphans.push(...(await readOrphans(session, target, keyed ? undefined : tenants)));
			else found.missed.push(missing(label, "row-level security holds this login"));
		} catch (caught) {
			if (!(caught instanceof DatabaseError)) throw caught;
			found.missed.push(missing(label, caught.message));
		}
	}
	return found;
}

/** Partitions are read through their parent. */
function worthReading(targets: readonly Target[], tenants: TenantsTable | undefined): Target[] {
	const labels = new Set(targets.map(({ label }) => label));
	return targets.filter(
		({ oid, kind, path, parent = "", keyed, filled }) =>
			(kind === "r" || kind === "p") &&
			path.length === 0 &&
			!labels.has(parent) &&
			oid !== tenants?.oid &&
			!(filled && (keyed || !tenants)),
	);
}

const missing = (table: string, why: string): NotEvaluated => ({
	...{ table, tenants: 0 },
	reason: `Rows of tenants that are not listed could not be looked for: ${why}.`,
});

async function readOrphans(
	session: ReadSession,
	{ schema, name, tenant, label }: Target,
	tenants: TenantsTable | undefined,
): Promise<OrphanRows[]> {
	const own = `t.${quoteIdent(tenant.name)}`;
	const text = `${own}::pg_catalog.text COLLATE pg_catalog."C"`;
	const stranger = tenants ? ` OR NOT EXISTS (SELECT FROM ${listOf(tenants)} = ${text})` : "";
	const rows = await session.query<{ tenant: string | null; rows: string; seen: string }>(
		`SELECT tenant, pg_catalog.count(*)::text AS rows, pg_catalog.sum(pg_catalog.count(*)) OVER ()::text AS seen
		   FROM (SELECT ${own}::pg_catalog.text AS tenant FROM ${quoteQualified(schema, name)} AS t
		          WHERE ${own} IS NULL${stranger} LIMIT ${COUNTED + 1}) AS o
		  GROUP BY tenant ORDER BY pg_catalog.count(*) DESC, tenant LIMIT ${TOLD}`,
	);
	return rows.map((row) => ({
		...{ table: label, tenant: row.tenant, rows: Number(row.rows) },
		...(Number(row.seen) > COUNTED ? { atLeast: true } : {}),
	}));
}

function listOf({ schema, name, id }: TenantsTable): string {
	return `${quoteQualified(schema, name)} AS k WHERE k.${quoteIdent(id.name)}::pg_catalog.text COLLATE pg_catalog."C"`;
}
