/** Whose rows a table holds, by the planner's statistics: shares of the most common values, without a look at a row. Pure. */
import type { IndexTableDetail } from "../../../contract/indexes.ts";
import type { Facts, TableFact } from "../facts.ts";

const SHOWN = 20;

export function hotTenants(facts: Facts, table: TableFact): IndexTableDetail["tenants"] {
	const none = (reason: string): IndexTableDetail["tenants"] => ({ hot: [], reason });
	const guarded = facts.guarded.get(table.oid);
	if (!guarded) return none("Its rows belong to no tenant.");
	if (guarded.path.length > 0)
		return none("Its tenant is reached through a foreign key: the statistics of this table do not know it.");
	if (table.statisticsHidden !== undefined) return none(table.statisticsHidden);
	const column = table.columns.find(({ name }) => name === guarded.tenant.name);
	if (!column?.statistics) return none(`There are no statistics of ${guarded.tenant.name}: ANALYZE the table.`);
	const { common } = column.statistics;
	if (common.length === 0) return none("No tenant has markedly more rows than another, by the statistics.");
	const rows = table.rows ?? table.counters.live;
	const bytes = (facts.indexesOf.get(table.oid) ?? [])
		.filter(({ kind, predicate }) => kind === "i" && predicate === undefined)
		.reduce((sum, index) => sum + (index.bytes ?? 0), 0);
	const hot = common
		.toSorted((a, b) => b.share - a.share)
		.slice(0, SHOWN)
		.map(({ value, share }) => ({
			...{ tenant: value, share, rows: Math.round(share * rows), indexBytes: Math.round(share * bytes) },
		}));
	return { hot };
}
