import type { JobView } from "../../app/jobs/job-view.ts";

/** How many compartments are full while the demo is made: one a migration, the next one in part. Pure. */
export function demoProgress(job: JobView): { filled: number; of: number } {
	const last = job.migrations.at(-1);
	if (!last) return { filled: 0, of: 8 };
	const full = job.migrations.filter((run) => run.ms !== undefined).length;
	const part = last.ms === undefined && last.statements > 0 ? last.done / last.statements : 0;
	return { filled: full + part, of: last.of };
}
