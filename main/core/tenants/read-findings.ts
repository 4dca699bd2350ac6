import type { TenantFindings } from "../../contract/index.ts";
import type { FleetRunsPort } from "../ports.ts";
import { readLast } from "../scan/record.ts";

const MOST = 100;

/** What the newest scan of this place found of the tenant; undefined where none came to its end on this machine. */
export async function readFindings(
	scanRuns: FleetRunsPort,
	place: string,
	tenant: string,
): Promise<TenantFindings | undefined> {
	const { last } = await readLast({ scanRuns }, place, { live: new Set(), piece: 1 });
	if (!last) return undefined;
	const sees = last.foreignRows.filter((each) => each.tenant === tenant);
	const seenBy = last.foreignRows.flatMap(({ table, tenant: by, name, owners }) => {
		const rows = by === tenant ? undefined : owners.find((owner) => owner.tenant === tenant)?.rows;
		return rows === undefined ? [] : [{ table, tenant: by, ...(name === undefined ? {} : { name }), rows }];
	});
	return {
		scannedAt: last.startedAt,
		sees: sees.slice(0, MOST).map(({ table, rows, atLeast = false }) => ({ table, rows, atLeast })),
		seenBy: seenBy.slice(0, MOST),
	};
}
