import type { MigrationDeps } from "../migrations/deps.ts";
import { procedures } from "../procedures.ts";
import { listWaiting } from "./list-waiting.ts";
import { listSnapshots } from "./read.ts";
import { restoreSnapshot } from "./restore.ts";

/** For calls whose pipe gives no signal. */
const never = new AbortController().signal;

export function snapshotsHandlers(deps: MigrationDeps) {
	const { list, waiting, restore } = procedures.snapshots;
	return {
		list: list.handler(async ({ input }) => ({
			snapshots: await listSnapshots(deps.ports.snapshots, input.check ?? false),
		})),
		waiting: waiting.handler(async ({ input, signal = never }) => ({
			waiting: await listWaiting(deps, input, signal),
		})),
		restore: restore.handler(({ input }) => {
			deps.connections.requireTyped(input.connection, input.typed);
			return { jobId: deps.jobs.start("restore", input.connection, (job) => restoreSnapshot(deps, input, job)) };
		}),
	};
}
