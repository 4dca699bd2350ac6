/** Tables whose rows are a tenant's own, and the few whose meaning is told by their names. */
import type { GuardedTable, Tenancy } from "../tenancy/model.ts";

/** Partitions are told with their table, views with what they show; the tenants themselves are no rows of theirs. */
export function ownTables({ tables, tenants }: Tenancy): GuardedTable[] {
	return tables.filter(
		({ kind, parent, oid }) => (kind === "r" || kind === "p") && parent === undefined && oid !== tenants?.oid,
	);
}

const keys = new Set(["api_keys", "apikeys", "api_tokens", "access_tokens"]);
const usage = new Set(["usage_events", "usage_records", "usage_logs", "usage"]);

export const keysTable = (tenancy: Tenancy): GuardedTable | undefined =>
	ownTables(tenancy).find(({ name }) => keys.has(name));
export const usageTable = (tenancy: Tenancy): GuardedTable | undefined =>
	ownTables(tenancy).find(({ name }) => usage.has(name));
