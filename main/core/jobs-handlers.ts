import type { Jobs } from "./jobs.ts";
import { procedures } from "./procedures.ts";

export function jobsHandlers(jobs: Jobs) {
	return {
		list: procedures.jobs.list.handler(() => ({ jobs: jobs.list() })),
		watch: procedures.jobs.watch.handler(({ input, signal }) => jobs.watch(input.jobId, input.after, signal)),
		cancel: procedures.jobs.cancel.handler(({ input }) => ({ cancelling: jobs.cancel(input.jobId) })),
	};
}
