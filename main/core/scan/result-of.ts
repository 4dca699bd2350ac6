import type { ScanResult } from "../../contract/index.ts";
import { SCAN_MATRIX_TENANTS } from "../../contract/index.ts";
import type { Begun } from "./begin-scan.ts";
import type { Orphans } from "./find-orphans.ts";
import type { Prepared } from "./prepare-scan.ts";

/** What is told of a scan that has come to its end. */
export function resultOf(
	{ id, startedAt, workedMs, tenants, tally }: Begun["record"],
	prepared: Prepared,
	{ orphans, missed }: Orphans,
	{ resumed, notes }: Begun,
): ScanResult {
	const { targets, plan } = prepared;
	const { names, there } = prepared.tenants;
	const { role } = prepared.tenancy.profile;
	const asked = new Map(tally.byTable.map((row) => [row.table, row]));
	const shown = tenants.slice(0, SCAN_MATRIX_TENANTS);
	const nothing = shown.map(() => null);
	return {
		...{ id, startedAt, ms: Math.round(workedMs), ...(role === undefined ? {} : { role }), becameRoles: tally.roles },
		...{ tables: targets.length, tenants: plan ? tenants.length : 0, tenantsThere: there },
		evaluated: tally.byTable.reduce((sum, row) => sum + row.tenants, 0),
		foreignRows: tally.foreign.toSorted(
			(a, b) => compare(a.table, b.table) || b.rows - a.rows || compare(a.tenant, b.tenant),
		),
		foreignLeftOut: tally.foreignLeftOut,
		notEvaluated: [...prepared.missed, ...tally.missed, ...missed],
		orphans,
		byTable: targets.map(
			({ label, readable }) =>
				asked.get(label) ?? {
					...{ table: label, tenants: 0, sawRows: 0, foreignTenants: 0, noAccess: !readable },
					...{ own: nothing, foreign: nothing },
				},
		),
		matrix: shown.map((tenant) => ({ id: tenant, ...named(names.get(tenant)) })),
		...(resumed ? { resumed } : {}),
		notes: [...prepared.notes, ...notes],
	};
}

const named = (name: string | undefined): { name?: string } => (name === undefined ? {} : { name });

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
