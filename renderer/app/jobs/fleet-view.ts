/** What a window knows of a fleet's job. Pure. */
import type { FleetRun, FleetTargetStatus, JobProgress } from "../../../main/contract/index.ts";

export interface FleetView {
	/** Of a look at the fleet: who has answered so far, of how many. */
	statuses: readonly FleetTargetStatus[];
	of: number;
	/** Of a run. */
	run?: FleetRun;
	paused: boolean;
}

export type FleetProgress = Extract<JobProgress, { kind: `fleet-${string}` }>;

const nothing: FleetView = { statuses: [], of: 0, paused: false };

export function applyFleet(view: FleetView = nothing, progress: FleetProgress): FleetView {
	switch (progress.kind) {
		case "fleet-status":
			return { ...view, of: progress.of, statuses: [...view.statuses, progress.status] };
		case "fleet-run":
			return { ...view, run: progress.run };
		case "fleet-entry": {
			const { entry } = progress;
			const { run } = view;
			// A window that came late asks for the run itself.
			const at = run?.entries.findIndex(({ target }) => target.key === entry.target.key) ?? -1;
			return run && at >= 0 ? { ...view, run: { ...run, entries: run.entries.with(at, entry) } } : view;
		}
		case "fleet-paused":
			return { ...view, paused: progress.paused };
	}
}
