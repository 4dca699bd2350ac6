import type { MigrationDeps } from "../migrations/deps.ts";
import { procedures } from "../procedures.ts";
import { listSnapshots } from "./read.ts";
import { restoreSnapshot } from "./restore.ts";

export function snapshotsHandlers(deps: MigrationDeps) {
	const { list, restore } = procedures.snapshots;
	return {
		list: list.handler(async ({ input }) => ({
			snapshots: await listSnapshots(deps.ports.snapshots, input.check ?? false),
		})),
		restore: restore.handler(({ input }) => ({
			jobId: deps.jobs.start("restore", input.connection, (job) => restoreSnapshot(deps, input, job)),
		})),
	};
}
