import { create } from "zustand";
import type { JobEvent, JobSummary } from "../../../main/contract/index.ts";
import { applyEvent, type JobView, newJobView } from "./job-view.ts";

export interface JobsState {
	views: Record<string, JobView>;
	/** The job whose panel is put away; a new one opens the panel again. */
	hidden: Record<string, true>;
}

export const useJobs = create<JobsState>(() => ({ views: {}, hidden: {} }));

/** A job that this window begins to follow. */
export function withJob(state: JobsState, summary: Omit<JobSummary, "lastSeq" | "status">): JobsState {
	if (state.views[summary.jobId]) return state;
	return { ...state, views: { ...state.views, [summary.jobId]: newJobView(summary) } };
}

/** A batch of events of one job. */
export function withEvents(state: JobsState, jobId: string, events: readonly JobEvent[]): JobsState {
	const view = state.views[jobId];
	return view ? { ...state, views: { ...state.views, [jobId]: events.reduce(applyEvent, view) } } : state;
}

/** A job that the core no longer knows: it ended with that core, and nothing more will be heard of it. */
export function withoutJob(state: JobsState, jobId: string): JobsState {
	const { [jobId]: _gone, ...views } = state.views;
	return { ...state, views };
}

export function withHidden(state: JobsState, jobId: string): JobsState {
	return { ...state, hidden: { ...state.hidden, [jobId]: true } };
}

export function withShown(state: JobsState, jobId: string): JobsState {
	const { [jobId]: _shown, ...hidden } = state.hidden;
	return { ...state, hidden };
}

/** A run of migrations, or of what belongs to them: the demo and the scan are told on screens of their own. */
export const isRun = ({ job }: JobView): boolean => job !== "demo" && job !== "scan";

/** The newest of the wanted jobs, running or ended. */
export function newestJob(state: JobsState, wanted: (view: JobView) => boolean): JobView | undefined {
	return Object.values(state.views)
		.filter(wanted)
		.reduce<JobView | undefined>((best, view) => (best && best.startedAt > view.startedAt ? best : view), undefined);
}
