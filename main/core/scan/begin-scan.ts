import type { ScanResult } from "../../contract/index.ts";
import type { MigrationDeps } from "../migrations/deps.ts";
import { sortedId } from "../sorted-id.ts";
import { PIECE } from "./pieces.ts";
import { placeOfScans } from "./place.ts";
import type { Prepared, ScanInput } from "./prepare-scan.ts";
import { findUnfinished, type ScanRecord } from "./record.ts";
import { emptyTally } from "./tally.ts";

export interface Begun {
	record: ScanRecord;
	resumed: ScanResult["resumed"];
	notes: string[];
}

/** A new scan, or the interrupted one that asked the same. */
export async function beginScan(
	{ ports, connections }: MigrationDeps,
	input: ScanInput,
	{ plan, tenants, question }: Prepared,
	live: ReadonlySet<string>,
): Promise<Begun> {
	const found = input.resume && plan ? await findUnfinished(ports, question, live) : undefined;
	if (found) {
		const done = Math.min(found.tally.pieces.length * PIECE, found.tenants.length);
		return { record: found, resumed: { startedAt: found.startedAt, tenants: done }, notes: [] };
	}
	const record: ScanRecord = {
		...{ id: sortedId(ports.clock.now()), place: placeOfScans(connections.settings(input.connection)), question },
		...{ asked: askedBy(input), startedAt: ports.clock.now(), tenants: tenants.ids, workedMs: 0 },
		tally: emptyTally(plan?.targets ?? [], tenants.ids.length),
	};
	const notes = input.resume
		? ["There was no interrupted scan that asked the same of tables guarded in the same way: it began anew."]
		: [];
	return { record, resumed: undefined, notes };
}

const askedBy = ({ tables, tenants, sample }: ScanInput): ScanRecord["asked"] => ({
	...(tables ? { tables } : {}),
	...(tenants ? { tenants } : {}),
	...(sample === undefined ? {} : { sample }),
});
