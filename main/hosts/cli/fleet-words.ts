import type { FleetEntry, FleetTargetStatus, JobProgress } from "../../contract/index.ts";

interface Words {
	line?: string;
	/** Stays on the screen. */
	lasting: boolean;
}

type FleetProgress = Extract<JobProgress, { kind: `fleet-${string}` }>;

/** What is said of a fleet's work. */
export function fleetWords(progress: FleetProgress): Words {
	switch (progress.kind) {
		case "fleet-status":
			return statusWords(progress.status, `${progress.done} of ${progress.of}`);
		case "fleet-run":
			return { line: `run ${progress.run.id}: ${progress.run.entries.length} databases`, lasting: true };
		case "fleet-entry":
			return entryWords(progress.entry);
		case "fleet-paused":
			return { line: progress.paused ? "paused: nothing new is begun" : "goes on", lasting: true };
	}
}

function statusWords({ target, error }: FleetTargetStatus, count: string): Words {
	if (!error) return { line: `${count}: ${target.name}`, lasting: false };
	return { line: `  ${target.name}: ${error.data?.reason ?? error.code}: ${error.message}`, lasting: true };
}

function entryWords({ target: { name }, state, at, applied, error, checksFailed }: FleetEntry): Words {
	switch (state) {
		case "waiting":
		case "not-reached":
			return { lasting: false };
		case "rehearsing":
			return { line: `${name}: rehearses`, lasting: false };
		case "running":
			return { line: `${name}: ${at ?? "begins"}`, lasting: false };
		case "done":
			return { line: `${name}: ${applied.length} applied`, lasting: true };
		case "checks-failed":
			return { line: `${name}: ${checksFailed} checks fail`, lasting: true };
		case "failed":
		case "cancelled":
			return { line: `${name}: ${state}: ${error?.data?.reason ?? error?.code}: ${error?.message}`, lasting: true };
	}
}
