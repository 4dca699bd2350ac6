import type { FleetEntry, FleetTargetStatus, JobProgress } from "../../contract/index.ts";
import { say, told, word } from "./words/say.ts";

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
			return statusWords(progress.status, say("{done} of {of}", { done: progress.done, of: progress.of }));
		case "fleet-run":
			return {
				line: say("run {id}: {entries} databases", {
					id: String(progress.run.id),
					entries: progress.run.entries.length,
				}),
				lasting: true,
			};
		case "fleet-entry":
			return entryWords(progress.entry);
		case "fleet-paused":
			return { line: progress.paused ? say("paused: nothing new is begun") : say("goes on"), lasting: true };
	}
}

function statusWords({ target, error }: FleetTargetStatus, count: string): Words {
	if (!error) return { line: `${count}: ${target.name}`, lasting: false };
	return { line: `  ${target.name}: ${error.data?.reason ?? error.code}: ${told(error.message)}`, lasting: true };
}

function entryWords({ target: { name }, state, at, applied, error, checksFailed }: FleetEntry): Words {
	switch (state) {
		case "waiting":
		case "not-reached":
			return { lasting: false };
		case "rehearsing":
			return { line: say("{name}: rehearses", { name }), lasting: false };
		case "running":
			return { line: `${name}: ${at ?? say("begins")}`, lasting: false };
		case "done":
			return { line: say("{name}: {applied} applied", { name, applied: applied.length }), lasting: true };
		case "checks-failed":
			return { line: say("{name}: {checksFailed} checks fail", { name, checksFailed }), lasting: true };
		case "failed":
		case "cancelled":
			return {
				line: `${name}: ${word(state)}: ${error?.data?.reason ?? error?.code}: ${told(error?.message ?? "")}`,
				lasting: true,
			};
	}
}
