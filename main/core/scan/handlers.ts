import type { MigrationDeps } from "../migrations/deps.ts";
import { procedures } from "../procedures.ts";
import { readCoverage } from "./read-coverage.ts";
import { runScan } from "./run-scan.ts";

export function scanHandlers(deps: MigrationDeps) {
	const { start, coverage } = procedures.scan;
	/** Scans that are at work: nobody goes on with one of them. */
	const live = new Set<string>();
	return {
		start: start.handler(({ input }) => ({
			jobId: deps.jobs.start("scan", input.connection, (job) => runScan(deps, input, job, live)),
		})),
		coverage: coverage.handler(({ input, signal }) => readCoverage(deps, input, { live, signal })),
	};
}
