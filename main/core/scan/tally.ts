/** What a scan has found so far. It is changed only here. */
import {
	type ForeignRows,
	type NotEvaluated,
	SCAN_COUNTED,
	SCAN_MATRIX_TENANTS,
	type ScanTally as Tally,
} from "../../contract/index.ts";
import type { Asked } from "./plan.ts";
import type { Target } from "./read-targets.ts";

/** Entries that are told. */
const TOLD = 10_000;
/** Tenants that a table may leak to and be counted for in full; later ones up to so many rows. */
const COUNTED_FULLY = 200;
const COUNTED_BRIEFLY = 1_000;

export interface Found {
	rows: number;
	atLeast: boolean;
	owners: ForeignRows["owners"];
}

export function emptyTally(targets: readonly Target[], tenants: number): Tally {
	const shown = Math.min(tenants, SCAN_MATRIX_TENANTS);
	return {
		byTable: targets.map(({ label, readable }) => ({
			...{ table: label, tenants: 0, sawRows: 0, foreignTenants: 0, noAccess: !readable },
			...{ own: Array<null>(shown).fill(null), foreign: Array<null>(shown).fill(null) },
		})),
		...{ foreign: [], foreignLeftOut: 0, missed: [], owing: [], roles: [], pieces: [] },
	};
}

/** Up to how many foreign rows of this table are counted for the next tenant. */
export function countLimit({ byTable }: Tally, table: number): number {
	return (byTable[table]?.foreignTenants ?? 0) < COUNTED_FULLY ? SCAN_COUNTED : COUNTED_BRIEFLY;
}

export interface Seen {
	table: number;
	tenant: Asked;
	name: string | undefined;
	own: number | undefined;
	found: Found | undefined;
}

export function noteSeen(tally: Tally, { table, tenant, name, own, found }: Seen): void {
	const row = tally.byTable[table];
	if (!row) return;
	row.tenants += 1;
	if (own !== undefined && own > 0) row.sawRows += 1;
	if (tenant.at < row.own.length) {
		row.own[tenant.at] = own ?? null;
		row.foreign[tenant.at] = found?.rows ?? 0;
	}
	if (!found) return;
	row.foreignTenants += 1;
	if (tally.foreign.length >= TOLD) tally.foreignLeftOut += 1;
	else {
		tally.foreign.push({
			...{ table: row.table, tenant: tenant.id, ...(name === undefined ? {} : { name }) },
			...{ rows: found.rows, ...(found.atLeast ? { atLeast: true } : {}), owners: found.owners },
		});
	}
}

/** The same reason is told once, with the number of its tenants and one of them. */
export function noteMissed(tally: Tally, missed: NotEvaluated): void {
	const same = tally.missed.find(({ table, reason }) => table === missed.table && reason === missed.reason);
	if (same) same.tenants += missed.tenants;
	else tally.missed.push(missed);
}

/** A table that failed is asked alone, when the others are done. */
export function setAside(tally: Tally, table: number, reason: string, tenant: Asked): void {
	const known = tally.owing.find((each) => each.table === table);
	if (known) known.tenants.push(tenant.at);
	else tally.owing.push({ table, reason, tenants: [tenant.at] });
}

/** The context may make another role of the session than the one that it was given. */
export function noteRole(tally: Tally, became: string, from: string): void {
	if (became !== from && !tally.roles.includes(became)) tally.roles.push(became);
}
