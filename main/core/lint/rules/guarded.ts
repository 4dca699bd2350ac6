/** A table with tenants has a tenant column; a *guarded* one has row-level security on, or such a column. */
import type { ObjectName } from "../../ports.ts";
import type { Known, KnownTable } from "../known.ts";
import type { Premises } from "../rule.ts";

export function hasTenants(table: KnownTable | undefined, { tenantColumn }: Pick<Premises, "tenantColumn">): boolean {
	return table?.columns.has(tenantColumn) ?? false;
}

export function isGuarded(table: KnownTable | undefined, premises: Pick<Premises, "tenantColumn">): boolean {
	return table !== undefined && table.kind !== "view" && (table.rls === true || hasTenants(table, premises));
}

/** Those of the names that are guarded tables. */
export function guardedOf(
	known: Known,
	names: readonly ObjectName[],
	premises: Pick<Premises, "tenantColumn">,
): KnownTable[] {
	return names.flatMap((name) => {
		const table = known.find(name);
		return table && isGuarded(table, premises) ? [table] : [];
	});
}
