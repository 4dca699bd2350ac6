import type { SeenChange } from "../../contract/index.ts";
import type { Seen } from "./see-as-tenants.ts";

const TOLD = 500;
/** Sentences of why less is known. */
const SAID = 20;

/** Where a tenant sees another number of rows than before; the largest differences first. Pure. */
export function compareSeen(before: Seen, after: Seen): SeenChange {
	const tables = [...new Set([...before.rows.keys(), ...after.rows.keys()])].sort();
	const tenants = [...new Set([...before.tenants, ...after.tenants])];
	const changes = tables.flatMap((table) =>
		tenants.flatMap((tenant) => {
			const was = before.rows.get(table)?.get(tenant) ?? null;
			const is = after.rows.get(table)?.get(tenant) ?? null;
			const name = after.names.get(tenant) ?? before.names.get(tenant);
			return was === is ? [] : [{ table, tenant, ...(name === undefined ? {} : { name }), before: was, after: is }];
		}),
	);
	const difference = (each: SeenChange["changes"][number]): number => Math.abs((each.after ?? 0) - (each.before ?? 0));
	const sorted = changes.sort((a, b) => difference(b) - difference(a));
	const missing = [...before.missing.map((why) => `Before: ${why}`), ...after.missing.map((why) => `After: ${why}`)];
	return {
		...(after.role === undefined ? {} : { role: after.role }),
		...{ tenants: tenants.length, tables: tables.length },
		...{ changes: sorted.slice(0, TOLD), leftOut: Math.max(0, sorted.length - TOLD) },
		missing: missing.slice(0, SAID),
	};
}
