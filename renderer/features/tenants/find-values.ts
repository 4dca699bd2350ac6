import type { TenantFilter, TenantSort } from "../../../main/contract/index.ts";

/** What stands in the filters; empty is "any". */
export interface FindValues {
	search: string;
	status: string;
	region: string;
	plan: string;
}

export const noValues: FindValues = { search: "", status: "", region: "", plan: "" };

export const isFiltered = (values: FindValues): boolean => Object.values(values).some((value) => value.trim() !== "");

export function toFilter({ search, ...exact }: FindValues, sort: TenantSort | undefined): TenantFilter {
	const given = Object.entries(exact).filter(([, value]) => value !== "");
	const wanted = search.trim().slice(0, 200);
	return { ...(wanted === "" ? {} : { search: wanted }), ...Object.fromEntries(given), ...(sort ? { sort } : {}) };
}
