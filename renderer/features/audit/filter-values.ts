import type { Chosen } from "./use-audit.ts";

/** What stands in the fields. Dates as the browser's date fields have them, 2026-11-24, in the machine's own time. */
export interface FilterValues {
	tenant: string;
	person: string;
	action: string;
	since: string;
	until: string;
}

export const noFilter: FilterValues = { tenant: "", person: "", action: "", since: "", until: "" };

export const isFiltered = (values: FilterValues): boolean => Object.values(values).some((value) => value.trim() !== "");

/** The last day counts whole. */
export function toFilter({ tenant, person, action, since, until }: FilterValues): Chosen {
	const [from, to] = [startOf(since), startOf(until)];
	to?.setDate(to.getDate() + 1);
	return {
		...(tenant.trim() === "" ? {} : { tenant: tenant.trim() }),
		...(person === "" ? {} : { person }),
		...(action === "" ? {} : { action }),
		...(from ? { since: from } : {}),
		...(to ? { until: to } : {}),
	};
}

function startOf(day: string): Date | undefined {
	if (!/^\d{4}-\d\d-\d\d$/.test(day)) return undefined;
	const at = new Date(`${day}T00:00:00`);
	return Number.isNaN(at.getTime()) ? undefined : at;
}
