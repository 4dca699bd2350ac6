import type { TenantDossier, TenantRow } from "../../contract/index.ts";
import type { MigrationDeps } from "../migrations/deps.ts";
import { placeOfScans } from "../scan/place.ts";
import { quoteIdent } from "../sql/quote.ts";
import { typedId } from "../tenancy/tenant-type.ts";
import { attempt } from "./attempt.ts";
import { findMembership } from "./find-membership.ts";
import { findOne } from "./find-one.ts";
import { keysTable, ownTables, usageTable } from "./guarded-parts.ts";
import { documentsOf } from "./new-tenant.ts";
import { readApiKeys } from "./read-api-keys.ts";
import { type ColumnsOf, readColumns } from "./read-columns.ts";
import { readFindings } from "./read-findings.ts";
import { readLooks } from "./read-looks.ts";
import { readTables } from "./read-tables.ts";
import { readUsage } from "./read-usage.ts";
import { countUsers, readUsers } from "./read-users.ts";
import { columnOf, tableOf } from "./tenant-columns.ts";
import { type Sight, sightOf } from "./with-tenants.ts";

const USERS = 500;
const DAYS = 30;
/** Tables whose rows are counted. */
const TABLES = 200;
/** Milliseconds for one part. */
const PART = 3_000;
/** Characters of settings and metadata. */
const DOCUMENT = 20_000;

type Part = keyof Pick<TenantDossier, "users" | "apiKeys" | "usage" | "settings">;

/** All that the schema tells of one tenant. A part that cannot be told says why, and the others are there. */
export async function showTenant(
	{ ports, connections }: MigrationDeps,
	sight: Sight,
	{ connection, tenant, days = DAYS }: { connection: string; tenant: string; days?: number | undefined },
): Promise<TenantDossier> {
	const { session, tenancy, tenants } = sight;
	const row = await findOne(sight, tenant);
	const tables = ownTables(tenancy).slice(0, TABLES);
	const columns = await readColumns(session, [tenants.oid, ...tables.map(({ oid }) => oid)]);
	const notEvaluated: TenantDossier["notEvaluated"] = [];
	const part = async <T extends object>(name: Part, work: () => Promise<T>): Promise<Partial<T>> => {
		const told = await attempt(session, PART, work);
		if ("result" in told) return told.result;
		notEvaluated.push({ part: name, reason: told.why });
		return {};
	};
	const parts = {
		...(await part("settings", () => readDocuments(sight, columns, row))),
		...(await part("users", () => usersOf(sight, row))),
		...(await part("apiKeys", () => keysOf(sight, columns, row))),
		...(await part("usage", () => usageOf(sight, columns, { row, days }))),
	};
	const counted = await readTables(session, { tables, columns, clock: ports.clock }, row.id);
	const newest = counted.flatMap(({ lastActivity }) => lastActivity?.getTime() ?? []);
	const settings = connections.settings(connection);
	const { host, port, database } = settings;
	const findings = await readFindings(ports.scanRuns, placeOfScans(settings), row.id);
	return {
		tenant: row,
		...parts,
		tables: counted.sort((a, b) => (b.rows ?? -1) - (a.rows ?? -1) || (a.table < b.table ? -1 : 1)),
		...(newest.length > 0 ? { lastActivity: new Date(Math.max(...newest)) } : {}),
		...(findings ? { findings } : {}),
		looks: readLooks(ports.store.audit, row, { server: `${host}:${port}`, database }),
		notEvaluated,
		...sightOf(sight),
	};
}

async function readDocuments({ session, tenants }: Sight, columns: ColumnsOf, { id }: TenantRow) {
	const names = documentsOf(tenants, columns(tenants.oid));
	if (names.length === 0) return {};
	const told = names.map(
		(name) => `pg_catalog."left"(t.${quoteIdent(name)}::text, ${DOCUMENT}) AS ${quoteIdent(name)}`,
	);
	const [row = {}] = await session.query<Record<string, string | null>>(
		`SELECT ${told.join(", ")} FROM ${tableOf(tenants)} AS t WHERE ${columnOf(tenants, "id")} = ${typedId("$1", tenants.id.type)}`,
		[id],
	);
	const there = Object.entries(row).filter(([, value]) => value !== null);
	return Object.fromEntries(there) as Pick<TenantDossier, "settings" | "metadata">;
}

async function usersOf(
	{ session, tenants }: Sight,
	{ id }: TenantRow,
): Promise<Pick<TenantDossier, "users" | "userCount">> {
	const membership = await findMembership(session, tenants);
	if (!membership) return {};
	const users = await readUsers(session, { membership, tenants, limit: USERS }, id);
	const userCount = users.length < USERS ? users.length : await countUsers(session, { membership, tenants }, id);
	return { users, userCount };
}

async function keysOf(
	{ session, tenancy }: Sight,
	columns: ColumnsOf,
	{ id }: TenantRow,
): Promise<Pick<TenantDossier, "apiKeys">> {
	const table = keysTable(tenancy);
	return table ? { apiKeys: await readApiKeys(session, { table, columns: columns(table.oid) }, id) } : {};
}

async function usageOf(
	{ session, tenancy }: Sight,
	columns: ColumnsOf,
	{ row, days }: { row: TenantRow; days: number },
): Promise<Pick<TenantDossier, "usage">> {
	const table = usageTable(tenancy);
	const usage = table && (await readUsage(session, { table, columns: columns(table.oid), days }, row.id));
	return usage ? { usage } : {};
}
