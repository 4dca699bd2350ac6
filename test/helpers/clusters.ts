import { join } from "node:path";
import { findBinaries } from "../../main/adapters/embedded-postgres/binaries.ts";
import type { Cluster } from "../../main/adapters/embedded-postgres/cluster.ts";
import { reachableBinaries, runAs } from "../../main/adapters/embedded-postgres/run-as.ts";

export const versions = [13, 14, 16, 18] as const;
export type PostgresVersion = (typeof versions)[number];

/** Undefined where npm has no binaries of this version for this platform. */
export function clusterIn(folder: string, version: PostgresVersion): Cluster | undefined {
	const found = findBinaries(version);
	if (!found) return undefined;
	const as = runAs();
	const own = join(folder, String(version), "cluster");
	// Test data may die with the machine: no flush is waited for.
	const settings = {
		fsync: "off",
		synchronous_commit: "off",
		full_page_writes: "off",
		max_connections: "100",
		log_min_messages: "fatal",
	};
	return { folder: own, binaries: reachableBinaries(found, own, as), as, settings };
}
