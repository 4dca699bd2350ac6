import type { TenantFacets } from "../../contract/index.ts";
import { columnOf, tableOf } from "./tenant-columns.ts";
import { type Sight, sightOf } from "./with-tenants.ts";

/** Values of a field that are told. */
const MOST = 50;

const facets = ["status", "region", "plan"] as const;

/** In one look at the table: how many there are, and of each status, region and plan. */
export async function countFacets(sight: Sight): Promise<TenantFacets> {
	const { session, tenants } = sight;
	const there = facets.flatMap((field) => {
		const column = columnOf(tenants, field);
		return column === undefined ? [] : [{ field, column: `pg_catalog."left"(${column}::text, 200)` }];
	});
	const sets = there.map((_, at) => `(${at + 1})`);
	const rows = await session.query<Record<string, string | null>>(
		`SELECT ${there.map(({ field, column }) => `${column} AS ${field}, `).join("")}
		        ${there.length > 0 ? `GROUPING(${there.map(({ column }) => column).join(", ")})::text` : "'0'"} AS grouped,
		        pg_catalog.count(*)::text AS tenants
		   FROM ${tableOf(tenants)} AS t ${there.length > 0 ? `GROUP BY GROUPING SETS (${[...sets, "()"].join(", ")})` : ""}
		  ORDER BY pg_catalog.count(*) DESC`,
	);
	// A bit for each field, the last one lowest; set where the row is not about it.
	const none = 2 ** there.length - 1;
	const told = (field: string) => {
		const at = there.findIndex((each) => each.field === field);
		if (at < 0) return [];
		const own = none - 2 ** (there.length - 1 - at);
		return rows
			.filter(({ grouped }) => Number(grouped) === own)
			.slice(0, MOST)
			.map((row) => ({ value: row[field] ?? null, tenants: Number(row.tenants) }));
	};
	const total = Number(rows.find(({ grouped }) => Number(grouped) === none)?.tenants ?? 0);
	return { total, status: told("status"), region: told("region"), plan: told("plan"), ...sightOf(sight) };
}
